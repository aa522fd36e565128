//! Opening databases: pools with their pragmas and roles, and the migrations' own connection.

use sea_orm::sqlx::Executor;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use weir_migrations::{Migrator, MigratorTrait};

use crate::config::{
    ACQUIRE_TIMEOUT, Database, POSTGRES_IDLE_PING, POSTGRES_SYSTEM_CONNECTIONS, SQLITE_ANALYSIS_ROWS,
    SQLITE_BUSY_TIMEOUT, SQLITE_CACHE_KIB, SQLITE_JOURNAL_LIMIT_BYTES, SQLITE_READER_LIFETIME,
    STATEMENTS_PER_CONNECTION, StoreConfig,
};
use crate::store::{ROLE_APP, ROLE_SYSTEM};
use crate::{Error, Result};

/// The advisory lock under which one node migrates while the others wait; any fixed number will do.
const MIGRATION_LOCK: i64 = 0x7765_6972;

/// Pools by what they are for. On SQLite the two writing ones are the same single connection, and the two
/// reading ones the same readers; on PostgreSQL they part by role.
#[derive(Debug)]
pub struct Pools {
    pub write: DatabaseConnection,
    pub read: DatabaseConnection,
    pub system_write: DatabaseConnection,
    pub system_read: DatabaseConnection,
}

pub async fn pools(config: &StoreConfig) -> Result<Pools> {
    let pools = match &config.url {
        None => sqlite_pools(config).await?,
        Some(url) => postgres_pools(url, config).await?,
    };
    let pending = Migrator::get_pending_migrations_read_only(&pools.read).await?.len();
    if pending > 0 { Err(Error::NotMigrated { pending }) } else { Ok(pools) }
}

pub async fn migrate(config: &StoreConfig) -> Result<usize> {
    let options = match &config.url {
        None => sqlite(config, 1, Access::Write),
        Some(url) => postgres(url, 1, None),
    };
    let db = sea_orm::Database::connect(options).await?;
    let lock = |verb: &str| format!("select pg_advisory_{verb}({MIGRATION_LOCK})");
    if config.database() == Database::Postgres {
        db.execute_unprepared(&lock("lock")).await?;
    }
    let pending = Migrator::get_pending_migrations(&db).await?.len();
    let done = Migrator::up(&db, None).await;
    if config.database() == Database::Postgres {
        db.execute_unprepared(&lock("unlock")).await?;
    }
    done.map_err(|e| Error::Migration(e.to_string()))?;
    db.close().await?;
    Ok(pending)
}

async fn sqlite_pools(config: &StoreConfig) -> Result<Pools> {
    let write = sea_orm::Database::connect(sqlite(config, 1, Access::Write)).await?;
    optimize(&write).await?;
    let read = sea_orm::Database::connect(sqlite(config, config.sqlite_readers, Access::Read)).await?;
    Ok(Pools { system_write: write.clone(), system_read: read.clone(), write, read })
}

/// Brings the planner's statistics up to date where tables have grown much. Without them SQLite takes the
/// index that serves the sort even when the filter leaves one row of a hundred thousand.
pub async fn optimize(db: &DatabaseConnection) -> Result<()> {
    // 0x10002: analyse, and look at every table, not only at those this connection has asked before.
    db.execute_unprepared("pragma optimize = 0x10002").await?;
    Ok(())
}

async fn postgres_pools(url: &str, config: &StoreConfig) -> Result<Pools> {
    let app = sea_orm::Database::connect(postgres(url, config.postgres_connections, Some(ROLE_APP)))
        .await
        .map_err(without_roles)?;
    let system =
        sea_orm::Database::connect(postgres(url, POSTGRES_SYSTEM_CONNECTIONS, Some(ROLE_SYSTEM))).await?;
    Ok(Pools { write: app.clone(), read: app, system_write: system.clone(), system_read: system })
}

/// A database that was never migrated has no roles to take on.
fn without_roles(err: sea_orm::DbErr) -> Error {
    match Error::from(err) {
        Error::Unreachable(why) if why.contains(ROLE_APP) => {
            Error::NotMigrated { pending: Migrator::migrations().len() }
        }
        other => other,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

fn sqlite(config: &StoreConfig, connections: u32, access: Access) -> ConnectOptions {
    let file = config.sqlite_file();
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .max_lifetime((access == Access::Read).then_some(SQLITE_READER_LIFETIME))
        .idle_timeout(None)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(move |_| {
            SqliteConnectOptions::new()
                .filename(&file)
                .create_if_missing(access == Access::Write)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(SQLITE_BUSY_TIMEOUT)
                .statement_cache_capacity(STATEMENTS_PER_CONNECTION)
                .pragma("cache_size", format!("-{SQLITE_CACHE_KIB}"))
                .pragma("temp_store", "memory")
                .pragma("analysis_limit", SQLITE_ANALYSIS_ROWS.to_string())
                .pragma("journal_size_limit", SQLITE_JOURNAL_LIMIT_BYTES.to_string())
                .pragma("query_only", if access == Access::Read { "on" } else { "off" })
        });
    options
}

fn postgres(url: &str, connections: u32, role: Option<&'static str>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire_if_idle_for(POSTGRES_IDLE_PING)
        .set_application_name("weir")
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_postgres_opts(|o: PgConnectOptions| o.statement_cache_capacity(STATEMENTS_PER_CONNECTION))
        .map_sqlx_postgres_pool_opts(move |pool| {
            pool.after_connect(move |connection, _| {
                Box::pin(async move {
                    match role {
                        Some(ROLE_APP) => connection.execute("set role weir_app").await.map(|_| ()),
                        Some(_) => connection.execute("set role weir_system").await.map(|_| ()),
                        None => Ok(()),
                    }
                })
            })
        });
    options
}
