//! Tasks as their owner sees them.

use std::collections::HashMap;

use weir_model::Issue;
use weir_model::id::FileId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::background_tasks::BackgroundTaskRow;
use weir_store::queries::files::{self, FileRow};

use super::{FILE_KEPT, worded};
use crate::context::App;
use crate::dto::background::{BackgroundTask, BackgroundTaskState};
use crate::dto::common::ProblemItem;
use crate::error::{Error, Result};
use crate::records::file_info;

impl App {
    pub(crate) async fn task_shown(
        &self,
        tx: &Tx,
        who: &Principal,
        row: BackgroundTaskRow,
    ) -> Result<BackgroundTask> {
        self.tasks_shown(tx, who, vec![row]).await?.pop().ok_or(Error::NotFound)
    }

    pub(super) async fn tasks_shown(
        &self,
        tx: &Tx,
        who: &Principal,
        rows: Vec<BackgroundTaskRow>,
    ) -> Result<Vec<BackgroundTask>> {
        let ids: Vec<FileId> = rows.iter().filter_map(|r| r.file).collect();
        let mut files: HashMap<FileId, FileRow> =
            files::get_many(tx, &ids).await?.into_iter().map(|f| (f.id, f)).collect();
        rows.into_iter().map(|row| self.shown(who, row, &mut files)).collect()
    }

    fn shown(
        &self,
        who: &Principal,
        row: BackgroundTaskRow,
        files: &mut HashMap<FileId, FileRow>,
    ) -> Result<BackgroundTask> {
        let state: BackgroundTaskState = worded(&row.state)?;
        let expires = row.ended_at.and_then(|at| at.checked_add(FILE_KEPT).ok());
        let alive = expires.is_some_and(|end| self.now() < end);
        let file = row.file.filter(|_| alive).and_then(|id| files.remove(&id)).map(file_info);
        let problem: Option<Issue> =
            row.problem.map(serde_json::from_value).transpose().map_err(Error::internal)?;
        let count = |n: i64| u64::try_from(n).unwrap_or_default();
        Ok(BackgroundTask {
            id: row.id,
            kind: worded(&row.kind)?,
            state,
            cancelling: row.cancel_asked && row.ended_at.is_none(),
            done: count(row.done),
            total: row.total.map(count),
            import_id: row.import,
            form_id: row.input.get("formId").and_then(|id| id.as_str()?.parse().ok()),
            file_expires_at: file.as_ref().and(expires),
            file,
            cells_cut: row.result.as_ref().and_then(|r| r.get("cellsCut")?.as_u64()).filter(|n| *n > 0),
            problem: problem.map(|issue| ProblemItem::new(&issue, who.locale)),
            created_at: row.created_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
        })
    }
}
