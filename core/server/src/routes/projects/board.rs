//! A project's board.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::work::Board;
use weir_app::projects::BoardQuery;
use weir_model::id::ProjectId;

use crate::extract::{Caller, Json, Path, Query};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_board))
}

/// Which board.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct Which {
    /// What the columns stand for: `$status` when left out, or the key of a field of one choice.
    columns: Option<String>,
    /// What the lanes stand for: `$assignee`, `$type`, `$parent` or the key of a field of one choice.
    lanes: Option<String>,
    /// A type's key.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    kind: Option<String>,
    /// A filter tree, as in the list.
    filter: Option<String>,
    /// A part of the title, or a number.
    q: Option<String>,
    /// Cards of one column, 1 to 200; 50 when left out.
    limit: Option<u32>,
}

/// The board: cards in columns and lanes, in their manual order. A card is moved by a change of its item.
#[utoipa::path(get, path = "/projects/{id}/board", params(("id" = ProjectId, Path), Which), responses((status = 200, body = Board)))]
async fn get_board(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
    Query(which): Query<Which>,
) -> Reply<Json<Board>> {
    let Which { columns, lanes, kind, filter, q, limit } = which;
    let query = BoardQuery { columns, lanes, kind, filter, q, limit };
    Ok(Json(app.get_board(&caller, id, query).await?))
}
