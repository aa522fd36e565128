//! Notifications, preferences, the stream of changes.

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
}
