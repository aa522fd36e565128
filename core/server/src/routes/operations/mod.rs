//! Incidents, templates, settings, the change log.

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
}
