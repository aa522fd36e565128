//! The change log: appended in the transaction that changes something, read in commit order.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;

use crate::config::Database;
use crate::row::{Row, word};
use crate::sql::Sql;
use crate::{Result, Tx};

/// One change, as its use case tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who; nobody for the server itself and for strangers at the door.
    pub actor: Option<UserId>,
    /// For whom, when not for themselves.
    pub on_behalf: Option<UserId>,
    /// Through what: `session`, `token`, `system`, `link`.
    pub channel: &'static str,
    /// The request that it happened in.
    pub request_id: Option<String>,
    /// What it is about.
    pub subject: Subject,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// What happened to it.
    pub verb: Verb,
    /// What mattered of it before.
    pub before: Option<Json>,
    /// What matters of it now.
    pub after: Option<Json>,
}

/// A place between two entries of a tenant's log; a reader that resumes behind it misses nothing.
///
/// Written as two numbers, for numbers of entries alone are drawn before the commit and may turn up late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Position {
    xid: i64,
    seq: i64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.xid, self.seq)
    }
}

/// The text is no position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a position in the change log")]
pub struct PositionError;

impl FromStr for Position {
    type Err = PositionError;
    fn from_str(s: &str) -> Result<Self, PositionError> {
        let (xid, seq) = s.split_once('-').ok_or(PositionError)?;
        let number = |s: &str| s.parse::<i64>().ok().filter(|n| *n >= 0).ok_or(PositionError);
        Ok(Self { xid: number(xid)?, seq: number(seq)? })
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where it stands; resume behind it.
    pub position: Position,
    /// Its number in this database.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Option<UserId>,
    /// For whom, when not for themselves.
    pub on_behalf: Option<UserId>,
    /// Through what.
    pub channel: String,
    /// The request that it happened in.
    pub request_id: Option<String>,
    /// What it is about.
    pub subject: Subject,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// What happened to it.
    pub verb: Verb,
    /// What mattered of it before.
    pub before: Option<Json>,
    /// What matters of it now.
    pub after: Option<Json>,
}

const COLUMNS: &str =
    "xid, seq, at, actor, on_behalf, channel, request_id, subject, subject_id, verb, before, after";

/// Entries that no running transaction can still slip in front of. Transactions of other tenants hold the line
/// too, so a listener that was woken and found nothing looks again a moment later.
const SETTLED: &str = " and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

/// Entries stored by one statement: below the places that any database allows in one.
const LOGGED_AT_ONCE: usize = 500;

impl Tx {
    /// Appends a change; listeners wake after the commit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log(&self, change: Change) -> Result<()> {
        self.log_many(vec![change]).await
    }

    /// Appends changes in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_many(&self, changes: Vec<Change>) -> Result<()> {
        let mut changes = changes.into_iter().peekable();
        while changes.peek().is_some() {
            self.append(changes.by_ref().take(LOGGED_AT_ONCE)).await?;
            self.note_logged();
        }
        Ok(())
    }

    async fn append(&self, changes: impl Iterator<Item = Change>) -> Result<()> {
        // SQLite has one writer, so the next number is known; PostgreSQL draws them from a sequence.
        let mut number = match self.database() {
            Database::Postgres => None,
            Database::Sqlite => {
                let sql =
                    Sql::new("select coalesce(max(seq), 0) as last from change_log where tenant_id = ?");
                Some(self.one(sql.bind(self.tenant())).await?.int("last")?)
            }
        };
        let mut sql = Sql::new(
            "insert into change_log (tenant_id, at, actor, on_behalf, channel, request_id, subject, subject_id, \
             verb, before, after",
        )
        .push(if number.is_some() { ", seq) values " } else { ") values " });
        for (n, change) in changes.enumerate() {
            sql = sql
                .push(if n == 0 { "(" } else { ", (" })
                .push("?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?")
                .bind(self.tenant())
                .bind(change.at)
                .bind(change.actor)
                .bind(change.on_behalf)
                .bind(change.channel)
                .bind(change.request_id)
                .bind(word(&change.subject)?)
                .bind(change.subject_id)
                .bind(word(&change.verb)?)
                .bind(change.before.map(|j| j.to_string()))
                .bind(change.after.map(|j| j.to_string()));
            if let Some(last) = &mut number {
                *last += 1;
                sql = sql.push(", ?").bind(*last);
            }
            sql = sql.push(")");
        }
        self.execute(sql).await.map(drop)
    }
}

/// Entries behind a position, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn since(tx: &Tx, position: Position, limit: u32) -> Result<Vec<Entry>> {
    let settled = if tx.database() == Database::Postgres { SETTLED } else { "" };
    let sql = Sql::new(format!(
        "select {COLUMNS} from change_log where tenant_id = ? and (xid, seq) > (?, ?){settled} \
         order by xid, seq"
    ))
    .bind(tx.tenant())
    .bind(position.xid)
    .bind(position.seq)
    .limit(limit);
    tx.read(sql, read).await
}

/// The place behind the last settled entry: where a listener without a past begins.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx) -> Result<Position> {
    let settled = if tx.database() == Database::Postgres { SETTLED } else { "" };
    let sql = Sql::new(format!(
        "select xid, seq from change_log where tenant_id = ?{settled} order by xid desc, seq desc limit 1"
    ))
    .bind(tx.tenant());
    tx.optional(sql).await?.as_ref().map_or(Ok(Position::default()), position)
}

/// What happened to one thing, newest first, below the number `before` if given.
///
/// # Errors
/// When the database fails.
pub async fn of_subject(
    tx: &Tx,
    subject: Subject,
    subject_id: Uuid,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Entry>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from change_log where tenant_id = ? and subject = ? and subject_id = ? and seq < ? \
         order by seq desc"
    ))
    .bind(tx.tenant())
    .bind(word(&subject)?)
    .bind(subject_id)
    .bind(before.unwrap_or(i64::MAX))
    .limit(limit);
    tx.read(sql, read).await
}

/// Which entries an auditor asks for; what is left out does not narrow them.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// About such things.
    pub subject: Option<Subject>,
    /// About this one.
    pub subject_id: Option<Uuid>,
    /// That something of the kind happened to.
    pub verb: Option<Verb>,
    /// Through that: `session`, `token`, `system`.
    pub channel: Option<&'static str>,
    /// By this person, or by somebody on their behalf.
    pub actor: Option<UserId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

/// Entries of the log, newest first, below the number `before` if given.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, which: &Selection, before: Option<i64>, limit: u32) -> Result<Vec<Entry>> {
    let sql = Sql::new(format!("select {COLUMNS} from change_log where tenant_id = ? and seq < ?"))
        .bind(tx.tenant())
        .bind(before.unwrap_or(i64::MAX));
    tx.read(narrowed(sql, which)?.push(" order by seq desc").limit(limit), read).await
}

/// How many entries there are, counted up to `cap`.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, which: &Selection, cap: u32) -> Result<u32> {
    let sql = Sql::new("select count(*) as found from (select 1 from change_log where tenant_id = ?")
        .bind(tx.tenant());
    let sql = narrowed(sql, which)?.limit(cap).push(") as counted");
    tx.one(sql).await?.count("found")
}

fn narrowed(mut sql: Sql, which: &Selection) -> Result<Sql> {
    if let Some(subject) = which.subject {
        sql = sql.push(" and subject = ?").bind(word(&subject)?);
    }
    if let Some(subject_id) = which.subject_id {
        sql = sql.push(" and subject_id = ?").bind(subject_id);
    }
    if let Some(verb) = which.verb {
        sql = sql.push(" and verb = ?").bind(word(&verb)?);
    }
    if let Some(channel) = which.channel {
        sql = sql.push(" and channel = ?").bind(channel);
    }
    if let Some(actor) = which.actor {
        sql = sql.push(" and (actor = ? or on_behalf = ?)").bind(actor).bind(actor);
    }
    if let Some(from) = which.from {
        sql = sql.push(" and at >= ?").bind(from);
    }
    if let Some(to) = which.to {
        sql = sql.push(" and at < ?").bind(to);
    }
    Ok(sql)
}

fn position(row: &Row) -> Result<Position> {
    Ok(Position { xid: row.int("xid")?, seq: row.int("seq")? })
}

fn read(row: &Row) -> Result<Entry> {
    let position = position(row)?;
    Ok(Entry {
        position,
        seq: position.seq,
        at: row.instant("at")?,
        actor: row.opt_id("actor", UserId::from_uuid)?,
        on_behalf: row.opt_id("on_behalf", UserId::from_uuid)?,
        channel: row.text("channel")?,
        request_id: row.opt_text("request_id")?,
        subject: row.word("subject")?,
        subject_id: row.opt_id("subject_id", |id| id)?,
        verb: row.word("verb")?,
        before: row.opt_json("before")?,
        after: row.opt_json("after")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::testing::{each_database, tenant};
    use weir_model::id::TenantId;

    fn change(n: u128) -> Change {
        Change {
            at: Timestamp::UNIX_EPOCH,
            actor: None,
            on_behalf: None,
            channel: "system",
            request_id: Some("r1".to_owned()),
            subject: Subject::Form,
            subject_id: Some(Uuid::from_u128(n)),
            verb: Verb::Updated,
            before: None,
            after: Some(serde_json::json!({ "n": n.to_string() })),
        }
    }

    fn subjects(entries: &[Entry]) -> Vec<u128> {
        entries.iter().map(|e| e.subject_id.unwrap().as_u128()).collect()
    }

    /// Entries behind `from`, once there are `count`: transactions of other tests' databases in the same
    /// cluster hold the horizon back for a moment.
    async fn settled(store: &Store, tenant: TenantId, from: Position, count: usize) -> Vec<Entry> {
        loop {
            let found = since(&store.read(tenant).await.unwrap(), from, 10).await.unwrap();
            if found.len() >= count {
                return found;
            }
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_reader_resumes_behind_its_position_in_its_own_tenant() {
        each_database(|store| async move {
            let (a, b) = (tenant(&store, 1).await, tenant(&store, 2).await);
            for (t, n) in [(a, 1), (b, 2), (a, 3)] {
                let tx = store.begin(t).await.unwrap();
                tx.log(change(n)).await.unwrap();
                tx.commit().await.unwrap();
            }
            settled(&store, a, Position::default(), 2).await;
            let tx = store.read(a).await.unwrap();
            let first = since(&tx, Position::default(), 1).await.unwrap();
            assert_eq!(subjects(&first), [1]);
            assert_eq!(first[0].after, change(1).after);
            let position: Position = first[0].position.to_string().parse().unwrap();
            let rest = since(&tx, position, 10).await.unwrap();
            assert_eq!(subjects(&rest), [3]);
            assert_eq!(end(&tx).await.unwrap(), rest[0].position);
            let of = of_subject(&tx, Subject::Form, Uuid::from_u128(3), None, 10).await.unwrap();
            assert_eq!(of, rest);
        })
        .await;
    }

    #[tokio::test]
    async fn an_entry_committed_late_is_not_skipped() {
        each_database(|store| async move {
            if store.database() == Database::Sqlite {
                return; // One writer: nothing can be late.
            }
            let a = tenant(&store, 1).await;
            // `early` draws its number first and commits last; `swap` draws its number last, but is the older
            // transaction.
            let swap = store.begin(a).await.unwrap();
            crate::queries::tenants::bump_org_version(&swap).await.unwrap();
            let early = store.begin(a).await.unwrap();
            early.log(change(1)).await.unwrap();
            swap.log(change(2)).await.unwrap();
            swap.commit().await.unwrap();

            let first = settled(&store, a, Position::default(), 1).await;
            assert_eq!(subjects(&first), [2]);
            assert_eq!(end(&store.read(a).await.unwrap()).await.unwrap(), first[0].position);
            let late = store.begin(a).await.unwrap();
            late.log(change(3)).await.unwrap();
            late.commit().await.unwrap();
            let waiting = since(&store.read(a).await.unwrap(), first[0].position, 10).await.unwrap();
            assert_eq!(subjects(&waiting), [0; 0], "3 waits for 1");
            early.commit().await.unwrap();
            let rest = settled(&store, a, first[0].position, 2).await;
            assert_eq!(subjects(&rest), [1, 3]);
            assert!(rest[0].seq < first[0].seq, "by number alone, 1 would have been skipped");
        })
        .await;
    }

    #[tokio::test]
    async fn listeners_wake_after_the_commit_only() {
        each_database(|store| async move {
            let a: TenantId = tenant(&store, 1).await;
            let mut changes = store.wake().changes();
            let tx = store.begin(a).await.unwrap();
            tx.log(change(1)).await.unwrap();
            assert!(changes.try_recv().is_err());
            tx.commit().await.unwrap();
            assert_eq!(changes.try_recv().unwrap(), a);
            let tx = store.begin(a).await.unwrap();
            tx.log(change(1)).await.unwrap();
            drop(tx);
            assert!(changes.try_recv().is_err());
        })
        .await;
    }

    #[test]
    fn only_two_numbers_are_a_position() {
        for bad in ["", "1", "-", "1-", "a-1", "1--1", "-1-1"] {
            assert_eq!(bad.parse::<Position>(), Err(PositionError), "{bad}");
        }
    }
}
