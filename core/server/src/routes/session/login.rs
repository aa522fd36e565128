//! In, out, and a new password.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::session::{ChangePassword, Login, LoginReply};
use weir_app::session::Origin;

use super::cookie;
use crate::extract::{Client, Json, NewcomerToo};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(login)).routes(routes!(logout)).routes(routes!(change_password))
}

/// Opens a session; a browser gets it as a cookie, a program takes the token.
#[utoipa::path(post, path = "/auth/login", security(()), responses((status = 200, body = LoginReply)))]
async fn login(State(app): State<App>, client: Client, Json(body): Json<Login>) -> Reply<Response> {
    let origin = Origin { address: client.address, user_agent: client.user_agent };
    let reply = app.login(body, origin).await?;
    let token = reply.token.clone();
    Ok(cookie::with_session(&app, &token, Json(reply)))
}

/// Ends the session that this call came in by.
#[utoipa::path(post, path = "/auth/logout", responses((status = 204)))]
async fn logout(State(app): State<App>, caller: NewcomerToo) -> Reply<Response> {
    app.logout(&caller.0).await?;
    Ok(cookie::without_session(&app, Done))
}

/// Changes one's own password; every other session ends.
#[utoipa::path(post, path = "/auth/password", responses((status = 204)))]
async fn change_password(
    State(app): State<App>,
    caller: NewcomerToo,
    Json(body): Json<ChangePassword>,
) -> Reply<Done> {
    app.change_password(&caller.0, body).await?;
    Ok(Done)
}
