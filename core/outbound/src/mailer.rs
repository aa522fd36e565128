//! The way out over SMTP, one connection per mail.
//!
//! No pool: lettre's timeout covers connecting only, so a mail is given up by dropping it half-said, and lettre's
//! pool would hand that connection to the next mail, whose commands then meet the answers meant for this one.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::config::{MailConfig, MailConfigError};
use crate::error::{MailError, MailFault};
use crate::mail::Mail;

/// Sends mails as one sender through one server.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    timeout: Duration,
}

impl Mailer {
    /// Takes the settings; does not connect yet.
    ///
    /// # Errors
    /// When the URL names no server or the sender is no address.
    pub fn new(config: &MailConfig) -> Result<Self, MailConfigError> {
        let from = config.from.parse().map_err(|_| MailConfigError::From)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&config.url)
            .map_err(|_| MailConfigError::Url)?
            .build();
        Ok(Self { transport, from, timeout: config.timeout })
    }

    /// Sends one mail and returns when the server took it.
    ///
    /// # Errors
    /// Temporary or permanent. After a temporary one the server may have taken the mail all the same; sent again
    /// with the same message id it shows once.
    pub async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let message = mail.message(&self.from)?;
        match tokio::time::timeout(self.timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(MailError::temporary(
                MailFault::Unreachable,
                "the mail server did not take the message in time",
            )),
        }
    }

    /// Connects, signs in where the settings say so, and leaves again without a mail.
    ///
    /// # Errors
    /// Temporary when nobody answers, permanent when the server does not let us in.
    pub async fn reach(&self) -> Result<(), MailError> {
        match tokio::time::timeout(self.timeout, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => {
                Err(MailError::temporary(MailFault::Unreachable, "the mail server closed the connection"))
            }
            Ok(Err(error)) => Err(error.into()),
            Err(_) => {
                Err(MailError::temporary(MailFault::Unreachable, "the mail server did not answer in time"))
            }
        }
    }
}
