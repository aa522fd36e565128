//! Records of forms: what the table, the record's page and the flow engine read and write.

mod bin;
mod bulk;
mod content;
mod files;
mod form_in_use;
mod list;
mod names;
mod one;
mod origin;
mod readable;

pub use list::RecordQuery;

pub(crate) use content::{Kept, RECORD_ATTACHMENT};
pub(crate) use form_in_use::FormInUse;
pub(crate) use list::{Wished, visible_title};
pub(crate) use names::{Mentioned, Names, each_value, file_info};
pub(crate) use one::{Writing, free_of_flows};
pub(crate) use readable::readable_schema;
