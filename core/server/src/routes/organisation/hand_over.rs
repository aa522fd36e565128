//! Handing over the work of somebody who leaves.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::hand_over::{HandOver, HandOverFailure, HandOverResult, Holdings};
use weir_model::id::UserId;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_holdings, hand_over))
}

/// What hangs on a person: to-dos, departments, projects, work items.
#[utoipa::path(get, path = "/people/{id}/hand-over", params(("id" = UserId, Path)), responses((status = 200, body = Holdings)))]
async fn get_holdings(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Reply<Json<Holdings>> {
    Ok(Json(app.holdings(&caller, id).await?))
}

/// Hands over a part of what hangs on a person; call again while something changes hands.
#[utoipa::path(post, path = "/people/{id}/hand-over", params(("id" = UserId, Path)), request_body = HandOver, responses((status = 200, body = HandOverResult)))]
async fn hand_over(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    Json(input): Json<HandOver>,
) -> Reply<Json<HandOverResult>> {
    let locale = caller.locale;
    let handed = app.hand_over(&caller, id, input).await?;
    let failed = handed
        .failed
        .into_iter()
        .map(|(title, error)| HandOverFailure { title, problem: Failure::from(error).problem(locale) });
    Ok(Json(HandOverResult { done: handed.done, failed: failed.collect(), left: handed.left }))
}
