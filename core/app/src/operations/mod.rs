//! Looking after a tenant: incidents, its settings, its change log.

mod change_log;
mod cursor;
mod incidents;
mod settings;

pub use change_log::ChangeQuery;
pub(crate) use cursor::Cursor;
pub use incidents::IncidentQuery;
