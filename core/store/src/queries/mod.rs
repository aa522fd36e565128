//! Queries by area. Each is a free function over a [`crate::Tx`]; none exists without a tenant, save those
//! over [`crate::SystemTx`] and [`crate::SystemRead`] that sign-in, job claims and upkeep need.

pub mod accounts;
pub mod change_log;
pub mod definitions;
pub mod files;
pub mod flows;
pub mod forms;
pub mod health;
pub mod idempotency;
pub mod incidents;
pub mod jobs;
pub mod notifications;
pub mod organisation;
pub mod people;
pub mod profile;
pub mod record_keys;
pub mod record_list;
pub mod records;
pub mod roles;
pub mod sessions;
pub mod tenants;
pub mod throttle;
pub mod tokens;

mod record_sql;
#[cfg(test)]
mod record_tests;
