//! Incidents: jobs that gave up and wait for an administrator.

use jiff::Timestamp;
use weir_model::id::{IncidentId, JobId, UserId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// An incident.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentRow {
    /// Its id.
    pub id: IncidentId,
    /// The job.
    pub job: JobId,
    /// What kind of work.
    pub kind: String,
    /// Why it failed at last.
    pub error: String,
    /// What the job was to do.
    pub payload: serde_json::Value,
    /// How often it was tried.
    pub attempts: u32,
    /// When it gave up.
    pub created_at: Timestamp,
    /// When somebody dealt with it.
    pub resolved_at: Option<Timestamp>,
    /// How: `retried` or `skipped`.
    pub resolution: Option<String>,
    /// Who.
    pub resolved_by: Option<UserId>,
}

fn read(row: &Row) -> Result<IncidentRow> {
    Ok(IncidentRow {
        id: row.id("id", IncidentId::from_uuid)?,
        job: row.id("job_id", JobId::from_uuid)?,
        kind: row.text("kind")?,
        error: row.text("error")?,
        payload: row.json("payload")?,
        attempts: row.count("attempts")?,
        created_at: row.instant("created_at")?,
        resolved_at: row.opt_instant("resolved_at")?,
        resolution: row.opt_text("resolution")?,
        resolved_by: row.opt_id("resolved_by", UserId::from_uuid)?,
    })
}

const SELECT: &str = "select i.id, i.job_id, i.kind, i.error, i.created_at, i.resolved_at, i.resolution, i.resolved_by, \
     j.attempts, j.payload from incident i join job j on j.tenant_id = i.tenant_id and j.id = i.job_id \
     where i.tenant_id = ?";

/// An incident.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: IncidentId) -> Result<IncidentRow> {
    read(&tx.one(Sql::new(SELECT).bind(tx.tenant()).push(" and i.id = ?").bind(id)).await?)
}

/// Incidents, newest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    open_only: bool,
    after: Option<(Timestamp, IncidentId)>,
    limit: u32,
) -> Result<Vec<IncidentRow>> {
    let mut sql = Sql::new(SELECT).bind(tx.tenant());
    if open_only {
        sql = sql.push(" and i.resolved_at is null");
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (i.created_at, i.id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by i.created_at desc, i.id desc").limit(limit), read).await
}

/// The last incident of the job with this idempotency key.
///
/// # Errors
/// When the database fails.
pub async fn last_of(tx: &Tx, idempotency_key: &str) -> Result<Option<IncidentRow>> {
    let sql = Sql::new(SELECT).bind(tx.tenant()).push(" and j.idempotency_key = ?").bind(idempotency_key);
    let rows = tx.read(sql.push(" order by i.created_at desc, i.id desc").limit(1), read).await?;
    Ok(rows.into_iter().next())
}

/// Puts the job of an open incident back, its attempts counted anew.
///
/// # Errors
/// `NotFound` when there is no such incident that is still open.
pub async fn retry(tx: &Tx, id: IncidentId, by: UserId, now: Timestamp) -> Result<()> {
    resolve(tx, id, "retried", by, now).await?;
    let sql = Sql::new("update job set state = 'queued', attempts = 0, run_at = ? ")
        .bind(now)
        .append(job_of(tx, id));
    tx.execute(sql).await?;
    tx.note_enqueued();
    Ok(())
}

/// Leaves the job of an open incident undone for good.
///
/// # Errors
/// `NotFound` when there is no such incident that is still open.
pub async fn skip(tx: &Tx, id: IncidentId, by: UserId, now: Timestamp) -> Result<()> {
    resolve(tx, id, "skipped", by, now).await?;
    tx.execute(Sql::new("update job set state = 'done' ").append(job_of(tx, id))).await.map(|_| ())
}

async fn resolve(tx: &Tx, id: IncidentId, resolution: &str, by: UserId, now: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update incident set resolved_at = ?, resolution = ?, resolved_by = ? \
         where tenant_id = ? and id = ? and resolved_at is null",
    )
    .bind(now)
    .bind(resolution)
    .bind(by)
    .bind(tx.tenant())
    .bind(id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

fn job_of(tx: &Tx, id: IncidentId) -> Sql {
    Sql::new("where tenant_id = ? and id = (select job_id from incident where tenant_id = ? and id = ?)")
        .bind(tx.tenant())
        .bind(tx.tenant())
        .bind(id)
}
