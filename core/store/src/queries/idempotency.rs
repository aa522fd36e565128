//! Keys under which writes may be repeated, and the answers to give again.

use jiff::Timestamp;
use weir_model::id::UserId;

use crate::sql::Sql;
use crate::{Result, SystemTx, Tx};

/// A key that a committed write, or this transaction, took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The hash of what was asked.
    pub hash: String,
    /// The request that took it.
    pub by: Option<String>,
    /// What it made, JSON of the use case's own.
    pub made: Option<String>,
    /// What it answered, JSON of the use cases.
    pub answer: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What is known about a key.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &Tx, user: UserId, key: &str) -> Result<Option<Taken>> {
    let sql = Sql::new(
        "select request_hash, taken_by, made, body, created_at from idempotency \
         where tenant_id = ? and user_id = ? and key = ?",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(key);
    let Some(row) = tx.optional(sql).await? else { return Ok(None) };
    Ok(Some(Taken {
        hash: row.text("request_hash")?,
        by: row.opt_text("taken_by")?,
        made: row.opt_text("made")?,
        answer: row.opt_text("body")?,
        at: row.instant("created_at")?,
    }))
}

/// Takes a key for a request; whether it was free. A second taker waits for the first one's transaction.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &Tx, user: UserId, key: &str, hash: &str, by: &str, now: Timestamp) -> Result<bool> {
    let sql = Sql::new(
        "insert into idempotency (tenant_id, user_id, key, request_hash, taken_by, created_at) \
         values (?, ?, ?, ?, ?, ?) on conflict (tenant_id, user_id, key) do nothing",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(key)
    .bind(hash)
    .bind(by)
    .bind(now);
    Ok(tx.execute(sql).await? == 1)
}

/// Notes what the write made, in the transaction that took the key.
///
/// # Errors
/// When the database fails.
pub async fn made(tx: &Tx, user: UserId, key: &str, made: &str) -> Result<()> {
    let sql = Sql::new("update idempotency set made = ? where tenant_id = ? and user_id = ? and key = ?")
        .bind(made)
        .bind(tx.tenant())
        .bind(user)
        .bind(key);
    tx.execute(sql).await.map(|_| ())
}

/// Keeps the answer of the request that took the key. Where that never committed there is nothing to keep.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &Tx, user: UserId, key: &str, by: &str, status: u16, body: &str) -> Result<()> {
    let sql = Sql::new(
        "update idempotency set status = ?, body = ? \
         where tenant_id = ? and user_id = ? and key = ? and taken_by = ?",
    )
    .bind(i64::from(status))
    .bind(body)
    .bind(tx.tenant())
    .bind(user)
    .bind(key)
    .bind(by);
    tx.execute(sql).await.map(|_| ())
}

/// Forgets keys taken before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &SystemTx, before: Timestamp) -> Result<u64> {
    tx.execute(Sql::new("delete from idempotency where created_at < ?").bind(before)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, each_database, tenant, user};

    #[tokio::test]
    async fn a_key_is_taken_once_and_keeps_what_was_made_and_answered() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            assert!(take(&tx, lin, "k", "h", "r1", at(0)).await.unwrap());
            drop(tx);
            let tx = store.begin(t).await.unwrap();
            assert_eq!(find(&tx, lin, "k").await.unwrap(), None, "a write that failed frees it");
            assert!(take(&tx, lin, "k", "h", "r2", at(0)).await.unwrap());
            assert!(!take(&tx, lin, "k", "h", "r2", at(0)).await.unwrap());
            made(&tx, lin, "k", "7").await.unwrap();
            tx.commit().await.unwrap();

            let tx = store.begin(t).await.unwrap();
            answer(&tx, lin, "k", "r1", 200, "other").await.unwrap();
            answer(&tx, lin, "k", "r2", 201, "{}").await.unwrap();
            let taken = Taken {
                hash: "h".to_owned(),
                by: Some("r2".to_owned()),
                made: Some("7".to_owned()),
                answer: Some("{}".to_owned()),
                at: at(0),
            };
            assert_eq!(find(&tx, lin, "k").await.unwrap(), Some(taken));
            assert!(!take(&tx, lin, "k", "h2", "r3", at(1)).await.unwrap());
            assert!(
                take(&tx, wang, "k", "h2", "r3", at(1)).await.unwrap(),
                "everybody has keys of their own"
            );
            drop(tx);

            let tx = store.system().await.unwrap();
            assert_eq!(purge(&tx, at(1)).await.unwrap(), 1);
        })
        .await;
    }
}
