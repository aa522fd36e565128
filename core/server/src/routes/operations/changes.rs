//! The change log, for auditors.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::operations::ChangeEntry;
use weir_app::operations::ChangeQuery;

use crate::extract::{Caller, Json, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_changes))
}

/// Every committed change, newest first.
#[utoipa::path(get, path = "/change-log", params(ChangeQuery), responses((status = 200, body = Page<ChangeEntry>)))]
async fn list_changes(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ChangeQuery>,
) -> Reply<Json<Page<ChangeEntry>>> {
    Ok(Json(app.changes(&caller, query).await?))
}
