//! What a plugin of Weir is written with.
//!
//! ```ignore
//! use weir_plugin::{Authority, Context, Result, records};
//!
//! #[derive(serde::Deserialize)]
//! struct Input { order: String }
//!
//! #[derive(serde::Serialize)]
//! struct Output { title: String }
//!
//! #[weir_plugin::action]
//! fn title_of(_ctx: &Context, input: Input) -> Result<Output> {
//!     let order = records::get(Authority::Caller, &input.order)?;
//!     Ok(Output { title: order.title })
//! }
//! ```
//!
//! Each call meets a fresh instance: what is to be kept goes into [`kv`]. The contract itself, with what each call
//! promises, stands in `sdk/wit`; the modules here are made from it. Built for `wasm32-wasip2`.

mod context;
mod error;
mod exports;
mod secret;
pub mod worlds;

pub use context::Context;
pub use error::{Failure, Result, ResultExt};
pub use secret::Secret;
pub use serde_json::Value;
pub use weir_plugin_macros::{action, event_handler, panel, report, resolver};
pub use worlds::acting::weir::plugin::types::{Authority, Error};
pub use worlds::acting::weir::plugin::{flows, http, items, kv, notify, records, secrets};
pub use worlds::connector::exports::weir::plugin::webhooks;
pub use worlds::connector::exports::weir::plugin::webhooks::{
    Outcome as WebhookOutcome, Request as WebhookRequest,
};
pub use worlds::event_handler::exports::weir::plugin::event_handlers::Event;
pub use worlds::field_type::exports::weir::plugin::field_types::Field;
pub use worlds::panel::exports::weir::plugin::panels;
pub use worlds::report::exports::weir::plugin::reports::{
    Document as ReportDocument, Request as ReportRequest,
};
pub use worlds::resolver::exports::weir::plugin::resolvers::{Actor, Request as ResolverRequest};

#[doc(hidden)]
pub use exports::{carry_out, is_key, read, reckon};

/// The JSON Schema of a type, for the manifest.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema_of<T: schemars::JsonSchema>() -> String {
    schemars::schema_for!(T).to_value().to_string()
}
