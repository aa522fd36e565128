//! What the sign-in page may know before anybody has signed in.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::session::ServerInfo;

use crate::extract::Json;
use crate::openapi::Routes;
use crate::problem::Reply;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(get_server_info))
}

/// The server's public face.
#[utoipa::path(get, path = "/public/info", security(()), responses((status = 200, body = ServerInfo)))]
async fn get_server_info(State(app): State<App>) -> Reply<Json<ServerInfo>> {
    Ok(Json(app.server_info().await?))
}
