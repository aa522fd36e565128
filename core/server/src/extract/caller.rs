//! The principal behind a request: `Authorization: Bearer` of a session or an API token, or the browser's cookie.

use std::ops::Deref;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use weir_app::session::Known;
use weir_app::{App, Error};
use weir_model::principal::Principal;

use crate::middleware::denials::Seen;
use crate::problem::{Failure, ReaderLocale};

/// The cookie when people reach the server over TLS: bound to this host, never sent in the clear.
const COOKIE_SECURE: &str = "__Host-weir_session";
/// The cookie on a plain LAN.
const COOKIE_PLAIN: &str = "weir_session";

/// Somebody who is signed in. A route that takes it answers 401 to everybody else, and 403 to those who must
/// choose a new password first.
#[derive(Debug, Clone)]
pub struct Caller(pub Principal);

/// Somebody who is signed in, perhaps with a password that must be changed first: for the few routes that lead
/// there.
#[derive(Debug, Clone)]
pub struct NewcomerToo(pub Principal);

impl Deref for Caller {
    type Target = Principal;
    fn deref(&self) -> &Principal {
        &self.0
    }
}

impl<S> FromRequestParts<S> for Caller
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let known = known(parts, &App::from_ref(state)).await?;
        if known.must_change_password {
            return Err(Failure::new(StatusCode::FORBIDDEN, "auth.password_change_required"));
        }
        if known.must_set_second_factor {
            return Err(Failure::new(StatusCode::FORBIDDEN, "auth.second_factor_required"));
        }
        // Use cases refuse it too; here it is told before anything else is wrong with the call.
        if known.principal.viewer.is_some() && !parts.method.is_safe() {
            return Err(Error::ViewOnly.into());
        }
        Ok(Self(known.principal))
    }
}

impl<S> FromRequestParts<S> for NewcomerToo
where
    S: Send + Sync,
    App: FromRef<S>,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(known(parts, &App::from_ref(state)).await?.principal))
    }
}

async fn known(parts: &Parts, app: &App) -> Result<Known, Failure> {
    let token = token(&parts.headers, app.settings().is_secure())
        .ok_or(Error::Unauthenticated { code: "unauthenticated" })?;
    let known = app.authenticate(token).await?;
    if let Some(reader) = parts.extensions.get::<ReaderLocale>() {
        reader.set(known.principal.locale);
    }
    if let Some(seen) = parts.extensions.get::<Seen>() {
        seen.set(&known.principal);
    }
    Ok(known)
}

/// The token in the request's headers; an `Authorization` header, even a wrong one, keeps the cookie out.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    token_in(headers, cookie_name(secure))
}

/// The same with the cookie of that name.
pub fn token_in<'h>(headers: &'h HeaderMap, cookie: &str) -> Option<&'h str> {
    if let Some(authorization) = headers.get(header::AUTHORIZATION) {
        let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then_some(token.trim());
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == cookie).then_some(value)
    })
}

/// The session cookie's name.
#[must_use]
pub const fn cookie_name(secure: bool) -> &'static str {
    if secure { COOKIE_SECURE } else { COOKIE_PLAIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(header::HeaderName, &str)], secure: bool, expected: Option<&str>) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, value.parse().unwrap());
        }
        assert_eq!(token(&headers, secure), expected, "{pairs:?}");
    }

    #[test]
    fn a_bearer_token_goes_before_the_cookie() {
        use header::{AUTHORIZATION, COOKIE};
        check(&[], false, None);
        check(&[(COOKIE, "a=1; weir_session=s")], false, Some("s"));
        check(&[(COOKIE, "weir_session=s")], true, None);
        check(&[(COOKIE, "__Host-weir_session=s")], true, Some("s"));
        check(&[(AUTHORIZATION, "bearer t"), (COOKIE, "weir_session=s")], false, Some("t"));
        check(&[(AUTHORIZATION, "Basic dDp0"), (COOKIE, "weir_session=s")], false, None);
    }
}
