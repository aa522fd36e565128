//! Who holds a role.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::organisation::{AddRoleHolders, Role};
use weir_model::id::{RoleId, UserId};

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(add_role_holders)).routes(routes!(remove_role_holder))
}

/// Gives a role to people, or moves the end of their holding.
#[utoipa::path(post, path = "/roles/{id}/holders", params(("id" = RoleId, Path)), request_body = AddRoleHolders, responses((status = 200, body = Role)))]
async fn add_role_holders(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RoleId>,
    Json(body): Json<AddRoleHolders>,
) -> Reply<Json<Role>> {
    Ok(Json(app.add_role_holders(&caller, id, body).await?))
}

/// Takes a role from a person.
#[utoipa::path(delete, path = "/roles/{id}/holders/{userId}", params(("id" = RoleId, Path), ("userId" = UserId, Path)), responses((status = 204)))]
async fn remove_role_holder(
    State(app): State<App>,
    caller: Caller,
    Path((id, user)): Path<(RoleId, UserId)>,
) -> Reply<Done> {
    app.remove_role_holder(&caller, id, user).await?;
    Ok(Done)
}
