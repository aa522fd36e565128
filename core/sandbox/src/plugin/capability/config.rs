//! `config`: what an administrator entered for the installation. Comes with the invocation, so nobody is asked.

use super::wit::config::Host;
use crate::plugin::guest::Guest;

impl Host for Guest {
    fn get(&mut self) -> wasmtime::Result<String> {
        self.count_host_call()?;
        Ok(self.invocation.config.clone())
    }
}
