//! Taking up what was there before the index was: a few rows at a time, the newest first, and where it stands.

use uuid::Uuid;

use super::search::EntryKind;
use crate::config::Database;
use crate::sql::Sql;
use crate::{Result, Tx};

/// How far one kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The last row that was taken up.
    pub behind: Option<Uuid>,
    /// Whether it was the last of all.
    pub done: bool,
}

/// How far a kind is. Held, one node at a time goes on until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn progress(tx: &Tx, kind: EntryKind, hold: bool) -> Result<Progress> {
    let sql = Sql::new("select behind, done from search_fill where tenant_id = ? and kind = ?")
        .bind(tx.tenant())
        .bind(kind.word());
    let lock = if hold && tx.database() == Database::Postgres { " for update" } else { "" };
    let Some(row) = tx.optional(sql.push(lock)).await? else { return Ok(Progress::default()) };
    Ok(Progress { behind: row.opt_id("behind", |id| id)?, done: row.flag("done")? })
}

/// Notes how far a kind is.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: &Tx, kind: EntryKind, progress: Progress) -> Result<()> {
    let sql = Sql::new(
        "insert into search_fill (tenant_id, kind, behind, done) values (?, ?, ?, ?) \
         on conflict (tenant_id, kind) do update set behind = excluded.behind, done = excluded.done",
    )
    .bind(tx.tenant())
    .bind(kind.word())
    .bind(progress.behind)
    .bind(progress.done);
    tx.execute(sql).await.map(drop)
}

/// The next rows of a kind, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn next(tx: &Tx, kind: EntryKind, behind: Option<Uuid>, limit: u32) -> Result<Vec<Uuid>> {
    let table = match kind {
        EntryKind::Record | EntryKind::WorkItem => "record",
        EntryKind::Instance => "instance",
        EntryKind::File => "file",
    };
    let sql = Sql::new(format!("select id from {table} where tenant_id = ? and id < ? order by id desc"))
        .bind(tx.tenant())
        .bind(behind.unwrap_or(Uuid::max()))
        .limit(limit);
    tx.read(sql, |row| row.id("id", |id| id)).await
}

/// Forgets everything that can be found, as a restore leaves a tenant: it is taken up anew.
///
/// # Errors
/// When the database fails.
#[cfg(any(test, feature = "testing"))]
pub async fn forget(tx: &Tx) -> Result<()> {
    let of = |text: &str| Sql::new(text).bind(tx.tenant());
    if tx.database() == Database::Sqlite {
        tx.execute(of(
            "delete from search_part where rowid in (select number from search_entry where tenant_id = ?)",
        ))
        .await?;
    }
    tx.execute(of("delete from search_entry where tenant_id = ?")).await?;
    tx.execute(of("delete from search_fill where tenant_id = ?")).await.map(drop)
}
