//! Secrets at rest: sealed under a key that the database does not have.
//!
//! The one place that knows a cipher; another one (national algorithms) is another implementation of [`Vault`].

use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use weir_model::id::TenantId;

use crate::error::{Error, Result};

/// Bytes of the master key.
pub const KEY_BYTES: usize = 32;
/// The file that holds it where the operator sets none.
const KEY_FILE: &str = "secret.key";
/// What a sealed secret begins with: which cipher, which layout.
const MARK: &str = "v1:";

/// Seals secrets of tenants and opens them again.
pub trait Vault: Send + Sync {
    /// The secret as it is kept. `about` must be the same to open it: a sealed secret cannot be moved elsewhere.
    ///
    /// # Errors
    /// When the machine has no randomness.
    fn seal(&self, tenant: TenantId, about: &[u8], secret: &[u8]) -> Result<String>;

    /// The secret; none when it was sealed under another key, for something else, or tampered with.
    fn open(&self, tenant: TenantId, about: &[u8], sealed: &str) -> Option<Vec<u8>>;
}

/// ChaCha20-Poly1305 under a key of each tenant, which HMAC-SHA-256 derives from the master key.
pub struct KeyVault {
    master: hmac::Key,
}

impl KeyVault {
    /// Over a master key.
    #[must_use]
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        Self { master: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    /// Over the key file of a data directory, made at the first need so that only this user reads it.
    ///
    /// # Errors
    /// When the file cannot be made or read, or does not hold a key.
    pub fn of_data_dir(dir: &Path) -> Result<Self> {
        let path = dir.join(KEY_FILE);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                let mut key = [0_u8; KEY_BYTES];
                random(&mut key)?;
                file.write_all(hex::encode(key).as_bytes())
                    .and_then(|()| file.sync_all())
                    .map_err(Error::internal)?;
                return Ok(Self::new(&key));
            }
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
            Err(why) => return Err(Error::internal(why)),
        }
        let mut text = String::new();
        std::fs::File::open(&path)
            .and_then(|f| f.take(1_000).read_to_string(&mut text))
            .map_err(Error::internal)?;
        let key = parse_key(text.trim());
        key.map(|key| Self::new(&key))
            .ok_or_else(|| Error::internal("secret.key holds no key of 64 hexadecimal digits"))
    }

    fn key_of(&self, tenant: TenantId) -> Result<LessSafeKey> {
        let derived = hmac::sign(&self.master, tenant.uuid().as_bytes());
        let key = UnboundKey::new(&CHACHA20_POLY1305, derived.as_ref());
        key.map(LessSafeKey::new).map_err(|_| Error::internal("a derived key has a wrong length"))
    }
}

/// Seals a secret, for those who do not know the trait.
pub(crate) fn seal(vault: &impl Vault, tenant: TenantId, about: &[u8], secret: &[u8]) -> Result<String> {
    vault.seal(tenant, about, secret)
}

/// Opens a sealed secret.
pub(crate) fn unseal(vault: &impl Vault, tenant: TenantId, about: &[u8], sealed: &str) -> Option<Vec<u8>> {
    vault.open(tenant, about, sealed)
}

/// 64 hexadecimal digits as a master key.
#[must_use]
pub fn parse_key(text: &str) -> Option<[u8; KEY_BYTES]> {
    hex::decode(text).ok()?.try_into().ok()
}

impl Vault for KeyVault {
    fn seal(&self, tenant: TenantId, about: &[u8], secret: &[u8]) -> Result<String> {
        let mut nonce = [0_u8; NONCE_LEN];
        random(&mut nonce)?;
        let mut sealed = secret.to_vec();
        let tag = self
            .key_of(tenant)?
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about), &mut sealed)
            .map_err(|_| Error::internal("sealing failed"))?;
        let whole = [&nonce[..], &sealed, tag.as_ref()].concat();
        Ok(format!("{MARK}{}", STANDARD_NO_PAD.encode(whole)))
    }

    fn open(&self, tenant: TenantId, about: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let whole = STANDARD_NO_PAD.decode(sealed.strip_prefix(MARK)?).ok()?;
        let (nonce, sealed) = whole.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self.key_of(tenant).ok()?.open_in_place(nonce, Aad::from(about), &mut sealed).ok()?;
        Some(opened.to_vec())
    }
}

fn random(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|e| Error::internal(e.to_string()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tenant(n: u128) -> TenantId {
        TenantId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn a_secret_opens_only_with_its_key_in_its_tenant_for_what_it_was_sealed() {
        let vault = KeyVault::new(&[1; KEY_BYTES]);
        let sealed = vault.seal(tenant(1), b"lin", b"secret").unwrap();
        assert!(!sealed.contains("secret"));
        assert_ne!(sealed, vault.seal(tenant(1), b"lin", b"secret").unwrap(), "never twice the same");
        assert_eq!(vault.open(tenant(1), b"lin", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(vault.open(tenant(2), b"lin", &sealed), None);
        assert_eq!(vault.open(tenant(1), b"wang", &sealed), None);
        assert_eq!(KeyVault::new(&[2; KEY_BYTES]).open(tenant(1), b"lin", &sealed), None);
        for bad in ["", "v1:", "v2:AAAA", "v1:!!!", &sealed[..sealed.len() - 4], &format!("{sealed}AAAA")] {
            assert_eq!(vault.open(tenant(1), b"lin", bad), None, "{bad}");
        }
    }

    #[test]
    fn the_key_file_is_made_once_for_its_owner_only() {
        let dir = tempfile::tempdir().unwrap();
        let sealed = KeyVault::of_data_dir(dir.path()).unwrap().seal(tenant(1), b"", b"x").unwrap();
        let again = KeyVault::of_data_dir(dir.path()).unwrap();
        assert_eq!(again.open(tenant(1), b"", &sealed).as_deref(), Some(&b"x"[..]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(dir.path().join(KEY_FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(dir.path().join(KEY_FILE), "short").unwrap();
        assert!(KeyVault::of_data_dir(dir.path()).is_err(), "never replaced by another one");
    }
}
