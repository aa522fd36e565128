//! Looking after a tenant: incidents, its settings, its change log.

mod change_log;
mod denials;
mod export;
mod incidents;
mod seals;
mod settings;
mod withheld;

pub use change_log::{ChangeChannel, ChangeQuery};
pub(crate) use denials::Denials;
pub use incidents::IncidentQuery;
pub use seals::LogState;
