//! How a person comes in, as their administrators see it.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::session::SessionInfo;
use weir_model::id::{SessionId, UserId};

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list_person_sessions, end_person_sessions))
        .routes(routes!(end_person_session))
        .routes(routes!(reset_second_factor))
}

/// A person's open sessions, the latest used first.
#[utoipa::path(get, path = "/people/{id}/sessions", params(("id" = UserId, Path)), responses((status = 200, body = Page<SessionInfo>)))]
async fn list_person_sessions(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Reply<Json<Page<SessionInfo>>> {
    Ok(Json(app.sessions_of(&caller, id).await?))
}

/// Ends every session of a person; of oneself all but this one.
#[utoipa::path(delete, path = "/people/{id}/sessions", params(("id" = UserId, Path)), responses((status = 204)))]
async fn end_person_sessions(State(app): State<App>, caller: Caller, Path(id): Path<UserId>) -> Reply<Done> {
    app.end_sessions_of(&caller, id).await?;
    Ok(Done)
}

/// Ends one of a person's sessions.
#[utoipa::path(delete, path = "/people/{id}/sessions/{sessionId}", params(("id" = UserId, Path), ("sessionId" = SessionId, Path)), responses((status = 204)))]
async fn end_person_session(
    State(app): State<App>,
    caller: Caller,
    Path((id, session)): Path<(UserId, SessionId)>,
) -> Reply<Done> {
    app.end_session_of(&caller, id, session).await?;
    Ok(Done)
}

/// Takes the second factor away from a person who lost it, and ends their sessions.
#[utoipa::path(delete, path = "/people/{id}/second-factor", params(("id" = UserId, Path)), responses((status = 204)))]
async fn reset_second_factor(State(app): State<App>, caller: Caller, Path(id): Path<UserId>) -> Reply<Done> {
    app.reset_second_factor(&caller, id).await?;
    Ok(Done)
}
