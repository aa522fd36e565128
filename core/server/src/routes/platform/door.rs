//! In, out, and a new password.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::platform::{PlatformAdmin, PlatformLogin, PlatformLoginReply};
use weir_app::dto::session::{ChangePassword, FactorCode, FactorOffer, ProvePassword};
use weir_app::session::Origin;

use crate::extract::{Caretaker, Client, Json, NewCaretakerToo};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Done, ShownOnce};
use crate::routes::session::cookie;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(platform_login))
        .routes(routes!(platform_logout))
        .routes(routes!(get_platform_me))
        .routes(routes!(change_platform_password))
        .routes(routes!(offer_platform_factor))
        .routes(routes!(confirm_platform_factor))
        .routes(routes!(remove_platform_factor))
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

/// Offers a secret for an authenticator app; it counts once it is confirmed.
#[utoipa::path(post, path = "/platform/second-factor", responses((status = 200, body = FactorOffer)))]
async fn offer_platform_factor(
    State(app): State<App>,
    caller: Caretaker,
    Json(body): Json<ProvePassword>,
) -> Reply<ShownOnce<Json<FactorOffer>>> {
    Ok(ShownOnce(Json(app.offer_platform_factor(&caller, body).await?)))
}

/// Lets the offered secret count from now on; every other session ends.
#[utoipa::path(post, path = "/platform/second-factor/confirm", responses((status = 204)))]
async fn confirm_platform_factor(
    State(app): State<App>,
    caller: Caretaker,
    Json(body): Json<FactorCode>,
) -> Reply<Done> {
    app.confirm_platform_factor(&caller, body).await?;
    Ok(Done)
}

/// Takes the second factor away.
#[utoipa::path(post, path = "/platform/second-factor/remove", responses((status = 204)))]
async fn remove_platform_factor(
    State(app): State<App>,
    caller: Caretaker,
    Json(body): Json<ProvePassword>,
) -> Reply<Done> {
    app.remove_platform_factor(&caller, body).await?;
    Ok(Done)
}

fn origin(client: Client) -> Origin {
    Origin { address: client.address, user_agent: client.user_agent }
}
