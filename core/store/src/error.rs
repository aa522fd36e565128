//! What can go wrong with stored data. No SQL text and no values reach the caller; they go to the debug log.

use sea_orm::{DbErr, RuntimeErr};

/// The result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such row in this tenant.
    #[error("not found")]
    NotFound,
    /// Somebody else changed the row first.
    #[error("changed by somebody else; it is at revision {rev} now")]
    Conflict {
        /// The revision that is stored.
        rev: i64,
    },
    /// A unique value exists already.
    #[error("{what} exists already")]
    Duplicate {
        /// `table.column` of the value, the last column of its key.
        what: String,
    },
    /// A row that others refer to, or a reference to a row that does not exist.
    #[error("a reference does not hold")]
    Reference,
    /// The database is busy; the same call may work a moment later.
    #[error("the database is busy")]
    Busy,
    /// The database is not there or refuses the connection.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The schema is older than the program.
    #[error("the database has {pending} migrations to apply; run `weir migrate`")]
    NotMigrated {
        /// How many are missing.
        pending: usize,
    },
    /// A migration was refused. Only whoever migrates reads this, so it says what the database said.
    #[error("a migration was refused: {0}")]
    Migration(String),
    /// Bytes beyond the limit of an upload.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit, bytes.
        limit: u64,
    },
    /// The sender of an upload broke off.
    #[error("the upload broke off")]
    UploadAborted,
    /// A stored value does not read as what it should be.
    #[error("stored data does not read: {0}")]
    Corrupt(String),
    /// Anything else, told by its kind only.
    #[error("the database refused: {0}")]
    Database(String),
    /// The blob store failed.
    #[error("the blob store refused: {0}")]
    Blob(String),
}

impl From<DbErr> for Error {
    fn from(err: DbErr) -> Self {
        if let DbErr::ConnectionAcquire(_) = err {
            return Self::Busy;
        }
        let sqlx = match &err {
            DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => Some(e),
            DbErr::Conn(RuntimeErr::SqlxError(e)) => return Self::Unreachable(connection_error(e)),
            DbErr::Type(what) => return Self::Corrupt(what.clone()),
            _ => None,
        };
        match sqlx.map(std::ops::Deref::deref) {
            Some(sea_orm::sqlx::Error::Database(e)) => from_database(e.as_ref()),
            Some(sea_orm::sqlx::Error::PoolTimedOut) => Self::Busy,
            Some(
                e @ (sea_orm::sqlx::Error::ColumnDecode { .. } | sea_orm::sqlx::Error::ColumnNotFound(_)),
            ) => Self::Corrupt(e.to_string()),
            Some(e @ (sea_orm::sqlx::Error::Io(_) | sea_orm::sqlx::Error::PoolClosed)) => {
                Self::Unreachable(connection_error(e))
            }
            _ => {
                tracing::debug!(error = %err, "store.refused");
                Self::Database(kind(&err).to_owned())
            }
        }
    }
}

fn from_database(e: &(dyn sea_orm::sqlx::error::DatabaseError + 'static)) -> Error {
    let code = e.code().unwrap_or_default();
    match code.as_ref() {
        // PostgreSQL unique_violation; SQLite UNIQUE and PRIMARY KEY.
        "23505" | "2067" | "1555" => Error::Duplicate { what: duplicate(e.constraint(), e.message()) },
        // PostgreSQL foreign_key_violation; SQLite FOREIGNKEY.
        "23503" | "787" => Error::Reference,
        // PostgreSQL serialization_failure, deadlock_detected, lock_not_available, query_canceled by timeout;
        // SQLite BUSY, BUSY_SNAPSHOT, LOCKED.
        "40001" | "40P01" | "55P03" | "57014" | "5" | "517" | "6" => Error::Busy,
        _ => {
            tracing::debug!(error = e.message(), code = %code, "store.refused");
            Error::Database(format!("code {code}"))
        }
    }
}

/// `table.column`: PostgreSQL names the index, by convention `uq_table__column`; SQLite lists the columns.
fn duplicate(constraint: Option<&str>, message: &str) -> String {
    if let Some((table, column)) =
        constraint.and_then(|c| c.strip_prefix("uq_")).and_then(|c| c.split_once("__"))
    {
        return format!("{table}.{column}");
    }
    message.rsplit([' ', ',']).next().unwrap_or_default().to_owned()
}

fn connection_error(e: &sea_orm::sqlx::Error) -> String {
    match e {
        sea_orm::sqlx::Error::Database(e) => e.message().to_owned(),
        other => other.to_string(),
    }
}

fn kind(err: &DbErr) -> &'static str {
    match err {
        DbErr::Conn(_) => "connection",
        DbErr::Exec(_) => "execution",
        DbErr::Query(_) => "query",
        _ => "driver",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duplicate_is_named_alike_on_both_databases() {
        assert_eq!(duplicate(Some("uq_app_user__login"), ""), "app_user.login");
        let sqlite = "UNIQUE constraint failed: app_user.tenant_id, app_user.login";
        assert_eq!(duplicate(None, sqlite), "app_user.login");
    }
}
