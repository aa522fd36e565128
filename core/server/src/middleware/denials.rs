//! Refusals of people who are signed in go into the change log.

use std::sync::{Arc, OnceLock};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use weir_app::{App, Error};
use weir_model::principal::Principal;

use crate::problem::Failure;

/// Who makes this request, once that is known.
#[derive(Debug, Clone, Default)]
pub struct Seen(Arc<OnceLock<Principal>>);

impl Seen {
    /// Notes who it is.
    pub fn set(&self, principal: &Principal) {
        // A request has one caller: a second answer would be the same.
        let _ = self.0.set(principal.clone());
    }
}

/// Writes a refusal down.
pub async fn note(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let seen = Seen::default();
    request.extensions_mut().insert(seen.clone());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let call = format!("{} {route}", request.method());
    let response = next.run(request).await;
    let refused = response.extensions().get::<Arc<Failure>>().is_some_and(|f| f.is(&Error::Denied));
    if let Some(who) = seen.0.get().filter(|_| refused)
        && let Err(error) = app.note_denial(who, &call).await
    {
        // The refusal stands all the same.
        tracing::warn!(error.source = %error, "a refusal could not be written down");
    }
    response
}
