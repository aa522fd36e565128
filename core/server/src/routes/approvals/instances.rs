//! Instances: lists, one with its steps, taking it back, ending it, submitting it again, paper.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::approvals::InstanceQuery;
use weir_app::dto::approvals::{Instance, InstancePrint, InstanceRow, ResubmitInstance, WithComment};
use weir_app::dto::common::Page;
use weir_model::id::InstanceId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_instances))
        .routes(routes!(get_instance))
        .routes(routes!(withdraw_instance))
        .routes(routes!(terminate_instance))
        .routes(routes!(resubmit_instance))
        .routes(routes!(get_instance_print))
}

/// Instances that the caller started, or everybody's.
#[utoipa::path(get, path = "/instances", params(InstanceQuery), responses((status = 200, body = Page<InstanceRow>)))]
async fn list_instances(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<InstanceQuery>,
) -> Reply<Json<Page<InstanceRow>>> {
    Ok(Json(app.list_instances(&caller, query).await?))
}

/// An instance with its form, its steps and its history.
#[utoipa::path(get, path = "/instances/{id}", params(("id" = InstanceId, Path)), responses((status = 200, body = Instance)))]
async fn get_instance(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
) -> Reply<Json<Instance>> {
    Ok(Json(app.get_instance(&caller, id).await?))
}

/// The initiator takes it back.
#[utoipa::path(post, path = "/instances/{id}/withdraw", params(("id" = InstanceId, Path)), request_body = WithComment, responses((status = 200, body = Instance)))]
async fn withdraw_instance(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
    Json(input): Json<WithComment>,
) -> Reply<Json<Instance>> {
    Ok(Json(app.withdraw_instance(&caller, id, input).await?))
}

/// An administrator ends it.
#[utoipa::path(post, path = "/instances/{id}/terminate", params(("id" = InstanceId, Path)), request_body = WithComment, responses((status = 200, body = Instance)))]
async fn terminate_instance(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
    Json(input): Json<WithComment>,
) -> Reply<Json<Instance>> {
    Ok(Json(app.terminate_instance(&caller, id, input).await?))
}

/// The initiator submits it again after a return.
#[utoipa::path(post, path = "/instances/{id}/resubmit", params(("id" = InstanceId, Path)), request_body = ResubmitInstance, responses((status = 200, body = Instance)))]
async fn resubmit_instance(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
    Json(input): Json<ResubmitInstance>,
) -> Reply<Json<Instance>> {
    Ok(Json(app.resubmit_instance(&caller, id, input).await?))
}

/// An instance for paper.
#[utoipa::path(get, path = "/instances/{id}/print", params(("id" = InstanceId, Path)), responses((status = 200, body = InstancePrint)))]
async fn get_instance_print(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InstanceId>,
) -> Reply<Json<InstancePrint>> {
    Ok(Json(app.print_instance(&caller, id).await?))
}
