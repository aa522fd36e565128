//! The shared vocabulary of Weir: ids, keys, values, expressions, filters, principals, clock, limits.
//!
//! Pure: no IO, no async, no SQL, no HTTP. What stands here is known to every storey above.

pub mod calendar;
pub mod change;
pub mod clock;
pub mod expr;
pub mod filter;
pub mod id;
pub mod issue;
pub mod key;
pub mod limits;
pub mod permission;
pub mod principal;
mod project_template;
pub mod scope;
pub mod search;
pub mod table;
pub mod text;
pub mod tree;
pub mod value;

pub use clock::{Clock, Ids};
pub use issue::{Issue, Issues};
pub use key::Key;
pub use project_template::ProjectTemplateRef;
pub use rust_decimal::Decimal;
pub use scope::{DataScope, RecordScope};
pub use text::{Locale, LocalizedText};
pub use tree::Tree;
