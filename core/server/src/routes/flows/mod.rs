//! Flows, their drafts and versions.

mod design;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(design::routes())
}
