//! Running and ended flows: the snapshot, swapped by revision, and lists of instances.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::id::{DepartmentId, FlowId, FormId, IncidentId, InstanceId, RecordId, UserId};
use weir_model::{Key, LocalizedText};

use super::jobs::NewJob;
use crate::config::Database;
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// An instance as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceRow {
    /// Its id.
    pub id: InstanceId,
    /// The flow.
    pub flow: FlowId,
    /// The flow's version, for ever.
    pub flow_version: u32,
    /// The form.
    pub form: FormId,
    /// The form's version that it was started with.
    pub form_version: u32,
    /// The record that the form became.
    pub record: RecordId,
    /// Who started it.
    pub initiator: UserId,
    /// The department that they act for.
    pub department: Option<DepartmentId>,
    /// What it is called.
    pub title: String,
    /// A few fields for lists.
    pub summary: Json,
    /// How it stands, in the API's word.
    pub status: String,
    /// The engine's snapshot, which this crate does not read.
    pub state: String,
    /// Its revision.
    pub rev: i64,
    /// When it started.
    pub started_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, flow_id, flow_version, form_id, form_version, record_id, initiator, department_id, \
     title, summary, status, state, rev, started_at, updated_at, ended_at";

fn read(row: &Row) -> Result<InstanceRow> {
    Ok(InstanceRow {
        id: row.id("id", InstanceId::from_uuid)?,
        flow: row.id("flow_id", FlowId::from_uuid)?,
        flow_version: row.count("flow_version")?,
        form: row.id("form_id", FormId::from_uuid)?,
        form_version: row.count("form_version")?,
        record: row.id("record_id", RecordId::from_uuid)?,
        initiator: row.id("initiator", UserId::from_uuid)?,
        department: row.opt_id("department_id", DepartmentId::from_uuid)?,
        title: row.text("title")?,
        summary: row.json("summary")?,
        status: row.text("status")?,
        state: row.text("state")?,
        rev: row.int("rev")?,
        started_at: row.instant("started_at")?,
        updated_at: row.instant("updated_at")?,
        ended_at: row.opt_instant("ended_at")?,
    })
}

/// Stores a new instance.
///
/// # Errors
/// `Reference` when its flow version, record or department does not exist.
pub async fn insert(tx: &Tx, instance: &InstanceRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into instance (tenant_id, {COLUMNS}) \
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(instance.id)
    .bind(instance.flow)
    .bind(instance.flow_version)
    .bind(instance.form)
    .bind(instance.form_version)
    .bind(instance.record)
    .bind(instance.initiator)
    .bind(instance.department)
    .bind(&instance.title)
    .bind(json(&instance.summary)?)
    .bind(&instance.status)
    .bind(&instance.state)
    .bind(instance.rev)
    .bind(instance.started_at)
    .bind(instance.updated_at)
    .bind(instance.ended_at);
    tx.execute(sql).await.map(drop)
}

/// An instance of the tenant. Who may see it, the caller decides.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: InstanceId) -> Result<InstanceRow> {
    read(&tx.one(select(tx, id)).await?)
}

/// An instance that this transaction is about to change: on PostgreSQL others who would change it wait here,
/// rather than losing their work at the revision.
///
/// # Errors
/// `NotFound`.
pub async fn get_for_change(tx: &Tx, id: InstanceId) -> Result<InstanceRow> {
    let sql = select(tx, id);
    let sql = if tx.database() == Database::Postgres { sql.push(" for update") } else { sql };
    read(&tx.one(sql).await?)
}

fn select(tx: &Tx, id: InstanceId) -> Sql {
    Sql::new(format!("select {COLUMNS} from instance where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id)
}

/// The instance that a record came from.
///
/// # Errors
/// When the database fails.
pub async fn of_record(tx: &Tx, form: FormId, record: RecordId) -> Result<Option<InstanceRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from instance where tenant_id = ? and form_id = ? and record_id = ?"
    ))
    .bind(tx.tenant())
    .bind(form)
    .bind(record);
    tx.optional(sql).await?.as_ref().map(read).transpose()
}

/// Swaps the snapshot of an instance, unless somebody did so since it was read (R26).
///
/// # Errors
/// `Conflict` with the revision that it has now, `NotFound`.
pub async fn swap(tx: &Tx, instance: &InstanceRow) -> Result<()> {
    let sql = Sql::new(
        "update instance set title = ?, summary = ?, status = ?, state = ?, rev = rev + 1, updated_at = ?, \
         ended_at = ? where tenant_id = ? and id = ? and rev = ?",
    )
    .bind(&instance.title)
    .bind(json(&instance.summary)?)
    .bind(&instance.status)
    .bind(&instance.state)
    .bind(instance.updated_at)
    .bind(instance.ended_at)
    .bind(tx.tenant())
    .bind(instance.id)
    .bind(instance.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    let sql = Sql::new("select rev from instance where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(instance.id);
    Err(Error::Conflict { rev: tx.one(sql).await?.int("rev")? })
}

/// What lists of approvals say of an instance.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The instance.
    pub id: InstanceId,
    /// The flow.
    pub flow: FlowId,
    /// The flow's version.
    pub flow_version: u32,
    /// The form.
    pub form: FormId,
    /// The form's version.
    pub form_version: u32,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// What it is called.
    pub title: String,
    /// Its record's serial number.
    pub serial: Option<String>,
    /// A few fields.
    pub summary: Json,
    /// How it stands, in the API's word.
    pub status: String,
    /// Who started it.
    pub initiator: UserId,
    /// When.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// The columns of [`Listed`], and the tables that they come from: `i` is the instance, `f` its flow, `r` its
/// record.
pub(super) const LISTED: &str = "i.id as instance_id, i.flow_id, i.flow_version, i.form_id, i.form_version, f.key as flow_key, \
     f.name as flow_name, i.title as instance_title, r.serial, i.summary, i.status, i.initiator, i.started_at, \
     i.ended_at";
pub(super) const LISTED_FROM: &str = "join flow f on f.tenant_id = i.tenant_id and f.id = i.flow_id \
     join record r on r.tenant_id = i.tenant_id and r.form_id = i.form_id and r.id = i.record_id";

pub(super) fn read_listed(row: &Row) -> Result<Listed> {
    Ok(Listed {
        id: row.id("instance_id", InstanceId::from_uuid)?,
        flow: row.id("flow_id", FlowId::from_uuid)?,
        flow_version: row.count("flow_version")?,
        form: row.id("form_id", FormId::from_uuid)?,
        form_version: row.count("form_version")?,
        flow_key: row.parse("flow_key")?,
        flow_name: row.json("flow_name")?,
        title: row.text("instance_title")?,
        serial: row.opt_text("serial")?,
        summary: row.json("summary")?,
        status: row.text("status")?,
        initiator: row.id("initiator", UserId::from_uuid)?,
        started_at: row.instant("started_at")?,
        ended_at: row.opt_instant("ended_at")?,
    })
}

/// Which instances.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Of one initiator; none for everybody's.
    pub initiator: Option<UserId>,
    /// That stand so.
    pub status: Option<&'a str>,
    /// Whose title or serial number contains this.
    pub words: Option<&'a str>,
    /// Forms whose titles and serial numbers are not looked into.
    pub unread: &'a [FormId],
}

impl Selection<'_> {
    fn restrict(&self, mut sql: Sql) -> Sql {
        if let Some(initiator) = self.initiator {
            sql = sql.push(" and i.initiator = ?").bind(initiator);
        }
        if let Some(status) = self.status {
            sql = sql.push(" and i.status = ?").bind(status);
        }
        match self.words {
            Some(words) if self.unread.is_empty() => containing(sql, words),
            Some(words) => {
                let sql = sql.push(" and i.form_id not in ").list(self.unread.iter().copied());
                containing(sql, words)
            }
            None => sql,
        }
    }
}

/// What `like … escape '\\'` takes to find these words anywhere in a lower-case text.
pub(super) fn pattern_of(words: &str) -> String {
    pattern_as_typed(&words.to_lowercase())
}

/// The same for a text as it is.
pub(super) fn pattern_as_typed(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Restricts a statement over `i` and `r` to instances whose title or serial number contains the words.
pub(super) fn containing(sql: Sql, words: &str) -> Sql {
    let pattern = pattern_of(words);
    sql.push(" and (lower(i.title) like ? escape '\\' or lower(r.serial) like ? escape '\\')")
        .bind(&pattern)
        .bind(&pattern)
}

/// Instances, the latest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    which: Selection<'_>,
    after: Option<(Timestamp, InstanceId)>,
    limit: u32,
) -> Result<Vec<Listed>> {
    let sql = Sql::new(format!("select {LISTED} from instance i {LISTED_FROM} where i.tenant_id = ?"))
        .bind(tx.tenant());
    let mut sql = which.restrict(sql);
    if let Some((at, id)) = after {
        sql = sql.push(" and (i.started_at, i.id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by i.started_at desc, i.id desc").limit(limit), read_listed).await
}

/// Instances by id, in no particular order; those only in which a person takes part, if one is named.
///
/// # Errors
/// When the database fails.
pub async fn listed(tx: &Tx, ids: &[InstanceId], part: Option<UserId>) -> Result<Vec<Listed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql =
        Sql::new(format!("select {LISTED} from instance i {LISTED_FROM} where i.tenant_id = ? and i.id in "))
            .bind(tx.tenant())
            .list(ids.iter().copied());
    let sql = match part {
        None => sql,
        Some(user) => sql
            .push(
                " and (i.initiator = ? or exists (select 1 from task t where t.tenant_id = i.tenant_id \
                 and t.instance_id = i.id and t.user_id = ?) or exists (select 1 from copy c \
                 where c.tenant_id = i.tenant_id and c.instance_id = i.id and c.user_id = ?))",
            )
            .bind(user)
            .bind(user)
            .bind(user),
    };
    tx.read(sql, read_listed).await
}

/// How many instances there are, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, which: Selection<'_>, cap: u32) -> Result<u32> {
    let sql = Sql::new(format!(
        "select count(*) as found from (select 1 from instance i {LISTED_FROM} where i.tenant_id = ?"
    ))
    .bind(tx.tenant());
    let sql = which.restrict(sql).limit(cap).push(") as counted");
    tx.one(sql).await?.count("found")
}

/// Tells administrators that the engine gave up on an instance: an incident of a job that will not run by itself.
///
/// # Errors
/// When the database fails.
pub async fn raise_incident(tx: &Tx, job: &NewJob, incident: IncidentId, error: &str) -> Result<()> {
    let sql = Sql::new(
        "insert into job (tenant_id, id, kind, payload, idempotency_key, state, attempts, run_at, fence, last_error, \
         created_at) values (?, ?, ?, ?, ?, 'failed', 1, ?, 0, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(job.id)
    .bind(job.kind)
    .bind(job.payload.to_string())
    .bind(&job.idempotency_key)
    .bind(job.run_at)
    .bind(error)
    .bind(job.created_at);
    tx.execute(sql).await?;
    let sql = Sql::new(
        "insert into incident (tenant_id, id, job_id, kind, error, created_at) values (?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(incident)
    .bind(job.id)
    .bind(job.kind)
    .bind(error)
    .bind(job.created_at);
    tx.execute(sql).await.map(drop)
}
