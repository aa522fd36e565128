//! What every use case stands on: the operator's settings, the clock, new ids.
//!
//! Cheap to clone; holds no request state.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;
use weir_model::{Clock, Ids};

use crate::settings::Settings;

/// The application.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
}

impl App {
    /// The application over its parts.
    #[must_use]
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        Self { inner: Arc::new(Inner { settings, clock, ids }) }
    }

    /// The operator's decisions.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.inner.ids.next()
    }
}
