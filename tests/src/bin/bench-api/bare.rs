//! The same list as bare SQL, in this process, in the same kind of transaction: what the API is held against.

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sea_orm::sqlx::{PgPool, Row, SqlitePool, postgres::PgPoolOptions};
use uuid::Uuid;

use crate::data::Filled;

/// Connections: those that the server has.
const SQLITE_READERS: u32 = weir_store::config::SQLITE_READERS;
const POSTGRES_CONNECTIONS: u32 = weir_store::config::POSTGRES_CONNECTIONS;

const COLUMNS: &str = "id, form_id, version, title, data, status, serial, department_id, created_by, created_at, \
     updated_at, rev, instance_id, deleted_at";

/// A pool and the statement.
#[derive(Clone)]
pub enum Bare {
    Sqlite(SqlitePool, String),
    Postgres(PgPool, String),
}

impl Bare {
    pub async fn sqlite(file: &std::path::Path, filled: &Filled) -> Self {
        let options =
            SqliteConnectOptions::new().filename(file).journal_mode(SqliteJournalMode::Wal).read_only(true);
        let pool =
            SqlitePoolOptions::new().max_connections(SQLITE_READERS).connect_with(options).await.unwrap();
        Self::Sqlite(pool, statement(filled, "?", "?", "?"))
    }

    pub async fn postgres(url: &str, filled: &Filled) -> Self {
        let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).connect(url).await.unwrap();
        Self::Postgres(pool, statement(filled, "$1", "$2", "$3"))
    }

    /// Runs it once and tells how many rows came.
    pub async fn run(&self, tenant: Uuid, form: Uuid) -> usize {
        match self {
            Self::Sqlite(pool, sql) => {
                let mut tx = pool.begin().await.unwrap();
                let rows = sea_orm::sqlx::query(sea_orm::sqlx::AssertSqlSafe(sql.as_str()))
                    .bind(tenant)
                    .bind(form)
                    .bind("c3")
                    .fetch_all(&mut *tx)
                    .await
                    .unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
            Self::Postgres(pool, sql) => {
                let mut tx = pool.begin().await.unwrap();
                sea_orm::sqlx::query(
                    "select set_config('role', 'weir_app', true), set_config('weir.tenant', $1, true), \
                     set_config('transaction_read_only', 'on', true)",
                )
                .bind(tenant.to_string())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
                let rows = sea_orm::sqlx::query(sea_orm::sqlx::AssertSqlSafe(sql.as_str()))
                    .bind(tenant)
                    .bind(form)
                    .bind("c3")
                    .fetch_all(&mut *tx)
                    .await
                    .unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
        }
    }
}

fn statement(filled: &Filled, tenant: &str, form: &str, category: &str) -> String {
    let Filled { filter_column, sort_column, .. } = filled;
    format!(
        "select {COLUMNS}, {sort_column} as sorted from record where tenant_id = {tenant} and form_id = {form} \
         and deleted_at is null and {filter_column} = {category} and {sort_column} is not null \
         order by {sort_column} desc, id desc limit 21"
    )
}
