//! Departments, posts, people, roles.

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
}
