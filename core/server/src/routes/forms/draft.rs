//! The draft of a form: reading, saving, comparing, publishing, taking back an old version.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::definition::{DefinitionDiff, Publish, Rollback};
use weir_app::dto::forms::{FormDraft, FormVersion, SaveFormDraft};
use weir_model::id::FormId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Tagged;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get_form_draft, save_form_draft))
        .routes(routes!(diff_form_draft))
        .routes(routes!(publish_form))
        .routes(routes!(rollback_form))
}

/// The draft and what keeps it from being published.
#[utoipa::path(get, path = "/forms/{id}/draft", params(("id" = FormId, Path)), responses((status = 200, body = FormDraft)))]
async fn get_form_draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
) -> Reply<Tagged<FormDraft>> {
    let draft = app.get_form_draft(&caller, id).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// Saves the draft, however incomplete.
#[utoipa::path(put, path = "/forms/{id}/draft", params(("id" = FormId, Path), ("If-Match" = String, Header)), request_body = SaveFormDraft, responses((status = 200, body = FormDraft)))]
async fn save_form_draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<SaveFormDraft>,
) -> Reply<Tagged<FormDraft>> {
    let draft = app.save_form_draft(&caller, id, rev, input).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// What publishing the draft would change.
#[utoipa::path(get, path = "/forms/{id}/draft/diff", params(("id" = FormId, Path)), responses((status = 200, body = DefinitionDiff)))]
async fn diff_form_draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
) -> Reply<Json<DefinitionDiff>> {
    Ok(Json(app.diff_form_draft(&caller, id).await?))
}

/// Makes the draft the version in use.
#[utoipa::path(post, path = "/forms/{id}/publish", params(("id" = FormId, Path)), request_body = Publish, responses((status = 200, body = FormVersion)))]
async fn publish_form(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Json(input): Json<Publish>,
) -> Reply<Json<FormVersion>> {
    Ok(Json(app.publish_form(&caller, id, input).await?))
}

/// Takes an old version into the draft.
#[utoipa::path(post, path = "/forms/{id}/rollback", params(("id" = FormId, Path), ("If-Match" = String, Header)), request_body = Rollback, responses((status = 200, body = FormDraft)))]
async fn rollback_form(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<Rollback>,
) -> Reply<Tagged<FormDraft>> {
    let draft = app.rollback_form(&caller, id, rev, input).await?;
    Ok(Tagged::new(draft.rev, draft))
}
