//! Flows, their drafts and versions.

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
}
