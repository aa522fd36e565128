//! A JSON body: malformed 400, unknown fields and wrong types 422 with their places, oversized 413.

use axum::body::{Bytes, to_bytes};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use weir_app::Error;
use weir_model::{Issue, limits};

use super::decode;
use crate::problem::{Failure, invalid};

/// A JSON body, in and out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.not_json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        Ok(Self(read(&bytes)?))
    }
}

/// A JSON body of at most so many bytes, fewer than others may send.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limited<T, const MAX_BYTES: usize>(pub T);

impl<T: DeserializeOwned, S: Send + Sync, const MAX_BYTES: usize> FromRequest<S> for Limited<T, MAX_BYTES> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !is_json(request.headers()) {
            return Err(Failure::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.not_json"));
        }
        let too_large = |_| Error::TooLarge { max_bytes: MAX_BYTES as u64 };
        let bytes = to_bytes(request.into_body(), MAX_BYTES).await.map_err(too_large)?;
        Ok(Self(read(&bytes)?))
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        match inner.classify() {
            Category::Data => invalid(decode::issue(error.path(), &inner.to_string())),
            Category::Syntax | Category::Eof | Category::Io => malformed(inner),
        }
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(body)
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn malformed(error: &serde_json::Error) -> Failure {
    let issue =
        Issue::new("", "request.malformed_json").with("line", error.line()).with("column", error.column());
    Failure::new(StatusCode::BAD_REQUEST, "malformed").with_issues(vec![issue])
}

/// A body that ended early or is larger than is read.
pub fn unreadable(rejection: BytesRejection) -> Failure {
    match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
            Error::TooLarge { max_bytes: limits::BODY_MAX_BYTES as u64 }.into()
        }
        _ => Failure::new(StatusCode::BAD_REQUEST, "request.body_cut"),
    }
}
