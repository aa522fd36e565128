//! Projects and their work items.

mod board;
mod comments;
mod item;
mod items;
mod links;
mod members;
mod mine;
mod project;
mod templates;
mod types;

use crate::openapi::Routes;

/// The area's routes.
pub fn routes() -> Routes {
    Routes::new()
        .merge(project::routes())
        .merge(members::routes())
        .merge(templates::routes())
        .merge(types::routes())
        .merge(items::routes())
        .merge(board::routes())
        .merge(item::routes())
        .merge(links::routes())
        .merge(comments::routes())
        .merge(mine::routes())
}
