//! Ed25519 signatures (RFC 8032) over the index of a package: the publisher's, and over that the marketplace's.
//!
//! ```text
//! weir-signature 1
//! key <the public key, 64 hexadecimal digits>
//! at 2026-11-22T08:00:00Z
//! signature <128 hexadecimal digits>
//! ```
//!
//! What is signed begins with the role, so that neither signature can pass for the other, and holds the time, so that it
//! cannot be changed. The time is what the signer says. Nothing here knows which keys are to be trusted.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::Timestamp;

use crate::archive::{Archive, parse_hex};

const FIRST_LINE: &str = "weir-signature 1";
const KEY_BYTES: usize = ed25519_dalek::PUBLIC_KEY_LENGTH;

/// Whose signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who made the package.
    Publisher,
    /// Who reviewed it.
    Marketplace,
}

impl Role {
    /// The name, for a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Marketplace => "marketplace",
        }
    }
}

/// A public key, written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey([u8; KEY_BYTES]);

/// The text is no public key, or one under which anything could be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an Ed25519 public key of 64 lower-case hexadecimal digits")]
pub struct PublicKeyError;

impl FromStr for PublicKey {
    type Err = PublicKeyError;
    fn from_str(s: &str) -> Result<Self, PublicKeyError> {
        let bytes = parse_hex(s).ok_or(PublicKeyError)?;
        match VerifyingKey::from_bytes(&bytes) {
            Ok(key) if !key.is_weak() => Ok(Self(bytes)),
            _ => Err(PublicKeyError),
        }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key to sign with. It is never printed.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// What others know it by.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }
}

/// A signature as it stands in a package; not yet held against anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Under which key it says it was made.
    pub key: PublicKey,
    /// When, as the signer says, to the second.
    pub at: Timestamp,
    signature: Signature,
}

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is none.
    #[error("the package is not signed by the {}", .0.name())]
    Missing(Role),
    /// It is not written as it has to be.
    #[error("the signature of the {} cannot be read", .0.name())]
    Form(Role),
    /// It is one over something else, or was changed.
    #[error("the signature of the {} is not one of this package", .0.name())]
    Wrong(Role),
}

impl FromStr for Seal {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut lines = text.lines();
        let mut line = |name: &str| lines.next().and_then(|line| line.strip_prefix(name)).ok_or(());
        if !line(FIRST_LINE)?.is_empty() {
            return Err(());
        }
        let seal = Self {
            key: line("key ")?.parse().map_err(drop)?,
            at: line("at ")?.parse().map_err(drop)?,
            signature: Signature::from_bytes(&parse_hex(line("signature ")?).ok_or(())?),
        };
        // One spelling of each signature: no other time zone, no fraction, nothing behind it.
        if seal.to_string() == text { Ok(seal) } else { Err(()) }
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = hex::encode(self.signature.to_bytes());
        write!(f, "{FIRST_LINE}\nkey {}\nat {:.0}\nsignature {signature}\n", self.key, self.at)
    }
}

/// What is signed. The marketplace's signature covers the publisher's.
fn message(role: Role, at: Timestamp, archive: &Archive) -> Vec<u8> {
    let head = format!("weir package 1\nrole {}\nat {at:.0}\n", role.name());
    let publisher = match role {
        Role::Publisher => &[],
        Role::Marketplace => archive.publisher.as_deref().unwrap_or_default(),
    };
    [head.as_bytes(), publisher, archive.index().as_bytes()].concat()
}

fn sign(role: Role, key: &SecretKey, at: Timestamp, archive: &Archive) -> Vec<u8> {
    let signature = key.0.sign(&message(role, at, archive));
    Seal { key: key.public(), at, signature }.to_string().into_bytes()
}

impl Archive {
    /// Signs the package as its publisher. A signature of the marketplace is lost: it was over another one.
    pub fn sign(&mut self, key: &SecretKey, at: Timestamp) {
        self.publisher = Some(sign(Role::Publisher, key, at, self));
        self.marketplace = None;
    }

    /// Signs the package as the marketplace that has reviewed it.
    ///
    /// # Errors
    /// [`SealError`] when the publisher's signature is missing or does not hold.
    pub fn countersign(&mut self, key: &SecretKey, at: Timestamp) -> Result<(), SealError> {
        self.seal(Role::Publisher)?;
        self.marketplace = Some(sign(Role::Marketplace, key, at, self));
        Ok(())
    }

    /// A signature that holds under the key that it names. Whether that key counts for anything, [`crate::trust`] says.
    ///
    /// # Errors
    /// [`SealError`] when there is none, or it does not hold.
    pub fn seal(&self, role: Role) -> Result<Seal, SealError> {
        let bytes = match role {
            Role::Publisher => &self.publisher,
            Role::Marketplace => &self.marketplace,
        };
        let bytes = bytes.as_deref().ok_or(SealError::Missing(role))?;
        let seal: Seal = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or(SealError::Form(role))?;
        let key = VerifyingKey::from_bytes(&seal.key.0).map_err(|_| SealError::Form(role))?;
        // Strict: one signature for each message and key, none under keys of small order.
        key.verify_strict(&message(role, seal.at, self), &seal.signature)
            .map_err(|_| SealError::Wrong(role))?;
        Ok(seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn archive() -> Archive {
        Archive::new([("a.txt".to_owned(), b"abc".to_vec())]).unwrap()
    }

    fn key(n: u8) -> SecretKey {
        SecretKey::from_seed(&[n; 32])
    }

    #[test]
    fn a_public_key_is_that_of_rfc_8032() {
        // RFC 8032, section 7.1, test 1.
        let seed = parse_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").unwrap();
        let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        assert_eq!(SecretKey::from_seed(&seed).public().to_string(), public);
        assert_eq!(public.parse::<PublicKey>(), Ok(SecretKey::from_seed(&seed).public()));
        // The identity: everything is signed under it.
        let weak = format!("01{}", "0".repeat(62));
        let no_point = format!("02{}", "0".repeat(62));
        for wrong in [public.to_uppercase(), public[2..].to_owned(), weak, no_point] {
            assert_eq!(wrong.parse::<PublicKey>(), Err(PublicKeyError), "{wrong}");
        }
    }

    #[test]
    fn a_signature_holds_for_one_package_one_role_and_one_time() {
        let mut archive = archive();
        assert_eq!(archive.seal(Role::Publisher), Err(SealError::Missing(Role::Publisher)));
        archive.sign(&key(1), at("2026-11-22T08:00:00Z"));
        assert_eq!(archive.seal(Role::Publisher).map(|s| s.key), Ok(key(1).public()));

        let signed = archive.publisher.clone().unwrap();
        let text = String::from_utf8(signed.clone()).unwrap();
        let mut other = Archive::new([("a.txt".to_owned(), b"abd".to_vec())]).unwrap();
        other.publisher = Some(signed.clone());
        assert_eq!(other.seal(Role::Publisher), Err(SealError::Wrong(Role::Publisher)));
        archive.marketplace = Some(signed);
        assert_eq!(archive.seal(Role::Marketplace), Err(SealError::Wrong(Role::Marketplace)));
        archive.publisher = Some(text.replace("08:00", "09:00").into_bytes());
        assert_eq!(archive.seal(Role::Publisher), Err(SealError::Wrong(Role::Publisher)));
        archive.publisher =
            Some(text.replace(&key(1).public().to_string(), &key(2).public().to_string()).into_bytes());
        assert_eq!(archive.seal(Role::Publisher), Err(SealError::Wrong(Role::Publisher)));
        for wrong in [
            String::new(),
            format!("{text}\n"),
            text.replace('\n', "\r\n"),
            text.replace(":00Z", ":00.5Z"),
            text.replace(":00Z", ":00+00:00"),
            text.replace("signature 1", "signature 2"),
        ] {
            archive.publisher = Some(wrong.into_bytes());
            assert_eq!(archive.seal(Role::Publisher), Err(SealError::Form(Role::Publisher)));
        }
    }

    #[test]
    fn the_marketplace_signs_what_the_publisher_signed() {
        let mut archive = archive();
        let now = at("2026-11-22T08:00:00Z");
        assert_eq!(archive.countersign(&key(9), now), Err(SealError::Missing(Role::Publisher)));
        archive.sign(&key(1), now);
        archive.countersign(&key(9), now).unwrap();
        assert_eq!(archive.seal(Role::Marketplace).map(|s| s.key), Ok(key(9).public()));
        // Signed anew by another publisher, the marketplace's old signature counts no more.
        let old = archive.marketplace.clone();
        archive.sign(&key(2), now);
        assert_eq!(archive.seal(Role::Marketplace), Err(SealError::Missing(Role::Marketplace)));
        archive.marketplace = old;
        assert_eq!(archive.seal(Role::Marketplace), Err(SealError::Wrong(Role::Marketplace)));
    }

    #[test]
    fn an_instant_is_signed_to_the_second() {
        let mut archive = archive();
        archive.sign(&key(1), at("2026-11-22T08:00:00.75Z"));
        assert_eq!(archive.seal(Role::Publisher).map(|s| s.at), Ok(at("2026-11-22T08:00:00Z")));
    }
}
