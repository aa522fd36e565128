//! Forms: schema, field types, validation, linkage rules, versions and their diff.
//!
//! Pure: takes a schema and data, gives decisions. Uniqueness, serial numbers and references to other records
//! need the store; this crate says what to check, `app` checks it.

pub mod schema;
