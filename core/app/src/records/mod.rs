//! Records of forms: what the table, the record's page and the flow engine read and write.

mod content;
mod form_in_use;
mod list;
mod names;
mod one;
mod readable;

pub use list::RecordQuery;

pub(crate) use content::{Kept, RECORD_ATTACHMENT};
pub(crate) use form_in_use::{FormInUse, Schemas};
pub(crate) use names::{Names, each_value, file_info};
pub(crate) use readable::readable_schema;
