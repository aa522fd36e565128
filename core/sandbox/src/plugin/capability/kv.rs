//! `kv`: small values that the plugin keeps from call to call.

use async_trait::async_trait;

use super::wit::kv::Host;
use super::{Error, at_most};
use crate::limits::{KV_KEY_MAX_BYTES, KV_VALUE_MAX_BYTES};
use crate::plugin::guest::Guest;

pub use super::wit::kv::{Entry, Expected, Page as EntryPage, Scope};

/// Keeps values by tenant, installation and scope.
#[async_trait]
pub trait Kv: Send + Sync {
    /// The value of a key.
    async fn kv_get(&self, scope: Scope, key: String) -> Result<Option<Entry>, Error>;
    /// Sets a value, and gives its revision.
    async fn kv_set(
        &self,
        scope: Scope,
        key: String,
        value: Vec<u8>,
        expected: Expected,
        ttl_seconds: Option<u32>,
    ) -> Result<String, Error>;
    /// Removes a value.
    async fn kv_remove(&self, scope: Scope, key: String, expected: Expected) -> Result<(), Error>;
    /// Values whose keys begin with `prefix`, in the order of their keys.
    async fn kv_list(&self, scope: Scope, prefix: String, after: Option<String>) -> Result<EntryPage, Error>;
}

impl Guest {
    /// Values of a caller there are only when there is one, and keys are short.
    fn scoped(&self, scope: &Scope, key: &str) -> Result<(), Error> {
        at_most("bytes of a key", key.len(), KV_KEY_MAX_BYTES)?;
        if matches!(scope, Scope::Caller) { self.needs_caller() } else { Ok(()) }
    }
}

impl Host for Guest {
    fn get(&mut self, scope: Scope, key: String) -> wasmtime::Result<Result<Option<Entry>, Error>> {
        let allowed = self.scoped(&scope, &key);
        self.ask(allowed, |powers| async move { powers.kv_get(scope, key).await })
    }

    fn set(
        &mut self,
        scope: Scope,
        key: String,
        value: Vec<u8>,
        expected: Expected,
        ttl_seconds: Option<u32>,
    ) -> wasmtime::Result<Result<String, Error>> {
        let fits = at_most("bytes of a value", value.len(), KV_VALUE_MAX_BYTES);
        let allowed = self.scoped(&scope, &key).and(fits);
        self.ask(
            allowed,
            |powers| async move { powers.kv_set(scope, key, value, expected, ttl_seconds).await },
        )
    }

    fn remove(
        &mut self,
        scope: Scope,
        key: String,
        expected: Expected,
    ) -> wasmtime::Result<Result<(), Error>> {
        let allowed = self.scoped(&scope, &key);
        self.ask(allowed, |powers| async move { powers.kv_remove(scope, key, expected).await })
    }

    fn list(
        &mut self,
        scope: Scope,
        prefix: String,
        after: Option<String>,
    ) -> wasmtime::Result<Result<EntryPage, Error>> {
        let allowed = self.scoped(&scope, &prefix);
        self.ask(allowed, |powers| async move { powers.kv_list(scope, prefix, after).await })
    }
}
