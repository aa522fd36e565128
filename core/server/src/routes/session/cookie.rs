//! The cookie that carries a browser's session.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use weir_app::App;

use crate::extract::cookie_name;

/// As long as a session can live; the server ends it earlier where it must.
const MAX_AGE_S: u32 = 7 * 24 * 60 * 60;

/// Answers with the cookie set.
pub fn with_session(app: &App, token: &str, answer: impl IntoResponse) -> Response {
    with(app, token, MAX_AGE_S, answer)
}

/// Answers with the cookie taken away.
pub fn without_session(app: &App, answer: impl IntoResponse) -> Response {
    with(app, "", 0, answer)
}

fn with(app: &App, value: &str, max_age_s: u32, answer: impl IntoResponse) -> Response {
    let secure = app.settings().is_secure();
    let name = cookie_name(secure);
    let protection = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{protection}");
    let mut response = answer.into_response();
    // Tokens are letters and digits: this never fails.
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
