//! What is said about a work item.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::work::{EditWorkItemComment, React, SayOnWorkItem, WorkItemComment};
use weir_model::id::{CommentId, WorkItemId};

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done};
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_work_item_comments, add_work_item_comment))
        .routes(routes!(edit_work_item_comment, delete_work_item_comment))
        .routes(routes!(react_to_comment))
}

/// The comments, oldest first.
#[utoipa::path(get, path = "/work-items/{id}/comments", params(("id" = WorkItemId, Path), Paging), responses((status = 200, body = Page<WorkItemComment>)))]
async fn list_work_item_comments(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Query(paging): Query<Paging>,
) -> Reply<Json<Page<WorkItemComment>>> {
    Ok(Json(app.list_work_item_comments(&caller, id, (paging.limit, paging.cursor.as_deref())).await?))
}

/// Says something; who is named in it, and who watches the item, is told.
#[utoipa::path(post, path = "/work-items/{id}/comments", params(("id" = WorkItemId, Path)), request_body = SayOnWorkItem, responses((status = 201, body = WorkItemComment)))]
async fn add_work_item_comment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<WorkItemId>,
    Json(input): Json<SayOnWorkItem>,
) -> Reply<Created<WorkItemComment>> {
    Ok(Created(app.add_work_item_comment(&caller, id, input).await?))
}

/// Says one's own comment anew.
#[utoipa::path(patch, path = "/work-items/{id}/comments/{commentId}", params(("id" = WorkItemId, Path), ("commentId" = CommentId, Path)), request_body = EditWorkItemComment, responses((status = 200, body = WorkItemComment)))]
async fn edit_work_item_comment(
    State(app): State<App>,
    caller: Caller,
    Path(at): Path<(WorkItemId, CommentId)>,
    Json(input): Json<EditWorkItemComment>,
) -> Reply<Json<WorkItemComment>> {
    Ok(Json(app.edit_work_item_comment(&caller, at, input).await?))
}

/// Takes a comment back: one's own, and as an admin of the project anybody's.
#[utoipa::path(delete, path = "/work-items/{id}/comments/{commentId}", params(("id" = WorkItemId, Path), ("commentId" = CommentId, Path)), responses((status = 204)))]
async fn delete_work_item_comment(
    State(app): State<App>,
    caller: Caller,
    Path((id, comment)): Path<(WorkItemId, CommentId)>,
) -> Reply<Done> {
    app.delete_work_item_comment(&caller, id, comment).await?;
    Ok(Done)
}

/// Reacts to a comment with an emoji, or no longer.
#[utoipa::path(put, path = "/work-items/{id}/comments/{commentId}/reactions", params(("id" = WorkItemId, Path), ("commentId" = CommentId, Path)), request_body = React, responses((status = 200, body = WorkItemComment)))]
async fn react_to_comment(
    State(app): State<App>,
    caller: Caller,
    Path(at): Path<(WorkItemId, CommentId)>,
    Json(input): Json<React>,
) -> Reply<Json<WorkItemComment>> {
    Ok(Json(app.react_to_comment(&caller, at, input).await?))
}
