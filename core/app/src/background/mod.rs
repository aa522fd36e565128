//! Long tasks that a person starts and that go on without them: with their rights, step by step, told as they go.
//!
//! A task is a row beside a job. Each step is one transaction: what it does, how far the task is, and the job's
//! lease under its fence. So a step is done once, a server that dies leaves a task that another takes up where it
//! stands, and whoever lost a right loses it from the next step on.

mod running;
mod shown;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;
use weir_model::change::{Subject, Verb};
use weir_model::id::{BackgroundTaskId, ImportId, JobId};
use weir_model::principal::{Channel, Principal};
use weir_store::Tx;
use weir_store::queries::background_tasks::{self as tasks, BackgroundTaskRow};
use weir_store::queries::jobs::{self, NewJob};

pub(crate) use running::{Broken, Go, Run, Running};

use crate::context::App;
use crate::cursor;
use crate::dto::background::{BackgroundTask, BackgroundTaskKind, BackgroundTaskState};
use crate::dto::common::{Page, page_limit};
use crate::error::{Error, Result};

/// The kind of the jobs that carry tasks, as it is stored.
pub(crate) const JOB: &str = "background-task";
/// What files of a task are attached to.
pub(crate) const TASK_FILE: &str = "task";
/// How long the file of a task can be fetched.
pub(crate) const FILE_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Tasks of one person that have not ended: more is a mistake of a program.
const OPEN_MAX: u64 = 10;

/// What the job knows of its task.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskJob {
    /// The task.
    pub task_id: BackgroundTaskId,
}

impl App {
    /// The caller's tasks, newest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit or a cursor that cannot be.
    pub async fn my_background_tasks(
        &self,
        who: &Principal,
        open: bool,
        limit: Option<u32>,
        place: Option<&str>,
    ) -> Result<Page<BackgroundTask>> {
        let limit = page_limit(limit)?;
        let after = place.map(cursor::read::<(Timestamp, BackgroundTaskId)>).transpose()?;
        let tx = self.store().read(who.tenant).await?;
        let mut rows = tasks::of_owner(&tx, who.user, open, after, limit + 1).await?;
        let next = cursor::next(&mut rows, limit, |r| (r.created_at, r.id))?;
        Ok(Page::new(self.tasks_shown(&tx, who, rows).await?, next))
    }

    /// A task of the caller.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for one of somebody else.
    pub async fn get_background_task(&self, who: &Principal, id: BackgroundTaskId) -> Result<BackgroundTask> {
        let tx = self.store().read(who.tenant).await?;
        let row = own(tasks::get(&tx, id).await?, who)?;
        self.task_shown(&tx, who, row).await
    }

    /// Asks a task of the caller to end: it does after the step that it is at.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Conflict`] when it has ended already.
    pub async fn cancel_background_task(
        &self,
        who: &Principal,
        id: BackgroundTaskId,
    ) -> Result<BackgroundTask> {
        let tx = self.write(who).await?;
        own(tasks::get(&tx, id).await?, who)?;
        if !tasks::ask_to_cancel(&tx, id).await? {
            return Err(Error::conflict("task.ended"));
        }
        let mut change = self.change(who, Subject::BackgroundTask, id.uuid(), Verb::Updated);
        change.after = Some(serde_json::json!({ "cancelAsked": true }));
        tx.log(change).await?;
        let shown = self.task_shown(&tx, who, tasks::get(&tx, id).await?).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Stores a task with its job in the transaction that wants it.
    ///
    /// # Errors
    /// [`Error::Conflict`] when too many tasks of the caller have not ended.
    pub(crate) async fn start_task(
        &self,
        tx: &Tx,
        who: &Principal,
        kind: BackgroundTaskKind,
        input: Json,
        import: Option<ImportId>,
    ) -> Result<BackgroundTaskRow> {
        if tasks::count_open(tx, who.user).await? >= OPEN_MAX {
            return Err(Error::conflict("task.too_many_open"));
        }
        let now = self.now();
        let row = BackgroundTaskRow {
            id: self.new_id(BackgroundTaskId::from_uuid),
            kind: word(&kind),
            owner: who.user,
            token: match who.channel {
                Channel::ApiToken(token) => Some(token),
                Channel::Session(_) | Channel::System => None,
            },
            scopes: who.scopes.as_ref().map(|s| s.iter().map(|p| p.as_str().to_owned()).collect()),
            locale: who.locale,
            state: word(&BackgroundTaskState::Queued),
            cancel_asked: false,
            done: 0,
            total: None,
            input,
            progress: None,
            result: None,
            problem: None,
            import,
            file: None,
            created_at: now,
            started_at: None,
            ended_at: None,
        };
        tasks::insert(tx, &row).await?;
        let job = NewJob {
            id: self.new_id(JobId::from_uuid),
            kind: JOB,
            payload: serde_json::to_value(TaskJob { task_id: row.id }).map_err(Error::internal)?,
            idempotency_key: format!("{JOB}:{}", row.id),
            run_at: now,
            created_at: now,
        };
        jobs::enqueue(tx, &job).await?;
        let mut change = self.change(who, Subject::BackgroundTask, row.id.uuid(), Verb::Created);
        change.after = Some(serde_json::json!({ "kind": row.kind, "input": row.input }));
        tx.log(change).await?;
        Ok(row)
    }

    /// Whether the file of a task can still be fetched.
    pub(crate) async fn is_task_file_alive(&self, tx: &Tx, task: Uuid) -> Result<bool> {
        let row = match tasks::get(tx, BackgroundTaskId::from_uuid(task)).await {
            Ok(row) => row,
            Err(weir_store::Error::NotFound) => return Ok(false),
            Err(other) => return Err(other.into()),
        };
        Ok(row.ended_at.and_then(|at| at.checked_add(FILE_KEPT).ok()).is_some_and(|end| self.now() < end))
    }
}

/// What is somebody else's does not exist.
fn own(row: BackgroundTaskRow, who: &Principal) -> Result<BackgroundTaskRow> {
    if row.owner == who.user { Ok(row) } else { Err(Error::NotFound) }
}

/// The word of an enumeration's value, as it is stored.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Json::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a stored word.
///
/// # Errors
/// When it is none, which is a fault of the server.
pub(crate) fn worded<T: serde::de::DeserializeOwned>(word: &str) -> Result<T> {
    serde_json::from_value(Json::String(word.to_owned())).map_err(Error::internal)
}
