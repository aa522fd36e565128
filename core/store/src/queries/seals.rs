//! Seals over the change log: each hashes the entries behind the one before it together with that one's hash, so that
//! an entry that was edited, removed or added later no longer fits. What is hashed, this crate only hands out.

use jiff::Timestamp;

use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRow {
    /// Its number, from 1.
    pub number: i64,
    /// It covers the entries behind this number.
    pub after_seq: i64,
    /// Up to this one.
    pub last_seq: i64,
    /// How many they are.
    pub entries: i64,
    /// The hash over them and the hash before, in hexadecimal.
    pub hash: String,
    /// When it was set.
    pub sealed_at: Timestamp,
}

/// An entry as it is hashed: its number and the rest of it, every column as stored, as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// Its number.
    pub seq: i64,
    /// Everything that it holds.
    pub line: String,
}

const COLUMNS: &str = "number, after_seq, last_seq, entries, hash, sealed_at";

fn read(row: &Row) -> Result<SealRow> {
    Ok(SealRow {
        number: row.int("number")?,
        after_seq: row.int("after_seq")?,
        last_seq: row.int("last_seq")?,
        entries: row.int("entries")?,
        hash: row.text("hash")?,
        sealed_at: row.instant("sealed_at")?,
    })
}

/// The newest seal.
///
/// # Errors
/// When the database fails.
pub async fn last(tx: &Tx) -> Result<Option<SealRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from change_seal where tenant_id = ? order by number desc limit 1"
    ))
    .bind(tx.tenant());
    tx.optional(sql).await?.as_ref().map(read).transpose()
}

/// Seals behind a number, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &Tx, after: i64, limit: u32) -> Result<Vec<SealRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from change_seal where tenant_id = ? and number > ? order by number"
    ))
    .bind(tx.tenant())
    .bind(after)
    .limit(limit);
    tx.read(sql, read).await
}

/// Sets a seal.
///
/// # Errors
/// `Duplicate` when another node set it meanwhile.
pub async fn insert(tx: &Tx, seal: &SealRow) -> Result<()> {
    let sql = Sql::new(
        "insert into change_seal (tenant_id, number, after_seq, last_seq, entries, hash, sealed_at) \
         values (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tx.tenant())
    .bind(seal.number)
    .bind(seal.after_seq)
    .bind(seal.last_seq)
    .bind(seal.entries)
    .bind(&seal.hash)
    .bind(seal.sealed_at);
    tx.execute(sql).await.map(drop)
}

/// The number of the newest entry from before an instant; none for an empty log.
///
/// # Errors
/// When the database fails.
pub async fn newest_before(tx: &Tx, at: Timestamp) -> Result<Option<i64>> {
    let sql = Sql::new("select max(seq) as newest from change_log where tenant_id = ? and at < ?")
        .bind(tx.tenant())
        .bind(at);
    tx.one(sql).await?.opt_int("newest")
}

/// Entries behind a number up to another, in the order of their numbers.
///
/// # Errors
/// When the database fails.
pub async fn entries(tx: &Tx, after: i64, last: i64, limit: u32) -> Result<Vec<SealedEntry>> {
    let sql = Sql::new(
        "select seq, at, actor, on_behalf, channel, request_id, subject, subject_id, verb, before, after \
         from change_log where tenant_id = ? and seq > ? and seq <= ? order by seq",
    )
    .bind(tx.tenant())
    .bind(after)
    .bind(last)
    .limit(limit);
    tx.read(sql, line).await
}

/// The transaction's number stays out: a backup restored elsewhere gets others.
fn line(row: &Row) -> Result<SealedEntry> {
    let seq = row.int("seq")?;
    let id = |column| row.opt_id(column, |id| id.simple().to_string());
    let line = serde_json::json!([
        seq,
        row.int("at")?,
        id("actor")?,
        id("on_behalf")?,
        row.text("channel")?,
        row.opt_text("request_id")?,
        row.text("subject")?,
        id("subject_id")?,
        row.text("verb")?,
        row.opt_text("before")?,
        row.opt_text("after")?,
    ]);
    Ok(SealedEntry { seq, line: line.to_string() })
}

#[cfg(test)]
mod tests {
    use weir_model::change::{Subject, Verb};

    use super::*;
    use crate::queries::change_log::Change;
    use crate::testing::{at, each_database, tenant};

    #[tokio::test]
    async fn entries_read_alike_on_both_databases_and_nobody_changes_them() {
        each_database(|store| async move {
            let (t, other) = (tenant(&store, 1).await, tenant(&store, 2).await);
            for (tenant, second) in [(t, 1), (other, 1), (t, 2), (t, 9)] {
                let tx = store.begin(tenant).await.unwrap();
                let change = Change {
                    at: at(second),
                    actor: None,
                    on_behalf: None,
                    channel: "system",
                    request_id: None,
                    subject: Subject::Form,
                    subject_id: None,
                    verb: Verb::Updated,
                    before: None,
                    after: Some(serde_json::json!({ "n": 1 })),
                };
                tx.log(change).await.unwrap();
                tx.commit().await.unwrap();
            }
            let tx = store.read(t).await.unwrap();
            let newest = newest_before(&tx, at(9)).await.unwrap().unwrap();
            let found = entries(&tx, 0, newest, 10).await.unwrap();
            let rest: Vec<&str> = found.iter().map(|e| e.line.split_once(',').unwrap().1).collect();
            let line = |s: i64| {
                let at = at(s).as_microsecond();
                format!("{at},null,null,\"system\",null,\"form\",null,\"updated\",null,\"{{\\\"n\\\":1}}\"]")
            };
            assert_eq!(rest, [line(1), line(2)]);
            assert_eq!(newest_before(&tx, at(1)).await.unwrap(), None);
            drop(tx);
            for text in ["update change_log set verb = 'x'", "delete from change_log"] {
                let tx = store.begin(t).await.unwrap();
                assert!(tx.execute(Sql::new(text)).await.is_err(), "{text}");
            }
            let seal = SealRow {
                number: 1,
                after_seq: 0,
                last_seq: newest,
                entries: 2,
                hash: "h".into(),
                sealed_at: at(10),
            };
            let tx = store.begin(t).await.unwrap();
            insert(&tx, &seal).await.unwrap();
            assert_eq!(
                (last(&tx).await.unwrap(), list(&tx, 0, 9).await.unwrap()),
                (Some(seal.clone()), vec![seal.clone()])
            );
            assert!(matches!(insert(&tx, &seal).await, Err(crate::Error::Duplicate { .. })));
            drop(tx);
            let tx = store.begin(other).await.unwrap();
            assert_eq!(last(&tx).await.unwrap(), None);
        })
        .await;
    }
}
