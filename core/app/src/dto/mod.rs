//! What the API speaks: one file per area, names and fields as clients know them.
//!
//! Bodies that come in carry `deny_unknown_fields`; shapes that go out may grow. No behaviour lives here.

pub mod approvals;
pub mod common;
pub mod definition;
pub mod flows;
pub mod forms;
pub mod operations;
pub mod organisation;
pub mod records;
pub mod session;
