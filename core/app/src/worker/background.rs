//! The job that carries a long task: no time limit over all, a lease that every step extends, few at once.

use jiff::SignedDuration;
use weir_store::queries::jobs::{self, Claimed};

use super::attempt::Failure;
use super::{ATTEMPTS_MAX, Worker};
use crate::background::Broken;
use crate::error::Result;

/// How long a task waits that finds no room on this node, before somebody looks again.
const NO_ROOM: SignedDuration = SignedDuration::from_secs(1);

impl Worker {
    /// Works on the task until it ends, fails, or makes way.
    pub(super) async fn attempt_task(&self, job: Claimed) {
        let Ok(_room) = self.tasks.try_acquire() else {
            return self.note(self.put_back(&job, NO_ROOM).await, &job);
        };
        let worked = if job.attempts > ATTEMPTS_MAX {
            let why = Failure::Permanent("every attempt was broken off".to_owned());
            return self.note(self.settle(&job, Err(why)).await, &job);
        } else {
            self.app.work_on_task(&job, &self.stopping).await
        };
        let noted = match worked {
            Ok(()) => return tracing::debug!(job.id = %job.id, "a task ended"),
            Err(Broken::Lost) => Ok(false),
            Err(Broken::Stopping | Broken::Suspended) => self.put_back(&job, SignedDuration::ZERO).await,
            Err(Broken::Failed(error)) => {
                tracing::warn!(job.id = %job.id, job.attempts, error.source = %error, "a task failed");
                self.settle(&job, Err(error.into())).await
            }
        };
        self.note(noted, &job);
    }

    async fn put_back(&self, job: &Claimed, wait: SignedDuration) -> Result<bool> {
        let now = self.app.now();
        let tx = self.app.store().begin(job.tenant).await?;
        let held = jobs::put_back(&tx, job.id, job.fence, now.saturating_add(wait).unwrap_or(now)).await?;
        tx.commit().await?;
        Ok(held)
    }

    fn note(&self, noted: Result<bool>, job: &Claimed) {
        match noted {
            Ok(true) => {}
            Ok(false) => tracing::warn!(job.id = %job.id, "a task was taken over by another worker"),
            Err(why) => tracing::warn!(job.id = %job.id, error.source = %why, "a task's end was not noted"),
        }
    }
}
