//! Pages that people open all day, over loopback HTTP with 8 clients, each against the rows that it shows, read bare in
//! this process: a board of 500 cards, a page of a change log of 100,000 entries. And signing in, against the hash of
//! the password that it cannot do without.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sea_orm::sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool, postgres::PgPoolOptions, query};
use serde_json::json;
use uuid::Uuid;
use weir_app::App;
use weir_app::settings::{PasswordCost, Settings};
use weir_app::system::{SystemClock, SystemIds};
use weir_model::change::{Subject, Verb};
use weir_model::id::ProjectId;
use weir_store::queries::change_log::Change;
use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::{PASSWORD, TestApp};

use crate::http::{Connection, get, post};
use crate::lists::{CLIENTS, rate, sign_in};
use crate::report::{Better, Report, median};
use crate::serving::{Serving, asked};

/// Cards of the board.
const CARDS: usize = 500;
/// Entries of the change log.
const ENTRIES: usize = 100_000;
/// Entries written in one transaction.
const BATCH: usize = 5_000;
/// Entries of one page.
const PAGE: usize = 50;
/// Measurements of each kind, in turn.
const ROUNDS: usize = 3;
/// The least part of the bare rate that a page must get.
const OF_BARE: f64 = 0.5;
/// The least part of the rate of bare hashes that signing in must get.
const OF_HASHES: f64 = 0.8;

/// Measures both databases.
pub async fn measure(report: &mut Report) {
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.unwrap();
    let test = TestApp::on(Store::connect(&config).await.unwrap()).await;
    let project = fill(&test).await;
    let options = SqliteConnectOptions::new()
        .filename(config.sqlite_file())
        .journal_mode(SqliteJournalMode::Wal)
        .read_only(true);
    let readers = weir_store::config::SQLITE_READERS;
    let pool = SqlitePoolOptions::new().max_connections(readers).connect_with(options).await.unwrap();
    pages(report, "sqlite", &test, (project, &Bare::Sqlite(pool))).await;
    login(report, &test).await;

    let figures = Arc::new(tokio::sync::Mutex::new(std::mem::take(report)));
    let inner = Arc::clone(&figures);
    on_postgres(|store, config| async move {
        let test = TestApp::on(store).await;
        let project = fill(&test).await;
        let connections = weir_store::config::POSTGRES_CONNECTIONS;
        let url = config.url.as_deref().unwrap();
        let pool = PgPoolOptions::new().max_connections(connections).connect(url).await.unwrap();
        pages(&mut *inner.lock().await, "postgres", &test, (project, &Bare::Postgres(pool))).await;
    })
    .await;
    *report = std::mem::take(&mut *figures.lock().await);
}

/// A project of 500 items over the statuses of its first type, and a log.
async fn fill(test: &TestApp) -> ProjectId {
    let admin = test.login("admin").await;
    let project = admin.post("/projects", json!({ "key": "LINE", "name": "Line" })).await.ok();
    let project = project["id"].as_str().unwrap().to_owned();
    let types = admin.get(&format!("/projects/{project}/types")).await.ok();
    let first = &types["items"][0];
    let statuses = first["workflow"]["statuses"].as_array().unwrap();
    for n in 0..CARDS {
        let status = &statuses[n % statuses.len()]["key"];
        let wish = json!({ "type": first["key"], "title": format!("Item {n}"), "status": status });
        admin.post(&format!("/projects/{project}/work-items"), wish).await.done();
    }
    let by = test.demo.user("admin");
    for batch in 0..ENTRIES / BATCH {
        let entry = |n: usize| Change {
            at: test.app.now(),
            actor: Some(by),
            on_behalf: None,
            channel: "session",
            request_id: None,
            subject: Subject::Record,
            subject_id: Some(Uuid::from_u128(n as u128)),
            verb: Verb::Updated,
            before: Some(json!({ "status": "open", "n": n })),
            after: Some(json!({ "status": "done", "n": n })),
        };
        let tx = test.app.store().begin(test.demo.tenant).await.unwrap();
        tx.log_many((batch * BATCH..(batch + 1) * BATCH).map(entry).collect()).await.unwrap();
        tx.commit().await.unwrap();
    }
    test.app.store().optimize().await.unwrap();
    project.parse().unwrap()
}

async fn pages(report: &mut Report, database: &str, test: &TestApp, (project, bare): (ProjectId, &Bare)) {
    let serving = Serving::begin(test.app.clone());
    let token = sign_in(serving.port, "admin").await;
    let tenant = test.demo.tenant.uuid();
    let board = get(&format!("/api/v1/projects/{project}/board?limit=200"), &token);
    let log = get(&format!("/api/v1/change-log?limit={PAGE}"), &token);
    assert_eq!(bare.board(tenant, project.uuid()).await, CARDS);
    assert_eq!(bare.log(tenant).await, PAGE + 1);

    let (mut boards, mut bare_boards, mut logs, mut bare_logs) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let own = bare.clone();
        bare_boards.push(
            repeated(move || {
                let own = own.clone();
                async move {
                    own.board(tenant, project.uuid()).await;
                }
            })
            .await,
        );
        boards.push(asked(serving.port, &board).await);
        let own = bare.clone();
        bare_logs.push(
            repeated(move || {
                let own = own.clone();
                async move {
                    own.log(tenant).await;
                }
            })
            .await,
        );
        logs.push(asked(serving.port, &log).await);
    }
    for (name, bare, found) in [("board_open", bare_boards, boards), ("change_log_page", bare_logs, logs)] {
        let (bare, found) = (median(bare), median(found));
        println!("bare rows of {name} on {database}: {bare:.0} a second, {CLIENTS} clients");
        report.add(format!("{name}_{database}"), found, "req/s", bare * OF_BARE, Better::More);
    }
    serving.end().await;
}

/// Signing in costs what its hash costs; sessions, throttle and log come on top. One client: the hashes of more wait
/// for their turn.
async fn login(report: &mut Report, test: &TestApp) {
    let settings = Settings { password_cost: PasswordCost::Full, ..test.app.settings().clone() };
    let app =
        App::new(test.app.store().clone(), settings, Arc::new(SystemClock), Arc::new(SystemIds)).unwrap();
    let made = app.reset_password_as_operator("demo", "employee").await.unwrap();
    let serving = Serving::begin(app);
    let body = json!({ "tenant": "demo", "login": "employee", "password": made.password }).to_string();
    let request = post("/api/v1/auth/login", &body);
    let argon2 =
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1_024, 2, 1, None).unwrap());
    let hash: PasswordHash = argon2.hash_password(PASSWORD.as_bytes()).unwrap();
    let hash = hash.to_string();
    let (mut hashes, mut logins) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        for _ in 0..LOGINS {
            let parsed = PasswordHash::new(&hash).unwrap();
            argon2.verify_password(PASSWORD.as_bytes(), &parsed).unwrap();
        }
        hashes.push(f64::from(LOGINS) / begin.elapsed().as_secs_f64());
        let mut connection = Connection::open(serving.port).await.unwrap();
        let begin = Instant::now();
        for _ in 0..LOGINS {
            let (status, body) = connection.send(&request).await.unwrap();
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
        }
        logins.push(f64::from(LOGINS) / begin.elapsed().as_secs_f64());
    }
    let bare = median(hashes);
    println!("bare hashes: {bare:.1} a second");
    report.add("login", median(logins), "req/s", bare * OF_HASHES, Better::More);
    serving.end().await;
}

/// Sign-ins of one measurement: below the attempts from one address that the door takes in its window.
const LOGINS: u32 = 50;

async fn repeated<F, T>(run: F) -> f64
where
    F: Fn() -> T + Clone + Send + 'static,
    T: Future<Output = ()> + Send,
{
    rate(|done, until| {
        let run = run.clone();
        async move {
            while Instant::now() < until {
                run().await;
                done.fetch_add(1, Ordering::Relaxed);
            }
        }
    })
    .await
}

/// The rows behind the pages, read in the same kind of transaction.
#[derive(Clone)]
enum Bare {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

const BOARD: &str = "select record.*, work_item.number, work_item.type, work_item.status as item_status, \
     work_item.assignee, work_item.parent_id, work_item.start_on, work_item.due_on, work_item.rank \
     from work_item join record on record.tenant_id = work_item.tenant_id and record.form_id = work_item.form_id \
     and record.id = work_item.id where work_item.tenant_id = $1 and work_item.project_id = $2 \
     and record.deleted_at is null order by work_item.rank";
const LOG: &str = "select xid, seq, at, actor, on_behalf, channel, request_id, subject, subject_id, verb, before, \
     after from change_log where tenant_id = $1 order by seq desc limit $2";

impl Bare {
    async fn board(&self, tenant: Uuid, project: Uuid) -> usize {
        match self {
            Self::Sqlite(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let rows = query(BOARD).bind(tenant).bind(project).fetch_all(&mut *tx).await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
            Self::Postgres(pool) => {
                let mut tx = entered(pool, tenant).await;
                let rows = query(BOARD).bind(tenant).bind(project).fetch_all(&mut *tx).await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
        }
    }

    async fn log(&self, tenant: Uuid) -> usize {
        let limit = i64::try_from(PAGE + 1).unwrap();
        match self {
            Self::Sqlite(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let rows = query(LOG).bind(tenant).bind(limit).fetch_all(&mut *tx).await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("verb").is_empty()).count()
            }
            Self::Postgres(pool) => {
                let mut tx = entered(pool, tenant).await;
                let rows = query(LOG).bind(tenant).bind(limit).fetch_all(&mut *tx).await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("verb").is_empty()).count()
            }
        }
    }
}

async fn entered(
    pool: &PgPool,
    tenant: Uuid,
) -> sea_orm::sqlx::Transaction<'static, sea_orm::sqlx::Postgres> {
    let mut tx = pool.begin().await.unwrap();
    let enter = "select set_config('role', 'weir_app', true), set_config('weir.tenant', $1, true), \
         set_config('transaction_read_only', 'on', true)";
    query(AssertSqlSafe(enter)).bind(tenant.to_string()).fetch_one(&mut *tx).await.unwrap();
    tx
}
