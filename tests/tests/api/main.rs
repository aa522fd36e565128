//! The API as its clients see it: through the real router, on both databases.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod approvals;
mod backup;
mod documents;
mod draw;
mod events;
mod exchange;
mod files;
mod flows;
mod forms;
mod isolation;
mod links;
mod operations;
mod organisation;
mod platform;
mod projects;
mod records;
mod repeats;
mod search;
mod session;
mod templates;
mod views;
