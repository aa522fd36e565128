//! The routes, one module per area of the API; one endpoint group per file.
//!
//! A route takes its extractors, calls one use case and answers with a type. Function names become operation ids.

mod approvals;
mod exchange;
mod feedback;
mod files;
mod flows;
mod forms;
mod links;
mod notifications;
mod operations;
mod organisation;
mod paging;
mod platform;
mod projects;
mod records;
mod scripts;
mod search;
mod session;
mod views;

use crate::openapi::{Routes, tagged};

/// Every area with its tag.
pub fn all() -> Routes {
    Routes::new()
        .merge(tagged("session", session::routes()))
        .merge(tagged("organisation", organisation::routes()))
        .merge(tagged("forms", forms::routes()))
        .merge(tagged("links", links::routes()))
        .merge(tagged("records", records::routes()))
        .merge(tagged("views", views::routes()))
        .merge(tagged("flows", flows::routes()))
        .merge(tagged("scripts", scripts::routes()))
        .merge(tagged("approvals", approvals::routes()))
        .merge(tagged("projects", projects::routes()))
        .merge(tagged("search", search::routes()))
        .merge(tagged("files", files::routes()))
        .merge(tagged("exchange", exchange::routes()))
        .merge(tagged("notifications", notifications::routes()))
        .merge(tagged("operations", operations::routes()))
        .merge(tagged("feedback", feedback::routes()))
        .merge(tagged("platform", platform::routes()))
}
