//! What the database says about itself, for `weir doctor`.

use jiff::Timestamp;

use crate::config::Database;
use crate::sql::Sql;
use crate::{Result, SystemRead};

/// A look at the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Its name and version.
    pub version: String,
    /// Whether the role that signs in passes row-level security by: a superuser, or one told so.
    pub bypasses_row_security: bool,
    /// SQLite's journal and how hard it syncs: `wal` and `2` are what durability asks for.
    pub journal: Option<(String, i64)>,
    /// Its clock.
    pub now: Timestamp,
}

/// Looks at the database.
///
/// # Errors
/// When it does not answer.
pub async fn look(system: &SystemRead) -> Result<Health> {
    match system.database() {
        Database::Sqlite => {
            let row = system
                .one(Sql::new(
                    "select 'SQLite ' || sqlite_version() as version, journal_mode, synchronous, \
                     cast(unixepoch('subsec') * 1000000 as integer) as now from pragma_journal_mode, pragma_synchronous",
                ))
                .await?;
            Ok(Health {
                version: row.text("version")?,
                bypasses_row_security: false,
                journal: Some((row.text("journal_mode")?, row.int("synchronous")?)),
                now: row.instant("now")?,
            })
        }
        Database::Postgres => {
            let row = system
                .one(Sql::new(
                    "select 'PostgreSQL ' || current_setting('server_version') as version, \
                     coalesce((select rolsuper or rolbypassrls from pg_roles where rolname = session_user), true) \
                     as bypasses, (extract(epoch from clock_timestamp()) * 1000000)::bigint as now",
                ))
                .await?;
            Ok(Health {
                version: row.text("version")?,
                bypasses_row_security: row.flag("bypasses")?,
                journal: None,
                now: row.instant("now")?,
            })
        }
    }
}

/// Jobs that are not done and not given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Jobs {
    /// Waiting for their time or for a worker.
    pub queued: i64,
    /// Claimed by a worker.
    pub leased: i64,
}

/// Counts jobs over all tenants.
///
/// # Errors
/// When the database fails.
pub async fn jobs(system: &SystemRead) -> Result<Jobs> {
    let sql = "select (select count(*) from job where state = 'queued') as queued, \
               (select count(*) from job where state = 'leased') as leased";
    let row = system.one(Sql::new(sql)).await?;
    Ok(Jobs { queued: row.int("queued")?, leased: row.int("leased")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::each_database;

    #[tokio::test]
    async fn each_database_tells_its_version_and_the_embedded_one_is_durable() {
        each_database(|store| async move {
            assert_eq!(jobs(&store.system_read()).await.unwrap(), Jobs::default());
            assert!(store.connections().iter().all(|c| c.open >= c.idle));
            let health = look(&store.system_read()).await.unwrap();
            assert!(health.version.contains("SQL"), "{}", health.version);
            if store.database() == Database::Sqlite {
                assert_eq!(health.journal, Some(("wal".to_owned(), 2)));
            }
        })
        .await;
    }
}
