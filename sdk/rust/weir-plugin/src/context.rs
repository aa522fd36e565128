//! What a call is told, and what every plugin has.

use serde::de::DeserializeOwned;

use crate::Result;
use crate::error::Failure;
use crate::worlds::acting::weir::plugin::{config, log, types};

/// The call that the plugin is in.
#[derive(Debug, Clone)]
pub struct Context(types::Call);

impl From<types::Call> for Context {
    fn from(call: types::Call) -> Self {
        Self(call)
    }
}

impl Context {
    /// Id of the call, the same when it is repeated after a crash: the key to do something only once.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The instant of the call, RFC 3339 in UTC.
    #[must_use]
    pub fn now(&self) -> &str {
        &self.0.now
    }

    /// The language of the person it is for, as a BCP 47 tag.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.0.locale
    }

    /// The time zone of the tenant, an IANA name.
    #[must_use]
    pub fn time_zone(&self) -> &str {
        &self.0.time_zone
    }

    /// Whether there is a caller to act for.
    #[must_use]
    pub fn has_caller(&self) -> bool {
        self.0.has_caller
    }

    /// What an administrator entered for this installation.
    ///
    /// # Errors
    /// When it is not of this type.
    pub fn config<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&config::get())
            .map_err(|error| Failure::failed(format!("the configuration does not fit: {error}")))
    }

    /// Writes a line for the administrator.
    pub fn info(&self, message: &str) {
        log::write(log::Level::Info, message);
    }

    /// Writes a line that an administrator should look at.
    pub fn warn(&self, message: &str) {
        log::write(log::Level::Warn, message);
    }

    /// Writes a line about what went wrong.
    pub fn error(&self, message: &str) {
        log::write(log::Level::Error, message);
    }
}
