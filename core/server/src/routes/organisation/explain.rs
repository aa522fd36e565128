//! Why somebody may or may not.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::access::{AccessExplanation, ExplainQuery};

use crate::extract::{Caller, Json, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(explain_access))
}

/// Why somebody may or may not: roles, grants, data scopes, field rules, ends, and what would be needed.
#[utoipa::path(get, path = "/access/explain", params(ExplainQuery), responses((status = 200, body = AccessExplanation)))]
async fn explain_access(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<ExplainQuery>,
) -> Reply<Json<AccessExplanation>> {
    Ok(Json(app.explain_access(&caller, query).await?))
}
