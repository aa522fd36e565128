//! What a stranger's bytes go through before anything is kept, one function per parser. None may panic, and what
//! each promises of good input is asserted on the way.
//!
//! The properties in `tests/` feed them on every run, the targets in `fuzz/` for as long as somebody likes.

#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a broken promise ends the run")]

mod definitions;
mod expressions;
mod mutate;
mod packages;
mod tables;

pub use definitions::{document, filter, flow, flow_issues, form, pack};
pub use expressions::{expression, formula};
pub use mutate::mutate;
pub use packages::{component, good_package, package, plugin_manifest};
pub use tables::{csv, workbook};

use serde_json::Value as Json;

/// A shipped form.
pub const FORM: &str = include_str!("../../../templates/purchase/form.json");
/// A form with a field of every type, rules, formulas and a detail table.
pub const WIDE_FORM: &str = include_str!("../seeds/form.json");
/// A document of it.
pub const WIDE_DOCUMENT: &str = include_str!("../seeds/document.json");
/// A filter over it.
pub const FILTER: &str = include_str!("../seeds/filter.json");
/// A flow with every kind of node.
pub const FLOW: &str = include_str!("../seeds/flow.json");
/// A pack's manifest.
pub const MANIFEST: &str = include_str!("../../../templates/purchase/pack.toml");
/// A pack's flow, with references by name.
pub const PACK_FLOW: &str = include_str!("../../../templates/purchase/flow.json");
/// A pack's messages.
pub const MESSAGES: &str = include_str!("../../../templates/purchase/messages.json");

/// A plugin's manifest with a contribution of every kind and every capability.
pub const PLUGIN: &str = include_str!("../../../core/package/src/plugin/example.toml");
/// A plugin's manifest that fits [`COMPONENT`].
pub const SMALL_PLUGIN: &str = include_str!("../seeds/plugin.toml");
/// A component that logs and sends; `seeds/plugin.wat` is its text.
pub const COMPONENT: &[u8] = include_bytes!("../seeds/plugin.wasm");

/// A seed as JSON.
#[must_use]
pub fn seed(text: &str) -> Json {
    serde_json::from_str(text).expect("a seed")
}
