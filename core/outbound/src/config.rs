//! Where mail goes out and as whom.

use std::fmt;
use std::time::Duration;

/// For one mail, from connecting to the server's last word: slow relays take some 10 seconds, and it must end
/// well before the lease of the job that sends it.
pub const MAIL_TIMEOUT: Duration = Duration::from_secs(30);

/// The mail server and the sender.
#[derive(Clone, PartialEq, Eq)]
pub struct MailConfig {
    /// `smtps://user:password@host:465` (TLS from the start), `smtp://…:587?tls=required` (STARTTLS) or
    /// `smtp://host:25` (in clear text, for a relay on the same network). User and password percent-encoded.
    pub url: String,
    /// The sender, `Weir <weir@example.com>`.
    pub from: String,
    /// For one mail, from connecting to the server's last word.
    pub timeout: Duration,
}

impl MailConfig {
    /// A server and a sender with the usual patience.
    #[must_use]
    pub fn new(url: impl Into<String>, from: impl Into<String>) -> Self {
        Self { url: url.into(), from: from.into(), timeout: MAIL_TIMEOUT }
    }
}

/// Without the URL, which holds the password.
impl fmt::Debug for MailConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailConfig").field("from", &self.from).finish_non_exhaustive()
    }
}

/// What is wrong with the settings. Never repeats the URL, which holds the password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailConfigError {
    /// The URL names no usable server.
    #[error(
        "the mail server must be written as smtps://user:password@host:465, \
         smtp://user:password@host:587?tls=required or smtp://host:25, \
         with user and password percent-encoded"
    )]
    Url,
    /// The sender is no address.
    #[error("the mail sender must be written as name@example.com or Name <name@example.com>")]
    From,
}
