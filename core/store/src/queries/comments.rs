//! What people say about an instance, and the comments that stand on work items.

use jiff::Timestamp;
use weir_model::id::{CommentId, FileId, InstanceId, UserId};

use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Result, Tx};

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentRow {
    /// Its id.
    pub id: CommentId,
    /// Who said it.
    pub author: UserId,
    /// What they said.
    pub body: String,
    /// Files that came with it.
    pub files: Vec<FileId>,
    /// When.
    pub at: Timestamp,
}

pub(super) fn read(row: &Row) -> Result<CommentRow> {
    Ok(CommentRow {
        id: row.id("id", CommentId::from_uuid)?,
        author: row.id("author", UserId::from_uuid)?,
        body: row.text("body")?,
        files: row.json("files")?,
        at: row.instant("at")?,
    })
}

/// Stores a comment, on an instance if one is given.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, instance: Option<InstanceId>, comment: &CommentRow) -> Result<()> {
    let sql = Sql::new(
        "insert into comment (tenant_id, id, instance_id, author, body, files, at) values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(comment.id)
    .bind(instance)
    .bind(comment.author)
    .bind(&comment.body)
    .bind(json(&comment.files)?)
    .bind(comment.at);
    tx.execute(sql).await.map(drop)
}

/// The comments on an instance, oldest first, behind one of them if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    instance: InstanceId,
    after: Option<(Timestamp, CommentId)>,
    limit: u32,
) -> Result<Vec<CommentRow>> {
    let mut sql = Sql::new(
        "select id, author, body, files, at from comment where tenant_id = ? and instance_id = ? \
         and deleted_at is null",
    )
    .bind(tx.tenant())
    .bind(instance);
    if let Some((at, id)) = after {
        sql = sql.push(" and (at, id) > (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by at, id").limit(limit), read).await
}

/// The instance that a comment stands on.
///
/// # Errors
/// `NotFound`.
pub async fn instance_of(tx: &Tx, id: CommentId) -> Result<Option<InstanceId>> {
    let sql =
        Sql::new("select instance_id from comment where tenant_id = ? and id = ?").bind(tx.tenant()).bind(id);
    tx.one(sql).await?.opt_id("instance_id", InstanceId::from_uuid)
}
