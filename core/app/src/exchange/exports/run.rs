//! An export is asked for, and its task: page by page into a file on the disk, then into the blob store.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio_util::io::ReaderStream;
use weir_interop::{Format, Sink};
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::FileId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::files::{self, Attachment, FileRow};

use super::super::names::NamesKept;
use super::ahead::{Asked, Page, PageAhead};
use super::kind::{ExportKind, chosen, head};
use super::people::People;
use super::records::Records;
use super::writing::Writing;
use crate::background::{Go, Run, Running, TASK_FILE};
use crate::context::App;
use crate::dto::background::{BackgroundTask, BackgroundTaskKind, BackgroundTaskState};
use crate::dto::exchange::{CreateExport, ExchangeKind, TableFormat};
use crate::error::{Error, Result};
use crate::files::safe_name;

/// Rows of one export: what a sheet holds, and what anybody works with outside of a database.
const EXPORT_MAX_ROWS: u64 = 1_000_000;
/// Bytes of one export.
const EXPORT_MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// Between two notes of how far the task is: as often as whoever waits looks.
const NOTED_EVERY: Duration = Duration::from_secs(1);

impl App {
    /// Begins to write a file of everything that a list would show the caller.
    ///
    /// # Errors
    /// [`Error::Denied`] without the right to export; [`Error::NotFound`] for who may not see the form's records;
    /// [`Error::Invalid`] for columns, a filter or an order that cannot be.
    pub async fn create_export(&self, who: &Principal, wish: CreateExport) -> Result<BackgroundTask> {
        let tx = self.write(who).await?;
        match wish.kind {
            ExchangeKind::Records => self.check_export::<Records>(&tx, who, &wish).await?,
            ExchangeKind::People => self.check_export::<People>(&tx, who, &wish).await?,
        }
        let input = serde_json::to_value(&wish).map_err(Error::internal)?;
        let task = self.start_task(&tx, who, BackgroundTaskKind::Export, input, None).await?;
        let shown = self.task_shown(&tx, who, task).await?;
        tx.commit().await?;
        Ok(shown)
    }

    async fn check_export<K: ExportKind>(&self, tx: &Tx, who: &Principal, wish: &CreateExport) -> Result<()> {
        let kind = K::open(self, tx, who, wish).await?;
        chosen(&kind.columns(), wish).map(drop)
    }

    pub(crate) async fn run_export(&self, running: &mut Running<'_>) -> Run<()> {
        let wish: CreateExport = running.input()?;
        match wish.kind {
            ExchangeKind::Records => run::<Records>(running, &wish).await,
            ExchangeKind::People => run::<People>(running, &wish).await,
        }
    }
}

async fn run<K: ExportKind>(running: &mut Running<'_>, wish: &CreateExport) -> Run<()> {
    let app = running.app;
    let (columns, title, mut writing, file) = {
        let tx = app.store().read(running.who.tenant).await?;
        running.still_admitted(&tx).await?;
        let kind = K::open(app, &tx, &running.who, wish).await?;
        let total = kind.total(&tx).await?;
        if total > EXPORT_MAX_ROWS {
            return Err(
                Error::from(Issue::new("", "export.too_many_rows").with("max", EXPORT_MAX_ROWS)).into()
            );
        }
        running.task.total = i64::try_from(total).ok();
        let known = kind.columns();
        let columns = chosen(&known, wish)?;
        let file = app.scratch_file()?;
        let into = file.try_clone().map_err(Error::internal)?;
        let head = head(&known, &columns, &running.who);
        let sink =
            Sink::begin(format(wish), into, &app.settings().data_dir, &head).map_err(Error::internal)?;
        (columns, kind.title(&running.who), Writing::begin(sink), file)
    };
    running.task.done = 0;
    let mut noted: Option<Instant> = None;
    let mut names = NamesKept::default();
    let asked = Arc::new(Asked { wish: wish.clone(), columns });
    let mut ahead = Some(PageAhead::<K>::begin(app, &running.who, &asked, None));
    while let Some(page) = ahead.take() {
        running.may_go_on()?;
        let Page { kind, rows, next } = page.read().await?;
        ahead = next.map(|place| PageAhead::begin(app, &running.who, &asked, Some(place)));
        let rows = {
            let tx = app.store().read(running.who.tenant).await?;
            running.still_admitted(&tx).await?;
            kind.cells(app, &tx, &running.who, &asked.columns, &mut names, rows).await?
        };
        running.task.done += i64::try_from(rows.len()).unwrap_or_default();
        writing = writing.page(rows).await?;
        if noted.is_none_or(|at| at.elapsed() >= NOTED_EVERY) {
            noted = Some(Instant::now());
            let tx = app.store().begin(running.who.tenant).await?;
            let go = running.got_on(&tx).await?;
            tx.commit().await?;
            if go == Go::Cancel {
                let tx = app.store().begin(running.who.tenant).await?;
                return running.end(tx, BackgroundTaskState::Cancelled, json!({})).await;
            }
        }
    }
    let cells_cut = writing.end().await?;
    let row = keep(running, wish, &title, file).await?;
    let tx = app.store().begin(running.who.tenant).await?;
    running.still_admitted(&tx).await?;
    let kind = K::open(app, &tx, &running.who, wish).await?;
    files::insert(&tx, &row).await?;
    tx.log(app.change(&running.who, Subject::File, row.id.uuid(), Verb::Created)).await?;
    let mut change = kind.logged(app, &running.who);
    change.after = Some(json!({
        "rows": running.task.done, "columns": asked.columns, "format": wish.format, "filter": wish.filter, "q": wish.q,
        "taskId": running.task.id, "file": row.name,
    }));
    tx.log(change).await?;
    running.task.file = Some(row.id);
    let result = json!({ "rows": running.task.done, "cellsCut": cells_cut });
    running.end(tx, BackgroundTaskState::Done, result).await
}

/// Puts the finished file into the blob store. Its row is stored with the end of the task: bytes without a row are
/// nobody's.
async fn keep(running: &Running<'_>, wish: &CreateExport, title: &str, mut file: File) -> Result<FileRow> {
    let app = running.app;
    file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
    let bytes = ReaderStream::new(tokio::fs::File::from_std(file));
    let upload = app.new_id(|id| id);
    let stored = app.store().blobs().put(running.who.tenant, upload, bytes, EXPORT_MAX_BYTES).await?;
    let (ending, mime) = match wish.format {
        TableFormat::Csv => ("csv", "text/csv"),
        TableFormat::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    let today = {
        let tx = app.store().read(running.who.tenant).await?;
        app.moment(&*app.company(&tx).await?).today
    };
    Ok(FileRow {
        id: app.new_id(FileId::from_uuid),
        sha256: stored.sha256,
        name: safe_name(&format!("{} {today}.{ending}", title.replace(['/', '\\'], "-"))),
        size_bytes: stored.size_bytes,
        mime: mime.to_owned(),
        owner: running.who.user,
        created_at: app.now(),
        attached: Some(Attachment { kind: TASK_FILE.to_owned(), id: running.task.id.uuid() }),
    })
}

const fn format(wish: &CreateExport) -> Format {
    match wish.format {
        TableFormat::Csv => Format::Csv,
        TableFormat::Xlsx => Format::Xlsx,
    }
}
