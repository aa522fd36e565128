//! What people say about a work item, and how others react to it.

use jiff::Timestamp;
use weir_model::id::{CommentId, UserId, WorkItemId};

use super::comments::{CommentRow, read as read_comment};
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A comment on a work item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemCommentRow {
    /// What was said.
    pub comment: CommentRow,
    /// The item.
    pub item: WorkItemId,
    /// Who is named in it.
    pub mentions: Vec<UserId>,
    /// When its author changed it.
    pub edited_at: Option<Timestamp>,
}

const SELECT: &str = "select c.id, c.author, c.body, c.files, c.at, c.edited_at, w.item_id, w.mentions \
     from work_comment w join comment c on c.tenant_id = w.tenant_id and c.id = w.comment_id \
     where c.deleted_at is null and w.tenant_id = ?";

fn read(row: &Row) -> Result<ItemCommentRow> {
    Ok(ItemCommentRow {
        comment: read_comment(row)?,
        item: row.id("item_id", WorkItemId::from_uuid)?,
        mentions: row.json("mentions")?,
        edited_at: row.opt_instant("edited_at")?,
    })
}

/// Ties a comment that was just stored to its item.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, item: WorkItemId, comment: CommentId, mentions: &[UserId]) -> Result<()> {
    let sql =
        Sql::new("insert into work_comment (tenant_id, item_id, comment_id, mentions) values (?, ?, ?, ?)")
            .bind(tx.tenant())
            .bind(item)
            .bind(comment)
            .bind(json(mentions)?);
    tx.execute(sql).await.map(drop)
}

/// The comments on an item, oldest first, behind one of them if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    item: WorkItemId,
    after: Option<(Timestamp, CommentId)>,
    limit: u32,
) -> Result<Vec<ItemCommentRow>> {
    let mut sql = Sql::new(SELECT).push(" and w.item_id = ?").bind(tx.tenant()).bind(item);
    if let Some((at, id)) = after {
        sql = sql.push(" and (c.at, c.id) > (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by c.at, c.id").limit(limit), read).await
}

/// A comment on an item that was not taken back.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: CommentId) -> Result<ItemCommentRow> {
    let sql = Sql::new(SELECT).push(" and w.comment_id = ?").bind(tx.tenant()).bind(id);
    read(&tx.one(sql).await?)
}

/// Replaces what a comment says.
///
/// # Errors
/// `NotFound`.
pub async fn edit(tx: &Tx, id: CommentId, body: &str, mentions: &[UserId], at: Timestamp) -> Result<()> {
    let sql = Sql::new(
        "update comment set body = ?, edited_at = ? where tenant_id = ? and id = ? and deleted_at is null",
    )
    .bind(body)
    .bind(at)
    .bind(tx.tenant())
    .bind(id);
    if tx.execute(sql).await? != 1 {
        return Err(Error::NotFound);
    }
    let sql = Sql::new("update work_comment set mentions = ? where tenant_id = ? and comment_id = ?")
        .bind(json(mentions)?)
        .bind(tx.tenant())
        .bind(id);
    tx.execute(sql).await.map(drop)
}

/// Takes a comment back.
///
/// # Errors
/// `NotFound`.
pub async fn delete(tx: &Tx, id: CommentId, at: Timestamp) -> Result<()> {
    let sql =
        Sql::new("update comment set deleted_at = ? where tenant_id = ? and id = ? and deleted_at is null")
            .bind(at)
            .bind(tx.tenant())
            .bind(id);
    if tx.execute(sql).await? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A person's reaction to a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionRow {
    /// The comment.
    pub comment: CommentId,
    /// Whose.
    pub user: UserId,
    /// What it is.
    pub emoji: String,
}

/// The reactions to some comments, the first ones first.
///
/// # Errors
/// When the database fails.
pub async fn reactions(tx: &Tx, comments: &[CommentId]) -> Result<Vec<ReactionRow>> {
    let sql = Sql::new(
        "select comment_id, user_id, emoji from comment_reaction where tenant_id = ? and comment_id in ",
    )
    .bind(tx.tenant())
    .list(comments.iter().copied())
    .push(" order by at, user_id, emoji");
    tx.read(sql, |row| {
        Ok(ReactionRow {
            comment: row.id("comment_id", CommentId::from_uuid)?,
            user: row.id("user_id", UserId::from_uuid)?,
            emoji: row.text("emoji")?,
        })
    })
    .await
}

/// Reacts to a comment, or no longer. Tells whether something changed.
///
/// # Errors
/// When the database fails.
pub async fn react(tx: &Tx, it: &ReactionRow, at: Option<Timestamp>) -> Result<bool> {
    let sql = match at {
        Some(_) => Sql::new(
            "insert into comment_reaction (tenant_id, comment_id, user_id, emoji, at) values (?, ?, ?, ?, ?) \
             on conflict (tenant_id, comment_id, user_id, emoji) do nothing",
        ),
        None => Sql::new(
            "delete from comment_reaction where tenant_id = ? and comment_id = ? and user_id = ? and emoji = ?",
        ),
    };
    let sql = sql.bind(tx.tenant()).bind(it.comment).bind(it.user).bind(&it.emoji);
    let sql = if at.is_some() { sql.bind(at) } else { sql };
    Ok(tx.execute(sql).await? == 1)
}
