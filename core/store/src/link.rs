//! How statements reach the database: within a transaction, or one by one on a pool.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend};

use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result};

/// Something that statements run on. Its methods are this crate's own: queries stand in `queries`.
#[derive(Debug)]
pub struct Link(Kind);

#[derive(Debug)]
enum Kind {
    Transaction(DatabaseTransaction),
    Pool(DatabaseConnection),
}

impl Link {
    pub(crate) fn transaction(tx: DatabaseTransaction) -> Self {
        Self(Kind::Transaction(tx))
    }

    pub(crate) fn pool(pool: DatabaseConnection) -> Self {
        Self(Kind::Pool(pool))
    }

    fn backend(&self) -> DbBackend {
        match &self.0 {
            Kind::Transaction(tx) => tx.get_database_backend(),
            Kind::Pool(pool) => pool.get_database_backend(),
        }
    }

    /// Which database answers, where the texts must differ.
    pub(crate) fn database(&self) -> Database {
        if self.backend() == DbBackend::Postgres { Database::Postgres } else { Database::Sqlite }
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn execute(&self, sql: Sql) -> Result<u64> {
        let statement = sql.statement(self.backend());
        let done = match &self.0 {
            Kind::Transaction(tx) => tx.execute_raw(statement).await?,
            Kind::Pool(pool) => pool.execute_raw(statement).await?,
        };
        Ok(done.rows_affected())
    }

    /// Every row.
    pub(crate) async fn all(&self, sql: Sql) -> Result<Vec<Row>> {
        let statement = sql.statement(self.backend());
        let rows = match &self.0 {
            Kind::Transaction(tx) => tx.query_all_raw(statement).await?,
            Kind::Pool(pool) => pool.query_all_raw(statement).await?,
        };
        Ok(rows.into_iter().map(Row::from).collect())
    }

    /// Every row, read into `T`.
    pub(crate) async fn read<T>(&self, sql: Sql, read: fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        self.all(sql).await?.iter().map(read).collect()
    }

    /// The first row, if any.
    pub(crate) async fn optional(&self, sql: Sql) -> Result<Option<Row>> {
        let statement = sql.statement(self.backend());
        let row = match &self.0 {
            Kind::Transaction(tx) => tx.query_one_raw(statement).await?,
            Kind::Pool(pool) => pool.query_one_raw(statement).await?,
        };
        Ok(row.map(Row::from))
    }

    /// The row that must be there.
    pub(crate) async fn one(&self, sql: Sql) -> Result<Row> {
        self.optional(sql).await?.ok_or(Error::NotFound)
    }

    pub(crate) async fn commit(self) -> Result<()> {
        match self.0 {
            Kind::Transaction(tx) => Ok(tx.commit().await?),
            Kind::Pool(_) => Ok(()),
        }
    }
}
