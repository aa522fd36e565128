//! An uploaded file as rows: put on the disk, read by a thread of its own, handed over some rows at a time.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;

use futures::StreamExt;
use tokio::sync::mpsc;
use weir_interop::{Source, Wish};
use weir_model::Issue;
use weir_model::id::TenantId;
use weir_model::table::Row;

use crate::context::App;
use crate::error::{Error, Result};

/// Batches read ahead: the reader works on one while the other is brought in.
const AHEAD: usize = 1;

/// Rows on their way.
pub(super) struct Rows {
    /// How many there are.
    pub total: u32,
    batches: mpsc::Receiver<Result<Vec<Row>, Issue>>,
}

impl Rows {
    /// The next rows below the head; none at the end.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what makes the file unreadable as a whole.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>> {
        self.batches.recv().await.transpose().map_err(Error::from)
    }
}

impl App {
    /// The file behind a hash in a temporary file without a name.
    ///
    /// # Errors
    /// When the disk is full or the blob store fails.
    pub(super) async fn spooled(&self, tenant: TenantId, sha256: &str) -> Result<File> {
        let mut file = self.scratch_file()?;
        let (_, mut bytes) = self.store().blobs().get(tenant, sha256).await?;
        while let Some(piece) = bytes.next().await {
            let piece = piece?;
            file = blocking(move || file.write_all(&piece).map(|()| file)).await?.map_err(Error::internal)?;
        }
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        Ok(file)
    }

    /// An empty temporary file without a name, on the disk of the server's data.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn scratch_file(&self) -> Result<File> {
        tempfile::tempfile_in(&self.settings().data_dir).map_err(Error::internal)
    }

    /// The rows below the head of a file, `batch` at a time. It was read to its end once: what makes it unreadable
    /// as a whole is told now.
    ///
    /// # Errors
    /// [`Error::Invalid`]; when the file cannot be put on the disk.
    pub(super) async fn rows_of(
        &self,
        tenant: TenantId,
        sha256: &str,
        wish: Wish,
        batch: usize,
    ) -> Result<Rows> {
        let file = self.spooled(tenant, sha256).await?;
        let again = file.try_clone().map_err(Error::internal)?;
        let asked = wish.clone();
        let total = blocking(move || count(again, &asked)).await??;
        let (give, batches) = mpsc::channel(AHEAD);
        tokio::task::spawn_blocking(move || {
            if let Err(issue) = read(file, &wish, batch, &give) {
                // Nobody listens any more when the task has broken off.
                let _ = give.blocking_send(Err(issue));
            }
        });
        Ok(Rows { total, batches })
    }
}

fn count(mut file: File, wish: &Wish) -> Result<u32, Issue> {
    let mut rows = 0_u32;
    let mut source = Source::open(file.try_clone().map_err(|_| Issue::new("", "interop.unreadable"))?, wish)?;
    source.each_row(&mut |_| {
        rows += 1;
        ControlFlow::Continue(())
    })?;
    file.seek(SeekFrom::Start(0)).map_err(|_| Issue::new("", "interop.unreadable"))?;
    Ok(rows.saturating_sub(1))
}

fn read(
    file: File,
    wish: &Wish,
    batch: usize,
    give: &mpsc::Sender<Result<Vec<Row>, Issue>>,
) -> Result<(), Issue> {
    let mut source = Source::open(file, wish)?;
    let mut rows: Vec<Row> = Vec::with_capacity(batch);
    let mut is_head = true;
    source.each_row(&mut |row| {
        if std::mem::take(&mut is_head) {
            return ControlFlow::Continue(());
        }
        rows.push(row);
        if rows.len() < batch {
            return ControlFlow::Continue(());
        }
        let full = std::mem::replace(&mut rows, Vec::with_capacity(batch));
        if give.blocking_send(Ok(full)).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if !rows.is_empty() {
        let _ = give.blocking_send(Ok(rows));
    }
    Ok(())
}

/// Runs what keeps the disk or a core busy where nobody waits behind it.
///
/// # Errors
/// When it panics.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}
