//! Exports.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::background::BackgroundTask;
use weir_app::dto::exchange::CreateExport;

use crate::extract::{Caller, Json};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Created;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(create_export))
}

/// Begins to write a file of everything that a list would show the caller. The task's `file` is it.
#[utoipa::path(post, path = "/exports", request_body = CreateExport, responses((status = 201, body = BackgroundTask)))]
async fn create_export(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreateExport>,
) -> Reply<Created<BackgroundTask>> {
    Ok(Created(app.create_export(&caller, body).await?))
}
