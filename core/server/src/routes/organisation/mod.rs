//! Departments, posts, people, roles.

mod departments;
mod holders;
mod people;
mod posts;
mod roles;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(departments::routes())
        .merge(posts::routes())
        .merge(people::routes())
        .merge(roles::routes())
        .merge(holders::routes())
}
