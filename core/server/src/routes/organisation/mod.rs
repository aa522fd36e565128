//! Departments, posts, people, roles.

mod departments;
mod explain;
mod field_rules;
mod hand_over;
mod holders;
mod invitations;
mod people;
mod person_access;
mod posts;
mod roles;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(departments::routes())
        .merge(posts::routes())
        .merge(people::routes())
        .merge(person_access::routes())
        .merge(hand_over::routes())
        .merge(invitations::routes())
        .merge(roles::routes())
        .merge(field_rules::routes())
        .merge(explain::routes())
        .merge(holders::routes())
}
