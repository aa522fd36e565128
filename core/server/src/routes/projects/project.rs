//! Projects themselves.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::projects::{CreateProject, Project, UpdateProject};
use weir_app::projects::ProjectQuery;
use weir_model::id::ProjectId;

use crate::extract::{Caller, IfMatch, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_projects, create_project))
        .routes(routes!(get_project, update_project))
        .routes(routes!(archive_project))
        .routes(routes!(unarchive_project))
}

/// Which projects.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Rows at most, 1 to 500; 50 when left out.
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// A part of the key or name.
    q: Option<String>,
    /// The archived ones instead of the others.
    archived: bool,
}

/// The projects that the caller may see, by key.
#[utoipa::path(get, path = "/projects", params(Which), responses((status = 200, body = Page<Project>)))]
async fn list_projects(
    State(app): State<App>,
    caller: Caller,
    Query(which): Query<Which>,
) -> Reply<Json<Page<Project>>> {
    let Which { limit, cursor, q, archived } = which;
    Ok(Json(app.list_projects(&caller, ProjectQuery { limit, cursor, q, archived }).await?))
}

/// Founds a project with the usual types of work items.
#[utoipa::path(post, path = "/projects", request_body = CreateProject, responses((status = 201, body = Project)))]
async fn create_project(
    State(app): State<App>,
    caller: Caller,
    Json(input): Json<CreateProject>,
) -> Reply<Created<Project>> {
    Ok(Created(app.create_project(&caller, input).await?))
}

/// A project.
#[utoipa::path(get, path = "/projects/{id}", params(("id" = ProjectId, Path)), responses((status = 200, body = Project)))]
async fn get_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Tagged<Project>> {
    let project = app.get_project(&caller, id).await?;
    Ok(Tagged::new(project.rev, project))
}

/// Changes a project; what is left out stays.
#[utoipa::path(patch, path = "/projects/{id}", params(("id" = ProjectId, Path), ("If-Match" = String, Header)), request_body = UpdateProject, responses((status = 200, body = Project)))]
async fn update_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateProject>,
) -> Reply<Tagged<Project>> {
    let project = app.update_project(&caller, id, rev, input).await?;
    Ok(Tagged::new(project.rev, project))
}

/// Archives a project: nothing in it changes any more.
#[utoipa::path(post, path = "/projects/{id}/archive", params(("id" = ProjectId, Path)), responses((status = 200, body = Project)))]
async fn archive_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Tagged<Project>> {
    let project = app.archive_project(&caller, id, true).await?;
    Ok(Tagged::new(project.rev, project))
}

/// Takes a project out of the archive.
#[utoipa::path(post, path = "/projects/{id}/unarchive", params(("id" = ProjectId, Path)), responses((status = 200, body = Project)))]
async fn unarchive_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Tagged<Project>> {
    let project = app.archive_project(&caller, id, false).await?;
    Ok(Tagged::new(project.rev, project))
}
