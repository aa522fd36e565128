//! Forms: schema, field types, validation, linkage rules, versions and their diff.
//!
//! Pure: takes a schema and data, gives decisions. Uniqueness, serial numbers and references to other records
//! need the store; this crate says what to check, `app` checks it.

mod access;
mod cells;
mod check;
mod compare;
mod diff;
mod evaluate;
mod facts;
pub mod filter;
mod formulas;
mod limits;
mod lookups;
mod open;
mod reading;
pub mod schema;
mod settle;
mod situation;
mod slots;
mod title;
mod types;
mod validate;

pub use access::{into_visible, may_enter, may_read, visible_data, visible_value};
pub use cells::{CellWriter, Finder, Found, Place, can_be_read, from_cell, names_in};
pub use check::{ExpressionTypes, check_schema, expression_types};
pub use compare::{ChangeKind, ChangeSubject, DefinitionChange, PropertyChange, compare_schemas};
pub use diff::{FieldChange, diff};
pub use evaluate::{FieldState, FormState, evaluate, initial_data};
pub use facts::facts;
pub use lookups::{FileLookup, Lookups, RecordLookup, UniqueLookup, accepted_endings, unique_value};
pub use open::{OpenForm, open_to_strangers};
pub use reading::{Labels, NoLabels, Reader, display};
pub use situation::Situation;
pub use slots::{SlotMap, SlotUse, assign, encode, slot_uses};
pub use title::{may_read_title, summary_of, title_of};
pub use types::{Slot, serial_number, serial_period};
pub use validate::{Validated, overreach, validate};

/// The data of a record: canonical JSON by field key; what is not filled in is left out.
pub type Data = serde_json::Map<String, serde_json::Value>;
