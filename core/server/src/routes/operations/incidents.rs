//! Jobs that gave up and wait for an administrator.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::operations::Incident;
use weir_app::operations::IncidentQuery;
use weir_model::id::IncidentId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_incidents))
        .routes(routes!(retry_incident))
        .routes(routes!(skip_incident))
}

/// Incidents, newest first.
#[utoipa::path(get, path = "/incidents", params(IncidentQuery), responses((status = 200, body = Page<Incident>)))]
async fn list_incidents(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<IncidentQuery>,
) -> Reply<Json<Page<Incident>>> {
    Ok(Json(app.incidents(&caller, query).await?))
}

/// Tries the job again, its attempts counted anew.
#[utoipa::path(post, path = "/incidents/{id}/retry", params(("id" = IncidentId, Path)), responses((status = 200, body = Incident)))]
async fn retry_incident(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IncidentId>,
) -> Reply<Json<Incident>> {
    Ok(Json(app.retry_incident(&caller, id).await?))
}

/// Leaves the job undone for good.
#[utoipa::path(post, path = "/incidents/{id}/skip", params(("id" = IncidentId, Path)), responses((status = 200, body = Incident)))]
async fn skip_incident(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IncidentId>,
) -> Reply<Json<Incident>> {
    Ok(Json(app.skip_incident(&caller, id).await?))
}
