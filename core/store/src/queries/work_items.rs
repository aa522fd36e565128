//! Work items: what a record has besides itself when it stands in a project.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use weir_model::Key;
use weir_model::id::{FormId, ProjectId, RecordId, UserId, WorkItemId};

use super::record_list::{Cursor, PageWish, Selection, Shape, first_pages, rows_of};
use super::records::{self, RecordRow};
use super::search::{self, Place};
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// What a work item has besides its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Its type's key.
    pub kind: Key,
    /// Its status's key.
    pub status: String,
    /// Who does it.
    pub assignee: Option<UserId>,
    /// The item above.
    pub parent: Option<WorkItemId>,
    /// The day on which it begins.
    pub start: Option<Date>,
    /// The day by which it is due.
    pub due: Option<Date>,
    /// Its place in the manual order.
    pub rank: String,
}

/// A work item with its record.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemRow {
    /// Its record.
    pub record: RecordRow,
    /// Its project.
    pub project: ProjectId,
    /// Its number there.
    pub number: i64,
    /// What may change of it.
    pub placed: Placed,
}

impl ItemRow {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> WorkItemId {
        WorkItemId::from_uuid(self.record.id.uuid())
    }
}

const COLUMNS: &str = "record.id, record.form_id, record.version, record.title, record.data, record.status, \
     record.serial, record.department_id, record.created_by, record.created_at, record.updated_at, record.rev, \
     record.instance_id, record.deleted_at, work_item.project_id, work_item.number, work_item.type, \
     work_item.status as item_status, work_item.assignee, work_item.parent_id, work_item.start_on, \
     work_item.due_on, work_item.rank";

const JOINED: &str = "work_item join record on record.tenant_id = work_item.tenant_id \
     and record.form_id = work_item.form_id and record.id = work_item.id";

fn read(row: &Row) -> Result<ItemRow> {
    Ok(ItemRow {
        record: records::read(row)?,
        project: row.id("project_id", ProjectId::from_uuid)?,
        number: row.int("number")?,
        placed: Placed {
            kind: row.parse("type")?,
            status: row.text("item_status")?,
            assignee: row.opt_id("assignee", UserId::from_uuid)?,
            parent: row.opt_id("parent_id", WorkItemId::from_uuid)?,
            start: row.opt_date("start_on")?,
            due: row.opt_date("due_on")?,
            rank: row.text("rank")?,
        },
    })
}

/// Gives a record that was just created its place.
///
/// # Errors
/// `Reference` when assignee, parent or type do not exist.
pub async fn insert(
    tx: &Tx,
    (form, id): (FormId, WorkItemId),
    (project, number): (ProjectId, i64),
    placed: &Placed,
) -> Result<()> {
    let sql = Sql::new(
        "insert into work_item (tenant_id, form_id, id, project_id, number, type, status, assignee, parent_id, \
         start_on, due_on, rank) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(form)
    .bind(id)
    .bind(project)
    .bind(number)
    .bind(placed.kind.as_str())
    .bind(&placed.status)
    .bind(placed.assignee)
    .bind(placed.parent)
    .bind(placed.start)
    .bind(placed.due)
    .bind(&placed.rank);
    tx.execute(sql).await?;
    search::follow_records(tx, &[record_of(id)], Place::Newest).await
}

/// Replaces an item's place; its record's revision is the guard.
///
/// # Errors
/// `Reference` when assignee, parent or type do not exist.
pub async fn update(
    tx: &Tx,
    id: WorkItemId,
    (project, number): (ProjectId, i64),
    placed: &Placed,
) -> Result<()> {
    let sql = Sql::new(
        "update work_item set project_id = ?, number = ?, type = ?, status = ?, assignee = ?, parent_id = ?, \
         start_on = ?, due_on = ?, rank = ? where tenant_id = ? and id = ?",
    )
    .bind(project)
    .bind(number)
    .bind(placed.kind.as_str())
    .bind(&placed.status)
    .bind(placed.assignee)
    .bind(placed.parent)
    .bind(placed.start)
    .bind(placed.due)
    .bind(&placed.rank)
    .bind(tx.tenant())
    .bind(id);
    if tx.execute(sql).await? != 1 {
        return Err(Error::NotFound);
    }
    search::follow_records(tx, &[record_of(id)], Place::Newest).await
}

/// Gives an item's record to another form, that of its new type.
///
/// # Errors
/// `NotFound`, `Conflict` when somebody changed it since `rev`.
pub async fn change_form(
    tx: &Tx,
    id: RecordId,
    rev: i64,
    (from, to, version): (FormId, FormId, u32),
) -> Result<()> {
    let sql = Sql::new(
        "update record set form_id = ?, version = ? where tenant_id = ? and form_id = ? and id = ? and rev = ?",
    )
    .bind(to)
    .bind(version)
    .bind(tx.tenant())
    .bind(from)
    .bind(id)
    .bind(rev);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::Conflict { rev }) }
}

/// An item, from the recycle bin too. Whether the caller may see it, their role in its project tells.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: WorkItemId) -> Result<ItemRow> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from {JOINED} where work_item.tenant_id = ? and work_item.id = ?"
    ))
    .bind(tx.tenant())
    .bind(id);
    read(&tx.one(sql).await?)
}

/// The project of an item; none for a record that is no item.
///
/// # Errors
/// When the database fails.
pub async fn project_of(tx: &Tx, id: WorkItemId) -> Result<Option<ProjectId>> {
    let sql = Sql::new("select project_id from work_item where tenant_id = ? and id = ?")
        .bind(tx.tenant())
        .bind(id);
    tx.optional(sql).await?.map(|row| row.id("project_id", ProjectId::from_uuid)).transpose()
}

/// One page of items, and where the next one begins.
///
/// # Errors
/// When the database fails.
pub async fn page(tx: &Tx, which: Selection<'_>, wish: &PageWish) -> Result<(Vec<ItemRow>, Option<Cursor>)> {
    rows_of(tx, which, wish, &Shape { columns: COLUMNS, read, id: |item: &ItemRow| item.record.id }).await
}

/// The first items by rank of each of several selections, and whether there are more of it: a board's columns, in one
/// statement.
///
/// # Errors
/// When the database fails.
pub async fn first_by_rank(
    tx: &Tx,
    which: &[Selection<'_>],
    limit: u32,
) -> Result<Vec<(Vec<ItemRow>, bool)>> {
    let shape = Shape { columns: COLUMNS, read, id: |item: &ItemRow| item.record.id };
    first_pages(tx, which, limit, &shape).await
}

/// What other pages say of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefRow {
    /// Its id.
    pub id: WorkItemId,
    /// Its project.
    pub project: ProjectId,
    /// Its project's key.
    pub project_key: String,
    /// Its project's name.
    pub project_name: String,
    /// Its number there.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Its type's key.
    pub kind: Key,
    /// Its status's key.
    pub status: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The item of a number in the project of a key, however that is written.
///
/// # Errors
/// When the database fails.
pub async fn numbered(tx: &Tx, key: &str, number: i64) -> Result<Option<WorkItemId>> {
    let sql = Sql::new(
        "select work_item.id from project join work_item on work_item.tenant_id = project.tenant_id \
         and work_item.project_id = project.id \
         where project.tenant_id = ? and lower(project.key) = ? and work_item.number = ?",
    )
    .bind(tx.tenant())
    .bind(key.to_lowercase())
    .bind(number);
    tx.optional(sql).await?.map(|row| row.id("id", WorkItemId::from_uuid)).transpose()
}

/// Items that are not in the recycle bin, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn briefs(tx: &Tx, ids: &[WorkItemId]) -> Result<Vec<BriefRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(format!(
        "select work_item.id, work_item.project_id, project.key, project.name, work_item.number, record.title, \
         work_item.type, work_item.status, record.updated_at from {JOINED} join project on project.tenant_id = work_item.tenant_id \
         and project.id = work_item.project_id \
         where record.deleted_at is null and work_item.tenant_id = ? and work_item.id in "
    ))
    .bind(tx.tenant())
    .list(ids.iter().copied());
    tx.read(sql, |row| {
        Ok(BriefRow {
            id: row.id("id", WorkItemId::from_uuid)?,
            project: row.id("project_id", ProjectId::from_uuid)?,
            project_key: row.text("key")?,
            project_name: row.text("name")?,
            number: row.int("number")?,
            title: row.text("title")?,
            kind: row.parse("type")?,
            status: row.text("status")?,
            updated_at: row.instant("updated_at")?,
        })
    })
    .await
}

/// How many items stand directly below each of some.
///
/// # Errors
/// When the database fails.
pub async fn child_counts(tx: &Tx, ids: &[WorkItemId]) -> Result<HashMap<WorkItemId, u64>> {
    let sql = Sql::new(format!(
        "select work_item.parent_id, count(*) as n from {JOINED} \
         where record.deleted_at is null and work_item.tenant_id = ? and work_item.parent_id in "
    ))
    .bind(tx.tenant())
    .list(ids.iter().copied())
    .push(" group by work_item.parent_id");
    let rows = tx.read(sql, |row| {
        let count = u64::try_from(row.int("n")?).unwrap_or_default();
        Ok((row.id("parent_id", WorkItemId::from_uuid)?, count))
    });
    Ok(rows.await?.into_iter().collect())
}

/// The item, the one above it, and so on up to the root; no more than `limit`.
///
/// # Errors
/// When the database fails.
pub async fn path_up(tx: &Tx, id: WorkItemId, limit: u32) -> Result<Vec<WorkItemId>> {
    let sql = Sql::new(
        "with recursive path (id, parent_id, step) as (\
         select id, parent_id, cast(1 as bigint) from work_item where tenant_id = ? and id = ? \
         union all select w.id, w.parent_id, p.step + 1 from path p \
         join work_item w on w.tenant_id = ? and w.id = p.parent_id where p.step < ?) \
         select id from path order by step",
    )
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.tenant())
    .bind(limit);
    tx.read(sql, |row| row.id("id", WorkItemId::from_uuid)).await
}

/// The item and everything below it that went with it: all that is not in the recycle bin, or all that went there
/// at that instant. With the level of each, 1 for the item itself.
///
/// # Errors
/// When the database fails.
pub async fn subtree(
    tx: &Tx,
    id: WorkItemId,
    deleted_at: Option<Timestamp>,
    depth: u32,
) -> Result<Vec<(WorkItemId, FormId, u32)>> {
    let state = if deleted_at.is_some() { "= ?" } else { "is null" };
    let mut sql = Sql::new(format!(
        "with recursive below (id, form_id, level) as (\
         select id, form_id, cast(1 as bigint) from work_item where tenant_id = ? and id = ? \
         union all select work_item.id, work_item.form_id, below.level + 1 from below \
         join work_item on work_item.tenant_id = ? and work_item.parent_id = below.id \
         join record on record.tenant_id = work_item.tenant_id and record.form_id = work_item.form_id \
         and record.id = work_item.id and record.deleted_at {state} where below.level <= ?) \
         select id, form_id, level from below"
    ))
    .bind(tx.tenant())
    .bind(id)
    .bind(tx.tenant());
    if let Some(at) = deleted_at {
        sql = sql.bind(at);
    }
    tx.read(sql.bind(depth), |row| {
        Ok((row.id("id", WorkItemId::from_uuid)?, row.id("form_id", FormId::from_uuid)?, row.count("level")?))
    })
    .await
}

/// The rank next to one in a project: the nearest behind it, or before it; without one, the last or the first.
///
/// # Errors
/// When the database fails.
pub async fn rank_beside(
    tx: &Tx,
    project: ProjectId,
    of: Option<&str>,
    behind: bool,
    but: Option<WorkItemId>,
) -> Result<Option<String>> {
    let mut sql = Sql::new("select rank from work_item where tenant_id = ? and project_id = ?")
        .bind(tx.tenant())
        .bind(project);
    if let Some(of) = of {
        sql = sql.push(if behind { " and rank > ?" } else { " and rank < ?" }).bind(of);
    }
    if let Some(but) = but {
        sql = sql.push(" and id <> ?").bind(but);
    }
    // Behind nothing in particular stands the first; before nothing in particular the last.
    let sql = sql.push(if behind { " order by rank limit 1" } else { " order by rank desc limit 1" });
    tx.optional(sql).await?.map(|row| row.text("rank")).transpose()
}

/// Every item of a project in its order: what a new numbering goes over.
///
/// # Errors
/// When the database fails.
pub async fn in_order(tx: &Tx, project: ProjectId) -> Result<Vec<WorkItemId>> {
    let sql = Sql::new("select id from work_item where tenant_id = ? and project_id = ? order by rank")
        .bind(tx.tenant())
        .bind(project);
    tx.read(sql, |row| row.id("id", WorkItemId::from_uuid)).await
}

/// Gives one item a rank.
///
/// # Errors
/// `Duplicate` when another has it.
pub async fn set_rank(tx: &Tx, id: WorkItemId, rank: &str) -> Result<()> {
    let sql = Sql::new("update work_item set rank = ? where tenant_id = ? and id = ?")
        .bind(rank)
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(drop)
}

/// Makes way for a new numbering: every rank of a project moves out of the way of new ones.
///
/// # Errors
/// When the database fails.
pub async fn clear_ranks(tx: &Tx, project: ProjectId) -> Result<()> {
    // No rank begins with a tilde, and each row keeps a text of its own.
    let sql = Sql::new("update work_item set rank = '~' || rank where tenant_id = ? and project_id = ?")
        .bind(tx.tenant())
        .bind(project);
    tx.execute(sql).await.map(drop)
}

/// How many items stand in a status, whatever their type.
///
/// # Errors
/// When the database fails.
pub async fn in_status(tx: &Tx, project: ProjectId, status: &str, but: WorkItemId) -> Result<u64> {
    // All by their index, less the few in the recycle bin by theirs: no look at every item's record.
    let mut count = 0;
    for (sign, tables, state) in [
        (1, "work_item".to_owned(), ""),
        (
            -1,
            JOINED.to_owned(),
            "record.tenant_id = work_item.tenant_id and record.deleted_at is not null and ",
        ),
    ] {
        let sql = Sql::new(format!(
            "select count(*) as n from {tables} where {state}work_item.tenant_id = ? \
             and work_item.project_id = ? and work_item.status = ? and work_item.id <> ?"
        ))
        .bind(tx.tenant())
        .bind(project)
        .bind(status)
        .bind(but);
        count += sign * tx.one(sql).await?.int("n")?;
    }
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The ids of an item's record and of itself are one.
#[must_use]
pub const fn record_of(id: WorkItemId) -> RecordId {
    RecordId::from_uuid(id.uuid())
}

/// Prepares items for leaving the recycle bin for good: nothing stands below them any more, and what was said of
/// them goes along.
pub(super) async fn forget(tx: &Tx, ids: &[Uuid]) -> Result<()> {
    let among = |text: &str| Sql::new(text).bind(tx.tenant()).list(ids.iter().copied());
    tx.execute(among("update work_item set parent_id = null where tenant_id = ? and parent_id in ")).await?;
    let said = "select comment_id from work_comment where tenant_id = ? and item_id in ";
    let within = |text: &str| Sql::new(text).bind(tx.tenant()).append(among(said)).push(")");
    tx.execute(within(
        "update file set attached_kind = null, attached_id = null where tenant_id = ? \
         and attached_kind = 'comment' and attached_id in (",
    ))
    .await?;
    tx.execute(within("delete from comment where tenant_id = ? and id in (")).await.map(drop)
}
