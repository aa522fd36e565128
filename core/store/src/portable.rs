//! Whole tables out of and into either database, for backups: every row of every tenant, typed, in key order.
//!
//! Knows the tables from the migrations' catalogue and nothing of what they mean; files and formats are others'
//! business. On PostgreSQL each tenant's rows are read and written with that tenant set, as always.

use uuid::Uuid;
use weir_migrations::catalogue::{Column, Kind, Table};
use weir_model::id::TenantId;

use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::store::{ROLE_APP, ROLE_SYSTEM};
use crate::{Error, Link, Result, Store};

pub use weir_migrations::catalogue;

/// Rows read at once.
pub const PAGE_ROWS: usize = 500;
/// Rows stored by one statement: forty columns each stay below SQLite's 32,766 values.
pub const BATCH_ROWS: usize = 100;

/// Numbers of a PostgreSQL cluster's transactions. They mean nothing in another database, where whatever was
/// restored lies before everything new: 0.
const OF_THIS_DATABASE: (&str, &str) = ("change_log", "xid");

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// None.
    Null,
    /// An id.
    Uuid(Uuid),
    /// A number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// Text.
    Text(String),
}

/// One unchanging picture of everything.
#[derive(Debug)]
pub struct Snapshot {
    store: Store,
    link: Link,
}

impl Snapshot {
    pub(crate) fn new(store: Store, link: Link) -> Self {
        Self { store, link }
    }

    /// Every tenant, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tenants(&self) -> Result<Vec<TenantId>> {
        self.store.enter(&self.link, ROLE_SYSTEM, None, true).await?;
        let sql = Sql::new("select id from tenant order by id");
        self.link.read(sql, |row| row.id("id", TenantId::from_uuid)).await
    }

    /// The next rows of a table behind a key, at most [`PAGE_ROWS`]; of one tenant, where its rows belong to
    /// tenants.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn page(
        &self,
        table: &Table,
        tenant: Option<TenantId>,
        behind: Option<&[Cell]>,
    ) -> Result<Vec<Vec<Cell>>> {
        let role = if tenant.is_some() { ROLE_APP } else { ROLE_SYSTEM };
        self.store.enter(&self.link, role, tenant, true).await?;
        let columns: Vec<String> = table.columns.iter().map(|c| selected(table, c)).collect();
        let mut sql = Sql::new(format!("select {} from {} where 1 = 1", columns.join(", "), table.name));
        if let Some(tenant) = tenant {
            sql = sql.push(" and tenant_id = ?").bind(tenant);
        }
        let key = table.key.join(", ");
        if let Some(row) = behind {
            sql = sql.push(&format!(" and ({key}) > ("));
            for (n, name) in table.key.iter().enumerate() {
                let at = table.columns.iter().position(|c| c.name == *name);
                let at = at.filter(|at| *at < row.len()).ok_or_else(|| Error::Corrupt(name.clone()))?;
                sql = bound(sql.push(if n == 0 { "?" } else { ", ?" }), table.columns[at].kind, &row[at]);
            }
            sql = sql.push(")");
        }
        let sql = sql.push(&format!(" order by {key} limit {PAGE_ROWS}"));
        let rows = self.link.all(sql).await?;
        rows.iter().map(|row| table.columns.iter().map(|c| cell(row, c)).collect()).collect()
    }
}

fn selected(table: &Table, column: &Column) -> String {
    if (table.name.as_str(), column.name.as_str()) == OF_THIS_DATABASE {
        return format!("cast(0 as bigint) as {}", column.name);
    }
    column.name.clone()
}

fn cell(row: &Row, column: &Column) -> Result<Cell> {
    let name = column.name.as_str();
    let cell = match column.kind {
        Kind::Uuid => row.opt_id(name, Cell::Uuid)?,
        Kind::Integer => row.opt_int(name)?.map(Cell::Integer),
        Kind::Boolean => row.opt_flag(name)?.map(Cell::Flag),
        Kind::Text => row.opt_text(name)?.map(Cell::Text),
    };
    Ok(cell.unwrap_or(Cell::Null))
}

fn bound(sql: Sql, kind: Kind, cell: &Cell) -> Sql {
    match (kind, cell) {
        (_, Cell::Uuid(id)) => sql.bind(*id),
        (_, Cell::Integer(n)) => sql.bind(*n),
        (_, Cell::Flag(flag)) => sql.bind(*flag),
        (_, Cell::Text(text)) => sql.bind(text),
        (Kind::Uuid, Cell::Null) => sql.bind(None::<Uuid>),
        (Kind::Integer, Cell::Null) => sql.bind(None::<i64>),
        (Kind::Boolean, Cell::Null) => sql.bind(None::<bool>),
        (Kind::Text, Cell::Null) => sql.bind(None::<String>),
    }
}

/// The one transaction in which an empty database is filled. Dropped, it leaves nothing.
#[derive(Debug)]
pub struct Refill {
    store: Store,
    link: Link,
}

impl Refill {
    pub(crate) fn new(store: Store, link: Link) -> Self {
        Self { store, link }
    }

    /// Whether nobody uses the database yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_empty(&self) -> Result<bool> {
        self.store.enter(&self.link, ROLE_SYSTEM, None, false).await?;
        let sql = Sql::new("select 1 as one from tenant union all select 1 as one from account limit 1");
        Ok(self.link.optional(sql).await?.is_none())
    }

    /// Stores rows of a table, at most [`BATCH_ROWS`], all of one tenant where rows belong to tenants. What they
    /// refer to is stored already or stands among them.
    ///
    /// # Errors
    /// `Duplicate` and `Reference` when the rows do not fit together.
    pub async fn insert(
        &self,
        table: &Table,
        columns: &[Column],
        tenant: Option<TenantId>,
        rows: &[Vec<Cell>],
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let role = if tenant.is_some() { ROLE_APP } else { ROLE_SYSTEM };
        self.store.enter(&self.link, role, tenant, false).await?;
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
        let mut sql = Sql::new(format!("insert into {} ({}) values ", table.name, names.join(", ")));
        for (n, row) in rows.iter().enumerate() {
            sql = sql.push(if n == 0 { "(" } else { ", (" });
            for (m, (column, cell)) in columns.iter().zip(row).enumerate() {
                sql = bound(sql.push(if m == 0 { "?" } else { ", ?" }), column.kind, cell);
            }
            sql = sql.push(")");
        }
        self.link.execute(sql).await.map(|_| ())
    }

    /// Commits; new entries of the change log are numbered behind `last_change`.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was stored.
    pub async fn commit(self, last_change: i64) -> Result<()> {
        if self.store.database() == Database::Postgres && last_change > 0 {
            // Only who owns the sequence may set it: the role that signs in, which migrated.
            self.store.enter(&self.link, "none", None, false).await?;
            let sql = Sql::new("select setval('change_log_seq', ?) as seq").bind(last_change);
            self.link.optional(sql).await?;
        }
        self.link.commit().await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::testing::{each_database, on_postgres, on_sqlite};

    fn catalogued() -> BTreeSet<(String, String)> {
        let columns = |t: Table| t.columns.into_iter().map(move |c| (t.name.clone(), c.name));
        catalogue::tables().into_iter().flat_map(columns).collect()
    }

    async fn in_the_database(store: &Store, sql: &'static str) -> BTreeSet<(String, String)> {
        let rows = store.system_read().all(Sql::new(sql)).await.unwrap();
        let derived = |table: &str| weir_migrations::DERIVED_TABLES.iter().any(|d| table.starts_with(d));
        let pairs = rows.iter().map(|r| (r.text("t").unwrap(), r.text("c").unwrap()));
        pairs.filter(|(table, _)| !derived(table)).collect()
    }

    #[tokio::test]
    async fn the_catalogue_knows_every_table_and_column_of_sqlite() {
        on_sqlite(|store| async move {
            let sql = "select m.name as t, p.name as c from sqlite_master m join pragma_table_info(m.name) p \
                       where m.type = 'table' and m.name not like 'sqlite_%' and m.name <> 'seaql_migrations'";
            assert_eq!(in_the_database(&store, sql).await, catalogued());
        })
        .await;
    }

    #[tokio::test]
    async fn the_catalogue_knows_every_table_and_column_of_postgres() {
        on_postgres(|store, _| async move {
            let sql = "select c.relname::text as t, a.attname::text as c from pg_attribute a \
                       join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace \
                       where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped \
                       and c.relname <> 'seaql_migrations'";
            assert_eq!(in_the_database(&store, sql).await, catalogued());
        })
        .await;
    }

    #[tokio::test]
    async fn a_refill_that_is_not_committed_leaves_nothing_and_a_used_database_is_not_empty() {
        each_database(|store| async move {
            let refill = store.refill().await.unwrap();
            assert!(refill.is_empty().await.unwrap());
            let tables = catalogue::tables();
            let account = tables.iter().find(|t| t.name == "account").unwrap();
            let row = vec![
                Cell::Uuid(Uuid::from_u128(1)),
                Cell::Text("hash".to_owned()),
                Cell::Flag(true),
                Cell::Flag(false),
                Cell::Integer(1),
                Cell::Integer(2),
            ];
            refill.insert(account, &account.columns, None, &[row.clone()]).await.unwrap();
            drop(refill);
            let refill = store.refill().await.unwrap();
            assert!(refill.is_empty().await.unwrap());
            refill.insert(account, &account.columns, None, &[row.clone()]).await.unwrap();
            refill.commit(0).await.unwrap();
            assert!(!store.refill().await.unwrap().is_empty().await.unwrap());
            let snapshot = store.snapshot().await.unwrap();
            assert_eq!(snapshot.page(account, None, None).await.unwrap(), [row.clone()]);
            assert_eq!(snapshot.page(account, None, Some(&row)).await.unwrap(), [] as [Vec<Cell>; 0]);
        })
        .await;
    }
}
