//! What every route can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use weir_app::App;

use crate::metrics::Metrics;
use crate::options::HttpOptions;

/// The router's state; routes take the part they need.
#[derive(Clone)]
pub struct Server {
    pub(crate) app: App,
    pub(crate) options: Arc<HttpOptions>,
    pub(crate) metrics: Arc<Metrics>,
}

impl FromRef<Server> for App {
    fn from_ref(server: &Server) -> Self {
        server.app.clone()
    }
}

impl FromRef<Server> for Arc<HttpOptions> {
    fn from_ref(server: &Server) -> Self {
        Arc::clone(&server.options)
    }
}

impl FromRef<Server> for Arc<Metrics> {
    fn from_ref(server: &Server) -> Self {
        Arc::clone(&server.metrics)
    }
}
