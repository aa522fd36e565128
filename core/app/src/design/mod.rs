//! What business admins draw: forms and flows as drafts, their checks, versions and differences.
//!
//! A draft may be anything that has the shape of a definition; only publishing demands that it is sound.

mod compare;
mod flow_scripts;
mod flows;
mod forms;
pub(crate) mod shared;

pub(crate) use flow_scripts::CheckedScripts;
pub(crate) use flows::current_definition;
pub use flows::flow_facts;
pub(crate) use forms::{current_schema, system_listing, unknown_form};
