//! Looking after a tenant: incidents, settings, working days, the change log.

mod calendar;
mod changes;
mod incidents;
mod settings;
mod templates;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(incidents::routes())
        .merge(settings::routes())
        .merge(calendar::routes())
        .merge(changes::routes())
        .merge(templates::routes())
}
