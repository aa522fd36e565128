//! Looking through somebody else's eyes.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::session::{BeginView, ViewInfo};

use crate::extract::{Caller, Json, NewcomerToo};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(begin_view, end_view))
}

/// Turns this session into a view: what it asks is answered as for that person, and it changes nothing.
#[utoipa::path(post, path = "/view-as", responses((status = 200, body = ViewInfo)))]
async fn begin_view(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<BeginView>,
) -> Reply<Json<ViewInfo>> {
    Ok(Json(app.begin_view(&caller, body).await?))
}

/// Ends the view; there may be none.
#[utoipa::path(delete, path = "/view-as", responses((status = 204)))]
async fn end_view(State(app): State<App>, caller: NewcomerToo) -> Reply<Done> {
    app.end_view(&caller.0).await?;
    Ok(Done)
}
