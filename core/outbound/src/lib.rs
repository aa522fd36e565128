//! Messages that leave the house: mail over SMTP.
//!
//! Sends once and says whether trying again may help; retries, incidents and who gets what are the worker's.
//! The guarded HTTP client joins it when something calls out over HTTP.

mod config;
mod error;
mod mail;
mod mailer;
#[cfg(feature = "testing")]
pub mod testing;

pub use config::{MailConfig, MailConfigError};
pub use error::{MailError, MailFault};
pub use mail::Mail;
pub use mailer::Mailer;
