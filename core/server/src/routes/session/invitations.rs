//! The other end of an invitation: who has the link chooses a password.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::organisation::{AcceptInvitation, InvitationToken, Invited};

use crate::extract::Json;
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(look_at_invitation)).routes(routes!(accept_invitation))
}

/// Whom a link invites. The token travels in the body, so that no log has it.
#[utoipa::path(post, path = "/public/invitations/look", security(()), request_body = InvitationToken, responses((status = 200, body = Invited)))]
async fn look_at_invitation(
    State(app): State<App>,
    Json(body): Json<InvitationToken>,
) -> Reply<Json<Invited>> {
    Ok(Json(app.look_at_invitation(&body).await?))
}

/// Sets the password that the invited person chose; the link ends with it.
#[utoipa::path(post, path = "/public/invitations/accept", security(()), request_body = AcceptInvitation, responses((status = 204)))]
async fn accept_invitation(State(app): State<App>, Json(body): Json<AcceptInvitation>) -> Reply<Done> {
    app.accept_invitation(body).await?;
    Ok(Done)
}
