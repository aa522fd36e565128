//! What a commit wakes: live streams that wait for changes, and the worker that waits for jobs.
//!
//! Hints within one node only, never a guarantee: whoever waits also looks from time to time, and reads what
//! there is from the database.

use std::sync::Arc;

use tokio::sync::{Notify, broadcast};
use weir_model::id::TenantId;

/// Hints that a slow listener may fall behind before it is told that it missed some.
const CHANGES_KEPT: usize = 256;

/// Hints of committed work.
#[derive(Debug, Clone)]
pub struct Wake {
    changes: broadcast::Sender<TenantId>,
    jobs: Arc<Notify>,
}

impl Wake {
    pub(crate) fn new() -> Self {
        Self { changes: broadcast::Sender::new(CHANGES_KEPT), jobs: Arc::new(Notify::new()) }
    }

    /// Tenants whose change log grew. A `Lagged` answer means "look at once".
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<TenantId> {
        self.changes.subscribe()
    }

    /// Waits until a job may be due. One permit is kept for a worker that is busy at the moment.
    pub async fn job(&self) {
        self.jobs.notified().await;
    }

    /// Wakes the worker; also for jobs that another node or process stored.
    pub fn wake_worker(&self) {
        self.jobs.notify_one();
    }

    pub(crate) fn changed(&self, tenant: TenantId) {
        // Nobody listening is no failure.
        let _ = self.changes.send(tenant);
    }
}
