//! Links by which others fill in a form.

mod keep;
mod open;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(keep::routes()).merge(open::routes())
}
