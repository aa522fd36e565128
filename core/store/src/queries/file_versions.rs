//! Versions of files. The row of a file is its current version; `file_version` keeps what was current before. Whoever
//! may see the file may see them: that is asked elsewhere.

use jiff::Timestamp;
use weir_model::id::{FileId, UserId};

use super::search::{self, Place};
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// One version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number, from 1 on.
    pub version: u32,
    /// The hash of its bytes; the blob's address.
    pub sha256: String,
    /// The name that it had.
    pub name: String,
    /// Bytes.
    pub size_bytes: u64,
    /// The media type.
    pub mime: String,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What they said about it.
    pub note: String,
    /// The version that was brought back by it.
    pub restored_from: Option<u32>,
}

/// Somebody keeps a file to themselves for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// Who.
    pub by: UserId,
    /// Until when.
    pub until: Timestamp,
}

const OLDER: &str = "select version, sha256, name, size, mime, version_by, version_at, version_note, restored_from \
     from file_version where tenant_id = ? and file_id = ?";

/// The first version was made with the file.
const CURRENT: &str = "select version, sha256, name, size, mime, coalesce(version_by, owner_user) as version_by, \
     coalesce(version_at, created_at) as version_at, coalesce(version_note, '') as version_note, restored_from, \
     locked_by, locked_until from file where tenant_id = ? and id = ?";

fn read(row: &Row) -> Result<VersionRow> {
    let count = |n: i64| u32::try_from(n).map_err(|_| Error::Corrupt("version".to_owned()));
    Ok(VersionRow {
        version: count(row.int("version")?)?,
        sha256: row.text("sha256")?,
        name: row.text("name")?,
        size_bytes: u64::try_from(row.int("size")?).map_err(|_| Error::Corrupt("size".to_owned()))?,
        mime: row.text("mime")?,
        by: row.id("version_by", UserId::from_uuid)?,
        at: row.instant("version_at")?,
        note: row.text("version_note")?,
        restored_from: row.opt_int("restored_from")?.map(count).transpose()?,
    })
}

/// The current version of a file and who keeps it to themselves. `hold`: nobody else changes it until the transaction
/// ends.
///
/// # Errors
/// `NotFound` when there is no such file.
pub async fn current(tx: &Tx, file: FileId, hold: bool) -> Result<(VersionRow, Option<Lock>)> {
    let lock = if hold && tx.database() == Database::Postgres { " for update" } else { "" };
    let row = tx.one(Sql::new(format!("{CURRENT}{lock}")).bind(tx.tenant()).bind(file)).await?;
    let lock = match (row.opt_id("locked_by", UserId::from_uuid)?, row.opt_instant("locked_until")?) {
        (Some(by), Some(until)) => Some(Lock { by, until }),
        _ => None,
    };
    Ok((read(&row)?, lock))
}

/// What was current before, newest first.
///
/// # Errors
/// When the database fails.
pub async fn older(tx: &Tx, file: FileId) -> Result<Vec<VersionRow>> {
    let sql = Sql::new(format!("{OLDER} order by version desc")).bind(tx.tenant()).bind(file);
    tx.read(sql, read).await
}

/// One version, the current one or an older one.
///
/// # Errors
/// `NotFound` when the file has no such version.
pub async fn get(tx: &Tx, file: FileId, version: u32) -> Result<VersionRow> {
    let (current, _) = current(tx, file, false).await?;
    if current.version == version {
        return Ok(current);
    }
    let sql =
        Sql::new(format!("{OLDER} and version = ?")).bind(tx.tenant()).bind(file).bind(i64::from(version));
    read(&tx.one(sql).await?)
}

/// The numbers of the current versions of files, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn numbers(tx: &Tx, files: &[FileId]) -> Result<Vec<(FileId, u32)>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new("select id, version from file where tenant_id = ? and id in ")
        .bind(tx.tenant())
        .list(files.iter().copied());
    tx.read(sql, |row| {
        let version = u32::try_from(row.int("version")?).map_err(|_| Error::Corrupt("version".to_owned()))?;
        Ok((row.id("id", FileId::from_uuid)?, version))
    })
    .await
}

/// Makes `next` the current version of a file and keeps the present one beside it. `next` has the number after the
/// present one.
///
/// # Errors
/// `Conflict` when the present version is another one.
pub async fn replace(tx: &Tx, file: FileId, next: &VersionRow) -> Result<()> {
    let before = i64::from(next.version) - 1;
    let kept = Sql::new(
        "insert into file_version (tenant_id, file_id, version, sha256, name, size, mime, version_by, version_at, \
         version_note, restored_from) select tenant_id, id, version, sha256, name, size, mime, \
         coalesce(version_by, owner_user), coalesce(version_at, created_at), coalesce(version_note, ''), restored_from \
         from file where tenant_id = ? and id = ? and version = ?",
    )
    .bind(tx.tenant())
    .bind(file)
    .bind(before);
    if tx.execute(kept).await? == 0 {
        return Err(Error::Conflict { rev: i64::from(current(tx, file, false).await?.0.version) });
    }
    let sql = Sql::new(
        "update file set version = ?, sha256 = ?, name = ?, size = ?, mime = ?, version_by = ?, version_at = ?, \
         version_note = ?, restored_from = ? where tenant_id = ? and id = ?",
    )
    .bind(i64::from(next.version))
    .bind(&next.sha256)
    .bind(&next.name)
    .bind(i64::try_from(next.size_bytes).unwrap_or(i64::MAX))
    .bind(&next.mime)
    .bind(next.by)
    .bind(next.at)
    .bind(&next.note)
    .bind(next.restored_from.map(i64::from))
    .bind(tx.tenant())
    .bind(file);
    tx.execute(sql).await?;
    search::follow_files(tx, &[file], Place::Newest).await
}

/// Notes who keeps a file to themselves; nobody any more.
///
/// # Errors
/// When the database fails.
pub async fn set_lock(tx: &Tx, file: FileId, lock: Option<Lock>) -> Result<()> {
    let sql = Sql::new("update file set locked_by = ?, locked_until = ? where tenant_id = ? and id = ?")
        .bind(lock.map(|l| l.by))
        .bind(lock.map(|l| l.until))
        .bind(tx.tenant())
        .bind(file);
    tx.execute(sql).await.map(drop)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::queries::files::{self, FileRow};
    use crate::testing::{at, each_database, tenant, user};

    const FILE: FileId = FileId::from_uuid(Uuid::from_u128(1));

    fn hash(n: u8) -> String {
        hex::encode([n; 32])
    }

    fn version(n: u32, by: UserId) -> VersionRow {
        VersionRow {
            version: n,
            sha256: hash(u8::try_from(n).unwrap()),
            name: format!("报价{n}.pdf"),
            size_bytes: u64::from(n),
            mime: "application/pdf".to_owned(),
            by,
            at: at(i64::from(n)),
            note: if n == 1 { String::new() } else { format!("note {n}") },
            restored_from: None,
        }
    }

    async fn insert(tx: &Tx, owner: UserId) {
        let VersionRow { sha256, name, size_bytes, mime, .. } = version(1, owner);
        let row =
            FileRow { id: FILE, sha256, name, size_bytes, mime, owner, created_at: at(1), attached: None };
        files::insert(tx, &row).await.unwrap();
    }

    #[tokio::test]
    async fn the_newest_version_is_the_file_and_the_others_stay() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            insert(&tx, lin).await;
            assert_eq!(current(&tx, FILE, true).await.unwrap(), (version(1, lin), None));
            replace(&tx, FILE, &version(2, wang)).await.unwrap();
            let again = VersionRow { restored_from: Some(1), sha256: hash(1), ..version(3, lin) };
            replace(&tx, FILE, &again).await.unwrap();
            let raced = replace(&tx, FILE, &version(3, wang)).await;
            assert!(matches!(raced, Err(Error::Conflict { rev: 3 })), "{raced:?}");
            assert_eq!(current(&tx, FILE, false).await.unwrap().0, again);
            assert_eq!(older(&tx, FILE).await.unwrap(), [version(2, wang), version(1, lin)]);
            assert_eq!(get(&tx, FILE, 3).await.unwrap(), again);
            assert_eq!(get(&tx, FILE, 1).await.unwrap(), version(1, lin));
            assert!(matches!(get(&tx, FILE, 4).await, Err(Error::NotFound)));
            assert_eq!(numbers(&tx, &[FILE]).await.unwrap(), [(FILE, 3)]);
            let row = files::get(&tx, FILE).await.unwrap();
            assert_eq!((row.name.as_str(), row.owner), ("报价3.pdf", lin));
        })
        .await;
    }

    #[tokio::test]
    async fn the_bytes_of_every_version_are_free_with_the_file() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let tx = store.begin(t).await.unwrap();
            insert(&tx, lin).await;
            replace(&tx, FILE, &version(2, lin)).await.unwrap();
            replace(&tx, FILE, &VersionRow { sha256: hash(1), ..version(3, lin) }).await.unwrap();
            // Another file has the bytes of the second version.
            let twin = FileId::from_uuid(Uuid::from_u128(9));
            let row = FileRow { id: twin, sha256: hash(2), ..files::get(&tx, FILE).await.unwrap() };
            files::insert(&tx, &row).await.unwrap();
            assert_eq!(files::delete(&tx, twin).await.unwrap(), Vec::<String>::new());
            let mut free = files::delete(&tx, FILE).await.unwrap();
            free.sort();
            assert_eq!(free, [hash(1), hash(2)]);
            assert_eq!(older(&tx, FILE).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_lock_is_taken_and_released() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let lin = user(&store, t, 1).await;
            let tx = store.begin(t).await.unwrap();
            insert(&tx, lin).await;
            let lock = Lock { by: lin, until: at(9) };
            set_lock(&tx, FILE, Some(lock)).await.unwrap();
            assert_eq!(current(&tx, FILE, false).await.unwrap().1, Some(lock));
            set_lock(&tx, FILE, None).await.unwrap();
            assert_eq!(current(&tx, FILE, false).await.unwrap().1, None);
        })
        .await;
    }
}
