//! A request that takes too long is given up. A stream may go on once it has begun.

use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::Failure;

/// Until an answer begins: the largest upload over a slow line fits, a stuck query does not stay for ever.
const DEADLINE: Duration = Duration::from_secs(120);

/// Gives up after [`DEADLINE`].
pub async fn enforce(request: Request, next: Next) -> Response {
    match tokio::time::timeout(DEADLINE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::new(StatusCode::SERVICE_UNAVAILABLE, "request.timeout").into_response(),
    }
}
