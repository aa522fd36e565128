//! Persistence on SQLite and PostgreSQL: queries that demand a tenant, transactions, the change log, blobs.
//!
//! Rows come in and go out as plain structs of the model's types. Nothing here decides anything: no rights
//! (callers bring the scope), no clock and no ids (callers bring both), no HTTP.
//!
//! A query is a free function in `queries` that takes a [`Tx`]. A transaction carries its tenant, so there is
//! no query without one; what must look across tenants takes a [`SystemTx`] and stands out by it.

pub mod blobs;
pub mod config;
pub mod error;
mod link;
mod open;
pub mod portable;
pub mod queries;
mod row;
mod signals;
mod sql;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tx;
#[cfg(test)]
mod upgrade_tests;

pub use config::{Database, StoreConfig};
pub use error::{Error, Result};
pub use link::Link;
pub use signals::Wake;
pub use store::{Connections, Store};
pub use tx::{SystemRead, SystemTx, Tx};
