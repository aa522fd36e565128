//! What people say about an instance.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::comments::{AddComment, Comment};
use weir_app::dto::common::Page;
use weir_model::id::InstanceId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Created;
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_comments, add_comment))
}

/// The comments, oldest first.
#[utoipa::path(get, path = "/instances/{id}/comments", params(("id" = InstanceId, Path), Paging), responses((status = 200, body = Page<Comment>)))]
async fn list_comments(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
    Query(paging): Query<Paging>,
) -> Reply<Json<Page<Comment>>> {
    Ok(Json(app.list_comments(&caller, id, (paging.limit, paging.cursor.as_deref())).await?))
}

/// Says something; everybody who takes part is told.
#[utoipa::path(post, path = "/instances/{id}/comments", params(("id" = InstanceId, Path)), request_body = AddComment, responses((status = 201, body = Comment)))]
async fn add_comment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
    Json(input): Json<AddComment>,
) -> Reply<Created<Comment>> {
    Ok(Created(app.add_comment(&caller, id, input).await?))
}
