//! Long tasks of the caller.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::background::BackgroundTask;
use weir_app::dto::common::Page;
use weir_model::id::BackgroundTaskId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_background_tasks))
        .routes(routes!(get_background_task))
        .routes(routes!(cancel_background_task))
}

/// Which tasks.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Only those that have not ended.
    open: bool,
    /// Rows of a page.
    limit: Option<u32>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// The caller's long tasks, newest first.
#[utoipa::path(get, path = "/background-tasks", params(Which), responses((status = 200, body = Page<BackgroundTask>)))]
async fn list_background_tasks(
    State(app): State<App>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Reply<Json<Page<BackgroundTask>>> {
    let Which { open, limit, cursor } = which;
    Ok(Json(app.my_background_tasks(&caller, open, limit, cursor.as_deref()).await?))
}

/// How far a task is, and what came of it.
#[utoipa::path(get, path = "/background-tasks/{id}", params(("id" = BackgroundTaskId, Path)), responses((status = 200, body = BackgroundTask)))]
async fn get_background_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BackgroundTaskId>,
) -> Reply<Json<BackgroundTask>> {
    Ok(Json(app.get_background_task(&caller, id).await?))
}

/// Asks a task to end: it does after the step that it is at. What it did so far stays.
#[utoipa::path(post, path = "/background-tasks/{id}/cancel", params(("id" = BackgroundTaskId, Path)), responses((status = 200, body = BackgroundTask)))]
async fn cancel_background_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<BackgroundTaskId>,
) -> Reply<Json<BackgroundTask>> {
    Ok(Json(app.cancel_background_task(&caller, id).await?))
}
