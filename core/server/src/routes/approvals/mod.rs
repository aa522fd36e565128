//! Instances, tasks, copies, drafts of submissions.

mod comments;
mod copies;
mod decide;
mod drafts;
mod instances;
mod tasks;

use crate::openapi::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .merge(instances::routes())
        .merge(comments::routes())
        .merge(tasks::routes())
        .merge(decide::routes())
        .merge(copies::routes())
        .merge(drafts::routes())
}
