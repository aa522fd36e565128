//! Imports, exports, and the long tasks that carry them.

mod exports;
mod imports;
mod tasks;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(imports::routes()).merge(exports::routes()).merge(tasks::routes())
}
