//! Looking after a tenant: incidents, its settings, its change log.

mod change_log;
mod incidents;
mod settings;

pub use change_log::ChangeQuery;
pub use incidents::IncidentQuery;
