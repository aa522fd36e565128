//! File rows: names and sizes of blobs, and what they are attached to. The bytes are `blobs`' business.

use jiff::Timestamp;
use uuid::Uuid;
use weir_model::id::{FileId, UserId};

use super::search::{self, Place};
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// The hash of its bytes; the blob's address.
    pub sha256: String,
    /// The name under which it was uploaded.
    pub name: String,
    /// Bytes.
    pub size_bytes: u64,
    /// The media type, as told by the uploader or found by looking.
    pub mime: String,
    /// Who uploaded it.
    pub owner: UserId,
    /// When.
    pub created_at: Timestamp,
    /// What it belongs to, whose rights decide; nothing yet: its owner's.
    pub attached: Option<Attachment>,
}

/// What a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// `record`, `comment`, `draft`, `user`, `import`, `task`, `company` or `feedback`.
    pub kind: String,
    /// Which one.
    pub id: Uuid,
}

const COLUMNS: &str = "id, sha256, name, size, mime, owner_user, created_at, attached_kind, attached_id";

fn read(row: &Row) -> Result<FileRow> {
    let attached = match (row.opt_text("attached_kind")?, row.opt_id("attached_id", |id| id)?) {
        (Some(kind), Some(id)) => Some(Attachment { kind, id }),
        _ => None,
    };
    Ok(FileRow {
        id: row.id("id", FileId::from_uuid)?,
        sha256: row.text("sha256")?,
        name: row.text("name")?,
        size_bytes: u64::try_from(row.int("size")?).map_err(|_| crate::Error::Corrupt("size".to_owned()))?,
        mime: row.text("mime")?,
        owner: row.id("owner_user", UserId::from_uuid)?,
        created_at: row.instant("created_at")?,
        attached,
    })
}

/// Stores the row of a blob that is on disk already.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, file: &FileRow) -> Result<()> {
    let sql =
        Sql::new(format!("insert into file (tenant_id, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"))
            .bind(tx.tenant())
            .bind(file.id)
            .bind(&file.sha256)
            .bind(&file.name)
            .bind(i64::try_from(file.size_bytes).unwrap_or(i64::MAX))
            .bind(&file.mime)
            .bind(file.owner)
            .bind(file.created_at)
            .bind(file.attached.as_ref().map(|a| a.kind.as_str()))
            .bind(file.attached.as_ref().map(|a| a.id));
    tx.execute(sql).await?;
    search::follow_files(tx, &[file.id], Place::Newest).await
}

/// A file of the tenant. Whether the caller may have it, `attached` and `owner` tell.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn get(tx: &Tx, id: FileId) -> Result<FileRow> {
    let sql = Sql::new(format!("select {COLUMNS} from file where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql).await?)
}

/// Those of the files that exist, in no particular order.
///
/// # Errors
/// When the database fails.
pub async fn get_many(tx: &Tx, ids: &[FileId]) -> Result<Vec<FileRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(format!("select {COLUMNS} from file where tenant_id = ? and id in "))
        .bind(tx.tenant())
        .list(ids.iter().copied());
    tx.read(sql, read).await
}

/// Attaches files that `owner` uploaded and that belong to nothing or to the same thing, or to a draft of it
/// (`from`). Tells how many; fewer than given means that some are not theirs to attach.
///
/// # Errors
/// When the database fails.
pub async fn attach(
    tx: &Tx,
    owner: UserId,
    ids: &[FileId],
    to: &Attachment,
    from: Option<&Attachment>,
) -> Result<u64> {
    let same = |sql: Sql, it: &Attachment| {
        sql.push(" or (attached_kind = ? and attached_id = ?)").bind(&it.kind).bind(it.id)
    };
    let sql = Sql::new("update file set attached_kind = ?, attached_id = ? where tenant_id = ? and id in ")
        .bind(&to.kind)
        .bind(to.id)
        .bind(tx.tenant())
        .list(ids.iter().copied())
        .push(" and ((owner_user = ? and attached_id is null)")
        .bind(owner);
    let mut sql = same(sql, to);
    if let Some(from) = from {
        sql = same(sql, from);
    }
    tx.execute(sql.push(")")).await
}

/// What is attached to something, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn attached_to(tx: &Tx, to: &Attachment) -> Result<Vec<FileRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from file where tenant_id = ? and attached_kind = ? and attached_id = ? \
         order by created_at, id"
    ))
    .bind(tx.tenant())
    .bind(&to.kind)
    .bind(to.id);
    tx.read(sql, read).await
}

/// Lets go of what is still attached to something that goes away: upkeep removes it like an upload that nothing
/// took up.
///
/// # Errors
/// When the database fails.
pub async fn release(tx: &Tx, from: &Attachment) -> Result<()> {
    let sql = Sql::new("update file set attached_kind = null, attached_id = null where tenant_id = ?")
        .bind(tx.tenant())
        .push(" and attached_kind = ? and attached_id = ?")
        .bind(&from.kind)
        .bind(from.id);
    tx.execute(sql).await.map(|_| ())
}

/// Files uploaded before an instant that nothing took up, oldest first. Until the transaction ends, nothing else
/// takes them up either.
///
/// # Errors
/// When the database fails.
pub async fn loose(tx: &Tx, before: Timestamp, limit: u32) -> Result<Vec<FileRow>> {
    let sql = Sql::new(format!(
        "select {COLUMNS} from file where tenant_id = ? and attached_id is null and created_at < ? \
         order by created_at"
    ))
    .bind(tx.tenant())
    .bind(before)
    .limit(limit);
    let lock = if tx.database() == Database::Postgres { " for update" } else { "" };
    tx.read(sql.push(lock), read).await
}

/// Removes a file's row with its versions. The hashes come back that no other row names: remove those blobs after the
/// commit.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn delete(tx: &Tx, id: FileId) -> Result<Vec<String>> {
    let mut hashes = vec![get(tx, id).await?.sha256];
    let older = Sql::new("select distinct sha256 from file_version where tenant_id = ? and file_id = ?")
        .bind(tx.tenant())
        .bind(id);
    hashes.extend(tx.read(older, |row| row.text("sha256")).await?);
    hashes.sort_unstable();
    hashes.dedup();
    tx.execute(Sql::new("delete from file where tenant_id = ? and id = ?").bind(tx.tenant()).bind(id))
        .await?;
    search::follow_files(tx, &[id], Place::Newest).await?;
    let mut nameless = Vec::new();
    for sha256 in hashes {
        let named = Sql::new(
            "select 1 as one from file where tenant_id = ? and sha256 = ? union all \
             select 1 as one from file_version where tenant_id = ? and sha256 = ? limit 1",
        )
        .bind(tx.tenant())
        .bind(&sha256)
        .bind(tx.tenant())
        .bind(&sha256);
        if tx.optional(named).await?.is_none() {
            nameless.push(sha256);
        }
    }
    Ok(nameless)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use crate::testing::{at, each_database, tenant, user};

    fn id(n: u128) -> FileId {
        FileId::from_uuid(Uuid::from_u128(n))
    }

    fn file(n: u128, owner: UserId) -> FileRow {
        FileRow {
            id: id(n),
            sha256: "ab".repeat(32),
            name: format!("报价{n}.pdf"),
            size_bytes: 3,
            mime: "application/pdf".to_owned(),
            owner,
            created_at: at(i64::try_from(n).unwrap()),
            attached: None,
        }
    }

    fn of(kind: &str, n: u128) -> Attachment {
        Attachment { kind: kind.to_owned(), id: Uuid::from_u128(n) }
    }

    #[tokio::test]
    async fn only_their_own_loose_files_can_be_attached_and_only_once() {
        each_database(|store| async move {
            let t = tenant(&store, 1).await;
            let (lin, wang) = (user(&store, t, 1).await, user(&store, t, 2).await);
            let tx = store.begin(t).await.unwrap();
            for (n, owner) in [(1, lin), (2, lin), (3, wang)] {
                insert(&tx, &file(n, owner)).await.unwrap();
            }
            assert_eq!(get(&tx, id(1)).await.unwrap(), file(1, lin));
            let ids = [id(1), id(2), id(3), id(4)];
            assert_eq!(attach(&tx, lin, &ids, &of("draft", 7), None).await.unwrap(), 2);
            assert_eq!(attach(&tx, lin, &ids, &of("record", 8), None).await.unwrap(), 0, "they are taken");
            assert_eq!(attach(&tx, lin, &ids, &of("record", 8), Some(&of("draft", 7))).await.unwrap(), 2);
            assert_eq!(
                attach(&tx, wang, &ids[..2], &of("record", 8), None).await.unwrap(),
                2,
                "kept by an edit"
            );
            assert_eq!(get(&tx, id(1)).await.unwrap().attached, Some(of("record", 8)));
            assert_eq!(get_many(&tx, &ids).await.unwrap().len(), 3);
            assert_eq!(attached_to(&tx, &of("record", 8)).await.unwrap().len(), 2);
            assert_eq!(attached_to(&tx, &of("record", 9)).await.unwrap(), []);
            release(&tx, &of("draft", 8)).await.unwrap();
            assert_eq!(loose(&tx, at(9), 10).await.unwrap(), [file(3, wang)]);
            release(&tx, &of("record", 8)).await.unwrap();
            assert_eq!(loose(&tx, at(9), 10).await.unwrap().len(), 3);
        })
        .await;
    }

    #[tokio::test]
    async fn a_blob_is_free_when_its_last_row_is_gone() {
        each_database(|store| async move {
            let (t, other) = (tenant(&store, 1).await, tenant(&store, 2).await);
            let lin = user(&store, t, 1).await;
            let tx = store.begin(t).await.unwrap();
            for n in [1, 2] {
                insert(&tx, &file(n, lin)).await.unwrap();
            }
            assert_eq!(loose(&tx, at(2), 10).await.unwrap(), [file(1, lin)]);
            assert_eq!(delete(&tx, id(1)).await.unwrap(), Vec::<String>::new());
            assert_eq!(delete(&tx, id(2)).await.unwrap(), ["ab".repeat(32)]);
            assert!(matches!(delete(&tx, id(2)).await, Err(Error::NotFound)));
            insert(&tx, &file(3, lin)).await.unwrap();
            tx.commit().await.unwrap();
            let tx = store.read(other).await.unwrap();
            assert!(matches!(get(&tx, id(3)).await, Err(Error::NotFound)));
        })
        .await;
    }
}
