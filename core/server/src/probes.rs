//! For those who watch the server: is it alive, can it work, what has it counted.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::routing::get;
use weir_app::{App, Error};

use crate::metrics::Metrics;
use crate::problem::Reply;
use crate::state::Server;

const PROMETHEUS_TEXT: [(HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")];

/// `/healthz`, `/readyz`, `/metrics`.
pub fn routes() -> Router<Server> {
    let started = Instant::now();
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(move |app, metrics| render(app, metrics, started)))
}

/// Ready: the database answers, and its schema is the one this program knows.
async fn ready(State(app): State<App>) -> Reply<&'static str> {
    app.ready().await?;
    Ok("ready")
}

async fn render(
    State(app): State<App>,
    State(metrics): State<Arc<Metrics>>,
    started: Instant,
) -> Reply<([(HeaderName, &'static str); 1], String)> {
    let text =
        metrics.render(&app.load().await?, started.elapsed().as_secs_f64()).map_err(Error::internal)?;
    Ok((PROMETHEUS_TEXT, text))
}
