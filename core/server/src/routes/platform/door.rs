//! In, out, and a new password.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::platform::{PlatformAdmin, PlatformLogin, PlatformLoginReply};
use weir_app::dto::session::ChangePassword;
use weir_app::session::Origin;

use crate::extract::{Client, Json, NewCaretakerToo};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;
use crate::routes::session::cookie;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(platform_login))
        .routes(routes!(platform_logout))
        .routes(routes!(get_platform_me))
        .routes(routes!(change_platform_password))
}

/// Opens a session of a platform administrator; a browser gets it as a cookie, a program takes the token.
#[utoipa::path(post, path = "/platform/login", security(()), responses((status = 200, body = PlatformLoginReply)))]
async fn platform_login(
    State(app): State<App>,
    client: Client,
    Json(body): Json<PlatformLogin>,
) -> Reply<Response> {
    let reply = app.platform_login(body, origin(client)).await?;
    let token = reply.token.clone();
    Ok(cookie::with_platform_session(&app, &token, Json(reply)))
}

/// Ends the session that this call came in by.
#[utoipa::path(post, path = "/platform/logout", responses((status = 204)))]
async fn platform_logout(State(app): State<App>, caller: NewCaretakerToo) -> Reply<Response> {
    app.platform_logout(&caller.0).await?;
    Ok(cookie::without_platform_session(&app, Done))
}

/// Who is signed in to the platform.
#[utoipa::path(get, path = "/platform/me", responses((status = 200, body = PlatformAdmin)))]
async fn get_platform_me(caller: NewCaretakerToo) -> Json<PlatformAdmin> {
    Json(caller.0.shown())
}

/// Changes one's own password; every other session ends.
#[utoipa::path(post, path = "/platform/password", responses((status = 204)))]
async fn change_platform_password(
    State(app): State<App>,
    caller: NewCaretakerToo,
    Json(body): Json<ChangePassword>,
) -> Reply<Done> {
    app.change_platform_password(&caller.0, body).await?;
    Ok(Done)
}

fn origin(client: Client) -> Origin {
    Origin { address: client.address, user_agent: client.user_agent }
}
