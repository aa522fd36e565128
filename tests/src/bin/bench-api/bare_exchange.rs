//! 100,000 rows in and out as bare SQL: the rows that an import leaves (records, their history, what a revert needs)
//! in statements of many rows and transactions of 500, and a file of the same format written from pages of rows.

use std::ops::ControlFlow;
use std::path::Path;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{AssertSqlSafe, PgPool, Row as _, SqlitePool, postgres::PgPoolOptions};
use serde_json::json;
use uuid::Uuid;
use weir_interop::{Format, Sink, Source, Wish};
use weir_model::table::{Cell, Row};

use crate::exchange::opened;

/// Rows of one transaction: those of the product.
const BATCH: usize = 500;
/// Rows of one statement.
const AT_ONCE: usize = 250;
/// Rows read at once.
const PAGE: i64 = 1_000;

/// Tenant, form, person.
type Ids = (Uuid, Uuid, Uuid);

/// A pool of either database.
pub enum BareExchange {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

const RECORD: &str = "insert into record (tenant_id, form_id, id, version, title, data, created_by, created_at, \
     updated_by, updated_at, rev, n1, n2, t1, t2, t3) values ";
const LOG: &str =
    "insert into change_log (tenant_id, at, actor, channel, subject, subject_id, verb, after{seq}) values ";
const ROW: &str =
    "insert into import_row (tenant_id, import_id, row_number, action, thing_id, thing_rev, told) values ";

impl BareExchange {
    pub async fn sqlite(file: &Path) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        Self::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap())
    }

    pub async fn postgres(url: &str) -> Self {
        Self::Postgres(PgPoolOptions::new().max_connections(1).connect(url).await.unwrap())
    }

    /// Brings a table in and tells how many rows it had.
    pub async fn bring_in(&self, table: &Path, ids: Ids) -> u64 {
        let import = self.an_import(ids).await;
        let mut rows: Vec<Row> = Vec::new();
        let mut source = Source::open(opened(table), &Wish::default()).unwrap();
        source
            .each_row(&mut |row| {
                rows.push(row);
                ControlFlow::Continue(())
            })
            .unwrap();
        for batch in rows[1..].chunks(BATCH) {
            match self {
                Self::Sqlite(pool) => {
                    let mut tx = pool.begin().await.unwrap();
                    let last: i64 = sea_orm::sqlx::query_scalar(
                        "select coalesce(max(seq), 0) from change_log where tenant_id = ?",
                    )
                    .bind(ids.0)
                    .fetch_one(&mut *tx)
                    .await
                    .unwrap();
                    for (n, some) in batch.chunks(AT_ONCE).enumerate() {
                        for statement in statements(some, ids, import, Some(last + (n * AT_ONCE) as i64)) {
                            let mut query = sea_orm::sqlx::query(AssertSqlSafe(statement.text));
                            for value in statement.values {
                                query = match value {
                                    Value::Id(id) => query.bind(id),
                                    Value::Number(n) => query.bind(n),
                                    Value::Text(text) => query.bind(text),
                                    Value::Flag(flag) => query.bind(flag),
                                };
                            }
                            query.execute(&mut *tx).await.unwrap();
                        }
                    }
                    tx.commit().await.unwrap();
                }
                Self::Postgres(pool) => {
                    let mut tx = pool.begin().await.unwrap();
                    enter(&mut tx, ids.0).await;
                    for some in batch.chunks(AT_ONCE) {
                        for statement in statements(some, ids, import, None) {
                            let mut query = sea_orm::sqlx::query(AssertSqlSafe(numbered(&statement.text)));
                            for value in statement.values {
                                query = match value {
                                    Value::Id(id) => query.bind(id),
                                    Value::Number(n) => query.bind(n),
                                    Value::Text(text) => query.bind(text),
                                    Value::Flag(flag) => query.bind(flag),
                                };
                            }
                            query.execute(&mut *tx).await.unwrap();
                        }
                    }
                    tx.commit().await.unwrap();
                }
            }
        }
        rows.len() as u64 - 1
    }

    /// Writes everything into a file and tells how many rows there were.
    pub async fn take_out(&self, (tenant, form, _): Ids) -> u64 {
        let path = tempfile::NamedTempFile::new().unwrap();
        let head = ["title", "category", "amount", "due", "note"].map(str::to_owned);
        let file = path.reopen().unwrap();
        let mut sink = Sink::begin(Format::Csv, file, &std::env::temp_dir(), &head).unwrap();
        let (mut written, mut after) = (0, (i64::MAX, Uuid::max()));
        let text = "select id, created_at, data from record where tenant_id = ? and form_id = ? and deleted_at is null \
                    and (created_at, id) < (?, ?) order by created_at desc, id desc limit ?";
        loop {
            let rows: Vec<(Uuid, i64, String)> = match self {
                Self::Sqlite(pool) => sea_orm::sqlx::query(text)
                    .bind(tenant)
                    .bind(form)
                    .bind(after.0)
                    .bind(after.1)
                    .bind(PAGE)
                    .fetch_all(pool)
                    .await
                    .unwrap()
                    .iter()
                    .map(|row| (row.get(0), row.get(1), row.get(2)))
                    .collect(),
                Self::Postgres(pool) => {
                    let mut tx = pool.begin().await.unwrap();
                    enter(&mut tx, tenant).await;
                    sea_orm::sqlx::query(AssertSqlSafe(numbered(text)))
                        .bind(tenant)
                        .bind(form)
                        .bind(after.0)
                        .bind(after.1)
                        .bind(PAGE)
                        .fetch_all(&mut *tx)
                        .await
                        .unwrap()
                        .iter()
                        .map(|row| (row.get(0), row.get(1), row.get(2)))
                        .collect()
                }
            };
            let Some(last) = rows.last() else { break };
            after = (last.1, last.0);
            for (_, _, data) in &rows {
                let data: serde_json::Map<String, serde_json::Value> = serde_json::from_str(data).unwrap();
                let cell = |key: &String| Cell::text(data[key].as_str().unwrap_or_default());
                sink.row(&head.iter().map(cell).collect::<Vec<_>>()).unwrap();
            }
            written += rows.len() as u64;
        }
        sink.end().unwrap();
        written
    }

    /// What the rows of a revert refer to.
    async fn an_import(&self, (tenant, form, person): Ids) -> Uuid {
        let import = Uuid::now_v7();
        let text = "insert into import_run (tenant_id, id, kind, owner_user, form_id, file_id, outline, settings, state, \
                    counts, created_at, updated_at, rev) values (?, ?, 'records', ?, ?, ?, '{}', '{}', 'draft', '{}', 0, 0, 1)";
        match self {
            Self::Sqlite(pool) => {
                let query =
                    sea_orm::sqlx::query(text).bind(tenant).bind(import).bind(person).bind(form).bind(import);
                query.execute(pool).await.unwrap();
            }
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await.unwrap();
                enter(&mut tx, tenant).await;
                let query = sea_orm::sqlx::query(AssertSqlSafe(numbered(text)));
                query
                    .bind(tenant)
                    .bind(import)
                    .bind(person)
                    .bind(form)
                    .bind(import)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        }
        import
    }
}

async fn enter(tx: &mut sea_orm::sqlx::Transaction<'_, sea_orm::sqlx::Postgres>, tenant: Uuid) {
    let text = "select set_config('role', 'weir_app', true), set_config('weir.tenant', $1, true)";
    sea_orm::sqlx::query(text).bind(tenant.to_string()).fetch_one(&mut **tx).await.unwrap();
}

enum Value {
    Id(Uuid),
    Number(i64),
    Text(String),
    Flag(bool),
}

struct Statement {
    text: String,
    values: Vec<Value>,
}

/// The three statements of some rows. `seq`: the last number of the change log, where it is not drawn by itself.
fn statements(rows: &[Row], (tenant, form, person): Ids, import: Uuid, seq: Option<i64>) -> [Statement; 3] {
    let begin = |text: &str| Statement { text: text.to_owned(), values: Vec::new() };
    let log = LOG.replace("{seq}", if seq.is_some() { ", seq" } else { "" });
    let (mut records, mut log, mut kept) = (begin(RECORD), begin(&log), begin(ROW));
    let add = |statement: &mut Statement, values: Vec<Value>| {
        let places = vec!["?"; values.len()].join(", ");
        statement.text.push_str(if statement.values.is_empty() { "(" } else { ", (" });
        statement.text.push_str(&places);
        statement.text.push(')');
        statement.values.extend(values);
    };
    for (n, row) in rows.iter().enumerate() {
        let id = Uuid::now_v7();
        let [title, category, amount, due, note] = [0, 1, 2, 3, 4].map(|c| row.cells[c].plain());
        let data =
            json!({ "title": title, "category": category, "amount": amount, "due": due, "note": note })
                .to_string();
        let cents: i64 = amount.replace('.', "").parse().unwrap();
        let short: String = note.chars().take(191).collect();
        let (at, title_slot) = (1_795_000_000_000_000, title.to_lowercase());
        use Value::{Flag, Id, Number, Text};
        add(
            &mut records,
            vec![
                Id(tenant),
                Id(form),
                Id(id),
                Number(1),
                Text(title),
                Text(data.clone()),
                Id(person),
                Number(at),
                Id(person),
                Number(at),
                Number(1),
                Number(cents),
                Number(20_778),
                Text(title_slot),
                Text(category),
                Text(short.to_lowercase()),
            ],
        );
        let mut entry = vec![
            Id(tenant),
            Number(at),
            Id(person),
            Text("import".into()),
            Text("record".into()),
            Id(id),
            Text("created".into()),
            Text(data),
        ];
        entry.extend(seq.map(|last| Number(last + 1 + n as i64)));
        add(&mut log, entry);
        add(
            &mut kept,
            vec![
                Id(tenant),
                Id(import),
                Number(row.number.into()),
                Text("created".into()),
                Id(id),
                Number(1),
                Flag(false),
            ],
        );
    }
    [records, log, kept]
}

fn numbered(text: &str) -> String {
    let mut parts = text.split('?');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.enumerate().fold(first, |text, (n, part)| format!("{text}${}{part}", n + 1))
}
