//! Immutable keys of fields, options, nodes, flows and permissions: what definitions refer by, for ever.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// The most characters a key may have: it stands in JSON paths and file names.
pub const MAX_KEY_CHARS: usize = 63;

/// A lower-case identifier: a letter, then letters, digits, `_` or `-`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Key(String);

/// Why a string is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key starts with a lower-case letter, goes on with letters, digits, `_` or `-`, and has at most {MAX_KEY_CHARS} characters"
)]
pub struct KeyError;

impl Key {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A key known at compile time.
    ///
    /// # Panics
    /// When the literal is not a key; such a call is a mistake in the source.
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn literal(s: &'static str) -> Self {
        s.parse().expect("a key literal")
    }
}

impl FromStr for Key {
    type Err = KeyError;
    fn from_str(s: &str) -> Result<Self, KeyError> {
        let first = s.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let rest = s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        if first && rest && s.len() <= MAX_KEY_CHARS { Ok(Self(s.to_owned())) } else { Err(KeyError) }
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let s = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        s.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Key {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some("^[a-z][a-z0-9_-]{0,62}$"))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Key {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_lower_case_identifiers() {
        for good in ["a", "amount", "finance-director", "f_01"] {
            assert!(good.parse::<Key>().is_ok(), "{good}");
        }
        for bad in ["", "A", "1a", "_a", "a b", "预算", "a.b", &"a".repeat(64)] {
            assert_eq!(bad.parse::<Key>(), Err(KeyError), "{bad}");
        }
    }
}
