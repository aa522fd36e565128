//! One work item.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::approvals::HistoryEntry;
use weir_app::dto::common::Page;
use weir_app::dto::work::{CopyWorkItem, MoveWorkItem, UpdateWorkItem, WorkItemDetail};
use weir_model::id::WorkItemId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get_work_item, update_work_item, delete_work_item))
        .routes(routes!(restore_work_item))
        .routes(routes!(copy_work_item))
        .routes(routes!(move_work_item))
        .routes(routes!(get_work_item_history))
}

/// A work item with everything that its page shows.
#[utoipa::path(get, path = "/work-items/{id}", params(("id" = WorkItemId, Path)), responses((status = 200, body = WorkItemDetail)))]
async fn get_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
) -> Reply<Tagged<WorkItemDetail>> {
    let item = app.get_work_item(&caller, id).await?;
    Ok(Tagged::new(item.row.rev, item))
}

/// Changes a work item; what is left out stays. Over an older revision it still succeeds when nobody changed the
/// same since.
#[utoipa::path(patch, path = "/work-items/{id}", params(("id" = WorkItemId, Path), ("If-Match" = String, Header)), request_body = UpdateWorkItem, responses((status = 200, body = WorkItemDetail)))]
async fn update_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateWorkItem>,
) -> Reply<Tagged<WorkItemDetail>> {
    let item = app.update_work_item(&caller, id, rev, input).await?;
    Ok(Tagged::new(item.row.rev, item))
}

/// Moves a work item and everything below it to the recycle bin.
#[utoipa::path(delete, path = "/work-items/{id}", params(("id" = WorkItemId, Path)), responses((status = 204)))]
async fn delete_work_item(State(app): State<App>, caller: Caller, Path(id): Path<WorkItemId>) -> Reply<Done> {
    app.delete_work_item(&caller, id).await?;
    Ok(Done)
}

/// Takes a work item, and what was deleted with it, back out of the recycle bin.
#[utoipa::path(post, path = "/work-items/{id}/restore", params(("id" = WorkItemId, Path)), responses((status = 200, body = WorkItemDetail)))]
async fn restore_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
) -> Reply<Tagged<WorkItemDetail>> {
    let item = app.restore_work_item(&caller, id).await?;
    Ok(Tagged::new(item.row.rev, item))
}

/// A new item like this one, at the beginning of its workflow.
#[utoipa::path(post, path = "/work-items/{id}/copy", params(("id" = WorkItemId, Path)), request_body = CopyWorkItem, responses((status = 201, body = WorkItemDetail)))]
async fn copy_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Json(input): Json<CopyWorkItem>,
) -> Reply<Created<WorkItemDetail>> {
    Ok(Created(app.copy_work_item(&caller, id, input).await?))
}

/// Moves a work item to another project.
#[utoipa::path(post, path = "/work-items/{id}/move", params(("id" = WorkItemId, Path)), request_body = MoveWorkItem, responses((status = 200, body = WorkItemDetail)))]
async fn move_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Json(input): Json<MoveWorkItem>,
) -> Reply<Tagged<WorkItemDetail>> {
    let item = app.move_work_item(&caller, id, input).await?;
    Ok(Tagged::new(item.row.rev, item))
}

/// What happened to a work item, newest first.
#[utoipa::path(get, path = "/work-items/{id}/history", params(("id" = WorkItemId, Path), Paging), responses((status = 200, body = Page<HistoryEntry>)))]
async fn get_work_item_history(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Query(paging): Query<Paging>,
) -> Reply<Json<Page<HistoryEntry>>> {
    Ok(Json(app.work_item_history(&caller, id, (paging.limit, paging.cursor.as_deref())).await?))
}
