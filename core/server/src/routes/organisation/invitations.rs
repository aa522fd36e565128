//! Invitations by link, as administrators send them.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::organisation::{CreatePerson, Invitation, InvitationLink, InvitedPerson};
use weir_model::id::{InvitationId, UserId};

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::{Created, Done, ShownOnce};

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_invitations, invite_newcomer))
        .routes(routes!(revoke_invitation))
        .routes(routes!(invite_person))
}

/// The open invitations, the latest first.
#[utoipa::path(get, path = "/invitations", responses((status = 200, body = Page<Invitation>)))]
async fn list_invitations(State(app): State<App>, caller: Caller) -> Reply<Json<Page<Invitation>>> {
    Ok(Json(app.list_invitations(&caller).await?))
}

/// Takes a person in who chooses their own password by a link. The link is shown this once, and mailed where it can.
#[utoipa::path(post, path = "/invitations", request_body = CreatePerson, responses((status = 201, body = InvitedPerson)))]
async fn invite_newcomer(
    State(app): State<App>,
    caller: Caller,
    Json(body): Json<CreatePerson>,
) -> Reply<ShownOnce<Created<InvitedPerson>>> {
    Ok(ShownOnce(Created(app.invite_newcomer(&caller, body).await?)))
}

/// Makes a link by which a person who is here already chooses a new password; links before it end.
#[utoipa::path(post, path = "/people/{id}/invitation", params(("id" = UserId, Path)), responses((status = 201, body = InvitationLink)))]
async fn invite_person(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Reply<ShownOnce<Created<InvitationLink>>> {
    Ok(ShownOnce(Created(app.invite_person(&caller, id).await?)))
}

/// Ends an open invitation.
#[utoipa::path(delete, path = "/invitations/{id}", params(("id" = InvitationId, Path)), responses((status = 204)))]
async fn revoke_invitation(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<InvitationId>,
) -> Reply<Done> {
    app.revoke_invitation(&caller, id).await?;
    Ok(Done)
}
