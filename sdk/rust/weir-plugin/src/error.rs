//! Why a plugin gives no result, and how `?` makes that of other errors.

use crate::worlds::acting::weir::plugin::types::{Error, Failure as Wire};

/// What an exported function gives.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why there is no result. The message is shown to the person concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// What was entered does not do; the text tells what would.
    Invalid(String),
    /// It did not work this time and may work later.
    Later(String),
    /// It does not work, and repeating changes nothing.
    Failed(String),
}

impl Failure {
    /// What was entered does not do.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid(message.into())
    }

    /// It may work later.
    pub fn later(message: impl Into<String>) -> Self {
        Self::Later(message.into())
    }

    /// It does not work.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(message.into())
    }
}

/// Errors of the host keep their sentence; what may pass is to be tried again.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(message) => Self::Invalid(message),
            Error::Conflict(message) | Error::Quota(message) | Error::Unavailable(message) => {
                Self::Later(message)
            }
            Error::Denied(message)
            | Error::NoCaller(message)
            | Error::NotFound(message)
            | Error::Internal(message) => Self::Failed(message),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<Failure> for Wire {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(message) => Self::Invalid(message),
            Failure::Later(message) => Self::Later(message),
            Failure::Failed(message) => Self::Failed(message),
        }
    }
}

/// Makes a failure of any other error, with a sentence of the plugin's before it.
pub trait ResultExt<T> {
    /// The failure is final.
    ///
    /// # Errors
    /// When there is one already.
    fn or_failed(self, sentence: &str) -> Result<T>;
}

impl<T, E: std::fmt::Display> ResultExt<T> for std::result::Result<T, E> {
    fn or_failed(self, sentence: &str) -> Result<T> {
        self.map_err(|error| Failure::Failed(format!("{sentence}: {error}")))
    }
}
