//! Typed answers beside plain JSON: created, tagged with a revision, nothing.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// 201 with what was created.
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// 200 with the revision as `ETag`, which a later change gives back as `If-Match`.
pub struct Tagged<T> {
    /// The revision.
    pub rev: i64,
    /// The body.
    pub body: T,
}

impl<T> Tagged<T> {
    /// A body at a revision.
    pub const fn new(rev: i64, body: T) -> Self {
        Self { rev, body }
    }
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.body).into_response();
        if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", self.rev)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// An answer with a secret that is shown this once and kept nowhere.
pub struct ShownOnce<T>(pub T);

/// Marks the answer for what would keep it.
#[derive(Debug, Clone, Copy)]
pub struct Secret;

impl<T: IntoResponse> IntoResponse for ShownOnce<T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.extensions_mut().insert(Secret);
        response
    }
}

/// 204: done, nothing to say.
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}
