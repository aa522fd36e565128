//! One's own second factor.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::session::{FactorCode, FactorInfo, FactorOffer, ProvePassword, RecoveryCodes};

use crate::extract::{Json, NewcomerToo};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Done, ShownOnce};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get_second_factor, offer_second_factor))
        .routes(routes!(confirm_second_factor))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(remove_second_factor))
}

/// Whether one has a second factor, and whether one must.
#[utoipa::path(get, path = "/me/second-factor", responses((status = 200, body = FactorInfo)))]
async fn get_second_factor(State(app): State<App>, caller: NewcomerToo) -> Reply<Json<FactorInfo>> {
    Ok(Json(app.my_second_factor(&caller.0).await?))
}

/// Offers a secret for an authenticator app; it counts once it is confirmed. Shown this once.
#[utoipa::path(post, path = "/me/second-factor", responses((status = 200, body = FactorOffer)))]
async fn offer_second_factor(
    State(app): State<App>,
    caller: NewcomerToo,
    Json(body): Json<ProvePassword>,
) -> Reply<ShownOnce<Json<FactorOffer>>> {
    Ok(ShownOnce(Json(app.offer_second_factor(&caller.0, body).await?)))
}

/// Lets the offered secret count, by a code of the app; the recovery codes are shown this once.
#[utoipa::path(post, path = "/me/second-factor/confirm", responses((status = 200, body = RecoveryCodes)))]
async fn confirm_second_factor(
    State(app): State<App>,
    caller: NewcomerToo,
    Json(body): Json<FactorCode>,
) -> Reply<ShownOnce<Json<RecoveryCodes>>> {
    Ok(ShownOnce(Json(app.confirm_second_factor(&caller.0, body).await?)))
}

/// Replaces the recovery codes; the new ones are shown this once.
#[utoipa::path(post, path = "/me/second-factor/recovery-codes", responses((status = 200, body = RecoveryCodes)))]
async fn renew_recovery_codes(
    State(app): State<App>,
    caller: NewcomerToo,
    Json(body): Json<ProvePassword>,
) -> Reply<ShownOnce<Json<RecoveryCodes>>> {
    Ok(ShownOnce(Json(app.renew_recovery_codes(&caller.0, body).await?)))
}

/// Takes the second factor away, where none is required.
#[utoipa::path(post, path = "/me/second-factor/remove", responses((status = 204)))]
async fn remove_second_factor(
    State(app): State<App>,
    caller: NewcomerToo,
    Json(body): Json<ProvePassword>,
) -> Reply<Done> {
    app.remove_second_factor(&caller.0, body).await?;
    Ok(Done)
}
