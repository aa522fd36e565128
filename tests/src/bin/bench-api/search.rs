//! Finding a word among 1,000,000 records and work items, over loopback HTTP with 8 clients: at least half the rate
//! of the bare full-text query that finds the same. Once a word of every other title, once one of a few.

use std::fmt::Write;
use std::sync::Arc;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sea_orm::sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool, postgres::PgPoolOptions, query};
use serde_json::{Map, json};
use uuid::Uuid;
use weir_forms::SlotMap;
use weir_model::filter::SlotValues;
use weir_model::id::{FormId, RecordId};
use weir_store::queries::forms;
use weir_store::queries::records::{self, Content, NewRecord};
use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::TestApp;

use crate::http::{Connection, get};
use crate::lists::{CLIENTS, rate, sign_in};
use crate::report::{Better, Report, median};
use crate::serving::Serving;

/// Records and work items.
const ROWS: u64 = 1_000_000;
/// Rows written in one transaction.
const BATCH: u64 = 10_000;
/// Measurements of each kind, in turn.
const ROUNDS: usize = 3;
/// The least part of the bare rate that a search must get.
const OF_BARE: f64 = 0.5;
/// Hits asked for.
const HITS: u32 = 6;
/// A word of every other title, and one of 1,000 among all.
const WORDS: [(&str, &str); 2] = [("common", "采购"), ("rare", "钛合金")];

/// Measures both databases.
pub async fn measure(report: &mut Report) {
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.unwrap();
    let test = TestApp::on(Store::connect(&config).await.unwrap()).await;
    fill(&test, "sqlite").await;
    let options = SqliteConnectOptions::new()
        .filename(config.sqlite_file())
        .journal_mode(SqliteJournalMode::Wal)
        .read_only(true);
    let readers = weir_store::config::SQLITE_READERS;
    let pool = SqlitePoolOptions::new().max_connections(readers).connect_with(options).await.unwrap();
    on_one(report, "sqlite", &test, &Bare::Sqlite(pool)).await;

    let figures = Arc::new(tokio::sync::Mutex::new(std::mem::take(report)));
    let inner = Arc::clone(&figures);
    on_postgres(|store, config| async move {
        let test = TestApp::on(store).await;
        let connections = weir_store::config::POSTGRES_CONNECTIONS;
        let url = config.url.as_deref().unwrap();
        let pool = PgPoolOptions::new().max_connections(connections).connect(url).await.unwrap();
        fill(&test, "postgres").await;
        query("vacuum analyze search_entry").execute(&pool).await.unwrap();
        on_one(&mut *inner.lock().await, "postgres", &test, &Bare::Postgres(pool)).await;
    })
    .await;
    *report = std::mem::take(&mut *figures.lock().await);
}

/// A form with titles of which half name the common word and 1,000 the rare one.
async fn fill(test: &TestApp, database: &str) {
    let begin = std::time::Instant::now();
    let admin = test.login("admin").await;
    let schema = json!({ "name": { "en": "Asks" }, "fields": [
        { "key": "title", "label": { "en": "Title" }, "type": "text" },
    ] });
    let form = json!({ "key": "asks", "name": { "en": "Asks" }, "schema": schema });
    let form: FormId = admin.post("/forms", form).await.ok()["id"].as_str().unwrap().parse().unwrap();
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
    let tx = test.app.store().read(test.demo.tenant).await.unwrap();
    let _: SlotMap = forms::slot_map(&tx, form).await.unwrap();
    drop(tx);
    let (by, at) = (test.demo.user("admin"), test.app.now());
    let (data, slots) = (Map::new(), SlotValues::default());
    for batch in 0..ROWS / BATCH {
        let numbers = batch * BATCH..(batch + 1) * BATCH;
        let titles: Vec<String> = numbers.map(title).collect();
        let rows: Vec<NewRecord<'_>> = titles
            .iter()
            .map(|title| NewRecord {
                id: test.app.new_id(RecordId::from_uuid),
                form,
                content: Content { version: 1, title, data: &data, serial: None, slots: &slots },
                status: None,
                department: None,
                instance: None,
                by,
                at,
            })
            .collect();
        let tx = test.app.store().begin(test.demo.tenant).await.unwrap();
        records::insert_many(&tx, &rows).await.unwrap();
        tx.commit().await.unwrap();
    }
    test.app.store().optimize().await.unwrap();
    println!("{ROWS} records on {database} in {:.0} s", begin.elapsed().as_secs_f64());
}

fn title(n: u64) -> String {
    const THINGS: [&str; 8] = ["办公桌椅", "测量仪器", "装配夹具", "电缆", "服务器", "差旅", "培训", "维修"];
    const ENDS: [&str; 4] = ["采购申请", "采购合同", "验收报告", "报销单"];
    let mixed = n.wrapping_mul(2_654_435_761) % 1_000_003;
    let mut title = String::new();
    if mixed % 1_000 == 7 {
        title.push_str("钛合金");
    }
    title.push_str(THINGS[usize::try_from(mixed % 8).unwrap()]);
    title.push_str(ENDS[usize::try_from(mixed / 8 % 4).unwrap()]);
    write!(title, " {n}").unwrap();
    title
}

/// The bare query: the newest titles with the parts of a word, in the same kind of transaction.
#[derive(Clone)]
enum Bare {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Bare {
    async fn run(&self, tenant: Uuid, needs: &[i64], tokens: &str, word: &str) -> usize {
        let limit = i64::from(HITS + 1);
        match self {
            Self::Sqlite(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let rows = query(
                    "select r.id, r.title from search_part p cross join search_entry e on e.number = p.rowid \
                     join record r on r.tenant_id = e.tenant_id and r.form_id = e.container and r.id = e.subject_id \
                     where p.parts match ? and instr(e.words, ?) > 0 order by p.rowid desc limit ?",
                )
                .bind(tokens)
                .bind(word)
                .bind(limit)
                .fetch_all(&mut *tx)
                .await
                .unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("title").is_empty()).count()
            }
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await.unwrap();
                query(
                    "select set_config('role', 'weir_app', true), set_config('weir.tenant', $1, true), \
                       set_config('transaction_read_only', 'on', true)",
                )
                .bind(tenant.to_string())
                .fetch_one(&mut *tx)
                .await
                .unwrap();
                let sql = "select r.id, r.title from search_candidates('record', $1::bigint[], null, \
                           array[$2], 9223372036854775807, $3) e join record r on r.tenant_id = $4 \
                           and r.form_id = e.container and r.id = e.subject_id order by e.number desc";
                let needs: Vec<String> = needs.iter().map(i64::to_string).collect();
                let rows = query(AssertSqlSafe(sql))
                    .bind(format!("{{{}}}", needs.join(",")))
                    .bind(word)
                    .bind(limit)
                    .bind(tenant)
                    .fetch_all(&mut *tx)
                    .await
                    .unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("title").is_empty()).count()
            }
        }
    }
}

async fn on_one(report: &mut Report, database: &str, test: &TestApp, bare: &Bare) {
    let serving = Serving::begin(test.app.clone());
    let port = serving.port;
    let token = sign_in(port, "admin").await;
    let tenant = test.demo.tenant;
    for (name, word) in WORDS {
        let encoded: String = word.bytes().map(|b| format!("%{b:02x}")).collect();
        let request = get(&format!("/api/v1/search?q={encoded}&kinds=record&limit={HITS}"), &token);
        let (needs, tokens) = weir_store::queries::search_find::parts_of(tenant, word);
        assert_eq!(bare.run(tenant.uuid(), &needs, &tokens, word).await, HITS as usize + 1);
        let (mut bare_rates, mut rates) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (bare, needs, tokens) = (bare.clone(), Arc::new(needs.clone()), Arc::new(tokens.clone()));
            bare_rates.push(
                rate(|done, until| {
                    let (bare, needs, tokens) = (bare.clone(), Arc::clone(&needs), Arc::clone(&tokens));
                    async move {
                        while std::time::Instant::now() < until {
                            bare.run(tenant.uuid(), &needs, &tokens, word).await;
                            done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        }
                    }
                })
                .await,
            );
            rates.push(
                rate(|done, until| {
                    let request = request.clone();
                    async move {
                        let mut connection = Connection::open(port).await.unwrap();
                        while std::time::Instant::now() < until {
                            let (status, body) = connection.send(&request).await.unwrap();
                            assert!(status == 200 && body.len() > 200, "{}", String::from_utf8_lossy(body));
                            done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        }
                    }
                })
                .await,
            );
        }
        let (bare, found) = (median(bare_rates), median(rates));
        println!("bare query for a {name} word on {database}: {bare:.0} a second, {CLIENTS} clients");
        report.add(format!("search_{name}_{database}"), found, "req/s", bare * OF_BARE, Better::More);
    }
    serving.end().await;
}
