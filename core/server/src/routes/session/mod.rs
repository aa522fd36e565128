//! Sign-in, one's own entry, sessions and API tokens.

mod info;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(info::routes())
}
