//! One log line per request: what, how it ended, how long it took. Never a body, a query or a header value.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use tracing::Instrument;
use uuid::Uuid;
use weir_app::request::in_request;

use crate::metrics::Metrics;

/// The header that carries a request's id, in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The most characters of an id that a proxy gave.
const REQUEST_ID_MAX_CHARS: usize = 64;

/// Names the request, runs it within a span and logs how it ended.
pub async fn log(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("http", request.id = id, http.method = %method, http.route = route);
    // Durations are read from the monotonic clock; the injected clock is for decisions.
    let started = Instant::now();
    let _in_flight = metrics.begin();
    let answer = in_request(id.clone(), next.run(request)).instrument(span.clone());
    let mut response = answer.await;
    let elapsed_s = started.elapsed().as_secs_f64();
    let elapsed_ms = elapsed_s * 1_000.0;
    let status = response.status().as_u16();
    metrics.answered(method.as_str(), &route, status, elapsed_s);
    span.in_scope(|| tracing::info!(http.status = status, elapsed_ms, "request"));
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn request_id(request: &Request) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|v| v.to_str().ok());
    let plain = |id: &&str| {
        (1..=REQUEST_ID_MAX_CHARS).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    given.filter(plain).map_or_else(|| Uuid::now_v7().simple().to_string(), str::to_owned)
}
