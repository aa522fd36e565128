//! What a store needs to know, and the limits of its connections.

use std::path::PathBuf;
use std::time::Duration;

/// SQLite connections for reading, besides the one writer: as many as there are likely to be cores, each with
/// a thread and a page cache of its own.
pub const SQLITE_READERS: u32 = 4;
/// Page cache of one SQLite connection, KiB. The operating system caches the file as well.
pub const SQLITE_CACHE_KIB: u32 = 4_096;
/// How long a write waits for another process (a backup, the command line) to let go of the file.
pub const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Bytes of write-ahead log kept after a checkpoint.
pub const SQLITE_JOURNAL_LIMIT_BYTES: u64 = 64 * 1024 * 1024;
/// A reading connection is opened anew after this long: only then does it learn of newer statistics.
pub const SQLITE_READER_LIFETIME: Duration = Duration::from_secs(10 * 60);
/// Rows of an index that gathering statistics looks at: milliseconds even for a large file.
pub const SQLITE_ANALYSIS_ROWS: u32 = 1_000;
/// PostgreSQL connections of one node for tenants' transactions.
pub const POSTGRES_CONNECTIONS: u32 = 16;
/// PostgreSQL connections of one node for what looks across tenants: sign-in, sessions, job claims.
pub const POSTGRES_SYSTEM_CONNECTIONS: u32 = 4;
/// A connection idle for longer is tried before it is used again.
pub const POSTGRES_IDLE_PING: Duration = Duration::from_secs(30);
/// How long a request waits for a connection before it is told that the server is busy.
pub const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// Prepared statements kept per connection: lists with filters make many texts, each a few kilobytes.
pub const STATEMENTS_PER_CONNECTION: usize = 128;

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// Where data lives.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `postgres://…`, or nothing for the embedded database `weir.db` in the data directory.
    pub url: Option<String>,
    /// The directory of blobs and of the embedded database. It must exist.
    pub data_dir: PathBuf,
    /// PostgreSQL connections for tenants' transactions.
    pub postgres_connections: u32,
    /// SQLite connections for reading.
    pub sqlite_readers: u32,
}

impl StoreConfig {
    /// The embedded database in `data_dir`.
    #[must_use]
    pub fn embedded(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            url: None,
            data_dir: data_dir.into(),
            postgres_connections: POSTGRES_CONNECTIONS,
            sqlite_readers: SQLITE_READERS,
        }
    }

    /// PostgreSQL at `url`, blobs in `data_dir`.
    #[must_use]
    pub fn postgres(url: impl Into<String>, data_dir: impl Into<PathBuf>) -> Self {
        Self { url: Some(url.into()), ..Self::embedded(data_dir) }
    }

    /// Which database the configuration names.
    #[must_use]
    pub fn database(&self) -> Database {
        if self.url.is_some() { Database::Postgres } else { Database::Sqlite }
    }

    /// The file of the embedded database.
    #[must_use]
    pub fn sqlite_file(&self) -> PathBuf {
        self.data_dir.join("weir.db")
    }
}
