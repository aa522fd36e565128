//! Flows for who designs them: new ones, drafts, versions.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::definition::{DefinitionDiff, Publish, Rollback, VersionInfo};
use weir_app::dto::flows::{CreateFlow, FlowDraft, FlowSummary, FlowVersion, SaveFlowDraft};
use weir_model::Key;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Tagged};
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(create_flow))
        .routes(routes!(get_flow_draft, save_flow_draft))
        .routes(routes!(diff_flow_draft))
        .routes(routes!(publish_flow))
        .routes(routes!(rollback_flow))
        .routes(routes!(list_flow_versions))
        .routes(routes!(get_flow_version))
}

/// Creates a flow on a form: start, then end.
#[utoipa::path(post, path = "/flows", request_body = CreateFlow, responses((status = 201, body = FlowSummary)))]
async fn create_flow(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<CreateFlow>,
) -> Reply<Created<FlowSummary>> {
    Ok(Created(app.create_flow(&caller, input).await?))
}

/// The draft and what keeps it from being published.
#[utoipa::path(get, path = "/flows/{key}/draft", params(("key" = Key, Path)), responses((status = 200, body = FlowDraft)))]
async fn get_flow_draft(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
) -> Reply<Tagged<FlowDraft>> {
    let draft = app.get_flow_draft(&caller, &key).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// Saves the draft, however incomplete.
#[utoipa::path(put, path = "/flows/{key}/draft", params(("key" = Key, Path), ("If-Match" = String, Header)), request_body = SaveFlowDraft, responses((status = 200, body = FlowDraft)))]
async fn save_flow_draft(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    IfMatch(rev): IfMatch,
    Json(input): Json<SaveFlowDraft>,
) -> Reply<Tagged<FlowDraft>> {
    let draft = app.save_flow_draft(&caller, &key, rev, input).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// What publishing the draft would change.
#[utoipa::path(get, path = "/flows/{key}/draft/diff", params(("key" = Key, Path)), responses((status = 200, body = DefinitionDiff)))]
async fn diff_flow_draft(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
) -> Reply<Json<DefinitionDiff>> {
    Ok(Json(app.diff_flow_draft(&caller, &key).await?))
}

/// Makes the draft the version in use.
#[utoipa::path(post, path = "/flows/{key}/publish", params(("key" = Key, Path)), request_body = Publish, responses((status = 200, body = FlowVersion)))]
async fn publish_flow(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    Json(input): Json<Publish>,
) -> Reply<Json<FlowVersion>> {
    Ok(Json(app.publish_flow(&caller, &key, input).await?))
}

/// Takes an old version into the draft.
#[utoipa::path(post, path = "/flows/{key}/rollback", params(("key" = Key, Path), ("If-Match" = String, Header)), request_body = Rollback, responses((status = 200, body = FlowDraft)))]
async fn rollback_flow(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    IfMatch(rev): IfMatch,
    Json(input): Json<Rollback>,
) -> Reply<Tagged<FlowDraft>> {
    let draft = app.rollback_flow(&caller, &key, rev, input).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// The published versions, the newest first.
#[utoipa::path(get, path = "/flows/{key}/versions", params(("key" = Key, Path), Paging), responses((status = 200, body = Page<VersionInfo>)))]
async fn list_flow_versions(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<Key>,
    Query(page): Query<Paging>,
) -> Reply<Json<Page<VersionInfo>>> {
    Ok(Json(app.list_flow_versions(&caller, &key, (page.limit, page.cursor.as_deref())).await?))
}

/// One published version.
#[utoipa::path(get, path = "/flows/{key}/versions/{version}", params(("key" = Key, Path), ("version" = u32, Path)), responses((status = 200, body = FlowVersion)))]
async fn get_flow_version(
    State(app): State<App>,
    caller: Caller,
    Path((key, version)): Path<(Key, u32)>,
) -> Reply<Json<FlowVersion>> {
    Ok(Json(app.get_flow_version(&caller, &key, version).await?))
}
