//! The worker's loop: sleeps until a job is due or somebody wakes it, stops when told to.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use weir_store::queries::jobs;

use super::{CONCURRENT_MAX, Worker};
use crate::context::App;
use crate::{search, upkeep};

/// The longest sleep: jobs that another node stored wake nobody here.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// The shortest: what cannot be claimed at this moment (somebody else is claiming it) is not asked for in a spin.
const PAUSE: Duration = Duration::from_millis(50);
/// How long jobs may take to end after the signal to stop; the lease of the others lapses.
const DRAIN: Duration = Duration::from_secs(10);

impl App {
    /// Works off jobs, keeps the house tidy and the search index full until `stop` is cancelled.
    pub async fn run_worker(&self, stop: CancellationToken) {
        let worker = Worker { stopping: stop.clone(), ..Worker::new(self.clone()) };
        tokio::join!(worker.run(stop.clone()), upkeep::run(self, stop.clone()), search::run_fill(self, stop));
    }
}

impl Worker {
    async fn run(&self, stop: CancellationToken) {
        let mut at_work = JoinSet::new();
        while !stop.is_cancelled() {
            let free = CONCURRENT_MAX.saturating_sub(u32::try_from(at_work.len()).unwrap_or(CONCURRENT_MAX));
            if free > 0 {
                match self.claim(free).await {
                    Ok(claimed) => {
                        for job in claimed {
                            let worker = self.clone();
                            at_work.spawn(async move { worker.attempt(job).await });
                        }
                    }
                    Err(why) => tracing::warn!(error.source = %why, "jobs cannot be claimed at the moment"),
                }
            }
            let full = at_work.len() >= CONCURRENT_MAX as usize;
            let sleep = if full { LOOK_EVERY } else { self.until_due().await };
            tokio::select! {
                () = stop.cancelled() => {}
                Some(_) = at_work.join_next(), if !at_work.is_empty() => {}
                () = self.app.store().wake().job(), if !full => {}
                () = tokio::time::sleep(sleep) => {}
            }
            while at_work.try_join_next().is_some() {}
        }
        let drained = tokio::time::timeout(DRAIN, async { while at_work.join_next().await.is_some() {} });
        if drained.await.is_err() {
            tracing::warn!(jobs = at_work.len(), "stopping: jobs are left to their lease");
        }
    }

    async fn until_due(&self) -> Duration {
        let due = jobs::next_due(&self.app.store().system_read()).await.ok().flatten();
        let wait = due.map(|at| at.duration_since(self.app.now()));
        let wait = wait.map(|w| Duration::try_from(w).unwrap_or_default());
        wait.unwrap_or(LOOK_EVERY).clamp(PAUSE, LOOK_EVERY)
    }
}
