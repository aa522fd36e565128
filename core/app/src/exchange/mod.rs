//! Imports and exports: one path in, one path out, for every kind of thing.
//!
//! A kind of thing is a definition (`imports/kind.rs`, `exports/kind.rs`): its fields, how a row becomes one, how that
//! is undone, and which rows a reader may take out. Everything else (files, mapping, tasks, reports) knows none.

mod exports;
mod imports;
mod names;
mod source;

pub use imports::IssueQuery;

/// The channel of changes that an import made: told in its history, but not one by one to a browser.
pub(crate) const IMPORT_CHANNEL: &str = "import";
