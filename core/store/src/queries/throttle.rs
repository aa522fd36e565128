//! Failed sign-ins, counted per bucket (an account's name, an address). What a count leads to, callers decide.

use jiff::Timestamp;

use crate::sql::Sql;
use crate::{Result, SystemRead, SystemTx};

/// The latest end of a block over these buckets, if one of them is blocked at `now`.
///
/// # Errors
/// When the database fails.
pub async fn blocked_until(
    system: &SystemRead,
    buckets: &[&str],
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let sql = Sql::new("select max(blocked_until) as blocked_until from login_throttle where bucket in ")
        .list(buckets.iter().copied())
        .push(" and blocked_until > ?")
        .bind(now);
    system.one(sql).await?.opt_instant("blocked_until")
}

/// How a bucket stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which one.
    pub bucket: String,
    /// Its failures in the window.
    pub failures: u32,
    /// The end of its block, also of one that is over.
    pub blocked_until: Option<Timestamp>,
}

/// How these buckets stand, where anything was counted; failures of windows that began before `window_start` are over.
///
/// # Errors
/// When the database fails.
pub async fn standing(
    system: &SystemRead,
    buckets: &[&str],
    window_start: Timestamp,
) -> Result<Vec<Standing>> {
    let sql = Sql::new(
        "select bucket, case when window_start < ? then 0 else failures end as failures, blocked_until \
         from login_throttle where bucket in ",
    )
    .bind(window_start)
    .list(buckets.iter().copied());
    system
        .read(sql, |row| {
            Ok(Standing {
                bucket: row.text("bucket")?,
                failures: row.count("failures")?,
                blocked_until: row.opt_instant("blocked_until")?,
            })
        })
        .await
}

/// Counts a failure and tells how many there are since `window_start`; older ones are forgotten.
///
/// # Errors
/// When the database fails.
pub async fn count_failure(
    tx: &SystemTx,
    bucket: &str,
    now: Timestamp,
    window_start: Timestamp,
) -> Result<u32> {
    let sql = Sql::new(
        "insert into login_throttle (bucket, failures, window_start) values (?, 1, ?) \
         on conflict (bucket) do update set \
         failures = case when login_throttle.window_start < ? then 1 else login_throttle.failures + 1 end, \
         window_start = case when login_throttle.window_start < ? then excluded.window_start \
         else login_throttle.window_start end returning failures",
    )
    .bind(bucket)
    .bind(now)
    .bind(window_start)
    .bind(window_start);
    tx.one(sql).await?.count("failures")
}

/// Blocks a bucket that has failures.
///
/// # Errors
/// When the database fails.
pub async fn block(tx: &SystemTx, bucket: &str, until: Timestamp) -> Result<()> {
    let sql =
        Sql::new("update login_throttle set blocked_until = ? where bucket = ?").bind(until).bind(bucket);
    tx.execute(sql).await.map(|_| ())
}

/// Forgets a bucket, after a sign-in that worked.
///
/// # Errors
/// When the database fails.
pub async fn clear(tx: &SystemTx, bucket: &str) -> Result<()> {
    tx.execute(Sql::new("delete from login_throttle where bucket = ?").bind(bucket)).await.map(|_| ())
}

/// Forgets buckets without a failure or block since an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &SystemTx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new(
        "delete from login_throttle where window_start < ? and (blocked_until is null or blocked_until < ?)",
    )
    .bind(before)
    .bind(before);
    tx.execute(sql).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, each_database};

    #[tokio::test]
    async fn failures_count_within_their_window() {
        each_database(|store| async move {
            let tx = store.system().await.unwrap();
            assert_eq!(count_failure(&tx, "u:lin", at(10), at(0)).await.unwrap(), 1);
            assert_eq!(count_failure(&tx, "u:lin", at(11), at(1)).await.unwrap(), 2);
            assert_eq!(count_failure(&tx, "ip:::1", at(11), at(1)).await.unwrap(), 1);
            assert_eq!(
                count_failure(&tx, "u:lin", at(21), at(11)).await.unwrap(),
                1,
                "the window has moved on"
            );
            block(&tx, "u:lin", at(30)).await.unwrap();
            tx.commit().await.unwrap();

            let blocked =
                async |s| blocked_until(&store.system_read(), &["u:lin", "ip:::1"], at(s)).await.unwrap();
            assert_eq!(blocked(29).await, Some(at(30)));
            assert_eq!(blocked(30).await, None);

            let tx = store.system().await.unwrap();
            assert_eq!(purge(&tx, at(25)).await.unwrap(), 1, "a block outlives its window");
            clear(&tx, "u:lin").await.unwrap();
            assert_eq!(purge(&tx, at(99)).await.unwrap(), 0);
        })
        .await;
    }
}
