//! Where everything that a tenant writes runs: inside wasmtime, behind one set of limits, metered in one ledger.
//!
//! Scripts (Rhai), templates (Tera) and [`plugin`]s. What runs here reaches nothing: no clock, no file, no network, no
//! other tenant. It gets values and gives values, and whatever it does instead ends in a [`Refusal`] that says why and
//! where. Plugins alone may ask something of the host, as far as their manifest and an administrator let them.
//!
//! No compiler is in the server. Scripts' and templates' guest was compiled when the server was built; a plugin is
//! compiled when it is installed, by a process of its own.

mod bounds;
mod config;
mod engine;
mod instance;
mod ledger;
pub mod limits;
pub mod plugin;
mod pool;
mod refusal;
mod sandbox;
mod source;
mod ticker;
mod turns;
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
