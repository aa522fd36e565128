//! Roles and what they allow.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::{Items, Page};
use weir_app::dto::organisation::{CreateRole, PermissionInfo, Role, SetRoleGrants, UpdateRole};
use weir_model::id::RoleId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_roles, create_role))
        .routes(routes!(get_role, update_role, delete_role))
        .routes(routes!(set_role_grants))
        .routes(routes!(list_permissions))
}

/// Every role with what it allows and some of its holders, by key.
#[utoipa::path(get, path = "/roles", responses((status = 200, body = Page<Role>)))]
async fn list_roles(State(app): State<App>, caller: Caller) -> Reply<Json<Page<Role>>> {
    Ok(Json(app.list_roles(&caller).await?))
}

/// Makes a role.
#[utoipa::path(post, path = "/roles", request_body = CreateRole, responses((status = 201, body = Role)))]
async fn create_role(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreateRole>,
) -> Reply<Created<Role>> {
    Ok(Created(app.create_role(&caller, body).await?))
}

/// A role with its holders.
#[utoipa::path(get, path = "/roles/{id}", params(("id" = RoleId, Path)), responses((status = 200, body = Role)))]
async fn get_role(State(app): State<App>, caller: Caller, Path(id): Path<RoleId>) -> Reply<Tagged<Role>> {
    let role = app.get_role(&caller, id).await?;
    Ok(Tagged::new(role.rev, role))
}

/// Renames a role.
#[utoipa::path(patch, path = "/roles/{id}", params(("id" = RoleId, Path), ("If-Match" = String, Header)), request_body = UpdateRole, responses((status = 200, body = Role)))]
async fn update_role(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RoleId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<UpdateRole>,
) -> Reply<Tagged<Role>> {
    let role = app.update_role(&caller, id, rev, body).await?;
    Ok(Tagged::new(role.rev, role))
}

/// Removes a role that did not come with the product; whoever holds it loses it.
#[utoipa::path(delete, path = "/roles/{id}", params(("id" = RoleId, Path)), responses((status = 204)))]
async fn delete_role(State(app): State<App>, caller: Caller, Path(id): Path<RoleId>) -> Reply<Done> {
    app.delete_role(&caller, id).await?;
    Ok(Done)
}

/// Replaces everything that a role allows.
#[utoipa::path(put, path = "/roles/{id}/grants", params(("id" = RoleId, Path), ("If-Match" = String, Header)), request_body = SetRoleGrants, responses((status = 200, body = Role)))]
async fn set_role_grants(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RoleId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<SetRoleGrants>,
) -> Reply<Tagged<Role>> {
    let role = app.set_role_grants(&caller, id, rev, body).await?;
    Ok(Tagged::new(role.rev, role))
}

/// Every permission that a role may carry.
#[utoipa::path(get, path = "/permissions", responses((status = 200, body = Items<PermissionInfo>)))]
async fn list_permissions(State(app): State<App>, _: Caller) -> Reply<Json<Items<PermissionInfo>>> {
    Ok(Json(app.list_permissions()))
}
