//! A project's work items: lists, new ones, several at once.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::work::{
    BulkResult, BulkResults, BulkWorkItems, CreateWorkItem, WorkItemDetail, WorkItemPage,
};
use weir_app::projects::WorkItemQuery;
use weir_model::id::ProjectId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::{Failure, Reply};
use crate::reply::Created;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_work_items, create_work_item)).routes(routes!(bulk_work_items))
}

/// Which work items.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// Rows at most, 1 to 500; 50 when left out.
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// `$rank`, `$number`, `$title`, `$status`, `$type`, `$start`, `$due`, `$createdAt`, `$updatedAt` or, with
    /// `type`, a field; with `-` before it for the greatest first. The manual order when left out.
    sort: Option<String>,
    /// A filter tree over fields and `$number`, `$type`, `$status`, `$category`, `$assignee`, `$parent`, `$start`,
    /// `$due`, `$title`, `$createdBy`, `$createdAt`, `$updatedAt`. Roots: `{"field":"$parent","op":"empty"}`.
    filter: Option<String>,
    /// A part of the title, or a number.
    q: Option<String>,
    /// A type's key.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    kind: Option<String>,
    /// Whether to count, up to 10,000.
    total: bool,
    /// Those in the recycle bin instead.
    deleted: bool,
}

/// One page of a project's work items.
#[utoipa::path(get, path = "/projects/{id}/work-items", params(("id" = ProjectId, Path), Which), responses((status = 200, body = WorkItemPage)))]
async fn list_work_items(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Query(which): Query<Which>,
) -> Reply<Json<WorkItemPage>> {
    let Which { limit, cursor, sort, filter, q, kind, total, deleted } = which;
    let query = WorkItemQuery { limit, cursor, sort, filter, q, kind, total, deleted };
    Ok(Json(app.list_work_items(&caller, id, query).await?))
}

/// Creates a work item.
#[utoipa::path(post, path = "/projects/{id}/work-items", params(("id" = ProjectId, Path)), request_body = CreateWorkItem, responses((status = 201, body = WorkItemDetail)))]
async fn create_work_item(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Json(input): Json<CreateWorkItem>,
) -> Reply<Created<WorkItemDetail>> {
    Ok(Created(app.create_work_item(&caller, id, input).await?))
}

/// Changes or deletes several work items, each by itself.
#[utoipa::path(post, path = "/projects/{id}/work-items/bulk", params(("id" = ProjectId, Path)), request_body = BulkWorkItems, responses((status = 200, body = BulkResults)))]
async fn bulk_work_items(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Json(input): Json<BulkWorkItems>,
) -> Reply<Json<BulkResults>> {
    let locale = caller.locale;
    let done = app.bulk_work_items(&caller, id, input).await?;
    let result = |(id, outcome): (_, Result<(), _>)| {
        let problem = outcome.err().map(|error| Failure::from(error).problem(locale));
        BulkResult { id, ok: problem.is_none(), problem }
    };
    Ok(Json(BulkResults { results: done.into_iter().map(result).collect() }))
}
