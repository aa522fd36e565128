//! Backups: one archive with every table of every tenant and every file, which restores into either database.
//!
//! A gzipped tar: `manifest.json`, `tables/<table>.jsonl` (one row a line, values in the manifest's order of
//! columns), `blobs/<tenant>/<sha256>`. Not encrypted: it holds what the database holds, hashed passwords too.

mod error;
mod load;
mod manifest;
mod pack;
mod row;
mod unpack;

use std::path::Path;

pub use error::{BackupError, Result};
pub use manifest::{BlobPart, Manifest, TablePart};

use crate::context::App;

/// How far it has come, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A table is done.
    Table {
        /// Its name.
        name: &'a str,
        /// Its rows.
        rows: u64,
    },
    /// One more file is done.
    Files {
        /// Files done.
        done: u64,
        /// Files in all.
        total: u64,
    },
    /// The archive proved whole.
    Verified,
}

/// Hears of the progress.
pub type Listener<'a> = &'a (dyn for<'p> Fn(Progress<'p>) + Send + Sync);

impl App {
    /// Writes everything, as it stands at one instant, into a new file. The server may go on meanwhile.
    ///
    /// # Errors
    /// When the file exists, a disk is full, or the database fails; then there is no file.
    pub async fn backup(&self, file: &Path, listener: Listener<'_>) -> Result<Manifest> {
        pack::pack(self, file, listener).await
    }

    /// Fills this empty server from an archive. Nothing is stored before the archive proved whole, and rows are
    /// stored together or not at all.
    ///
    /// # Errors
    /// When the database is in use, or the archive is damaged, newer than this program, or no backup.
    pub async fn restore(&self, file: &Path, listener: Listener<'_>) -> Result<Manifest> {
        load::restore(self, file, listener).await
    }
}
