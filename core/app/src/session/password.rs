//! Passwords: Argon2id, a few at a time, and the rules for new ones.
//!
//! A hash takes 19 MiB and a core for some 30 ms; without a gate a few hundred sign-ins at once would take the
//! machine down. Nothing here logs or keeps a password.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use weir_model::{Issue, Issues};

use crate::error::{Error, Result};
use crate::settings::PasswordCost;

/// Characters of a password at least: length is what guards it, so no further composition rules.
pub const PASSWORD_MIN_CHARS: usize = 10;
/// Characters of a password at most: hashing must not become somebody's lever.
pub const PASSWORD_MAX_CHARS: usize = 200;
/// Hashes at once.
const HASHES_AT_ONCE: usize = 2;
/// How long a sign-in waits for its turn before it is told to come back.
const TURN_TIMEOUT: Duration = Duration::from_secs(5);
/// Seconds after which it may.
const TURN_RETRY_S: u64 = 5;
/// Memory of one hash, KiB, and passes over it: the first recommendation of OWASP's cheat sheet.
const FULL_MEMORY_KIB: u32 = 19 * 1_024;
const FULL_PASSES: u32 = 2;

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    dummy: Arc<OnceLock<String>>,
}

impl Passwords {
    /// At the given cost.
    ///
    /// # Errors
    /// When the algorithm does not take the parameters.
    pub fn new(cost: PasswordCost) -> Result<Self> {
        let (memory_kib, passes) = match cost {
            PasswordCost::Full => (FULL_MEMORY_KIB, FULL_PASSES),
            PasswordCost::Cheap => (Params::MIN_M_COST, Params::MIN_T_COST),
        };
        let params = Params::new(memory_kib, passes, 1, None).map_err(|e| Error::internal(e.to_string()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        Ok(Self { argon2, turns: Arc::new(Semaphore::new(HASHES_AT_ONCE)), dummy: Arc::default() })
    }

    /// The hash to keep.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many wait already.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move |own| own.hash_now(&password)).await?
    }

    /// Whether the password is the one behind `hash`. Without a hash (nobody of that name) it takes as long and
    /// is wrong.
    ///
    /// # Errors
    /// [`Error::TooMany`] when too many wait already.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.in_turn(move |own| {
            let known = hash.is_some();
            let hash = match hash {
                Some(hash) => hash,
                None => own.dummy()?,
            };
            let parsed = PasswordHash::new(&hash).map_err(|e| Error::internal(e.to_string()))?;
            Ok(own.argon2.verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await?
    }

    fn hash_now(&self, password: &str) -> Result<String> {
        let hash = self.argon2.hash_password(password.as_bytes());
        hash.map(|h: PasswordHash| h.to_string()).map_err(|e| Error::internal(e.to_string()))
    }

    fn dummy(&self) -> Result<String> {
        if let Some(hash) = self.dummy.get() {
            return Ok(hash.clone());
        }
        let hash = self.hash_now("nobody has this password")?;
        Ok(self.dummy.get_or_init(|| hash).clone())
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(TURN_TIMEOUT, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| Error::TooMany { retry_after_s: TURN_RETRY_S })?
            .map_err(Error::internal)?;
        let own = self.clone();
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&own)
        })
        .await
        .map_err(Error::internal)
    }
}

/// What is wrong with a new password.
#[must_use]
pub fn check_new(at: &str, password: &str, login: &str) -> Issues {
    let chars = password.chars().count();
    let issue = if chars < PASSWORD_MIN_CHARS {
        Some(Issue::new(at, "auth.password_short").with("min", PASSWORD_MIN_CHARS))
    } else if chars > PASSWORD_MAX_CHARS {
        Some(Issue::new(at, "auth.password_long").with("max", PASSWORD_MAX_CHARS))
    } else if password.eq_ignore_ascii_case(login) {
        Some(Issue::new(at, "auth.password_is_login"))
    } else {
        None
    };
    issue.into_iter().collect()
}

/// Letters and digits that nobody confuses when reading them from paper.
const READABLE: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 5 bits each: 80 bits, out of reach for guessing.
const GENERATED_CHARS: usize = 16;

/// A password to hand over once, in groups of four.
///
/// # Errors
/// When the machine has no randomness.
pub fn generate() -> Result<String> {
    let mut bytes = [0_u8; GENERATED_CHARS];
    getrandom::fill(&mut bytes).map_err(|e| Error::internal(e.to_string()))?;
    let chars: Vec<char> = bytes.iter().map(|b| char::from(READABLE[usize::from(b % 32)])).collect();
    Ok(chars.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_and_nobody_has_none() {
        let passwords = Passwords::new(PasswordCost::Cheap).unwrap();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("wrong horse".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("nobody has this password".into(), None).await.unwrap());
    }

    #[test]
    fn a_new_password_is_long_and_not_the_name() {
        let code = |p: &str| check_new("next", p, "administrator").first().map(|i| i.code.to_string());
        assert_eq!(code("堰堰堰堰堰堰堰堰堰堰"), None);
        assert_eq!(code("123456789").as_deref(), Some("auth.password_short"));
        assert_eq!(code(&"x".repeat(201)).as_deref(), Some("auth.password_long"));
        assert_eq!(code("Administrator").as_deref(), Some("auth.password_is_login"));
    }

    #[test]
    fn a_generated_password_reads_well_and_passes_the_rules() {
        let password = generate().unwrap();
        assert_eq!(password.len(), 19);
        assert!(password.bytes().all(|b| b == b'-' || READABLE.contains(&b)), "{password}");
        assert!(check_new("", &password, "x").is_empty());
        assert_ne!(password, generate().unwrap());
    }
}
