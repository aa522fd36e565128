//! The change log, for auditors.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::operations::ChangeEntry;
use weir_app::operations::ChangeQuery;

use crate::extract::{Caller, Json, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_changes)).routes(routes!(export_changes))
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

/// The filtered entries as CSV, newest first; without `limit` and `cursor`. The export is itself an entry.
#[utoipa::path(
    get, path = "/change-log/export", params(ChangeQuery),
    responses((status = 200, body = String, content_type = "text/csv")),
)]
async fn export_changes(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ChangeQuery>,
) -> Reply<Response> {
    let table = app.export_changes(&caller, query).await?;
    let mut response = Body::from_stream(table).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"change-log.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
