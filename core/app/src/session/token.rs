//! Opaque tokens of sessions and API tokens: 256 random bits, of which only the hash is kept.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// Random bytes of a token.
const TOKEN_BYTES: usize = 32;

/// What a token opens; its first letters tell, so that a leaked one is recognised in a log or a repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A session.
    Session,
    /// An API token.
    Api,
    /// An invitation; it opens nothing but the page that asks for a password.
    Invitation,
    /// A session of a platform administrator; it opens nothing of any company.
    Platform,
    /// A form's link; it opens nothing but the form that it is for.
    FormLink,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Session => "weirs_",
            Self::Api => "weirt_",
            Self::Invitation => "weiri_",
            Self::Platform => "weirp_",
            Self::FormLink => "weirf_",
        }
    }

    /// Whether a token can be one of this kind.
    #[must_use]
    pub fn is_kind_of(self, token: &str) -> bool {
        // 32 bytes are 43 letters of base64: nothing of another length is worth a look-up.
        token.len() == self.prefix().len() + 43 && token.starts_with(self.prefix())
    }

    /// The kind of a token that comes with requests; none when it cannot be one of ours.
    #[must_use]
    pub fn of(token: &str) -> Option<Self> {
        [Self::Session, Self::Api, Self::Platform].into_iter().find(|kind| kind.is_kind_of(token))
    }
}

/// A new token: the text for its owner, the hash for us.
pub struct NewToken {
    /// Told once.
    pub text: String,
    /// Kept.
    pub hash: String,
}

impl NewToken {
    /// Makes a token.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn make(kind: Kind) -> Result<Self> {
        generate(kind)
    }
}

/// Makes a token.
///
/// # Errors
/// When the machine has no randomness.
pub fn generate(kind: Kind) -> Result<NewToken> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| Error::internal(e.to_string()))?;
    let text = format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bytes));
    let hash = hash(&text);
    Ok(NewToken { text, hash })
}

/// SHA-256 in hexadecimal: the token is random, so no slow hash is needed.
#[must_use]
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_tells_its_kind_and_no_two_are_alike() {
        for kind in [Kind::Session, Kind::Api, Kind::Platform] {
            let (a, b) = (generate(kind).unwrap(), generate(kind).unwrap());
            assert_eq!(Kind::of(&a.text), Some(kind));
            assert_eq!(a.hash, hash(&a.text));
            assert_ne!(a.text, b.text);
        }
        for other in ["", "weirs_short", &format!("weirx_{}", "a".repeat(43))] {
            assert_eq!(Kind::of(other), None, "{other}");
        }
    }
}
