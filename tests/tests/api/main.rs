//! The API as its clients see it: through the real router, on both databases.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod approvals;
mod documents;
mod events;
mod files;
mod operations;
mod organisation;
mod session;
