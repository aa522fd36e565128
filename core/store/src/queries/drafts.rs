//! Submissions that are not sent yet: one person's own, and nobody else's.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use weir_model::Key;
use weir_model::LocalizedText;
use weir_model::id::{DepartmentId, DraftId, FlowId, FormId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A draft.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// Whose it is.
    pub user: UserId,
    /// The flow that it would start.
    pub flow: FlowId,
    /// The form.
    pub form: FormId,
    /// The form's version when it was last saved.
    pub form_version: u32,
    /// The department to act for.
    pub department: Option<DepartmentId>,
    /// What it would be called.
    pub title: String,
    /// The values so far.
    pub data: Map<String, Json>,
    /// Whom the initiator chose, by node.
    pub chosen: Json,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
}

/// A draft with its flow's key and name.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedDraft {
    /// The draft.
    pub draft: DraftRow,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
}

const COLUMNS: &str = "d.id, d.user_id, d.flow_id, d.form_id, d.form_version, d.department_id, d.title, d.data, \
     d.chosen, d.created_at, d.updated_at, d.rev";
const FROM: &str = "f.key as flow_key, f.name as flow_name from draft d \
     join flow f on f.tenant_id = d.tenant_id and f.id = d.flow_id where d.tenant_id = ? and d.user_id = ?";

fn read(row: &Row) -> Result<ListedDraft> {
    let draft = DraftRow {
        id: row.id("id", DraftId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        flow: row.id("flow_id", FlowId::from_uuid)?,
        form: row.id("form_id", FormId::from_uuid)?,
        form_version: row.count("form_version")?,
        department: row.opt_id("department_id", DepartmentId::from_uuid)?,
        title: row.text("title")?,
        data: row.json("data")?,
        chosen: row.json("chosen")?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    };
    Ok(ListedDraft { draft, flow_key: row.parse("flow_key")?, flow_name: row.json("flow_name")? })
}

/// Stores a new draft.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, draft: &DraftRow) -> Result<()> {
    let sql = Sql::new(
        "insert into draft (tenant_id, id, user_id, flow_id, form_id, form_version, department_id, title, data, \
         chosen, created_at, updated_at, rev) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(draft.id)
    .bind(draft.user)
    .bind(draft.flow)
    .bind(draft.form)
    .bind(draft.form_version)
    .bind(draft.department)
    .bind(&draft.title)
    .bind(json(&draft.data)?)
    .bind(json(&draft.chosen)?)
    .bind(draft.created_at)
    .bind(draft.updated_at)
    .bind(draft.rev);
    tx.execute(sql).await.map(drop)
}

/// A draft of that person.
///
/// # Errors
/// `NotFound`, also for somebody else's.
pub async fn get(tx: &Tx, user: UserId, id: DraftId) -> Result<ListedDraft> {
    let sql =
        Sql::new(format!("select {COLUMNS}, {FROM} and d.id = ?")).bind(tx.tenant()).bind(user).bind(id);
    read(&tx.one(sql).await?)
}

/// A person's drafts, the latest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    user: UserId,
    after: Option<(Timestamp, DraftId)>,
    limit: u32,
) -> Result<Vec<ListedDraft>> {
    let mut sql = Sql::new(format!("select {COLUMNS}, {FROM}")).bind(tx.tenant()).bind(user);
    if let Some((at, id)) = after {
        sql = sql.push(" and (d.updated_at, d.id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by d.updated_at desc, d.id desc").limit(limit), read).await
}

/// How many drafts a person has, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, user: UserId, cap: u32) -> Result<u32> {
    let sql = Sql::new(
        "select count(*) as found from (select 1 from draft where tenant_id = ? and user_id = ? \
         and flow_id is not null",
    )
    .bind(tx.tenant())
    .bind(user)
    .limit(cap)
    .push(") as counted");
    tx.one(sql).await?.count("found")
}

/// Saves a draft, unless it was saved elsewhere since it was read.
///
/// # Errors
/// `NotFound`, `Conflict`.
pub async fn save(tx: &Tx, draft: &DraftRow) -> Result<()> {
    let sql = Sql::new(
        "update draft set form_version = ?, department_id = ?, title = ?, data = ?, chosen = ?, updated_at = ?, \
         rev = rev + 1 where tenant_id = ? and user_id = ? and id = ? and rev = ?",
    )
    .bind(draft.form_version)
    .bind(draft.department)
    .bind(&draft.title)
    .bind(json(&draft.data)?)
    .bind(json(&draft.chosen)?)
    .bind(draft.updated_at)
    .bind(tx.tenant())
    .bind(draft.user)
    .bind(draft.id)
    .bind(draft.rev);
    if tx.execute(sql).await? == 1 {
        return Ok(());
    }
    let sql = Sql::new("select rev from draft where tenant_id = ? and user_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(draft.user)
        .bind(draft.id);
    Err(Error::Conflict { rev: tx.one(sql).await?.int("rev")? })
}

/// Removes a person's draft.
///
/// # Errors
/// `NotFound`, also for somebody else's.
pub async fn delete(tx: &Tx, user: UserId, id: DraftId) -> Result<()> {
    let sql = Sql::new("delete from draft where tenant_id = ? and user_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(user)
        .bind(id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}
