//! One's own entry.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::session::{Me, UpdateMe};

use crate::extract::{Caller, Json, NewcomerToo};
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_me, update_me))
}

/// Who is signed in, and what they may do.
#[utoipa::path(get, path = "/me", responses((status = 200, body = Me)))]
async fn get_me(State(app): State<App>, caller: NewcomerToo) -> Reply<Json<Me>> {
    Ok(Json(app.me(&caller.0).await?))
}

/// Changes one's own language, colours, address or phone.
#[utoipa::path(patch, path = "/me", responses((status = 200, body = Me)))]
async fn update_me(State(app): State<App>, caller: Caller, Json(body): Json<UpdateMe>) -> Reply<Json<Me>> {
    Ok(Json(app.update_me(&caller, body).await?))
}
