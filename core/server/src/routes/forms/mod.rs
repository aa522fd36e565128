//! Forms, their drafts and versions.

mod draft;
mod list;
mod versions;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(list::routes()).merge(draft::routes()).merge(versions::routes())
}
