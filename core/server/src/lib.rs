//! HTTP, sessions, OpenAPI and the embedded web app.
//!
//! Translates between HTTP and use cases; decides nothing itself and knows no SQL.

pub mod extract;
mod metrics;
mod middleware;
mod openapi;
mod options;
mod probes;
mod problem;
mod reply;
mod router;
mod routes;
pub mod serve;
mod state;
mod web;

pub use openapi::document;
pub use options::HttpOptions;
pub use router::router;
