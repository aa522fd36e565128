//! Jobs: work outside transactions, stored in the transaction that wants it.
//!
//! A worker claims jobs for a while (a lease) and gets a fence with each; a result counts only with the
//! latest fence, so whoever was too slow finds that the job is no longer theirs.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{IncidentId, JobId, TenantId};

use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, SystemRead, SystemTx, Tx};

/// The wait after the first failure.
pub const BACKOFF_FIRST: Duration = Duration::from_secs(5);
/// The longest wait: an hour later a mail server is worth another try, and an administrator still remembers.
pub const BACKOFF_MAX: Duration = Duration::from_secs(60 * 60);
/// Characters of an error that are kept.
const ERROR_MAX_CHARS: usize = 2_000;

/// A job to do.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work, as the worker knows it.
    pub kind: &'static str,
    /// What the work needs to know.
    pub payload: Json,
    /// Two jobs of one key are one job.
    pub idempotency_key: String,
    /// Not before.
    pub run_at: Timestamp,
    /// When it was stored.
    pub created_at: Timestamp,
}

/// A job in the hands of a worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Whose it is.
    pub tenant: TenantId,
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What the work needs to know.
    pub payload: Json,
    /// Under which key it was stored; the key towards others, too.
    pub idempotency_key: String,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// What a result must carry.
    pub fence: i64,
}

/// Stores a job, unless one of its key exists, and tells whether it did. The worker wakes after the commit.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &Tx, job: &NewJob) -> Result<bool> {
    let sql = Sql::new(
        "insert into job (tenant_id, id, kind, payload, idempotency_key, state, attempts, run_at, fence, created_at) \
         values (?, ?, ?, ?, ?, 'queued', 0, ?, 0, ?) on conflict (tenant_id, idempotency_key) do nothing",
    )
    .bind(tx.tenant())
    .bind(job.id)
    .bind(job.kind)
    .bind(job.payload.to_string())
    .bind(&job.idempotency_key)
    .bind(job.run_at)
    .bind(job.created_at);
    let stored = tx.execute(sql).await? == 1;
    tx.note_enqueued();
    Ok(stored)
}

/// When the next job is due, over all tenants: what a worker sleeps towards.
///
/// # Errors
/// When the database fails.
pub async fn next_due(system: &SystemRead) -> Result<Option<Timestamp>> {
    let sql = Sql::new(format!(
        "select min(due) as due from (select min(run_at) as due from job where state = 'queued' {AWAKE} \
         union all select min(lease_until) from job where state = 'leased' {AWAKE}) as next"
    ));
    system.one(sql).await?.opt_instant("due")
}

/// The jobs of a suspended company rest until it is resumed.
const AWAKE: &str = " and tenant_id not in (select id from tenant where suspended_at is not null)";

/// Claims up to `limit` jobs that are due, those with a lapsed lease first.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    tx: &SystemTx,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u32,
) -> Result<Vec<Claimed>> {
    let mut claimed = claim_due(tx, "state = 'leased' and lease_until <= ?", now, lease_until, limit).await?;
    let left = limit.saturating_sub(u32::try_from(claimed.len()).unwrap_or(limit));
    if left > 0 {
        claimed.extend(claim_due(tx, "state = 'queued' and run_at <= ?", now, lease_until, left).await?);
    }
    Ok(claimed)
}

async fn claim_due(
    tx: &SystemTx,
    due: &str,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u32,
) -> Result<Vec<Claimed>> {
    // What another node is claiming at this moment is passed over, not waited for.
    let skip = if tx.database() == Database::Postgres { " for update skip locked" } else { "" };
    let sql = Sql::new(
        "update job set state = 'leased', lease_until = ?, fence = fence + 1, attempts = attempts + 1 \
         where (tenant_id, id) in (select tenant_id, id from job where ",
    )
    .bind(lease_until)
    .push(due)
    .bind(now)
    .push(AWAKE)
    .push(" order by run_at")
    .limit(limit)
    .push(skip)
    .push(") returning tenant_id, id, kind, payload, idempotency_key, attempts, fence");
    tx.read(sql, read).await
}

fn read(row: &Row) -> Result<Claimed> {
    Ok(Claimed {
        tenant: row.id("tenant_id", TenantId::from_uuid)?,
        id: row.id("id", JobId::from_uuid)?,
        kind: row.text("kind")?,
        payload: row.json("payload")?,
        idempotency_key: row.text("idempotency_key")?,
        attempts: row.count("attempts")?,
        fence: row.int("fence")?,
    })
}

const HELD: &str = " where tenant_id = ? and id = ? and fence = ? and state = 'leased'";

fn held(tx: &Tx, sql: Sql, id: JobId, fence: i64) -> Sql {
    sql.push(HELD).bind(tx.tenant()).bind(id).bind(fence)
}

/// Extends a lease. `false`: it is somebody else's by now.
///
/// # Errors
/// When the database fails.
pub async fn renew(tx: &Tx, id: JobId, fence: i64, lease_until: Timestamp) -> Result<bool> {
    let sql = Sql::new("update job set lease_until = ?").bind(lease_until);
    Ok(tx.execute(held(tx, sql, id, fence)).await? == 1)
}

/// Extends the lease of a job that got on, in the transaction that stores how far: its attempts are counted anew.
/// `false`: it is somebody else's by now; roll back.
///
/// # Errors
/// When the database fails.
pub async fn got_on(tx: &Tx, id: JobId, fence: i64, lease_until: Timestamp) -> Result<bool> {
    let sql = Sql::new("update job set attempts = 1, lease_until = ?").bind(lease_until);
    Ok(tx.execute(held(tx, sql, id, fence)).await? == 1)
}

/// Puts a job back that was not tried, or that made way; the claim does not count as an attempt. `false`: it is
/// somebody else's by now.
///
/// # Errors
/// When the database fails.
pub async fn put_back(tx: &Tx, id: JobId, fence: i64, run_at: Timestamp) -> Result<bool> {
    let sql =
        Sql::new("update job set state = 'queued', lease_until = null, attempts = attempts - 1, run_at = ?")
            .bind(run_at);
    Ok(tx.execute(held(tx, sql, id, fence)).await? == 1)
}

/// Notes that a job is done, in the transaction that stores its result. `false`: it is somebody else's by
/// now; roll the result back.
///
/// # Errors
/// When the database fails.
pub async fn complete(tx: &Tx, id: JobId, fence: i64) -> Result<bool> {
    let sql = Sql::new("update job set state = 'done', lease_until = null, last_error = null");
    Ok(tx.execute(held(tx, sql, id, fence)).await? == 1)
}

/// Puts a failed job back for another attempt. `false`: it is somebody else's by now.
///
/// # Errors
/// When the database fails.
pub async fn retry_later(tx: &Tx, id: JobId, fence: i64, error: &str, run_at: Timestamp) -> Result<bool> {
    let sql = Sql::new("update job set state = 'queued', lease_until = null, last_error = ?, run_at = ?")
        .bind(shortened(error))
        .bind(run_at);
    Ok(tx.execute(held(tx, sql, id, fence)).await? == 1)
}

/// Gives a job up and leaves an incident for an administrator. `false`: it is somebody else's by now.
///
/// # Errors
/// When the database fails.
pub async fn give_up(
    tx: &Tx,
    id: JobId,
    fence: i64,
    error: &str,
    incident: IncidentId,
    now: Timestamp,
) -> Result<bool> {
    let sql = Sql::new("update job set state = 'failed', lease_until = null, last_error = ?")
        .bind(shortened(error));
    if tx.execute(held(tx, sql, id, fence)).await? == 0 {
        return Ok(false);
    }
    let sql = Sql::new(
        "insert into incident (tenant_id, id, job_id, kind, error, created_at) \
         select tenant_id, ?, id, kind, ?, ? from job where tenant_id = ? and id = ?",
    )
    .bind(incident)
    .bind(shortened(error))
    .bind(now)
    .bind(tx.tenant())
    .bind(id);
    tx.execute(sql).await?;
    Ok(true)
}

/// Forgets jobs that were done and due before an instant, save those that an incident tells of.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new(
        "delete from job where tenant_id = ? and state = 'done' and run_at < ? and not exists \
         (select 1 from incident i where i.tenant_id = job.tenant_id and i.job_id = job.id)",
    )
    .bind(tx.tenant())
    .bind(before);
    tx.execute(sql).await
}

/// How long to wait after that many attempts: doubling, capped, and spread by `jitter` (0 to 1) over its
/// upper half, so that what failed together does not come back together.
#[must_use]
pub fn backoff(attempts: u32, jitter: f64) -> Duration {
    let doublings = attempts.saturating_sub(1).min(16);
    let whole = BACKOFF_FIRST.saturating_mul(1 << doublings).min(BACKOFF_MAX);
    whole.div_f64(2.0) + whole.div_f64(2.0).mul_f64(jitter.clamp(0.0, 1.0))
}

fn shortened(error: &str) -> String {
    error.chars().take(ERROR_MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::incidents;
    use crate::testing::{at, each_database, tenant, user};
    use crate::{Error, Store};
    use uuid::Uuid;

    fn job(n: u128, run_at: Timestamp) -> NewJob {
        NewJob {
            id: JobId::from_uuid(Uuid::from_u128(n)),
            kind: "mail",
            payload: serde_json::json!({ "to": n.to_string() }),
            idempotency_key: format!("mail:{n}"),
            run_at,
            created_at: at(0),
        }
    }

    async fn stored(store: &Store, tenant: TenantId, jobs: &[NewJob]) {
        let tx = store.begin(tenant).await.unwrap();
        for job in jobs {
            assert!(enqueue(&tx, job).await.unwrap());
        }
        tx.commit().await.unwrap();
    }

    async fn claimed(store: &Store, now: i64, limit: u32) -> Vec<Claimed> {
        let tx = store.system().await.unwrap();
        let mut found = claim(&tx, at(now), at(now + 10), limit).await.unwrap();
        tx.commit().await.unwrap();
        found.sort_by_key(|c| c.id);
        found
    }

    fn ids(claimed: &[Claimed]) -> Vec<u128> {
        claimed.iter().map(|c| c.id.uuid().as_u128()).collect()
    }

    #[tokio::test]
    async fn due_jobs_of_all_tenants_are_claimed_once() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            stored(&store, a, &[job(1, at(0)), job(2, at(100))]).await;
            stored(&store, b, &[job(3, at(1))]).await;
            assert_eq!(next_due(&store.system_read()).await.unwrap(), Some(at(0)));
            let first = claimed(&store, 5, 10).await;
            assert_eq!(ids(&first), [1, 3]);
            assert_eq!((first[1].tenant, first[1].attempts, first[1].fence), (b, 1, 1));
            assert_eq!(first[1].payload, job(3, at(0)).payload);
            assert_eq!(ids(&claimed(&store, 5, 10).await), [0; 0]);
            assert_eq!(next_due(&store.system_read()).await.unwrap(), Some(at(15)), "the lease lapses");
        })
        .await;
    }

    #[tokio::test]
    async fn a_job_of_a_known_key_is_not_stored_again_and_a_rolled_back_one_never_was() {
        each_database(|store| async move {
            let a = tenant(&store, 1).await;
            let tx = store.begin(a).await.unwrap();
            assert!(enqueue(&tx, &job(1, at(0))).await.unwrap());
            drop(tx);
            assert_eq!(ids(&claimed(&store, 1, 10).await), [0; 0]);
            stored(&store, a, &[job(1, at(0))]).await;
            let tx = store.begin(a).await.unwrap();
            let twin = NewJob { id: JobId::from_uuid(Uuid::from_u128(9)), ..job(1, at(0)) };
            assert!(!enqueue(&tx, &twin).await.unwrap());
            tx.commit().await.unwrap();
            assert_eq!(ids(&claimed(&store, 1, 10).await), [1]);
        })
        .await;
    }

    #[tokio::test]
    async fn who_lost_the_lease_has_lost_the_fence() {
        each_database(|store| async move {
            let a = tenant(&store, 1).await;
            stored(&store, a, &[job(1, at(0))]).await;
            let slow = claimed(&store, 0, 1).await.remove(0);
            let quick = claimed(&store, 10, 1).await.remove(0);
            assert_eq!((quick.fence, quick.attempts), (2, 2));
            let tx = store.begin(a).await.unwrap();
            assert!(!renew(&tx, slow.id, slow.fence, at(99)).await.unwrap());
            assert!(!complete(&tx, slow.id, slow.fence).await.unwrap());
            assert!(!retry_later(&tx, slow.id, slow.fence, "late", at(0)).await.unwrap());
            assert!(renew(&tx, quick.id, quick.fence, at(99)).await.unwrap());
            assert!(complete(&tx, quick.id, quick.fence).await.unwrap());
            assert!(!complete(&tx, quick.id, quick.fence).await.unwrap(), "done once");
            tx.commit().await.unwrap();
            assert_eq!(next_due(&store.system_read()).await.unwrap(), None);
            let tx = store.begin(a).await.unwrap();
            assert_eq!(purge(&tx, at(1)).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_job_that_gets_on_counts_its_attempts_anew_and_one_that_makes_way_has_not_tried() {
        each_database(|store| async move {
            let a = tenant(&store, 1).await;
            stored(&store, a, &[job(1, at(0))]).await;
            claimed(&store, 0, 1).await;
            let second = claimed(&store, 10, 1).await.remove(0);
            let tx = store.begin(a).await.unwrap();
            assert!(got_on(&tx, second.id, second.fence, at(30)).await.unwrap());
            assert!(!got_on(&tx, second.id, second.fence - 1, at(99)).await.unwrap(), "the first lost it");
            tx.commit().await.unwrap();
            assert_eq!(next_due(&store.system_read()).await.unwrap(), Some(at(30)));
            let third = claimed(&store, 30, 1).await.remove(0);
            assert_eq!((third.attempts, third.fence), (2, 3));
            let tx = store.begin(a).await.unwrap();
            assert!(put_back(&tx, third.id, third.fence, at(31)).await.unwrap());
            assert!(!put_back(&tx, third.id, third.fence, at(31)).await.unwrap());
            tx.commit().await.unwrap();
            assert_eq!(ids(&claimed(&store, 30, 1).await), [0; 0]);
            assert_eq!(claimed(&store, 31, 1).await[0].attempts, 2);
        })
        .await;
    }

    #[tokio::test]
    async fn a_job_given_up_waits_as_an_incident_that_can_be_retried_or_skipped() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let admin = user(&store, a, 1).await;
            stored(&store, a, &[job(1, at(0)), job(2, at(0))]).await;
            let tx_jobs = claimed(&store, 0, 10).await;
            let incident = |n| IncidentId::from_uuid(Uuid::from_u128(n));
            let tx = store.begin(a).await.unwrap();
            for (n, job) in (1..).zip(&tx_jobs) {
                assert!(give_up(&tx, job.id, job.fence, "refused", incident(n), at(n as i64)).await.unwrap());
            }
            tx.commit().await.unwrap();
            assert_eq!(ids(&claimed(&store, 1_000, 10).await), [0; 0]);

            let tx = store.begin(b).await.unwrap();
            assert_eq!(incidents::list(&tx, true, None, 10).await.unwrap(), []);
            assert!(matches!(incidents::retry(&tx, incident(1), admin, at(9)).await, Err(Error::NotFound)));
            drop(tx);

            let tx = store.begin(a).await.unwrap();
            let open = incidents::list(&tx, true, None, 10).await.unwrap();
            assert_eq!(open.iter().map(|i| i.id).collect::<Vec<_>>(), [incident(2), incident(1)]);
            let after = incidents::list(&tx, true, Some((open[0].created_at, open[0].id)), 10).await.unwrap();
            assert_eq!(after, open[1..]);
            assert_eq!((open[0].error.as_str(), open[0].attempts), ("refused", 1));
            incidents::retry(&tx, incident(1), admin, at(9)).await.unwrap();
            incidents::skip(&tx, incident(2), admin, at(9)).await.unwrap();
            let again = incidents::retry(&tx, incident(1), admin, at(9)).await;
            assert!(matches!(again, Err(Error::NotFound)), "resolved once");
            assert_eq!(incidents::list(&tx, true, None, 10).await.unwrap(), []);
            assert_eq!(incidents::list(&tx, false, None, 10).await.unwrap().len(), 2);
            tx.commit().await.unwrap();
            let again = claimed(&store, 9, 10).await;
            assert_eq!((ids(&again), again[0].attempts), (vec![1], 1), "attempts begin anew");
        })
        .await;
    }

    #[tokio::test]
    async fn two_nodes_claim_different_jobs() {
        each_database(|store| async move {
            if store.database() == Database::Sqlite {
                return; // One writer: the second claim waits for the first.
            }
            let a = tenant(&store, 1).await;
            stored(&store, a, &[job(1, at(0)), job(2, at(0))]).await;
            let (one, two) = (store.system().await.unwrap(), store.system().await.unwrap());
            let first = claim(&one, at(0), at(10), 1).await.unwrap();
            let second = claim(&two, at(0), at(10), 5).await.unwrap();
            assert_eq!((first.len(), second.len()), (1, 1));
            assert_ne!(first[0].id, second[0].id);
        })
        .await;
    }

    #[test]
    fn waits_double_up_to_an_hour_and_spread_over_their_upper_half() {
        for (attempts, jitter, seconds) in [
            (1, 0.0, 2.5),
            (1, 1.0, 5.0),
            (2, 1.0, 10.0),
            (4, 0.5, 30.0),
            (11, 1.0, 3_600.0),
            (99, 1.0, 3_600.0),
        ] {
            assert_eq!(backoff(attempts, jitter), Duration::from_secs_f64(seconds), "{attempts} {jitter}");
        }
    }
}
