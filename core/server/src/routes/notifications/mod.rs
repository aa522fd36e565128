//! Notifications, and what one is told of.

mod events;
mod inbox;
mod preferences;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(events::routes()).merge(inbox::routes()).merge(preferences::routes())
}
