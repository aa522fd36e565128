//! `Idempotency-Key`: a write that a client sends again is done once and answered alike.

use std::sync::Arc;

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use weir_app::idempotency::{Answer, Earlier, Repeat};
use weir_app::request::in_repeatable;
use weir_app::{App, Error};
use weir_model::limits::BODY_MAX_BYTES;
use weir_model::principal::Principal;

use crate::extract::NewcomerToo;
use crate::problem::{Failure, Reply};
use crate::reply::Secret;

/// The most characters of a key: a UUID has 36, and some clients put words before it.
pub const KEY_MAX_CHARS: usize = 200;
/// Bytes of an answer that are kept for its repetition; a longer one is done once but not told again.
const KEPT_MAX_BYTES: usize = 256 * 1024;
/// The client's key.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// On an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The client's key, for a route that keeps it by itself: of a stranger there is no account that it could belong to.
#[derive(Debug, Clone)]
pub struct RepeatKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for RepeatKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Self(parts.headers.contains_key(KEY).then(|| key(&parts.headers)).transpose()?))
    }
}

/// Answers a repeated write with its first answer; lets everything else pass.
pub async fn answer_once(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    once(&app, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn once(app: &App, request: Request, next: Next) -> Reply<Response> {
    let (mut parts, body) = request.into_parts();
    // Whoever is not signed in is told so by the route itself.
    let Ok(NewcomerToo(who)) = NewcomerToo::from_request_parts(&mut parts, app).await else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let key = key(&parts.headers)?;
    let (body, content) = content(&parts, body).await?;
    let path = parts.uri.path_and_query().map_or("", |p| p.as_str());
    let written: [&[u8]; 4] =
        [parts.method.as_str().as_bytes(), path.as_bytes(), if_match(&parts.headers), &content];
    let repeat = Arc::new(Repeat::new(app, &who, key, &written));
    if let Earlier::Answered(answer) = app.earlier(&who, &repeat).await? {
        return Ok(replay(answer));
    }
    let request = Request::from_parts(parts, body);
    let response = in_repeatable(Arc::clone(&repeat), next.run(request)).await;
    if !repeat.has_written() || !response.status().is_success() {
        return Ok(response);
    }
    keep(app, &who, &repeat, response).await
}

fn key(headers: &HeaderMap) -> Reply<String> {
    let refused = || Error::invalid("Idempotency-Key", "request.idempotency_key_malformed");
    let key = headers.get(KEY).and_then(|v| v.to_str().ok()).map(str::trim).ok_or_else(refused)?;
    if key.is_empty() || key.len() > KEY_MAX_CHARS {
        return Err(refused().into());
    }
    Ok(key.to_owned())
}

fn if_match(headers: &HeaderMap) -> &[u8] {
    headers.get(header::IF_MATCH).map_or(&[], HeaderValue::as_bytes)
}

/// The body, and what tells it from another one. Files pass by unread: for them it is the length.
async fn content(parts: &Parts, body: Body) -> Reply<(Body, Vec<u8>)> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        let length = parts.headers.get(header::CONTENT_LENGTH).map_or(&[][..], HeaderValue::as_bytes);
        return Ok((body, length.to_vec()));
    }
    let too_large = |_| Error::TooLarge { max_bytes: BODY_MAX_BYTES as u64 };
    let bytes = to_bytes(body, BODY_MAX_BYTES).await.map_err(too_large)?;
    Ok((Body::from(bytes.clone()), bytes.to_vec()))
}

async fn keep(app: &App, who: &Principal, repeat: &Repeat, response: Response) -> Reply<Response> {
    let (parts, body) = response.into_parts();
    let length = body.size_hint().exact().and_then(|n| usize::try_from(n).ok());
    let secret = parts.extensions.get::<Secret>().is_some();
    let mut answer = Answer {
        status: parts.status.as_u16(),
        etag: parts.headers.get(header::ETAG).and_then(|v| v.to_str().ok()).map(str::to_owned),
        body: None,
    };
    let body = if secret || length.is_none_or(|n| n > KEPT_MAX_BYTES) {
        body
    } else {
        let bytes = to_bytes(body, KEPT_MAX_BYTES).await.map_err(Error::internal)?;
        answer.body = Some(String::from_utf8_lossy(&bytes).into_owned());
        Body::from(bytes)
    };
    if let Err(error) = app.keep_answer(who, repeat, &answer).await {
        // What was asked for is done: its answer must go out all the same.
        tracing::warn!(error.source = %error, "an answer could not be kept for its repetition");
    }
    Ok(Response::from_parts(parts, body))
}

fn replay(answer: Answer) -> Response {
    let Answer { status, etag, body } = answer;
    let body = body.unwrap_or_default();
    let empty = body.is_empty();
    let mut response = Body::from(body).into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    if !empty {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Some(etag) = etag.and_then(|etag| HeaderValue::try_from(etag).ok()) {
        headers.insert(header::ETAG, etag);
    }
    response
}
