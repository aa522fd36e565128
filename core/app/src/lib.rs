//! Use cases and the worker: the one place where everything meets.
//!
//! A use case loads, asks for a permit, lets the domain decide and commits once. No axum, no entities.

pub mod approvals;
pub mod background;
pub mod backup;
pub mod company;
pub mod context;
mod cursor;
pub mod demo;
pub mod design;
pub mod doctor;
pub mod dto;
pub mod error;
pub mod exchange;
pub mod feed;
pub mod feedback;
pub mod files;
pub mod idempotency;
pub mod links;
pub mod notifications;
pub mod operations;
pub mod organisation;
mod pinyin;
pub mod platform;
pub mod projects;
pub mod records;
pub mod request;
pub mod rights;
mod scripts;
pub mod search;
pub mod session;
pub mod settings;
pub mod system;
pub mod templates;
mod upkeep;
pub mod views;
pub mod worker;

pub use context::App;
pub use error::{Error, Result};
