//! Templates that projects are founded from.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::project_templates::{CreateProjectTemplate, ProjectTemplate, UpdateProjectTemplate};
use weir_model::id::{ProjectId, ProjectTemplateId};

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_project_templates))
        .routes(routes!(create_project_template))
        .routes(routes!(update_project_template, delete_project_template))
}

/// What projects can be founded from: the company's own templates by name, then those of the product.
#[utoipa::path(get, path = "/project-templates", responses((status = 200, body = Items<ProjectTemplate>)))]
async fn list_project_templates(
    State(app): State<App>,
    caller: Caller,
) -> Reply<Json<Items<ProjectTemplate>>> {
    Ok(Json(app.list_project_templates(&caller).await?))
}

/// Keeps a project as a template, without its past; its people and work items as far as asked for.
#[utoipa::path(post, path = "/projects/{id}/templates", params(("id" = ProjectId, Path)), request_body = CreateProjectTemplate, responses((status = 201, body = ProjectTemplate)))]
async fn create_project_template(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Json(input): Json<CreateProjectTemplate>,
) -> Reply<Created<ProjectTemplate>> {
    Ok(Created(app.create_project_template(&caller, id, input).await?))
}

/// Names or describes a template anew; what is left out stays.
#[utoipa::path(patch, path = "/project-templates/{id}", params(("id" = ProjectTemplateId, Path), ("If-Match" = String, Header)), request_body = UpdateProjectTemplate, responses((status = 200, body = ProjectTemplate)))]
async fn update_project_template(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectTemplateId>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateProjectTemplate>,
) -> Reply<Tagged<ProjectTemplate>> {
    let template = app.update_project_template(&caller, id, rev, input).await?;
    Ok(Tagged::new(template.rev, template))
}

/// Throws a template away; the projects that were founded from it stay.
#[utoipa::path(delete, path = "/project-templates/{id}", params(("id" = ProjectTemplateId, Path)), responses((status = 204)))]
async fn delete_project_template(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectTemplateId>,
) -> Reply<Done> {
    app.delete_project_template(&caller, id).await?;
    Ok(Done)
}
