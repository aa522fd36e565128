//! Long tasks that people start.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{BackgroundTaskId, FormId, ImportId};

use super::common::{FileInfo, ProblemItem};

/// What a task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum BackgroundTaskKind {
    /// Reads a whole file and tells what is wrong with it, without bringing anything in.
    ImportCheck,
    /// Brings in what a file holds.
    ImportRun,
    /// Takes back what an import brought in.
    ImportRevert,
    /// Writes a file.
    Export,
}

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum BackgroundTaskState {
    /// It waits for its turn.
    Queued,
    /// It is at work.
    Running,
    /// It came to its end.
    Done,
    /// It had to give up; `problem` tells why.
    Failed,
    /// Its owner ended it.
    Cancelled,
}

/// A long task of the caller.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BackgroundTask {
    /// The task's id.
    pub id: BackgroundTaskId,
    /// What it does.
    pub kind: BackgroundTaskKind,
    /// How it stands.
    pub state: BackgroundTaskState,
    /// Whether its owner asked it to end, and it has not yet.
    pub cancelling: bool,
    /// Rows done.
    pub done: u64,
    /// Rows altogether, once known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// The import that it works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import_id: Option<ImportId>,
    /// The form whose records it works on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// The file that it made, for the caller alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileInfo>,
    /// When the file goes away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_expires_at: Option<Timestamp>,
    /// Cells of the file that had to be cut because its format cannot hold them whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cells_cut: Option<u64>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemItem>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When work on it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}
