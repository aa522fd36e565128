//! Queries by area. Each is a free function over a [`crate::Tx`]; none exists without a tenant, save those
//! over [`crate::SystemTx`] and [`crate::SystemRead`] that sign-in, job claims and upkeep need.

pub mod change_log;
pub mod definitions;
pub mod flows;
pub mod forms;
pub mod record_keys;
pub mod record_list;
mod record_sql;
pub mod records;
pub mod tenants;

#[cfg(test)]
mod record_tests;
