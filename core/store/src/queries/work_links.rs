//! Who watches a work item, and how items stand to each other.

use jiff::Timestamp;
use weir_model::id::{ProjectId, UserId, WorkItemId};

use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// A relation, told from its first item to its second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// The first item.
    pub from: WorkItemId,
    /// The word of the relation.
    pub kind: String,
    /// The second item.
    pub to: WorkItemId,
}

/// Relates two items; tells whether they were not so related yet.
///
/// # Errors
/// `Reference` when one does not exist.
pub async fn relate(tx: &Tx, it: &RelationRow, (by, at): (UserId, Timestamp)) -> Result<bool> {
    let sql = Sql::new(
        "insert into work_relation (tenant_id, from_id, kind, to_id, created_by, created_at) \
         values (?, ?, ?, ?, ?, ?) on conflict (tenant_id, from_id, kind, to_id) do nothing",
    )
    .bind(tx.tenant())
    .bind(it.from)
    .bind(&it.kind)
    .bind(it.to)
    .bind(by)
    .bind(at);
    Ok(tx.execute(sql).await? == 1)
}

/// Ends a relation; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn unrelate(tx: &Tx, it: &RelationRow) -> Result<bool> {
    let sql =
        Sql::new("delete from work_relation where tenant_id = ? and from_id = ? and kind = ? and to_id = ?")
            .bind(tx.tenant())
            .bind(it.from)
            .bind(&it.kind)
            .bind(it.to);
    Ok(tx.execute(sql).await? == 1)
}

/// Every relation of an item, in both directions, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn relations(tx: &Tx, item: WorkItemId) -> Result<Vec<RelationRow>> {
    let sql = Sql::new(
        "select from_id, kind, to_id from work_relation where tenant_id = ? and (from_id = ? or to_id = ?) \
         order by created_at, kind, from_id, to_id",
    )
    .bind(tx.tenant())
    .bind(item)
    .bind(item);
    tx.read(sql, relation).await
}

fn relation(row: &Row) -> Result<RelationRow> {
    Ok(RelationRow {
        from: row.id("from_id", WorkItemId::from_uuid)?,
        kind: row.text("kind")?,
        to: row.id("to_id", WorkItemId::from_uuid)?,
    })
}

/// The relations of a project's items to one another, without those in the recycle bin, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn within(tx: &Tx, project: ProjectId, limit: u32) -> Result<Vec<RelationRow>> {
    let sql = Sql::new(
        "select l.from_id, l.kind, l.to_id from work_relation l \
         join work_item a on a.tenant_id = l.tenant_id and a.id = l.from_id \
         join work_item b on b.tenant_id = l.tenant_id and b.id = l.to_id \
         join record ra on ra.tenant_id = a.tenant_id and ra.form_id = a.form_id and ra.id = a.id \
         join record rb on rb.tenant_id = b.tenant_id and rb.form_id = b.form_id and rb.id = b.id \
         where l.tenant_id = ? and a.project_id = ? and b.project_id = ? \
         and ra.deleted_at is null and rb.deleted_at is null \
         order by l.created_at, l.kind, l.from_id, l.to_id",
    )
    .bind(tx.tenant())
    .bind(project)
    .bind(project)
    .limit(limit);
    tx.read(sql, relation).await
}

/// Lets a person watch an item, or no longer.
///
/// # Errors
/// `Reference` when one does not exist.
pub async fn watch(tx: &Tx, item: WorkItemId, user: UserId, watches: bool) -> Result<()> {
    let text = if watches {
        "insert into work_watcher (tenant_id, item_id, user_id) values (?, ?, ?) \
         on conflict (tenant_id, item_id, user_id) do nothing"
    } else {
        "delete from work_watcher where tenant_id = ? and item_id = ? and user_id = ?"
    };
    tx.execute(Sql::new(text).bind(tx.tenant()).bind(item).bind(user)).await.map(drop)
}

/// Who watches an item.
///
/// # Errors
/// When the database fails.
pub async fn watchers(tx: &Tx, item: WorkItemId) -> Result<Vec<UserId>> {
    let sql =
        Sql::new("select user_id from work_watcher where tenant_id = ? and item_id = ? order by user_id")
            .bind(tx.tenant())
            .bind(item);
    tx.read(sql, |row| row.id("user_id", UserId::from_uuid)).await
}
