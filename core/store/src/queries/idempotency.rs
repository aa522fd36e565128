//! Answers to writes that carried an idempotency key, kept to be given again.

use jiff::Timestamp;
use weir_model::id::UserId;

use crate::sql::Sql;
use crate::{Result, SystemTx, Tx};

/// What is known about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nothing; the write may go ahead, and finish in the same transaction.
    New,
    /// The same write was answered before.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// Another write used the key.
    OtherRequest,
}

/// Takes a key for a write. A second taker waits for the first one's transaction and then finds its answer.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &Tx, user: UserId, key: &str, request_hash: &str, now: Timestamp) -> Result<Begun> {
    let sql = Sql::new(
        "insert into idempotency (tenant_id, user_id, key, request_hash, created_at) values (?, ?, ?, ?, ?) \
         on conflict (tenant_id, user_id, key) do nothing",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(key)
    .bind(request_hash)
    .bind(now);
    if tx.execute(sql).await? == 1 {
        return Ok(Begun::New);
    }
    let sql = Sql::new(
        "select request_hash, status, body from idempotency where tenant_id = ? and user_id = ? and key = ?",
    )
    .bind(tx.tenant())
    .bind(user)
    .bind(key);
    let row = tx.one(sql).await?;
    if row.text("request_hash")? != request_hash {
        return Ok(Begun::OtherRequest);
    }
    // Taken but never finished, in an earlier transaction that committed all the same: nothing to repeat.
    let Some(status) = row.opt_int("status")? else { return Ok(Begun::New) };
    let status = u16::try_from(status).map_err(|_| crate::Error::Corrupt("status".to_owned()))?;
    Ok(Begun::Answered { status, body: row.opt_text("body")?.unwrap_or_default() })
}

/// Keeps the answer, in the transaction that took the key.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx, user: UserId, key: &str, status: u16, body: &str) -> Result<()> {
    let sql = Sql::new(
        "update idempotency set status = ?, body = ? where tenant_id = ? and user_id = ? and key = ?",
    )
    .bind(i64::from(status))
    .bind(body)
    .bind(tx.tenant())
    .bind(user)
    .bind(key);
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
    async fn the_same_write_gets_its_first_answer_and_another_is_told_apart() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            assert_eq!(begin(&tx, lin, "k", "h", at(0)).await.unwrap(), Begun::New);
            drop(tx);
            let tx = store.begin(t).await.unwrap();
            assert_eq!(
                begin(&tx, lin, "k", "h", at(0)).await.unwrap(),
                Begun::New,
                "a failed write frees it"
            );
            finish(&tx, lin, "k", 201, "{}").await.unwrap();
            tx.commit().await.unwrap();

            let tx = store.begin(t).await.unwrap();
            let answered = Begun::Answered { status: 201, body: "{}".to_owned() };
            assert_eq!(begin(&tx, lin, "k", "h", at(1)).await.unwrap(), answered);
            assert_eq!(begin(&tx, lin, "k", "h2", at(1)).await.unwrap(), Begun::OtherRequest);
            assert_eq!(begin(&tx, wang, "k", "h2", at(1)).await.unwrap(), Begun::New);
            drop(tx);

            let tx = store.system().await.unwrap();
            assert_eq!(purge(&tx, at(1)).await.unwrap(), 1);
        })
        .await;
    }
}
