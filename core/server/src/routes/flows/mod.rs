//! Flows, their drafts and versions.

mod design;
mod start;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(start::routes()).merge(design::routes())
}
