//! Black-box specifications: the harness that they share. The specifications stand in `tests/`.
//!
//! A test gets a company on an empty database, on SQLite and on PostgreSQL, owns the clock, and speaks HTTP with
//! the real router, in this process. What it expects, it reads from answers, never from tables.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a harness fails by panicking")]

mod answer;
mod app;
mod client;
mod clock;
mod company;
pub mod live;

pub use answer::Answer;
pub use app::{TestApp, each_app};
pub use client::Client;
pub use clock::{TestClock, TestIds};
pub use company::{Company, PASSWORD};
