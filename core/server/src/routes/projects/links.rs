//! Relations and watchers of a work item.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::work::{AddRelation, RelationKind, Watch, WorkItemDetail};
use weir_model::id::WorkItemId;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(add_relation))
        .routes(routes!(remove_relation))
        .routes(routes!(watch_work_item))
}

/// Relates a work item to another one, perhaps of another project.
#[utoipa::path(post, path = "/work-items/{id}/relations", params(("id" = WorkItemId, Path)), request_body = AddRelation, responses((status = 201, body = WorkItemDetail)))]
async fn add_relation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Json(input): Json<AddRelation>,
) -> Reply<Created<WorkItemDetail>> {
    Ok(Created(app.add_relation(&caller, id, input).await?))
}

/// Ends a relation, told from its first item.
#[utoipa::path(delete, path = "/work-items/{id}/relations/{kind}/{to}", params(("id" = WorkItemId, Path), ("kind" = RelationKind, Path), ("to" = WorkItemId, Path)), responses((status = 204)))]
async fn remove_relation(
    State(app): State<App>,
    caller: Caller,
    Path((id, kind, to)): Path<(WorkItemId, RelationKind, WorkItemId)>,
) -> Reply<Done> {
    app.remove_relation(&caller, id, kind, to).await?;
    Ok(Done)
}

/// Watches a work item, or no longer.
#[utoipa::path(put, path = "/work-items/{id}/watch", params(("id" = WorkItemId, Path)), request_body = Watch, responses((status = 200, body = Watch)))]
async fn watch_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Json(input): Json<Watch>,
) -> Reply<Json<Watch>> {
    Ok(Json(app.watch_work_item(&caller, id, input).await?))
}
