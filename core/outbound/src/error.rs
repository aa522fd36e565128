//! Why a mail did not go out, and whether trying again may help.

use std::error::Error;

/// Characters kept of what a server answered: enough for a person to act on, little enough for a table.
const DETAIL_MAX_CHARS: usize = 300;

/// A mail that did not go out, or of which nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Trying again later may help: no connection, no answer in time, a 4xx answer.
    #[error("the mail could not be sent for now: {detail}")]
    Temporary {
        /// What happened, for an administrator. May hold an address; not for logs.
        detail: String,
    },
    /// Trying again will not help: an address that is none, a 5xx answer.
    #[error("the mail was refused: {detail}")]
    Permanent {
        /// What happened, for an administrator. May hold an address; not for logs.
        detail: String,
    },
}

impl MailError {
    pub(crate) fn temporary(detail: impl ToString) -> Self {
        Self::Temporary { detail: shorten(&detail.to_string()) }
    }

    pub(crate) fn permanent(detail: impl ToString) -> Self {
        Self::Permanent { detail: shorten(&detail.to_string()) }
    }

    /// Whether trying again may help.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary { .. })
    }
}

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let mut detail = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            detail = format!("{detail}: {cause}");
            source = cause.source();
        }
        // A client error is this side refusing to send, such as a server without the demanded TLS or log-in.
        if error.is_permanent() || error.is_client() {
            Self::permanent(detail)
        } else {
            Self::temporary(detail)
        }
    }
}

fn shorten(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(DETAIL_MAX_CHARS).collect()
}
