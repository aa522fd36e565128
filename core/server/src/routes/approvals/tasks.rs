//! The caller's to-dos, and the numbers on the rail.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::approvals::TaskQuery;
use weir_app::dto::approvals::{TaskDetail, TaskRow};
use weir_app::dto::common::Page;
use weir_app::dto::inbox::Counts;
use weir_model::id::TaskId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_tasks)).routes(routes!(get_task)).routes(routes!(get_counts))
}

/// The caller's to-dos: open ones, or those that they decided.
#[utoipa::path(get, path = "/tasks", params(TaskQuery), responses((status = 200, body = Page<TaskRow>)))]
async fn list_tasks(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<TaskQuery>,
) -> Reply<Json<Page<TaskRow>>> {
    Ok(Json(app.list_tasks(&caller, query).await?))
}

/// One of the caller's to-dos with everything that deciding needs.
#[utoipa::path(get, path = "/tasks/{id}", params(("id" = TaskId, Path)), responses((status = 200, body = TaskDetail)))]
async fn get_task(State(app): State<App>, caller: Caller, Path(id): Path<TaskId>) -> Reply<Json<TaskDetail>> {
    Ok(Json(app.get_task(&caller, id).await?))
}

/// Open to-dos, unread copies and the like; each number counts what its list shows.
#[utoipa::path(get, path = "/counts", responses((status = 200, body = Counts)))]
async fn get_counts(State(app): State<App>, caller: Caller) -> Reply<Json<Counts>> {
    Ok(Json(app.counts(&caller).await?))
}
