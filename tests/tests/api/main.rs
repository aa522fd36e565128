//! The API as its clients see it: through the real router, on both databases.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access;
mod approvals;
mod backup;
mod company;
mod documents;
mod draw;
mod events;
mod exchange;
mod feedback;
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
mod saved_filters;
mod scripts;
mod search;
mod session;
mod templates;
mod versions;
mod views;
