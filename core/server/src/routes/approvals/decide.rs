//! Deciding to-dos, one or many.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::approvals::Deed;
use weir_app::dto::approvals::{BatchReply, BatchResult, DecideTask, DecideTasks, TaskRow};
use weir_model::id::TaskId;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(decide_tasks))
        .routes(routes!(approve_task))
        .routes(routes!(reject_task))
        .routes(routes!(complete_task))
        .routes(routes!(transfer_task))
}

/// Agrees 同意.
#[utoipa::path(post, path = "/tasks/{id}/approve", params(("id" = TaskId, Path)), request_body = DecideTask, responses((status = 200, body = TaskRow)))]
async fn approve_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TaskId>,
    Json(input): Json<DecideTask>,
) -> Reply<Json<TaskRow>> {
    Ok(Json(app.decide_task(&caller, id, Deed::Approve, &input).await?))
}

/// Refuses 拒绝.
#[utoipa::path(post, path = "/tasks/{id}/reject", params(("id" = TaskId, Path)), request_body = DecideTask, responses((status = 200, body = TaskRow)))]
async fn reject_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TaskId>,
    Json(input): Json<DecideTask>,
) -> Reply<Json<TaskRow>> {
    Ok(Json(app.decide_task(&caller, id, Deed::Reject, &input).await?))
}

/// Says that the work is done 办理完成.
#[utoipa::path(post, path = "/tasks/{id}/complete", params(("id" = TaskId, Path)), request_body = DecideTask, responses((status = 200, body = TaskRow)))]
async fn complete_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TaskId>,
    Json(input): Json<DecideTask>,
) -> Reply<Json<TaskRow>> {
    Ok(Json(app.decide_task(&caller, id, Deed::Complete, &input).await?))
}

/// Hands it to somebody else 转办.
#[utoipa::path(post, path = "/tasks/{id}/transfer", params(("id" = TaskId, Path)), request_body = DecideTask, responses((status = 200, body = TaskRow)))]
async fn transfer_task(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<TaskId>,
    Json(input): Json<DecideTask>,
) -> Reply<Json<TaskRow>> {
    Ok(Json(app.decide_task(&caller, id, Deed::Transfer, &input).await?))
}

/// One verdict over several to-dos; each has its own result.
#[utoipa::path(post, path = "/tasks/batch", request_body = DecideTasks, responses((status = 200, body = BatchReply)))]
async fn decide_tasks(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<DecideTasks>,
) -> Reply<Json<BatchReply>> {
    let decided = app.decide_tasks(&caller, input).await?;
    let result = |(id, done): (TaskId, weir_app::Result<TaskRow>)| {
        let problem = done.err().map(|error| Failure::from(error).problem(caller.locale));
        BatchResult { id, ok: problem.is_none(), problem }
    };
    Ok(Json(BatchReply { results: decided.into_iter().map(result).collect() }))
}
