//! The tasks of an import are asked for.

use serde_json::json;
use weir_model::id::ImportId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::background_tasks;
use weir_store::queries::imports::{self, ImportRow};

use super::draft::own;
use super::outline::{Outline, Settings, check};
use crate::background::worded;
use crate::context::App;
use crate::dto::background::{BackgroundTask, BackgroundTaskKind};
use crate::dto::exchange::ImportState;
use crate::error::{Error, Result, refuse};

impl App {
    /// Reads the whole file and tells what is wrong with it; nothing is brought in.
    ///
    /// # Errors
    /// [`Error::Conflict`] while a task works on it and once it is brought in; [`Error::Invalid`] when no column is
    /// mapped.
    pub async fn check_import(&self, who: &Principal, id: ImportId) -> Result<BackgroundTask> {
        self.work_on_import(who, id, BackgroundTaskKind::ImportCheck).await
    }

    /// Brings in what the file holds.
    ///
    /// # Errors
    /// As [`App::check_import`].
    pub async fn run_import_of(&self, who: &Principal, id: ImportId) -> Result<BackgroundTask> {
        self.work_on_import(who, id, BackgroundTaskKind::ImportRun).await
    }

    /// Takes back what was brought in.
    ///
    /// # Errors
    /// [`Error::Conflict`] while a task works on it and when there is nothing to take back.
    pub async fn revert_import(&self, who: &Principal, id: ImportId) -> Result<BackgroundTask> {
        self.work_on_import(who, id, BackgroundTaskKind::ImportRevert).await
    }

    async fn work_on_import(
        &self,
        who: &Principal,
        id: ImportId,
        kind: BackgroundTaskKind,
    ) -> Result<BackgroundTask> {
        let tx = self.write(who).await?;
        let mut import = own(imports::lock(&tx, id).await?, who)?;
        self.idle_import(&tx, &import).await?;
        let settings: Settings = serde_json::from_value(import.settings.clone()).map_err(Error::internal)?;
        let matching = settings.match_by.is_some();
        let fields = self.import_fields(&tx, who, worded(&import.kind)?, import.form, matching).await?;
        let state: ImportState = worded(&import.state)?;
        if kind == BackgroundTaskKind::ImportRevert {
            if state != ImportState::Imported {
                return Err(Error::conflict("import.nothing_to_revert"));
            }
        } else {
            if state == ImportState::Imported {
                return Err(Error::conflict("import.imported_already"));
            }
            let outline: Outline = serde_json::from_value(import.outline.clone()).map_err(Error::internal)?;
            if settings.mapping.is_empty() {
                return Err(Error::invalid("mapping", "import.nothing_mapped"));
            }
            refuse(check(&settings, &outline, &fields))?;
        }
        if kind == BackgroundTaskKind::ImportRun {
            imports::forget_undone_rows(&tx, id).await?;
        }
        let input = json!({ "importId": id, "formId": import.form, "kind": import.kind });
        let task = self.start_task(&tx, who, kind, input, Some(id)).await?;
        import.task = Some(task.id);
        import.updated_at = self.now();
        imports::save(&tx, &import).await?;
        let shown = self.task_shown(&tx, who, task).await?;
        tx.commit().await?;
        Ok(shown)
    }

    /// Refuses while a task works on the import.
    pub(super) async fn idle_import(&self, tx: &Tx, import: &ImportRow) -> Result<()> {
        let Some(task) = import.task else { return Ok(()) };
        match background_tasks::get(tx, task).await {
            Ok(task) if task.ended_at.is_none() => Err(Error::conflict("import.busy")),
            Ok(_) | Err(weir_store::Error::NotFound) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }

    /// Refuses to read a file otherwise while a task works on it, and once it is brought in.
    pub(super) async fn free_import(&self, tx: &Tx, import: &ImportRow) -> Result<()> {
        self.idle_import(tx, import).await?;
        if worded::<ImportState>(&import.state)? == ImportState::Imported {
            return Err(Error::conflict("import.imported_already"));
        }
        Ok(())
    }
}
