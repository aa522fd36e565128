//! Looking after a tenant: incidents, its settings, its working days, its change log.

mod calendar;
mod change_log;
mod denials;
mod export;
mod incidents;
mod logo;
mod seals;
mod settings;
mod test_mail;
mod withheld;

pub use change_log::{ChangeChannel, ChangeQuery};
pub(crate) use denials::Denials;
pub use incidents::IncidentQuery;
pub(crate) use logo::LOGO_ATTACHMENT;
pub use seals::LogState;
pub use test_mail::TEST_MAILS_MAX;
pub(crate) use withheld::readable;
