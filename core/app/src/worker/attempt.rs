//! One attempt at a job, and what follows from how it ended: done, another time, or an incident.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use weir_model::change::{Subject, Verb};
use weir_model::id::IncidentId;
use weir_store::queries::change_log::Change;
use weir_store::queries::jobs::{self, Claimed};

use super::{ATTEMPT_MAX, ATTEMPTS_MAX, Worker, found_project};
use crate::error::{Error, Result};

/// How an attempt ended.
pub(crate) type Outcome = std::result::Result<(), Failure>;

/// Why an attempt failed, in words for an administrator. They may name an address: not for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Another attempt may work.
    Temporary(String),
    /// No other attempt will.
    Permanent(String),
    /// Not a failure: it is to be done at that instant, and this was no attempt.
    NotYet(Timestamp),
}

/// What a use case says when a job calls it: a part that is away comes back, everything else stays as it is.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(_) | Error::Stale | Error::TooMany { .. } | Error::Internal(_) => {
                Self::Temporary(chain(&error))
            }
            other => Self::Permanent(chain(&other)),
        }
    }
}

impl From<weir_store::Error> for Failure {
    fn from(error: weir_store::Error) -> Self {
        Error::from(error).into()
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |e| e.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl Worker {
    /// Carries a job out once and notes how it ended. Where that cannot be noted the lease lapses, and somebody
    /// takes the job up again.
    pub(super) async fn attempt(&self, job: Claimed) {
        if job.kind == crate::background::JOB {
            return self.attempt_task(job).await;
        }
        let outcome = if job.attempts > ATTEMPTS_MAX {
            // Only one that took its worker down gets here: each time it was claimed and nothing was noted.
            Err(Failure::Permanent("every attempt was broken off".to_owned()))
        } else {
            let given_up = || Failure::Temporary(format!("took longer than {} s", ATTEMPT_MAX.as_secs()));
            let attempt = tokio::time::timeout(ATTEMPT_MAX, self.perform(&job)).await;
            attempt.unwrap_or_else(|_| Err(given_up()))
        };
        let failed = matches!(outcome, Err(Failure::Temporary(_) | Failure::Permanent(_)));
        match self.settle(&job, outcome).await {
            Ok(true) if failed => {
                tracing::warn!(job.id = %job.id, job.kind, job.attempts, "a job failed");
            }
            Ok(true) => tracing::debug!(job.id = %job.id, job.kind, "a job is done"),
            Ok(false) => tracing::warn!(job.id = %job.id, job.kind, "a job was taken over by another worker"),
            Err(why) => {
                tracing::warn!(job.id = %job.id, job.kind, error.source = %why, "a job's end was not noted");
            }
        }
    }

    /// Notes how an attempt ended. `false`: the lease lapsed and the job is somebody else's; nothing was noted.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn settle(&self, job: &Claimed, outcome: Outcome) -> Result<bool> {
        let now = self.app.now();
        let tx = self.app.store().begin(job.tenant).await?;
        let held = match outcome {
            Ok(()) => jobs::complete(&tx, job.id, job.fence).await?,
            Err(Failure::NotYet(at)) => jobs::put_back(&tx, job.id, job.fence, at).await?,
            Err(Failure::Temporary(why)) if job.attempts < ATTEMPTS_MAX => {
                let run_at = self.later(now, job.attempts);
                jobs::retry_later(&tx, job.id, job.fence, &why, run_at).await?
            }
            Err(Failure::Temporary(why) | Failure::Permanent(why)) => {
                let incident = self.app.new_id(IncidentId::from_uuid);
                tx.log(incident_logged(incident.uuid(), now, &job.kind)).await?;
                match job.kind.as_str() {
                    crate::background::JOB => self.app.give_up_task(&tx, job).await?,
                    found_project::KIND => self.app.tell_of_failed_founding(&tx, job, &why).await?,
                    _ => {}
                }
                jobs::give_up(&tx, job.id, job.fence, &why, incident, now).await?
            }
        };
        if held {
            tx.commit().await?;
        }
        Ok(held)
    }

    fn later(&self, now: Timestamp, attempts: u32) -> Timestamp {
        let wait = jobs::backoff(attempts, jitter(self.app.new_id(|id| id)));
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::ZERO);
        now.saturating_add(wait).unwrap_or(now)
    }
}

/// From 0 to 1, out of the random bits at a new id's end: the one source of randomness that use cases have.
fn jitter(id: Uuid) -> f64 {
    let bits = u32::try_from(id.as_u128() & u128::from(u32::MAX)).unwrap_or_default();
    f64::from(bits) / f64::from(u32::MAX)
}

fn incident_logged(id: Uuid, at: Timestamp, kind: &str) -> Change {
    Change {
        at,
        actor: None,
        on_behalf: None,
        channel: "system",
        request_id: None,
        subject: Subject::Job,
        subject_id: Some(id),
        verb: Verb::Created,
        before: None,
        after: Some(serde_json::json!({ "kind": kind })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_spreads_over_the_whole_range() {
        assert_eq!(jitter(Uuid::from_u128(0)), 0.0);
        assert_eq!(jitter(Uuid::from_u128(u128::MAX)), 1.0);
    }
}
