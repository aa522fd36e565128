//! `log`: lines for the administrator, capped. They are handed over with the call's report.

use super::wit::log::Host;
use crate::plugin::guest::Guest;

pub use super::wit::log::Level;

impl Host for Guest {
    fn write(&mut self, level: Level, message: String) -> wasmtime::Result<()> {
        self.count_host_call()?;
        self.log.add(level, message);
        Ok(())
    }
}
