//! Flows for who starts them: the list, the start page, what would happen, the submission.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::approvals::{Instance, StartInstance};
use weir_app::dto::common::Page;
use weir_app::dto::flows::{Flow, FlowPreview, FlowSummary, PreviewFlow};
use weir_model::Key;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Created;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_flows))
        .routes(routes!(get_flow))
        .routes(routes!(preview_flow))
        .routes(routes!(start_instance))
}

/// Which flows.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FlowQuery {
    /// Every flow, for who designs; otherwise those that the caller may start.
    #[serde(default)]
    design: bool,
}

/// Flows that the caller may start, or may design.
#[utoipa::path(get, path = "/flows", params(FlowQuery), responses((status = 200, body = Page<FlowSummary>)))]
async fn list_flows(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<FlowQuery>,
) -> Reply<Json<Page<FlowSummary>>> {
    Ok(Json(match query.design {
        true => app.list_flows_to_design(&caller).await?,
        false => app.list_startable_flows(&caller).await?,
    }))
}

/// What the start page needs.
#[utoipa::path(get, path = "/flows/{key}", params(("key" = Key, Path)), responses((status = 200, body = Flow)))]
async fn get_flow(State(app): State<App>, caller: Caller, Path(key): Path<Key>) -> Reply<Json<Flow>> {
    Ok(Json(app.get_flow(&caller, &key).await?))
}

/// Who would be asked if the form were submitted as it stands. Writes nothing.
#[utoipa::path(post, path = "/flows/{key}/preview", params(("key" = Key, Path)), request_body = PreviewFlow, responses((status = 200, body = FlowPreview)))]
async fn preview_flow(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    Json(input): Json<PreviewFlow>,
) -> Reply<Json<FlowPreview>> {
    Ok(Json(app.preview_flow(&caller, &key, input).await?))
}

/// Submits the form and starts the flow.
#[utoipa::path(post, path = "/flows/{key}/instances", params(("key" = Key, Path)), request_body = StartInstance, responses((status = 201, body = Instance)))]
async fn start_instance(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    Json(input): Json<StartInstance>,
) -> Reply<Created<Instance>> {
    Ok(Created(app.start_instance(&caller, &key, input).await?))
}
