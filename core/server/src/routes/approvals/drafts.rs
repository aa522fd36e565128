//! Drafts of submissions.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::inbox::{Draft, SaveDraft};
use weir_model::id::DraftId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};
use crate::routes::paging::Paging;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_drafts, create_draft)).routes(routes!(
        get_draft,
        save_draft,
        delete_draft
    ))
}

/// The caller's drafts, the latest first.
#[utoipa::path(get, path = "/drafts", params(Paging), responses((status = 200, body = Page<Draft>)))]
async fn list_drafts(
    State(app): State<App>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Reply<Json<Page<Draft>>> {
    Ok(Json(app.list_drafts(&caller, (paging.limit, paging.cursor.as_deref())).await?))
}

/// Begins a draft, however incomplete.
#[utoipa::path(post, path = "/drafts", request_body = SaveDraft, responses((status = 201, body = Draft)))]
async fn create_draft(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<SaveDraft>,
) -> Reply<Created<Draft>> {
    Ok(Created(app.create_draft(&caller, input).await?))
}

/// A draft, as far as the form of today knows it.
#[utoipa::path(get, path = "/drafts/{id}", params(("id" = DraftId, Path)), responses((status = 200, body = Draft)))]
async fn get_draft(State(app): State<App>, caller: Caller, Path(id): Path<DraftId>) -> Reply<Tagged<Draft>> {
    let draft = app.get_draft(&caller, id).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// Saves a draft.
#[utoipa::path(put, path = "/drafts/{id}", params(("id" = DraftId, Path), ("If-Match" = String, Header)), request_body = SaveDraft, responses((status = 200, body = Draft)))]
async fn save_draft(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DraftId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<SaveDraft>,
) -> Reply<Tagged<Draft>> {
    let draft = app.save_draft(&caller, id, rev, input).await?;
    Ok(Tagged::new(draft.rev, draft))
}

/// Throws a draft away.
#[utoipa::path(delete, path = "/drafts/{id}", params(("id" = DraftId, Path)), responses((status = 204)))]
async fn delete_draft(State(app): State<App>, caller: Caller, Path(id): Path<DraftId>) -> Reply<Done> {
    app.delete_draft(&caller, id).await?;
    Ok(Done)
}
