//! The cookie that carries a browser's session.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use weir_app::App;

use crate::extract::{cookie_name, platform_cookie_name};

/// As long as a session can live; the server ends it earlier where it must.
const MAX_AGE_S: u32 = 7 * 24 * 60 * 60;

/// Answers with the cookie set.
pub fn with_session(app: &App, token: &str, answer: impl IntoResponse) -> Response {
    with(app, cookie_name, token, answer)
}

/// Answers with the cookie taken away.
pub fn without_session(app: &App, answer: impl IntoResponse) -> Response {
    with(app, cookie_name, "", answer)
}

/// Answers with the platform's cookie set.
pub fn with_platform_session(app: &App, token: &str, answer: impl IntoResponse) -> Response {
    with(app, platform_cookie_name, token, answer)
}

/// Answers with the platform's cookie taken away.
pub fn without_platform_session(app: &App, answer: impl IntoResponse) -> Response {
    with(app, platform_cookie_name, "", answer)
}

fn with(app: &App, name: fn(bool) -> &'static str, value: &str, answer: impl IntoResponse) -> Response {
    let secure = app.settings().is_secure();
    let name = name(secure);
    let max_age_s = if value.is_empty() { 0 } else { MAX_AGE_S };
    let protection = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{protection}");
    let mut response = answer.into_response();
    // Tokens are letters and digits: this never fails.
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
