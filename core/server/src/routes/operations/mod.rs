//! Incidents, templates, settings, the change log.

mod templates;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(templates::routes())
}
