//! Views of lists that people keep.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::views::{CreateSavedView, SavedView, UpdateSavedView};
use weir_app::views::ViewOf;
use weir_model::id::{FormId, ProjectId, SavedViewId};

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_form_views, create_form_view))
        .routes(routes!(list_project_views, create_project_view))
        .routes(routes!(update_view, delete_view))
}

/// The views of a form's records that the caller sees: their own and the shared ones, oldest first.
#[utoipa::path(get, path = "/forms/{id}/views", params(("id" = FormId, Path)), responses((status = 200, body = Items<SavedView>)))]
async fn list_form_views(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
) -> Reply<Json<Items<SavedView>>> {
    Ok(Json(app.list_views(&caller, ViewOf::Form(id)).await?))
}

/// Keeps a view of a form's records.
#[utoipa::path(post, path = "/forms/{id}/views", params(("id" = FormId, Path)), request_body = CreateSavedView, responses((status = 201, body = SavedView)))]
async fn create_form_view(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FormId>,
    Json(input): Json<CreateSavedView>,
) -> Reply<Created<SavedView>> {
    Ok(Created(app.create_view(&caller, ViewOf::Form(id), input).await?))
}

/// The views of a project's items that the caller sees: their own and the shared ones, oldest first.
#[utoipa::path(get, path = "/projects/{id}/views", params(("id" = ProjectId, Path)), responses((status = 200, body = Items<SavedView>)))]
async fn list_project_views(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Json<Items<SavedView>>> {
    Ok(Json(app.list_views(&caller, ViewOf::Project(id)).await?))
}

/// Keeps a view of a project's items.
#[utoipa::path(post, path = "/projects/{id}/views", params(("id" = ProjectId, Path)), request_body = CreateSavedView, responses((status = 201, body = SavedView)))]
async fn create_project_view(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Json(input): Json<CreateSavedView>,
) -> Reply<Created<SavedView>> {
    Ok(Created(app.create_view(&caller, ViewOf::Project(id), input).await?))
}

/// Changes a view; what is left out stays.
#[utoipa::path(patch, path = "/views/{id}", params(("id" = SavedViewId, Path), ("If-Match" = String, Header)), request_body = UpdateSavedView, responses((status = 200, body = SavedView)))]
async fn update_view(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SavedViewId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateSavedView>,
) -> Reply<Tagged<SavedView>> {
    let view = app.update_view(&caller, id, rev, input).await?;
    Ok(Tagged::new(view.rev, view))
}

/// Removes a view; the rows that it showed stay.
#[utoipa::path(delete, path = "/views/{id}", params(("id" = SavedViewId, Path)), responses((status = 204)))]
async fn delete_view(State(app): State<App>, caller: Caller, Path(id): Path<SavedViewId>) -> Reply<Done> {
    app.delete_view(&caller, id).await?;
    Ok(Done)
}
