//! One's own sessions.

use axum::extract::State;
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::common::Page;
use weir_app::dto::session::SessionInfo;
use weir_model::id::SessionId;

use crate::extract::{Caller, Json, Path};
use crate::openapi::Routes;
use crate::problem::Reply;
use crate::reply::Done;

pub fn routes() -> Routes {
    Routes::new().routes(routes!(list_sessions, revoke_other_sessions)).routes(routes!(revoke_session))
}

/// The sessions that are open, the latest used first.
#[utoipa::path(get, path = "/me/sessions", responses((status = 200, body = Page<SessionInfo>)))]
async fn list_sessions(State(app): State<App>, caller: Caller) -> Reply<Json<Page<SessionInfo>>> {
    Ok(Json(app.my_sessions(&caller).await?))
}

/// Ends all of one's own sessions but the one that this call came in by.
#[utoipa::path(delete, path = "/me/sessions", responses((status = 204)))]
async fn revoke_other_sessions(State(app): State<App>, caller: Caller) -> Reply<Done> {
    app.revoke_other_sessions(&caller).await?;
    Ok(Done)
}

/// Ends one of one's own sessions.
#[utoipa::path(delete, path = "/me/sessions/{id}", params(("id" = SessionId, Path)), responses((status = 204)))]
async fn revoke_session(State(app): State<App>, caller: Caller, Path(id): Path<SessionId>) -> Reply<Done> {
    app.revoke_session(&caller, id).await?;
    Ok(Done)
}
