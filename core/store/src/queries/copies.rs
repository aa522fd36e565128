//! Copies 抄送: who may read along in an instance, and whether they did.

use jiff::Timestamp;
use weir_model::Key;
use weir_model::id::{CopyId, InstanceId, UserId};

use super::instances::{LISTED, LISTED_FROM, Listed, read_listed};
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// A copy for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRow {
    /// Its id.
    pub id: CopyId,
    /// The instance.
    pub instance: InstanceId,
    /// Whom it is for.
    pub user: UserId,
    /// The node that sent it.
    pub node: Key,
    /// When.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

const COLUMNS: &str = "c.id, c.instance_id, c.user_id, c.node, c.at, c.read_at";

fn read(row: &Row) -> Result<CopyRow> {
    Ok(CopyRow {
        id: row.id("id", CopyId::from_uuid)?,
        instance: row.id("instance_id", InstanceId::from_uuid)?,
        user: row.id("user_id", UserId::from_uuid)?,
        node: row.parse("node")?,
        at: row.instant("at")?,
        read_at: row.opt_instant("read_at")?,
    })
}

/// Stores new copies.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, copies: &[CopyRow]) -> Result<()> {
    if copies.is_empty() {
        return Ok(());
    }
    let mut sql =
        Sql::new("insert into copy (tenant_id, id, instance_id, user_id, node, at, read_at) values");
    for (index, copy) in copies.iter().enumerate() {
        sql = sql
            .push(if index == 0 { " (?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?)" })
            .bind(tx.tenant())
            .bind(copy.id)
            .bind(copy.instance)
            .bind(copy.user)
            .bind(copy.node.as_str())
            .bind(copy.at)
            .bind(copy.read_at);
    }
    tx.execute(sql).await.map(drop)
}

/// The copies that a person received of one instance, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_reader(tx: &Tx, instance: InstanceId, user: UserId) -> Result<Vec<CopyRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from copy c where c.tenant_id = ? and c.instance_id = ? and c.user_id = ? order by c.at"
    ))
    .bind(tx.tenant())
    .bind(instance)
    .bind(user);
    tx.read(sql, read).await
}

/// A person's copies with their instances, the latest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &Tx,
    user: UserId,
    unread_only: bool,
    after: Option<(Timestamp, CopyId)>,
    limit: u32,
) -> Result<Vec<(CopyRow, Listed)>> {
    let mut sql = Sql::new(format!(
        "select {COLUMNS}, {LISTED} from copy c join instance i on i.tenant_id = c.tenant_id \
         and i.id = c.instance_id {LISTED_FROM} where c.tenant_id = ? and c.user_id = ?"
    ))
    .bind(tx.tenant())
    .bind(user);
    if unread_only {
        sql = sql.push(" and c.read_at is null");
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (c.at, c.id) < (?, ?)").bind(at).bind(id);
    }
    let sql = sql.push(" order by c.at desc, c.id desc").limit(limit);
    tx.read(sql, |row| Ok((read(row)?, read_listed(row)?))).await
}

/// How many copies a person has, or has not read, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, user: UserId, unread_only: bool, cap: u32) -> Result<u32> {
    let sql =
        Sql::new("select count(*) as found from (select 1 from copy where tenant_id = ? and user_id = ?")
            .bind(tx.tenant())
            .bind(user)
            .push(if unread_only { " and read_at is null" } else { "" })
            .limit(cap)
            .push(") as counted");
    tx.one(sql).await?.count("found")
}

/// Marks a person's copy as read; reading it again changes nothing. Tells its instance.
///
/// # Errors
/// `NotFound` when there is no such copy of theirs.
pub async fn mark_read(tx: &Tx, user: UserId, id: CopyId, now: Timestamp) -> Result<InstanceId> {
    let sql = Sql::new(
        "update copy set read_at = coalesce(read_at, ?) where tenant_id = ? and user_id = ? and id = ? \
         returning instance_id",
    )
    .bind(now)
    .bind(tx.tenant())
    .bind(user)
    .bind(id);
    tx.optional(sql).await?.ok_or(Error::NotFound)?.id("instance_id", InstanceId::from_uuid)
}
