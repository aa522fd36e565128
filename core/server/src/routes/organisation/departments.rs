//! The department tree.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::organisation::{CreateDepartment, Department, UpdateDepartment};
use weir_model::id::DepartmentId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_departments, create_department))
        .routes(routes!(update_department, delete_department))
}

/// The whole tree, flat, parents before children.
#[utoipa::path(get, path = "/departments", responses((status = 200, body = Items<Department>)))]
async fn list_departments(State(app): State<App>, caller: Caller) -> Reply<Json<Items<Department>>> {
    Ok(Json(app.list_departments(&caller).await?))
}

/// Makes a department.
#[utoipa::path(post, path = "/departments", request_body = CreateDepartment, responses((status = 201, body = Department)))]
async fn create_department(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreateDepartment>,
) -> Reply<Created<Department>> {
    Ok(Created(app.create_department(&caller, body).await?))
}

/// Changes a department; what is left out stays, null clears.
#[utoipa::path(patch, path = "/departments/{id}", params(("id" = DepartmentId, Path), ("If-Match" = String, Header)), request_body = UpdateDepartment, responses((status = 200, body = Department)))]
async fn update_department(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DepartmentId>,
    IfMatch(rev): IfMatch,
    Json(body): Json<UpdateDepartment>,
) -> Reply<Tagged<Department>> {
    let department = app.update_department(&caller, id, rev, body).await?;
    Ok(Tagged::new(department.rev, department))
}

/// Removes a department that has nothing below it and nobody in it.
#[utoipa::path(delete, path = "/departments/{id}", params(("id" = DepartmentId, Path)), responses((status = 204)))]
async fn delete_department(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<DepartmentId>,
) -> Reply<Done> {
    app.delete_department(&caller, id).await?;
    Ok(Done)
}
