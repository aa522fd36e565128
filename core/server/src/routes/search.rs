//! One question over everything.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::search::SearchResult;
use weir_app::search::SearchQuery;

use crate::extract::{Caller, Json, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(search))
}

/// What the caller may see that has some words, by kind.
#[utoipa::path(get, path = "/search", params(SearchQuery), responses((status = 200, body = SearchResult)))]
async fn search(
    State(app): State<App>,
    caller: Caller,
    Query(query): Query<SearchQuery>,
) -> Reply<Json<SearchResult>> {
    Ok(Json(app.search(&caller, query).await?))
}
