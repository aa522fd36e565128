//! Records of forms.

mod list;
mod one;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(list::routes()).merge(one::routes())
}
