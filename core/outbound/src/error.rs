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
        /// Where it got stuck.
        fault: MailFault,
        /// What happened, for an administrator. May hold an address; not for logs.
        detail: String,
    },
    /// Trying again will not help: an address that is none, a 5xx answer.
    #[error("the mail was refused: {detail}")]
    Permanent {
        /// Where it got stuck.
        fault: MailFault,
        /// What happened, for an administrator. May hold an address; not for logs.
        detail: String,
    },
}

/// Where a mail got stuck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailFault {
    /// Nobody answers, or the connection broke.
    Unreachable,
    /// The server's certificate is not accepted, or it does not speak TLS as it should.
    Certificate,
    /// The server does not accept user and password, or demands some.
    SignIn,
    /// The server refuses sender, recipient or message.
    Refused,
    /// The server asks to come back later.
    Deferred,
    /// An address or a setting on this side cannot be used.
    Unusable,
}

/// Answers about signing in, by RFC 4954.
const SIGN_IN_CODES: [&str; 5] = ["454", "530", "534", "535", "538"];

impl MailError {
    pub(crate) fn temporary(fault: MailFault, detail: impl ToString) -> Self {
        Self::Temporary { fault, detail: shorten(&detail.to_string()) }
    }

    pub(crate) fn permanent(fault: MailFault, detail: impl ToString) -> Self {
        Self::Permanent { fault, detail: shorten(&detail.to_string()) }
    }

    /// Whether trying again may help.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary { .. })
    }

    /// Where it got stuck.
    #[must_use]
    pub const fn fault(&self) -> MailFault {
        match self {
            Self::Temporary { fault, .. } | Self::Permanent { fault, .. } => *fault,
        }
    }

    /// What happened, for an administrator. May hold an address; not for logs.
    #[must_use]
    pub fn detail(&self) -> &str {
        match self {
            Self::Temporary { detail, .. } | Self::Permanent { detail, .. } => detail,
        }
    }
}

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let mut detail = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            // The outer one mostly repeats what caused it.
            let cause_text = cause.to_string();
            if !detail.contains(&cause_text) {
                detail = format!("{detail}: {cause_text}");
            }
            source = cause.source();
        }
        let fault = fault_of(&error, &detail);
        // A client error is this side refusing to send, such as a server without the demanded TLS or log-in.
        if error.is_permanent() || error.is_client() {
            Self::permanent(fault, detail)
        } else {
            Self::temporary(fault, detail)
        }
    }
}

fn fault_of(error: &lettre::transport::smtp::Error, detail: &str) -> MailFault {
    if let Some(code) = error.status() {
        let code = code.to_string();
        return if SIGN_IN_CODES.contains(&code.as_str()) {
            MailFault::SignIn
        } else if error.is_permanent() {
            MailFault::Refused
        } else {
            MailFault::Deferred
        };
    }
    let causes = std::iter::successors(error.source(), |cause| (*cause).source());
    // A handshake that fails is told as malformed data.
    let handshake = causes
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == std::io::ErrorKind::InvalidData);
    if error.is_tls() || handshake || (error.is_client() && detail.contains("STARTTLS")) {
        MailFault::Certificate
    } else if error.is_client() {
        if detail.contains("authentication") { MailFault::SignIn } else { MailFault::Unusable }
    } else {
        MailFault::Unreachable
    }
}

fn shorten(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(DETAIL_MAX_CHARS).collect()
}
