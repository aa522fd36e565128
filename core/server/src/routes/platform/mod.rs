//! Looking after the server as a whole. None of these calls takes a company's session, nor the other way round.

mod companies;
mod door;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new().merge(door::routes()).merge(companies::routes())
}
