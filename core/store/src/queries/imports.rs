//! Imports: what is brought in from a file, what was wrong with it, and what each row became.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value as Json;
use uuid::Uuid;
use weir_model::Issue;
use weir_model::id::{BackgroundTaskId, FileId, FormId, ImportId, UserId};

use crate::config::Database;
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// Rows stored by one statement: below the places that any database allows in one.
const AT_ONCE: usize = 500;

/// An import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRow {
    /// Its id.
    pub id: ImportId,
    /// What is brought in.
    pub kind: String,
    /// Whose it is.
    pub owner: UserId,
    /// The form whose records are brought in.
    pub form: Option<FormId>,
    /// The file.
    pub file: FileId,
    /// What was seen in the file: its head, its first rows.
    pub outline: Json,
    /// How its owner wants it read.
    pub settings: Json,
    /// How it stands.
    pub state: String,
    /// What was counted.
    pub counts: Json,
    /// The last task that worked on it.
    pub task: Option<BackgroundTaskId>,
    /// When the file was given.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its revision.
    pub rev: i64,
}

const COLUMNS: &str = "id, kind, owner_user, form_id, file_id, outline, settings, state, counts, task_id, created_at, \
     updated_at, rev";

fn read(row: &Row) -> Result<ImportRow> {
    Ok(ImportRow {
        id: row.id("id", ImportId::from_uuid)?,
        kind: row.text("kind")?,
        owner: row.id("owner_user", UserId::from_uuid)?,
        form: row.opt_id("form_id", FormId::from_uuid)?,
        file: row.id("file_id", FileId::from_uuid)?,
        outline: row.json("outline")?,
        settings: row.json("settings")?,
        state: row.text("state")?,
        counts: row.json("counts")?,
        task: row.opt_id("task_id", BackgroundTaskId::from_uuid)?,
        created_at: row.instant("created_at")?,
        updated_at: row.instant("updated_at")?,
        rev: row.int("rev")?,
    })
}

/// Stores a new import.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, import: &ImportRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into import_run (tenant_id, {COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(import.id)
    .bind(&import.kind)
    .bind(import.owner)
    .bind(import.form)
    .bind(import.file)
    .bind(import.outline.to_string())
    .bind(import.settings.to_string())
    .bind(&import.state)
    .bind(import.counts.to_string())
    .bind(import.task)
    .bind(import.created_at)
    .bind(import.updated_at)
    .bind(import.rev);
    tx.execute(sql).await.map(drop)
}

/// An import.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: ImportId) -> Result<ImportRow> {
    one(tx, id, "").await
}

/// An import; on PostgreSQL nobody else changes it until the transaction ends.
///
/// # Errors
/// `NotFound`.
pub async fn lock(tx: &Tx, id: ImportId) -> Result<ImportRow> {
    let lock = if tx.database() == Database::Postgres { " for update" } else { "" };
    one(tx, id, lock).await
}

async fn one(tx: &Tx, id: ImportId, lock: &str) -> Result<ImportRow> {
    let sql = Sql::new(format!("select {COLUMNS} from import_run where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql.push(lock)).await?)
}

/// Somebody's imports, newest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn of_owner(
    tx: &Tx,
    owner: UserId,
    after: Option<(Timestamp, ImportId)>,
    limit: u32,
) -> Result<Vec<ImportRow>> {
    let mut sql =
        Sql::new(format!("select {COLUMNS} from import_run where tenant_id = ? and owner_user = ?"))
            .bind(tx.tenant())
            .bind(owner);
    if let Some((at, id)) = after {
        sql = sql.push(" and (created_at, id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by created_at desc, id desc").limit(limit), read).await
}

/// Stores how the import stands and is read, and moves its revision. What it brings in never changes.
///
/// # Errors
/// `NotFound`.
pub async fn save(tx: &Tx, import: &ImportRow) -> Result<()> {
    let sql = Sql::new(
        "update import_run set outline = ?, settings = ?, state = ?, counts = ?, task_id = ?, updated_at = ?, \
         rev = rev + 1 where tenant_id = ? and id = ?",
    )
    .bind(import.outline.to_string())
    .bind(import.settings.to_string())
    .bind(&import.state)
    .bind(import.counts.to_string())
    .bind(import.task)
    .bind(import.updated_at)
    .bind(tx.tenant())
    .bind(import.id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Forgets imports that did not change since an instant, with their findings, and lets go of their files.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    let old = "select id from import_run where tenant_id = ? and updated_at < ?";
    let sql = Sql::new(format!(
        "update file set attached_kind = null, attached_id = null where tenant_id = ? \
         and attached_kind = 'import' and attached_id in ({old})"
    ));
    tx.execute(sql.bind(tx.tenant()).bind(tx.tenant()).bind(before)).await?;
    let sql = Sql::new("delete from import_run where tenant_id = ? and updated_at < ?");
    tx.execute(sql.bind(tx.tenant()).bind(before)).await
}

/// A finding at a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its place among the findings of its import.
    pub place: i64,
    /// The row, as a spreadsheet program counts.
    pub row: u32,
    /// What is wrong; its place is a field's key, empty for the whole row.
    pub issue: Issue,
    /// The beginning of what stood in the cell; none for a whole row or an empty cell.
    pub refused: Option<String>,
}

/// Stores findings.
///
/// # Errors
/// When the database fails.
pub async fn add_findings(tx: &Tx, import: ImportId, findings: &[Finding]) -> Result<()> {
    for some in findings.chunks(AT_ONCE) {
        let mut sql = Sql::new(
            "insert into import_issue (tenant_id, import_id, place, row_number, field, code, params, refused) values ",
        );
        for (n, finding) in some.iter().enumerate() {
            sql = sql
                .push(if n == 0 { "(?, ?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?, ?)" })
                .bind(tx.tenant())
                .bind(import)
                .bind(finding.place)
                .bind(finding.row)
                .bind(&finding.issue.at)
                .bind(finding.issue.code.as_ref())
                .bind(json(&finding.issue.params)?)
                .bind(finding.refused.as_deref());
        }
        tx.execute(sql).await?;
    }
    Ok(())
}

/// Findings behind a place, in the order in which they were found.
///
/// # Errors
/// When the database fails.
pub async fn findings(tx: &Tx, import: ImportId, behind: i64, limit: u32) -> Result<Vec<Finding>> {
    let sql = Sql::new(
        "select place, row_number, field, code, params, refused from import_issue \
         where tenant_id = ? and import_id = ? and place > ? order by place",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(behind)
    .limit(limit);
    tx.read(sql, |row| {
        let params: BTreeMap<String, String> = row.json("params")?;
        let issue = Issue { at: row.text("field")?, code: row.text("code")?.into(), params };
        let (place, number) = (row.int("place")?, row.count("row_number")?);
        Ok(Finding { place, row: number, issue, refused: row.opt_text("refused")? })
    })
    .await
}

/// Forgets the findings.
///
/// # Errors
/// When the database fails.
pub async fn clear_findings(tx: &Tx, import: ImportId) -> Result<()> {
    let sql = Sql::new("delete from import_issue where tenant_id = ? and import_id = ?");
    tx.execute(sql.bind(tx.tenant()).bind(import)).await.map(drop)
}

/// What a row became.
#[derive(Debug, Clone, PartialEq)]
pub struct BroughtIn {
    /// The row, as a spreadsheet program counts.
    pub row: u32,
    /// Whether the thing was there before: `created` or `updated`.
    pub action: String,
    /// The thing.
    pub thing: Uuid,
    /// Its revision afterwards.
    pub rev: i64,
    /// What it was before.
    pub before: Option<Json>,
    /// How it was undone; not yet when none.
    pub undone: Option<String>,
}

/// Notes what rows became.
///
/// # Errors
/// When the database fails.
pub async fn add_rows(tx: &Tx, import: ImportId, rows: &[BroughtIn]) -> Result<()> {
    for some in rows.chunks(AT_ONCE) {
        let mut sql = Sql::new(
            "insert into import_row (tenant_id, import_id, row_number, action, thing_id, thing_rev, before, told) \
             values ",
        );
        for (n, row) in some.iter().enumerate() {
            sql = sql
                .push(if n == 0 { "(?, ?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?, ?)" })
                .bind(tx.tenant())
                .bind(import)
                .bind(row.row)
                .bind(&row.action)
                .bind(row.thing)
                .bind(row.rev)
                .bind(row.before.as_ref().map(Json::to_string))
                .bind(false);
        }
        tx.execute(sql).await?;
    }
    Ok(())
}

fn read_row(row: &Row) -> Result<BroughtIn> {
    Ok(BroughtIn {
        row: row.count("row_number")?,
        action: row.text("action")?,
        thing: row.id("thing_id", |id| id)?,
        rev: row.int("thing_rev")?,
        before: row.opt_json("before")?,
        undone: row.opt_text("undone")?,
    })
}

const ROW_COLUMNS: &str = "row_number, action, thing_id, thing_rev, before, undone";

/// Rows that are not undone yet, the last one first.
///
/// # Errors
/// When the database fails.
pub async fn rows_to_undo(tx: &Tx, import: ImportId, limit: u32) -> Result<Vec<BroughtIn>> {
    let sql = Sql::new(format!(
        "select {ROW_COLUMNS} from import_row where tenant_id = ? and import_id = ? and undone is null \
         order by row_number desc"
    ))
    .bind(tx.tenant())
    .bind(import)
    .limit(limit);
    tx.read(sql, read_row).await
}

/// Notes how rows were undone.
///
/// # Errors
/// When the database fails.
pub async fn mark_undone(tx: &Tx, import: ImportId, rows: &[u32], how: &str) -> Result<()> {
    for some in rows.chunks(AT_ONCE) {
        let sql = Sql::new(
            "update import_row set undone = ? where tenant_id = ? and import_id = ? and row_number in ",
        )
        .bind(how)
        .bind(tx.tenant())
        .bind(import)
        .list(some.iter().copied());
        tx.execute(sql).await?;
    }
    Ok(())
}

/// Forgets rows that were undone, before the import is run again.
///
/// # Errors
/// When the database fails.
pub async fn forget_undone_rows(tx: &Tx, import: ImportId) -> Result<()> {
    let sql = Sql::new("delete from import_row where tenant_id = ? and import_id = ? and undone is not null");
    tx.execute(sql.bind(tx.tenant()).bind(import)).await.map(drop)
}

/// Things that rows brought into being and of which nothing was told yet, in the order of the rows.
///
/// # Errors
/// When the database fails.
pub async fn untold(tx: &Tx, import: ImportId, limit: u32) -> Result<Vec<BroughtIn>> {
    let sql = Sql::new(format!(
        "select {ROW_COLUMNS} from import_row where tenant_id = ? and import_id = ? and told = ? \
         and action = 'created' and undone is null order by row_number"
    ))
    .bind(tx.tenant())
    .bind(import)
    .bind(false)
    .limit(limit);
    tx.read(sql, read_row).await
}

/// Notes that something was told of rows. Tells how many; fewer than given: somebody else was told at the same time.
///
/// # Errors
/// When the database fails.
pub async fn mark_told(tx: &Tx, import: ImportId, rows: &[u32]) -> Result<u64> {
    let sql = Sql::new("update import_row set told = ? where tenant_id = ? and import_id = ? and told = ? and row_number in ")
        .bind(true)
        .bind(tx.tenant())
        .bind(import)
        .bind(false)
        .list(rows.iter().copied());
    tx.execute(sql).await
}

/// How many things were created of which nothing was told yet.
///
/// # Errors
/// When the database fails.
pub async fn count_untold(tx: &Tx, import: ImportId) -> Result<u64> {
    let sql = Sql::new(
        "select count(*) as n from import_row where tenant_id = ? and import_id = ? and told = ? \
         and action = 'created' and undone is null",
    )
    .bind(tx.tenant())
    .bind(import)
    .bind(false);
    Ok(u64::try_from(tx.one(sql).await?.int("n")?).unwrap_or_default())
}

/// How many rows were brought in and are not undone.
///
/// # Errors
/// When the database fails.
pub async fn count_rows(tx: &Tx, import: ImportId) -> Result<i64> {
    let sql = Sql::new(
        "select count(*) as n from import_row where tenant_id = ? and import_id = ? and undone is null",
    );
    tx.one(sql.bind(tx.tenant()).bind(import)).await?.int("n")
}
