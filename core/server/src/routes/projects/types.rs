//! The types of a project's work items. Their custom fields are forms: `/forms/{formId}/draft` and so on.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Items;
use weir_app::dto::projects::{CreateWorkItemType, UpdateWorkItemType, WorkItemType};
use weir_model::id::ProjectId;

use crate::extract::{Caller, IfMatch, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, Tagged};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_work_item_types, create_work_item_type))
        .routes(routes!(update_work_item_type, delete_work_item_type))
}

/// The types of a project's work items.
#[utoipa::path(get, path = "/projects/{id}/types", params(("id" = ProjectId, Path)), responses((status = 200, body = Items<WorkItemType>)))]
async fn list_work_item_types(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Reply<Json<Items<WorkItemType>>> {
    Ok(Json(app.list_work_item_types(&caller, id).await?))
}

/// Makes a type.
#[utoipa::path(post, path = "/projects/{id}/types", params(("id" = ProjectId, Path)), request_body = CreateWorkItemType, responses((status = 201, body = WorkItemType)))]
async fn create_work_item_type(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Json(input): Json<CreateWorkItemType>,
) -> Reply<Created<WorkItemType>> {
    Ok(Created(app.create_work_item_type(&caller, id, input).await?))
}

/// Changes a type; what is left out stays.
#[utoipa::path(patch, path = "/projects/{id}/types/{type}", params(("id" = ProjectId, Path), ("type" = String, Path), ("If-Match" = String, Header)), request_body = UpdateWorkItemType, responses((status = 200, body = WorkItemType)))]
async fn update_work_item_type(
    State(app): State<App>,
    caller: Caller,
    Path((id, kind)): Path<(ProjectId, String)>,
    IfMatch(rev): IfMatch,
    Json(input): Json<UpdateWorkItemType>,
) -> Reply<Tagged<WorkItemType>> {
    let changed = app.update_work_item_type(&caller, (id, &kind), rev, input).await?;
    Ok(Tagged::new(changed.rev, changed))
}

/// Removes a type that no item has.
#[utoipa::path(delete, path = "/projects/{id}/types/{type}", params(("id" = ProjectId, Path), ("type" = String, Path)), responses((status = 204)))]
async fn delete_work_item_type(
    State(app): State<App>,
    caller: Caller,
    Path((id, kind)): Path<(ProjectId, String)>,
) -> Reply<Done> {
    app.delete_work_item_type(&caller, id, &kind).await?;
    Ok(Done)
}
