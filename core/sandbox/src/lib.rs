//! Where everything that a tenant writes runs: inside wasmtime, behind one set of limits, metered in one ledger.
//!
//! Now scripts (Rhai) and templates (Tera); plugins are to come through the same doors. What runs here reaches nothing:
//! no clock, no file, no network, no other tenant. It gets values and gives values, and whatever it does instead ends
//! in a [`Refusal`] that says why and where.
//!
//! What is compiled was compiled when the server was built: no compiler is in the server, and nothing is compiled
//! while somebody waits.

mod config;
mod engine;
mod instance;
mod ledger;
pub mod limits;
mod pool;
mod refusal;
mod sandbox;
mod source;
mod ticker;
mod values;

pub use ledger::Usage;
pub use refusal::{Place, Refusal, Used};
pub use sandbox::Sandbox;
pub use source::{Script, Template};
pub use values::{Given, Scope};
pub use weir_wire::Reason;

/// Why there is no sandbox.
#[derive(Debug, thiserror::Error)]
#[error("the sandbox cannot be set up: {0}")]
pub struct SetupError(pub(crate) String);
