//! The tasks of an import: reading the whole file to tell what is wrong with it, bringing in what it holds, taking
//! that back.

use serde::{Deserialize, Serialize};
use weir_model::Issue;
use weir_model::table::Row;
use weir_store::Tx;
use weir_store::queries::background_tasks::BackgroundTaskRow;
use weir_store::queries::files;
use weir_store::queries::imports::{self, Finding, ImportRow};

use super::super::source::Rows;
use super::kind::{Batch, ImportKind, Memory, Taken, mapped};
use super::outline::Settings;
use super::people::People;
use super::records::Records;
use crate::background::{Broken, Go, Run, Running, word, worded};
use crate::context::App;
use crate::dto::background::BackgroundTaskState;
use crate::dto::exchange::{ExchangeKind, ImportCounts, ImportMode, ImportState};
use crate::error::{Error, Result};

/// Rows of one step: few enough that others' writes hardly wait, many enough that the commit costs little of it.
const BATCH_ROWS: usize = 500;
/// Rows taken back in one step.
const UNDO_ROWS: u32 = 500;
/// Rows after which the database is asked to look anew at how much there is.
const MUCH_ROWS: u64 = 10_000;
/// Characters kept of a cell that was refused: enough to know it by.
const REFUSED_MAX_CHARS: usize = 200;
/// Findings kept: a file in which more is wrong is wrong as a whole.
const FINDINGS_MAX: i64 = 10_000;

/// Where a task stands, for whoever takes it up again.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Progress {
    phase: Phase,
    /// The last row that was brought in or left out.
    row: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Phase {
    /// Reading the whole file, from its beginning.
    #[default]
    Check,
    /// Bringing in what it holds.
    Write,
    /// Taking that back.
    Undo,
}

impl App {
    pub(crate) async fn run_import_check(&self, running: &mut Running<'_>) -> Run<()> {
        let import = Work::load(running).await?;
        match import.kind()? {
            ExchangeKind::Records => import.check::<Records>(running).await,
            ExchangeKind::People => import.check::<People>(running).await,
        }
    }

    pub(crate) async fn run_import(&self, running: &mut Running<'_>) -> Run<()> {
        let import = Work::load(running).await?;
        match import.kind()? {
            ExchangeKind::Records => import.run::<Records>(running).await,
            ExchangeKind::People => import.run::<People>(running).await,
        }
    }

    pub(crate) async fn run_import_revert(&self, running: &mut Running<'_>) -> Run<()> {
        let import = Work::load(running).await?;
        match import.kind()? {
            ExchangeKind::Records => import.revert::<Records>(running).await,
            ExchangeKind::People => import.revert::<People>(running).await,
        }
    }

    /// Says how an import stands whose task failed: what was brought in is there, and can be taken back.
    pub(crate) async fn import_ended_early(&self, tx: &Tx, task: &BackgroundTaskRow) -> Result<()> {
        let Some(id) = task.import else { return Ok(()) };
        let mut import = imports::lock(tx, id).await?;
        let there = imports::count_rows(tx, id).await? > 0;
        if there {
            import.state = word(&ImportState::Imported);
        }
        import.updated_at = self.now();
        Ok(imports::save(tx, &import).await?)
    }
}

/// An import at work.
struct Work {
    import: ImportRow,
    settings: Settings,
    counts: ImportCounts,
}

impl Work {
    async fn load(running: &Running<'_>) -> Run<Self> {
        let id = running.task.import.ok_or_else(|| Error::internal("a task without its import"))?;
        let tx = running.app.store().read(running.who.tenant).await?;
        let import = imports::get(&tx, id).await?;
        let settings = serde_json::from_value(import.settings.clone()).map_err(Error::internal)?;
        let counts = serde_json::from_value(import.counts.clone()).map_err(Error::internal)?;
        Ok(Self { import, settings, counts })
    }

    fn kind(&self) -> Result<ExchangeKind> {
        worded(&self.import.kind)
    }

    async fn check<K: ImportKind>(mut self, running: &mut Running<'_>) -> Run<()> {
        let go = self.check_rows::<K>(running, 1).await?;
        let state = if go == Go::On { ImportState::Checked } else { ImportState::Draft };
        self.end(running, state, go).await
    }

    async fn run<K: ImportKind>(mut self, running: &mut Running<'_>) -> Run<()> {
        let whole = self.settings.mode == ImportMode::AllOrNothing;
        let mut progress = progress_of(running)?;
        if progress.phase == Phase::Check {
            if whole {
                let go = self.check_rows::<K>(running, 2).await?;
                if go == Go::Cancel || self.counts.bad > 0 {
                    return self.end(running, ImportState::Refused, go).await;
                }
            }
            progress = self.clear(running, Progress { phase: Phase::Write, row: 0 }).await?;
        }
        let mut go = Go::On;
        if progress.phase == Phase::Write {
            let written = self.write_rows::<K>(running, progress.row, whole).await;
            if written.is_ok() && self.counts.rows >= MUCH_ROWS {
                running.app.store().optimized_or_told().await;
            }
            go = match written {
                Err(Broken::Failed(error)) if whole && is_final(&error) => {
                    self.undo_rows::<K>(running).await?;
                    return Err(Broken::Failed(error));
                }
                other => other?,
            };
        }
        let spoiled = whole && (go == Go::Cancel || self.counts.bad > 0);
        if spoiled || progress.phase == Phase::Undo {
            self.undo_rows::<K>(running).await?;
            return self.end(running, ImportState::Refused, go).await;
        }
        self.end(running, ImportState::Imported, go).await
    }

    async fn revert<K: ImportKind>(mut self, running: &mut Running<'_>) -> Run<()> {
        if progress_of(running)?.phase != Phase::Undo {
            self.begin_revert(running).await?;
            let tx = running.app.store().read(running.who.tenant).await?;
            running.task.total = Some(imports::count_rows(&tx, self.import.id).await?);
        }
        loop {
            running.may_go_on()?;
            {
                let tx = running.app.store().read(running.who.tenant).await?;
                running.still_admitted(&tx).await?;
                let matching = self.settings.match_by.is_some();
                K::open(running.app, &tx, &running.who, self.import.form, matching).await?;
            }
            match self.undo_step::<K>(running).await? {
                Some(Go::On) => {}
                // What was taken back is; the rest can be later.
                Some(Go::Cancel) => return self.end(running, ImportState::Imported, Go::Cancel).await,
                None => return self.end(running, ImportState::Reverted, Go::On).await,
            }
        }
    }

    /// What was brought in stays counted beside what is taken back. A revert that goes on with an earlier one, which
    /// was broken off, also keeps what that one found and counted: the rows that it was through with are not seen again.
    async fn begin_revert(&mut self, running: &mut Running<'_>) -> Run<()> {
        let tx = running.app.store().begin(running.who.tenant).await?;
        if self.counts.reverted + self.counts.kept == 0 {
            imports::clear_findings(&tx, self.import.id).await?;
            self.counts.findings = 0;
        }
        self.step(running, &tx, (Taken::default(), &[]), Progress { phase: Phase::Undo, row: 0 }).await?;
        Ok(tx.commit().await?)
    }

    /// Forgets what earlier tasks found and counted.
    async fn clear(&mut self, running: &mut Running<'_>, progress: Progress) -> Run<Progress> {
        self.counts = ImportCounts::default();
        let tx = running.app.store().begin(running.who.tenant).await?;
        imports::clear_findings(&tx, self.import.id).await?;
        self.step(running, &tx, (Taken::default(), &[]), progress).await?;
        tx.commit().await?;
        Ok(progress)
    }

    /// Opens the file, and reads it to its end: what cannot be read there must not stop half-way.
    async fn open(&self, running: &mut Running<'_>, passes: i64) -> Run<Rows> {
        let (app, tenant) = (running.app, running.who.tenant);
        let sha256 = {
            let tx = app.store().read(tenant).await?;
            files::get(&tx, self.import.file).await?.sha256
        };
        let rows = app.rows_of(tenant, &sha256, self.settings.wish(), BATCH_ROWS).await?;
        running.task.total = Some(i64::from(rows.total) * passes);
        Ok(rows)
    }

    /// Reads every row without bringing anything in.
    async fn check_rows<K: ImportKind>(&mut self, running: &mut Running<'_>, passes: i64) -> Run<Go> {
        running.task.done = 0;
        self.clear(running, Progress::default()).await?;
        let mut rows = self.open(running, passes).await?;
        let (mut memory, app) = (Memory::default(), running.app);
        while let Some(batch) = rows.next().await? {
            running.may_go_on()?;
            let taken = {
                let tx = app.store().read(running.who.tenant).await?;
                running.still_admitted(&tx).await?;
                let matching = self.settings.match_by.is_some();
                let kind = K::open(app, &tx, &running.who, self.import.form, matching).await?;
                let (who, settings) = (&running.who, &self.settings);
                kind.take(&Batch { app, tx: &tx, who, settings, rows: &batch, write: false }, &mut memory)
                    .await?
            };
            let tx = app.store().begin(running.who.tenant).await?;
            running.task.done += count(batch.len());
            self.counts.rows += batch.len() as u64;
            let go = self.step(running, &tx, (taken, &batch), Progress::default()).await?;
            tx.commit().await?;
            if go == Go::Cancel {
                return Ok(go);
            }
        }
        Ok(Go::On)
    }

    /// Brings in the rows behind one. `whole`: the first bad row ends it.
    async fn write_rows<K: ImportKind>(
        &mut self,
        running: &mut Running<'_>,
        behind: u32,
        whole: bool,
    ) -> Run<Go> {
        let mut rows = self.open(running, if whole { 2 } else { 1 }).await?;
        let (mut memory, app) = (Memory::default(), running.app);
        let matching = self.settings.match_by.is_some();
        while let Some(mut batch) = rows.next().await? {
            running.may_go_on()?;
            let tx = K::begin(app, &running.who).await?;
            running.still_admitted(&tx).await?;
            let kind = K::open(app, &tx, &running.who, self.import.form, matching).await?;
            let done_before = batch.partition_point(|row| row.number <= behind);
            let fresh = batch.split_off(done_before);
            kind.remember(&self.settings, &mut memory, &batch);
            let Some(last) = fresh.last().map(|row| row.number) else { continue };
            let (who, settings) = (&running.who, &self.settings);
            let work = Batch { app, tx: &tx, who, settings, rows: &fresh, write: true };
            let taken = kind.take(&work, &mut memory).await?;
            if !taken.done.is_empty() {
                imports::add_rows(&tx, self.import.id, &taken.done).await?;
                K::finish(app, &tx).await?;
            }
            running.task.done += count(fresh.len());
            self.counts.rows += fresh.len() as u64;
            let go =
                self.step(running, &tx, (taken, &fresh), Progress { phase: Phase::Write, row: last }).await?;
            tx.commit().await?;
            if go == Go::Cancel || (whole && self.counts.bad > 0) {
                return Ok(go);
            }
        }
        Ok(Go::On)
    }

    /// Takes everything back that was brought in.
    async fn undo_rows<K: ImportKind>(&mut self, running: &mut Running<'_>) -> Run<()> {
        // It ends as soon as nothing is left: whoever asked for all or nothing gets nothing, cancelled or not.
        while self.undo_step::<K>(running).await?.is_some() {
            running.may_go_on()?;
        }
        Ok(())
    }

    /// Takes some rows back; none when there are none left.
    async fn undo_step<K: ImportKind>(&mut self, running: &mut Running<'_>) -> Run<Option<Go>> {
        let (app, id) = (running.app, self.import.id);
        let tx = K::begin(app, &running.who).await?;
        let rows = imports::rows_to_undo(&tx, id, UNDO_ROWS).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let undone = K::undo(app, &tx, &running.who, self.import.form, &rows).await?;
        imports::mark_undone(&tx, id, &undone.reverted, "reverted").await?;
        let kept: Vec<u32> = undone.kept.iter().map(|(row, _)| *row).collect();
        imports::mark_undone(&tx, id, &kept, "kept").await?;
        K::finish(app, &tx).await?;
        self.counts.reverted += undone.reverted.len() as u64;
        self.counts.kept += kept.len() as u64;
        running.task.done += count(rows.len());
        let taken = Taken { findings: undone.kept, ..Taken::default() };
        let go = self.step(running, &tx, (taken, &[]), Progress { phase: Phase::Undo, row: 0 }).await?;
        tx.commit().await?;
        Ok(Some(go))
    }

    /// Stores what a step came to beside what it did. `rows`: those of the file that it was about.
    async fn step(
        &mut self,
        running: &mut Running<'_>,
        tx: &Tx,
        (mut taken, rows): (Taken, &[Row]),
        progress: Progress,
    ) -> Run<Go> {
        // They were found kind by kind; people read a file from top to bottom.
        taken.findings.sort_by_key(|(row, _)| *row);
        let from = i64::try_from(self.counts.findings).unwrap_or(i64::MAX);
        let kept = (from..FINDINGS_MAX).zip(taken.findings.iter());
        let kept: Vec<Finding> = kept
            .map(|(n, (row, issue))| {
                let refused = refused(issue, *row, &self.settings, rows);
                Finding { place: n + 1, row: *row, issue: issue.clone(), refused }
            })
            .collect();
        let counts = &mut self.counts;
        imports::add_findings(tx, self.import.id, &kept).await?;
        counts.findings += taken.findings.len() as u64;
        counts.bad += taken.bad;
        counts.created += taken.created;
        counts.updated += taken.updated;
        counts.unchanged += taken.unchanged;
        self.save(running.app, tx, None).await?;
        running.task.progress = Some(serde_json::to_value(progress).map_err(Error::internal)?);
        running.got_on(tx).await
    }

    async fn save(&mut self, app: &App, tx: &Tx, state: Option<ImportState>) -> Result<()> {
        if let Some(state) = state {
            self.import.state = word(&state);
        }
        self.import.counts = serde_json::to_value(self.counts).map_err(Error::internal)?;
        self.import.updated_at = app.now();
        Ok(imports::save(tx, &self.import).await?)
    }

    /// Ends the task.
    async fn end(&mut self, running: &mut Running<'_>, state: ImportState, go: Go) -> Run<()> {
        let tx = running.app.store().begin(running.who.tenant).await?;
        self.save(running.app, &tx, Some(state)).await?;
        let ended = match go {
            Go::On => BackgroundTaskState::Done,
            Go::Cancel => BackgroundTaskState::Cancelled,
        };
        running.end(tx, ended, self.import.counts.clone()).await
    }
}

fn progress_of(running: &Running<'_>) -> Result<Progress> {
    let progress = running.task.progress.clone().map(serde_json::from_value).transpose();
    Ok(progress.map_err(Error::internal)?.unwrap_or_default())
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// Whether another attempt would fail the same.
fn is_final(error: &Error) -> bool {
    !matches!(error, Error::Unavailable(_) | Error::Stale | Error::TooMany { .. } | Error::Internal(_))
}

/// The beginning of what stands in the cell that an issue is about. `rows`: in the order of the file.
fn refused(issue: &Issue, row: u32, settings: &Settings, rows: &[Row]) -> Option<String> {
    let row = rows.get(rows.binary_search_by_key(&row, |r| r.number).ok()?)?;
    let (_, cell) = mapped(settings, row).find(|(field, _)| *field == issue.at)?;
    let text: String = cell.plain().chars().take(REFUSED_MAX_CHARS).collect();
    (!text.is_empty()).then_some(text)
}

/// What is told of a column by its field.
pub(super) fn column_of(issue: &Issue, settings: &Settings, head: &[String]) -> String {
    let mapped = settings.mapping.iter().find(|m| m.field == issue.at);
    mapped.and_then(|m| head.get(m.column as usize).cloned()).unwrap_or_default()
}
