//! Who is in a project.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::projects::{ProjectMember, SetMember};
use weir_model::id::{ProjectId, UserId};

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_project_members))
        .routes(routes!(set_project_member, remove_project_member))
}

/// Everybody in a project.
#[utoipa::path(get, path = "/projects/{id}/members", params(("id" = ProjectId, Path)), responses((status = 200, body = Items<ProjectMember>)))]
async fn list_project_members(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Json<Items<ProjectMember>>> {
    Ok(Json(app.list_project_members(&caller, id).await?))
}

/// Takes somebody in, or gives them another role.
#[utoipa::path(put, path = "/projects/{id}/members/{userId}", params(("id" = ProjectId, Path), ("userId" = UserId, Path)), request_body = SetMember, responses((status = 200, body = ProjectMember)))]
async fn set_project_member(
    State(app): State<App>,
    caller: Caller,
    Path((id, user)): Path<(ProjectId, UserId)>,
    Json(input): Json<SetMember>,
) -> Reply<Json<ProjectMember>> {
    Ok(Json(app.set_project_member(&caller, id, user, input).await?))
}

/// Lets somebody go.
#[utoipa::path(delete, path = "/projects/{id}/members/{userId}", params(("id" = ProjectId, Path), ("userId" = UserId, Path)), responses((status = 204)))]
async fn remove_project_member(
    State(app): State<App>,
    caller: Caller,
    Path((id, user)): Path<(ProjectId, UserId)>,
) -> Reply<Done> {
    app.remove_project_member(&caller, id, user).await?;
    Ok(Done)
}
