//! A file being written on a thread of its own, while the next page of it is read.

use std::io;

use tokio::sync::mpsc::{Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};
use weir_interop::Sink;
use weir_model::table::Cell;

use crate::error::{Error, Result};

/// Pages that may wait for the writer: memory stays flat however long the file gets.
const PAGES_AHEAD: usize = 1;

/// A sink at work. Dropped, it leaves a file that nobody keeps.
pub(super) struct Writing {
    pages: Sender<Vec<Vec<Cell>>>,
    written: JoinHandle<io::Result<u64>>,
}

impl Writing {
    pub fn begin(mut sink: Sink) -> Self {
        let (pages, mut waiting) = channel::<Vec<Vec<Cell>>>(PAGES_AHEAD);
        let written = spawn_blocking(move || {
            let mut cells_cut = 0;
            while let Some(rows) = waiting.blocking_recv() {
                for row in &rows {
                    cells_cut += u64::from(sink.row(row)?);
                }
            }
            sink.end()?;
            Ok(cells_cut)
        });
        Self { pages, written }
    }

    /// Hands a page over; waits while the one before is still being written.
    ///
    /// # Errors
    /// Why the writer gave up.
    pub async fn page(self, rows: Vec<Vec<Cell>>) -> Result<Self> {
        match self.pages.send(rows).await {
            Ok(()) => Ok(self),
            Err(_) => match self.end().await {
                Err(why) => Err(why),
                Ok(_) => Err(Error::internal("the writer ended before its pages did")),
            },
        }
    }

    /// Waits until everything is written; tells how many cells had to be cut.
    ///
    /// # Errors
    /// Why the writer gave up.
    pub async fn end(self) -> Result<u64> {
        drop(self.pages);
        self.written.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}
