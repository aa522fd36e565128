//! Why a backup was not made or not restored, in words for whoever sits at the terminal.

use std::io;
use std::path::PathBuf;

/// The result of this module.
pub type Result<T, E = BackupError> = std::result::Result<T, E>;

/// Why it did not happen.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A backup never replaces a file.
    #[error("{} exists already; name another file", .0.display())]
    Exists(PathBuf),
    /// A restore never mixes with what is there.
    #[error("the database is in use already; restore into an empty one (another data directory or database)")]
    NotEmpty,
    /// Made by a later version.
    #[error("the backup comes from a newer version ({0}); update this program first")]
    Newer(String),
    /// No backup at all.
    #[error("the file is no Weir backup: {0}")]
    NotABackup(String),
    /// Something in it is not as it was written.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// The disk.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The database or the blob store.
    #[error(transparent)]
    Store(#[from] weir_store::Error),
    /// A fault of the program.
    #[error("an internal task failed: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl BackupError {
    pub(super) fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged(why.into())
    }

    /// For `map_err`.
    pub(super) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
