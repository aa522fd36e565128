//! The worker: claims jobs, carries them out outside of any transaction, and notes how they ended.
//!
//! A job runs at least once. Its effect counts once, because a result is accepted with the latest fence only and
//! because every kind repeats itself harmlessly under its idempotency key (R27). One kind per file.

pub mod ask_scripts;
mod attempt;
mod background;
mod continue_instance;
pub mod digest;
mod digest_text;
pub mod found_project;
pub mod invitation;
pub mod mail;
mod run;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use weir_outbound::{MailConfig, Mailer};
use weir_store::queries::jobs::{self, Claimed};

pub(crate) use attempt::{Failure, Outcome};

use crate::approvals::CONTINUE_JOB;
use crate::context::App;
use crate::error::Result;

/// How long a claimed job belongs to its worker: twice what it may take, so that a job that runs is never run
/// twice, and one that was lost with its node is taken up within minutes.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How long one attempt may take; a mail gives up earlier by itself.
const ATTEMPT_MAX: Duration = Duration::from_secs(60);
/// Long tasks at work at once on one node: each keeps a core and the database busy, and mails go out beside them.
const TASKS_MAX: usize = 2;
/// Jobs at work at once on one node: they wait for others most of the time, and a mail server has limits too.
const CONCURRENT_MAX: u32 = 8;
/// Attempts before an administrator is asked: with the back-off an hour and a half, longer than a restart next
/// door, short enough that somebody still cares.
pub const ATTEMPTS_MAX: u32 = 10;

/// Works off the jobs of every tenant.
#[derive(Clone)]
pub struct Worker {
    app: App,
    mailer: Arc<Result<Mailer, String>>,
    tasks: Arc<Semaphore>,
    stopping: CancellationToken,
}

/// When a lease that is taken or extended now lapses.
pub(crate) fn lease_from(now: Timestamp) -> Timestamp {
    now.saturating_add(LEASE).unwrap_or(now)
}

impl Worker {
    /// A worker of this application.
    #[must_use]
    pub fn new(app: App) -> Self {
        let mailer = match &app.settings().mail {
            None => Err("no mail server is configured; set mail.url".to_owned()),
            Some(mail) => Mailer::new(&MailConfig::new(&mail.url, &mail.from)).map_err(|why| why.to_string()),
        };
        let tasks = Arc::new(Semaphore::new(TASKS_MAX));
        Self { app, mailer: Arc::new(mailer), tasks, stopping: CancellationToken::new() }
    }

    /// Works off what is due at this moment, and tells how many attempts that took.
    ///
    /// # Errors
    /// When jobs cannot be claimed.
    pub async fn work_off_due(&self) -> Result<usize> {
        let mut attempts = 0;
        loop {
            let claimed = self.claim(CONCURRENT_MAX).await?;
            if claimed.is_empty() {
                return Ok(attempts);
            }
            attempts += claimed.len();
            futures::future::join_all(claimed.into_iter().map(|job| self.attempt(job))).await;
        }
    }

    async fn claim(&self, limit: u32) -> Result<Vec<Claimed>> {
        let now = self.app.now();
        let tx = self.app.store().system().await?;
        let claimed = jobs::claim(&tx, now, lease_from(now), limit).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn perform(&self, job: &Claimed) -> Outcome {
        match job.kind.as_str() {
            mail::KIND => mail::send(self, job).await,
            digest::KIND => digest::send(self, job).await,
            invitation::KIND => invitation::send(self, job).await,
            CONTINUE_JOB => continue_instance::proceed(self, job).await,
            ask_scripts::KIND => ask_scripts::proceed(self, job).await,
            found_project::KIND => found_project::proceed(self, job).await,
            // During an update, a newer node may have stored it: it will be taken up again, by that one.
            unknown => Err(Failure::Temporary(format!("this version knows no jobs of the kind {unknown}"))),
        }
    }
}
