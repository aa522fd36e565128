//! The platform administrator behind a request: a token and a cookie of their own, so that one browser may be signed
//! in to a company and to the platform without either passing for the other.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use weir_app::{App, Error, platform};

use super::caller::token_in;
use super::client::Client;
use crate::options::HttpOptions;
use crate::problem::Failure;

/// The cookie when people reach the server over TLS.
const COOKIE_SECURE: &str = "__Host-weir_platform";
/// The cookie on a plain LAN.
const COOKIE_PLAIN: &str = "weir_platform";

/// A platform administrator. A route that takes it answers 401 to everybody else, administrators of companies
/// included, and 403 to those who must choose a new password first.
#[derive(Debug, Clone)]
pub struct Caretaker(pub platform::Caretaker);

/// A platform administrator, perhaps with a password that must be changed first.
#[derive(Debug, Clone)]
pub struct NewCaretakerToo(pub platform::Caretaker);

impl Deref for Caretaker {
    type Target = platform::Caretaker;
    fn deref(&self) -> &platform::Caretaker {
        &self.0
    }
}

impl<S> FromRequestParts<S> for Caretaker
where
    S: Send + Sync,
    App: FromRef<S>,
    Arc<HttpOptions>: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let NewCaretakerToo(who) = NewCaretakerToo::from_request_parts(parts, state).await?;
        if who.must_change_password {
            return Err(Failure::new(StatusCode::FORBIDDEN, "auth.password_change_required"));
        }
        Ok(Self(who))
    }
}

impl<S> FromRequestParts<S> for NewCaretakerToo
where
    S: Send + Sync,
    App: FromRef<S>,
    Arc<HttpOptions>: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let app = App::from_ref(state);
        let Ok(client) = Client::from_request_parts(parts, state).await;
        let token = token_in(&parts.headers, platform_cookie_name(app.settings().is_secure()))
            .ok_or(Error::Unauthenticated { code: "unauthenticated" })?;
        Ok(Self(app.platform_authenticate(token, client.address).await?))
    }
}

/// The platform session's cookie.
#[must_use]
pub const fn platform_cookie_name(secure: bool) -> &'static str {
    if secure { COOKIE_SECURE } else { COOKIE_PLAIN }
}
