//! Who publishes a package and what it is called there: `acme/robot`.

use std::fmt;
use std::str::FromStr;

use weir_model::Key;

/// A publisher's name: it belongs to whoever holds the first key that it was used with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Publisher(Key);

/// A package's name for ever, `publisher/name`; both parts are keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackageId {
    publisher: Publisher,
    name: Key,
}

/// Why a text is not a package's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is `publisher/name`, each of lower-case letters, digits and `-`, beginning with a letter")]
pub struct IdError;

/// Keys may have `_`; here it would be one more thing to mistake for `-`.
fn part(text: &str) -> Result<Key, IdError> {
    let key: Key = text.parse().map_err(|_| IdError)?;
    if text.contains('_') || text.ends_with('-') || text.contains("--") { Err(IdError) } else { Ok(key) }
}

impl Publisher {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for Publisher {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        part(s).map(Self)
    }
}

impl fmt::Display for Publisher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PackageId {
    /// Who publishes it.
    #[must_use]
    pub fn publisher(&self) -> &Publisher {
        &self.publisher
    }

    /// What it is called there.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl FromStr for PackageId {
    type Err = IdError;
    fn from_str(s: &str) -> Result<Self, IdError> {
        let (publisher, name) = s.split_once('/').ok_or(IdError)?;
        Ok(Self { publisher: publisher.parse()?, name: part(name)? })
    }
}

impl fmt::Display for PackageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.publisher, self.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_two_plain_names() {
        let id: PackageId = "acme/robot-2".parse().unwrap();
        assert_eq!(
            (id.publisher().as_str(), id.name(), id.to_string().as_str()),
            ("acme", "robot-2", "acme/robot-2")
        );
        for wrong in [
            "acme",
            "acme/",
            "/robot",
            "acme/robot/x",
            "Acme/robot",
            "ac me/r",
            "acme/ro_bot",
            "a/b--c",
            "a/b-",
            "аcme/robot",
            "../robot",
        ] {
            assert!(wrong.parse::<PackageId>().is_err(), "{wrong}");
        }
    }
}
