//! `secrets`: handles of secrets. The host knows the name behind a handle; the value never comes here either.

use async_trait::async_trait;
use wasmtime::component::Resource;

use super::Error;
use super::wit::secrets::{Host, HostSecret};
use crate::plugin::guest::Guest;

/// What stands behind a handle.
#[derive(Debug)]
pub struct Secret {
    pub(crate) name: String,
}

/// Knows which secrets an administrator has entered.
#[async_trait]
pub trait Secrets: Send + Sync {
    /// Whether there is a secret of that name, for this plugin to use.
    async fn secret_exists(&self, name: String) -> Result<(), Error>;
}

impl Host for Guest {
    fn open(&mut self, name: String) -> wasmtime::Result<Result<Resource<Secret>, Error>> {
        let asked = name.clone();
        let known = self.ask(Ok(()), |powers| async move { powers.secret_exists(asked).await })?;
        match known {
            Ok(()) => Ok(Ok(self.keep(Secret { name })?)),
            Err(error) => Ok(Err(error)),
        }
    }
}

impl HostSecret for Guest {
    fn drop(&mut self, secret: Resource<Secret>) -> wasmtime::Result<()> {
        self.resources.delete(secret)?;
        Ok(())
    }
}
