//! Long tasks that people start: who acts in them, how far they are, how they ended.

use jiff::Timestamp;
use serde_json::Value as Json;
use weir_model::Locale;
use weir_model::id::{ApiTokenId, BackgroundTaskId, FileId, ImportId, UserId};

use crate::config::Database;
use crate::row::Row;
use crate::sql::{Sql, json};
use crate::{Error, Result, Tx};

/// A task.
#[derive(Debug, Clone, PartialEq)]
pub struct BackgroundTaskRow {
    /// Its id.
    pub id: BackgroundTaskId,
    /// What kind of work, as the worker knows it.
    pub kind: String,
    /// Who started it, and whose rights it has.
    pub owner: UserId,
    /// The API token that it was started with.
    pub token: Option<ApiTokenId>,
    /// What that token may do at most.
    pub scopes: Option<Vec<String>>,
    /// The language of its owner when they started it.
    pub locale: Locale,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// Whether its owner wants it to end.
    pub cancel_asked: bool,
    /// Steps done.
    pub done: i64,
    /// Steps altogether, once known.
    pub total: Option<i64>,
    /// What to do.
    pub input: Json,
    /// Where it stands, for whoever takes it up again.
    pub progress: Option<Json>,
    /// What came of it.
    pub result: Option<Json>,
    /// Why it failed: a code and what its sentence names.
    pub problem: Option<Json>,
    /// The import that it belongs to.
    pub import: Option<ImportId>,
    /// The file that it made.
    pub file: Option<FileId>,
    /// When it was started by its owner.
    pub created_at: Timestamp,
    /// When work on it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, kind, owner_user, token_id, scopes, locale, state, cancel_asked, done, total, input, progress, \
     result, problem, import_id, file_id, created_at, started_at, ended_at";

fn read(row: &Row) -> Result<BackgroundTaskRow> {
    Ok(BackgroundTaskRow {
        id: row.id("id", BackgroundTaskId::from_uuid)?,
        kind: row.text("kind")?,
        owner: row.id("owner_user", UserId::from_uuid)?,
        token: row.opt_id("token_id", ApiTokenId::from_uuid)?,
        scopes: row.opt_json("scopes")?,
        locale: row.parse("locale")?,
        state: row.text("state")?,
        cancel_asked: row.flag("cancel_asked")?,
        done: row.int("done")?,
        total: row.opt_int("total")?,
        input: row.json("input")?,
        progress: row.opt_json("progress")?,
        result: row.opt_json("result")?,
        problem: row.opt_json("problem")?,
        import: row.opt_id("import_id", ImportId::from_uuid)?,
        file: row.opt_id("file_id", FileId::from_uuid)?,
        created_at: row.instant("created_at")?,
        started_at: row.opt_instant("started_at")?,
        ended_at: row.opt_instant("ended_at")?,
    })
}

/// Stores a new task.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, task: &BackgroundTaskRow) -> Result<()> {
    let sql = Sql::new(format!(
        "insert into background_task (tenant_id, {COLUMNS}) values \
         (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))
    .bind(tx.tenant())
    .bind(task.id)
    .bind(&task.kind)
    .bind(task.owner)
    .bind(task.token)
    .bind(task.scopes.as_ref().map(json).transpose()?)
    .bind(task.locale.tag())
    .bind(&task.state)
    .bind(task.cancel_asked)
    .bind(task.done)
    .bind(task.total)
    .bind(task.input.to_string())
    .bind(task.progress.as_ref().map(Json::to_string))
    .bind(task.result.as_ref().map(Json::to_string))
    .bind(task.problem.as_ref().map(Json::to_string))
    .bind(task.import)
    .bind(task.file)
    .bind(task.created_at)
    .bind(task.started_at)
    .bind(task.ended_at);
    tx.execute(sql).await.map(drop)
}

/// A task; on PostgreSQL nobody else changes it until the transaction ends.
///
/// # Errors
/// `NotFound`.
pub async fn lock(tx: &Tx, id: BackgroundTaskId) -> Result<BackgroundTaskRow> {
    let lock = if tx.database() == Database::Postgres { " for update" } else { "" };
    one(tx, id, lock).await
}

/// A task.
///
/// # Errors
/// `NotFound`.
pub async fn get(tx: &Tx, id: BackgroundTaskId) -> Result<BackgroundTaskRow> {
    one(tx, id, "").await
}

async fn one(tx: &Tx, id: BackgroundTaskId, lock: &str) -> Result<BackgroundTaskRow> {
    let sql = Sql::new(format!("select {COLUMNS} from background_task where tenant_id = ? and id = ?"))
        .bind(tx.tenant())
        .bind(id);
    read(&tx.one(sql.push(lock)).await?)
}

/// Somebody's tasks, newest first, behind the last one of the page before if given.
///
/// # Errors
/// When the database fails.
pub async fn of_owner(
    tx: &Tx,
    owner: UserId,
    open_only: bool,
    after: Option<(Timestamp, BackgroundTaskId)>,
    limit: u32,
) -> Result<Vec<BackgroundTaskRow>> {
    let mut sql =
        Sql::new(format!("select {COLUMNS} from background_task where tenant_id = ? and owner_user = ?"))
            .bind(tx.tenant())
            .bind(owner);
    if open_only {
        sql = sql.push(" and ended_at is null");
    }
    if let Some((at, id)) = after {
        sql = sql.push(" and (created_at, id) < (?, ?)").bind(at).bind(id);
    }
    tx.read(sql.push(" order by created_at desc, id desc").limit(limit), read).await
}

/// How many tasks of somebody have not ended.
///
/// # Errors
/// When the database fails.
pub async fn count_open(tx: &Tx, owner: UserId) -> Result<u64> {
    let sql = Sql::new(
        "select count(*) as n from background_task where tenant_id = ? and owner_user = ? and ended_at is null",
    )
    .bind(tx.tenant())
    .bind(owner);
    Ok(u64::try_from(tx.one(sql).await?.int("n")?).unwrap_or_default())
}

/// Notes that the owner wants the task to end. `false`: it has ended already.
///
/// # Errors
/// When the database fails.
pub async fn ask_to_cancel(tx: &Tx, id: BackgroundTaskId) -> Result<bool> {
    let sql = Sql::new(
        "update background_task set cancel_asked = ? where tenant_id = ? and id = ? and ended_at is null",
    )
    .bind(true)
    .bind(tx.tenant())
    .bind(id);
    Ok(tx.execute(sql).await? == 1)
}

/// Stores how the task stands: state, steps, progress, outcome, file, instants. What it is never changes.
///
/// # Errors
/// `NotFound`.
pub async fn save(tx: &Tx, task: &BackgroundTaskRow) -> Result<()> {
    let sql = Sql::new(
        "update background_task set state = ?, done = ?, total = ?, progress = ?, result = ?, problem = ?, \
         file_id = ?, started_at = ?, ended_at = ? where tenant_id = ? and id = ?",
    )
    .bind(&task.state)
    .bind(task.done)
    .bind(task.total)
    .bind(task.progress.as_ref().map(Json::to_string))
    .bind(task.result.as_ref().map(Json::to_string))
    .bind(task.problem.as_ref().map(Json::to_string))
    .bind(task.file)
    .bind(task.started_at)
    .bind(task.ended_at)
    .bind(tx.tenant())
    .bind(task.id);
    if tx.execute(sql).await? == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Lets go of the files of tasks that ended before an instant: upkeep then removes them like every file that
/// belongs to nothing.
///
/// # Errors
/// When the database fails.
pub async fn release_files(tx: &Tx, before: Timestamp) -> Result<u64> {
    let ended = "select id from background_task where tenant_id = ? and ended_at < ?";
    let sql = Sql::new(format!(
        "update file set attached_kind = null, attached_id = null where tenant_id = ? \
         and attached_kind = 'task' and attached_id in ({ended})"
    ))
    .bind(tx.tenant())
    .bind(tx.tenant())
    .bind(before);
    let released = tx.execute(sql).await?;
    let sql = Sql::new(
        "update background_task set file_id = null where tenant_id = ? and ended_at < ? and file_id is not null",
    );
    tx.execute(sql.bind(tx.tenant()).bind(before)).await?;
    Ok(released)
}

/// Forgets tasks that ended before an instant.
///
/// # Errors
/// When the database fails.
pub async fn purge(tx: &Tx, before: Timestamp) -> Result<u64> {
    let sql = Sql::new("delete from background_task where tenant_id = ? and ended_at < ?")
        .bind(tx.tenant())
        .bind(before);
    tx.execute(sql).await
}
