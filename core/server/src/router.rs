//! The router: the API under `/api/v1`, the probes, the web app, and what every request passes through.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use weir_app::{App, Error};
use weir_model::limits::BODY_MAX_BYTES;

use crate::metrics::Metrics;
use crate::middleware::{deadline, denials, headers, repeat, trace};
use crate::openapi::{self, API_PREFIX};
use crate::options::HttpOptions;
use crate::problem::{self, Failure};
use crate::state::Server;
use crate::{probes, web};

/// Bytes below which an answer fits one packet anyway.
const COMPRESS_MIN_BYTES: u64 = 1_024;

/// The whole server as one service.
pub fn router(app: App, options: HttpOptions) -> Router {
    let metrics = Metrics::new();
    let server = Server { app: app.clone(), options: Arc::new(options), metrics: Arc::clone(&metrics) };
    let (api, document) = openapi::api().split_for_parts();
    let api = api
        .merge(openapi::route(document))
        .fallback(|| async { Failure::from(Error::NotFound) })
        .method_not_allowed_fallback(|| async {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "request.method_not_allowed")
        })
        .layer(from_fn_with_state(app.clone(), repeat::answer_once))
        .layer(from_fn_with_state(app.clone(), denials::note));
    let passes = ServiceBuilder::new()
        .layer(from_fn_with_state(metrics, trace::log))
        .layer(from_fn_with_state(app.clone(), headers::secure))
        .layer(compression())
        .layer(from_fn(problem::render))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(deadline::enforce))
        .layer(cross_site(&app))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES));
    Router::new()
        .nest(API_PREFIX, api)
        .merge(probes::routes())
        .fallback(web::serve)
        .layer(passes)
        .with_state(server)
}

/// Streams of events are never held back to be compressed. What may be asked for in parts is sent as it is: a part
/// of the packed bytes would be a part of something else.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(COMPRESS_MIN_BYTES)
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::new("image/"))
        .and(NotForContentType::new("application/octet-stream"))
        .and(|_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
            !headers.contains_key(header::ACCEPT_RANGES)
        });
    CompressionLayer::new().compress_when(worth_it)
}

/// A browser may write only from our own pages (the `Sec-Fetch-Site` and `Origin` it sends decide).
fn cross_site(app: &App) -> CsrfLayer<impl FnMut(ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    let trusted = layer.clone().add_trusted_origin(&app.settings().public_url).unwrap_or(layer);
    trusted.with_rejection_response(|_| {
        Failure::new(StatusCode::FORBIDDEN, "request.cross_site").into_response()
    })
}

/// The caller learns that something broke, not what; the log has it.
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    tracing::error!(panic.message = text, "a request panicked");
    Failure::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response()
}
