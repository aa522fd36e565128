//! Uploads and downloads.

mod disposition;
mod download;
mod range;
mod upload;
mod versions;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(upload::routes()).merge(download::routes()).merge(versions::routes())
}
