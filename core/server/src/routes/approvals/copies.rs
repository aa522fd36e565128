//! Copies that were sent to the caller.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::approvals::CopyQuery;
use weir_app::dto::common::Page;
use weir_app::dto::inbox::CopyRow;
use weir_model::id::CopyId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_copies)).routes(routes!(read_copy))
}

/// The caller's copies, the latest first.
#[utoipa::path(get, path = "/copies", params(CopyQuery), responses((status = 200, body = Page<CopyRow>)))]
async fn list_copies(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<CopyQuery>,
) -> Reply<Json<Page<CopyRow>>> {
    Ok(Json(app.list_copies(&caller, query).await?))
}

/// Marks a copy as read.
#[utoipa::path(post, path = "/copies/{id}/read", params(("id" = CopyId, Path)), responses((status = 204)))]
async fn read_copy(State(app): State<App>, caller: Caller, Path(id): Path<CopyId>) -> Reply<Done> {
    app.read_copy(&caller, id).await?;
    Ok(Done)
}
