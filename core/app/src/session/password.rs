//! Passwords: Argon2id, a few at a time, and the rules for new ones.
//!
//! A hash takes 19 MiB and a core for some 30 ms; without a gate a few hundred sign-ins at once would take the
//! machine down. Nothing here logs or keeps a password.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock, OnceLock};
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

/// The passwords that every guesser tries first, without what people put before and behind them.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().filter(|l| !l.is_empty()).collect());
/// Characters of a sign-in name that a password must not contain; shorter ones stand in words by chance.
const LOGIN_CHARS_MIN: usize = 4;

/// What is wrong with a new password of at least `min` characters.
#[must_use]
pub fn check_new(at: &str, password: &str, login: &str, min: usize) -> Issues {
    let chars = password.chars().count();
    let lower = password.to_lowercase();
    let names = login.chars().count() >= LOGIN_CHARS_MIN && lower.contains(&login.to_lowercase());
    let issue = if chars < min {
        Some(Issue::new(at, "auth.password_short").with("min", min))
    } else if chars > PASSWORD_MAX_CHARS {
        Some(Issue::new(at, "auth.password_long").with("max", PASSWORD_MAX_CHARS))
    } else if names || lower == login.to_lowercase() {
        Some(Issue::new(at, "auth.password_is_login"))
    } else if is_common(&lower) {
        Some(Issue::new(at, "auth.password_common"))
    } else {
        None
    };
    issue.into_iter().collect()
}

/// Whether a guesser tries it early: a known one, also with digits or signs around it, or one run of characters.
fn is_common(lower: &str) -> bool {
    let plain = |c: char| !c.is_alphabetic();
    let bare = lower.trim_matches(plain);
    let known = |word: &str| COMMON.contains(word);
    known(lower)
        || known(lower.trim_end_matches(|c: char| !c.is_alphanumeric()))
        || known(lower.trim_end_matches(plain))
        || known(bare)
        || bare.is_empty() && lower.chars().filter(|c| !c.is_ascii_digit()).count() == 0 && is_run(lower)
        || is_run(lower)
}

/// All the same character, or each one step from the one before: `aaaaaaaaaa`, `1234567890`, `zyxwvutsrq`.
fn is_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    // After 9 comes 0, as on the keyboard.
    let step = |pair: &[i64]| match (pair[0], pair[1]) {
        (57, 48) => 1,
        (48, 57) => -1,
        (a, b) => b - a,
    };
    let mut steps = codes.windows(2).map(step);
    let Some(first) = steps.next() else { return true };
    (-1..=1).contains(&first) && steps.all(|s| s == first)
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
        let code = |p: &str| {
            check_new("next", p, "li.administrator", PASSWORD_MIN_CHARS).first().map(|i| i.code.to_string())
        };
        assert_eq!(code("堰塞湖边的老房子里没有人"), None);
        assert_eq!(code("123456789").as_deref(), Some("auth.password_short"));
        assert_eq!(code(&"x".repeat(201)).as_deref(), Some("auth.password_long"));
        assert_eq!(code(&"x".repeat(11)).as_deref(), Some("auth.password_common"));
        assert_eq!(code("Li.Administrator").as_deref(), Some("auth.password_is_login"));
        assert_eq!(code("my li.administrator!").as_deref(), Some("auth.password_is_login"));
        for common in [
            "1234567890",
            "0987654321",
            "Password1234",
            "qwertyuiop!!",
            "2026password",
            "堰堰堰堰堰堰堰堰堰堰",
        ] {
            assert_eq!(code(common).as_deref(), Some("auth.password_common"), "{common}");
        }
        for fine in ["password of my dog", "open sesame, please", "1234567890 steps"] {
            assert_eq!(code(fine), None, "{fine}");
        }
        let short = check_new("next", "fifteen letters", "x", 16);
        assert_eq!(short[0].code, "auth.password_short");
    }

    #[test]
    fn a_generated_password_reads_well_and_passes_the_rules() {
        let password = generate().unwrap();
        assert_eq!(password.len(), 19);
        assert!(password.bytes().all(|b| b == b'-' || READABLE.contains(&b)), "{password}");
        assert!(check_new("", &password, "x", PASSWORD_MIN_CHARS).is_empty());
        assert_ne!(password, generate().unwrap());
    }
}
