//! 100,000 rows in and out: the task beside bare SQL of the same rows with the same file format, on both databases,
//! and how little memory the server itself takes for it.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_app::worker::Worker;
use weir_interop::{Format, Sink};
use weir_model::table::Cell;
use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::{Client, TestApp};

use crate::bare_exchange::BareExchange;
use crate::http::{Connection, get, post_as};
use crate::process::{FIRST_START, Server, sign_in};
use crate::report::{Better, Report, median};

/// Rows of the file.
pub const ROWS: u64 = 100_000;
/// The least part of the bare rate.
const OF_BARE: f64 = 0.5;
/// Measurements of each kind, in turn.
const ROUNDS: usize = 3;
/// Rows of the file after which the server's memory is looked at first.
const FEW_ROWS: u64 = 10_000;
/// How much more memory ten times the rows may take at their worst, MB.
const GROWTH_LIMIT_MB: f64 = 32.0;
/// How long a task may take before the bench gives up.
const TASK_TIMEOUT: Duration = Duration::from_secs(600);
const BOUNDARY: &str = "weir-bench";

/// Measures both databases, then the server's memory.
pub async fn measure(report: &mut Report) {
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.unwrap();
    let test = TestApp::on(Store::connect(&config).await.unwrap()).await;
    let bare = BareExchange::sqlite(&config.sqlite_file()).await;
    on_one(report, "sqlite", &test, &bare).await;

    let figures = Arc::new(tokio::sync::Mutex::new(std::mem::take(report)));
    let inner = Arc::clone(&figures);
    on_postgres(|store, config| async move {
        let test = TestApp::on(store).await;
        let bare = BareExchange::postgres(config.url.as_deref().unwrap()).await;
        on_one(&mut *inner.lock().await, "postgres", &test, &bare).await;
    })
    .await;
    *report = std::mem::take(&mut *figures.lock().await);
    memory(report).await;
}

async fn on_one(report: &mut Report, database: &str, test: &TestApp, bare: &BareExchange) {
    let admin = test.login("admin").await;
    let table = table(ROWS);
    let (mut bare_in, mut bare_out, mut own_in, mut own_out) = (vec![], vec![], vec![], vec![]);
    for round in 0..ROUNDS {
        let form = draw(&admin, &format!("own-{round}")).await;
        own_in.push(import(test, &admin, &form, &table).await);
        own_out.push(export(test, &admin, &form).await);
        let form = draw(&admin, &format!("bare-{round}")).await;
        let ids = (test.demo.tenant.uuid(), form_id(&form), test.demo.user("admin").uuid());
        bare_in.push(timed(bare.bring_in(&table, ids)).await);
        bare_out.push(timed(bare.take_out(ids)).await);
    }
    for (name, own, bare) in [("import_100k", own_in, bare_in), ("export_100k", own_out, bare_out)] {
        let (own, bare) = (median(own), median(bare));
        println!("bare {name} on {database}: {bare:.0} rows a second");
        report.add(format!("{name}_{database}"), own, "rows/s", bare * OF_BARE, Better::More);
    }
}

/// Rows a second.
async fn timed(work: impl Future<Output = u64>) -> f64 {
    let begin = Instant::now();
    let rows = work.await;
    assert_eq!(rows, ROWS);
    rate(begin)
}

#[allow(clippy::cast_precision_loss, reason = "a count of rows")]
fn rate(begin: Instant) -> f64 {
    ROWS as f64 / begin.elapsed().as_secs_f64()
}

fn form_id(form: &str) -> uuid::Uuid {
    form.parse::<weir_model::id::FormId>().unwrap().uuid()
}

/// The form of the lists bench, without what only lists need.
pub fn schema() -> Json {
    let options: Vec<Json> =
        (0..8).map(|c| json!({ "key": format!("c{c}"), "label": { "en": format!("C{c}") } })).collect();
    json!({ "name": { "en": "Ledger" }, "fields": [
        { "key": "title", "label": { "en": "Title" }, "type": "text" },
        { "key": "category", "label": { "en": "Category" }, "type": "singleSelect", "options": options },
        { "key": "amount", "label": { "en": "Amount" }, "type": "money", "currency": "CNY", "scale": 2 },
        { "key": "due", "label": { "en": "Due" }, "type": "date" },
        { "key": "note", "label": { "en": "Note" }, "type": "longText" },
    ] })
}

async fn draw(admin: &Client, key: &str) -> String {
    let wish = json!({ "key": key, "name": { "en": key }, "schema": schema() });
    let form = admin.post("/forms", wish).await.ok()["id"].as_str().unwrap().to_owned();
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
    form
}

/// The rows as cells.
pub fn cells(n: u64) -> Vec<Cell> {
    let mixed = n.wrapping_mul(2_654_435_761) % 1_000_003;
    vec![
        Cell::text(format!("Entry {n}")),
        Cell::text(format!("c{}", mixed % 8)),
        Cell::Number(format!("{}.{:02}", mixed % 900_000, n % 100)),
        Cell::text("2026-11-21"),
        Cell::text("A line or two about what this entry is for and who asked for it."),
    ]
}

/// A CSV file on the disk.
fn table(rows: u64) -> PathBuf {
    let path = std::env::temp_dir().join(format!("weir-bench-{}-{rows}.csv", std::process::id()));
    let head = ["title", "category", "amount", "due", "note"].map(str::to_owned);
    let mut sink =
        Sink::begin(Format::Csv, File::create(&path).unwrap(), &std::env::temp_dir(), &head).unwrap();
    for n in 0..rows {
        sink.row(&cells(n)).unwrap();
    }
    sink.end().unwrap();
    path
}

fn multipart(table: &Path) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"ledger.csv\"\r\n\r\n"
    );
    let tail = format!("\r\n--{BOUNDARY}--\r\n");
    [head.as_bytes(), &std::fs::read(table).unwrap(), tail.as_bytes()].concat()
}

async fn import(test: &TestApp, admin: &Client, form: &str, table: &Path) -> f64 {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let file = admin.raw(Method::POST, "/files", &kind, multipart(table)).await.ok()["id"].clone();
    let wish = json!({ "kind": "records", "formId": form, "file": file });
    let made = admin.post("/imports", wish).await.ok()["id"].as_str().unwrap().to_owned();
    let begin = Instant::now();
    admin.post_empty(&format!("/imports/{made}/run")).await.done();
    Worker::new(test.app.clone()).work_off_due().await.unwrap();
    let rate = rate(begin);
    let counts = admin.get(&format!("/imports/{made}")).await.ok()["counts"].clone();
    assert_eq!(counts["created"], json!(ROWS), "{counts}");
    rate
}

async fn export(test: &TestApp, admin: &Client, form: &str) -> f64 {
    let wish = json!({ "kind": "records", "formId": form, "format": "csv",
        "columns": ["title", "category", "amount", "due", "note"] });
    let begin = Instant::now();
    let task = admin.post("/exports", wish).await.ok()["id"].as_str().unwrap().to_owned();
    Worker::new(test.app.clone()).work_off_due().await.unwrap();
    let rate = rate(begin);
    let ended = admin.get(&format!("/background-tasks/{task}")).await.ok();
    assert_eq!((&ended["state"], &ended["done"]), (&json!("done"), &json!(ROWS)), "{ended}");
    rate
}

/// The peak of the real server's memory over an import and an export of few rows, and of ten times as many.
async fn memory(report: &mut Report) {
    let dir = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server::start(dir.path(), port);
    server.ready(FIRST_START).await;
    let desk = Desk { port, token: sign_in(port, "admin").await };
    desk.pass(&table(FEW_ROWS), "few").await;
    let few = server.peak_mb();
    desk.pass(&table(ROWS), "many").await;
    let many = server.peak_mb();
    server.stop();
    println!("memory: peak {few:.1} MB after {FEW_ROWS} rows in and out, {many:.1} MB after {ROWS}");
    report.add("exchange_peak_growth", (many - few).max(0.1), "MB", GROWTH_LIMIT_MB, Better::Less);
}

struct Desk {
    port: u16,
    token: String,
}

impl Desk {
    async fn send(&self, path: &str, kind: &str, body: &[u8]) -> Json {
        let mut connection = Connection::open(self.port).await.unwrap();
        let request = post_as(&format!("/api/v1{path}"), &self.token, kind, body);
        let (status, answer) = connection.send(&request).await.unwrap();
        assert!((200..300).contains(&status), "{path}: {}", String::from_utf8_lossy(answer));
        serde_json::from_slice(answer).unwrap()
    }

    async fn ask(&self, path: &str) -> Json {
        let mut connection = Connection::open(self.port).await.unwrap();
        let request = get(&format!("/api/v1{path}"), &self.token);
        let (status, answer) = connection.send(&request).await.unwrap();
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(answer));
        serde_json::from_slice(answer).unwrap()
    }

    async fn tell(&self, path: &str, body: Json) -> Json {
        self.send(path, "application/json", body.to_string().as_bytes()).await
    }

    /// Imports a table into a new form and exports it again.
    async fn pass(&self, table: &Path, key: &str) {
        let wish = json!({ "key": key, "name": { "en": key }, "schema": schema() });
        let form = self.tell("/forms", wish).await["id"].as_str().unwrap().to_owned();
        self.tell(&format!("/forms/{form}/publish"), json!({})).await;
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let file = self.send("/files", &kind, &multipart(table)).await["id"].clone();
        let wish = json!({ "kind": "records", "formId": form, "file": file });
        let made = self.tell("/imports", wish).await["id"].as_str().unwrap().to_owned();
        let task = self.tell(&format!("/imports/{made}/run"), Json::Null).await;
        self.ended(&task).await;
        for format in ["csv", "xlsx"] {
            let wish = json!({ "kind": "records", "formId": form, "format": format });
            let task = self.tell("/exports", wish).await;
            self.ended(&task).await;
        }
    }

    async fn ended(&self, task: &Json) {
        let path = format!("/background-tasks/{}", task["id"].as_str().unwrap());
        let begin = Instant::now();
        loop {
            let seen = self.ask(&path).await;
            match seen["state"].as_str().unwrap() {
                "done" => return,
                "queued" | "running" => {}
                other => panic!("{other}: {seen}"),
            }
            assert!(begin.elapsed() < TASK_TIMEOUT, "{seen}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// A table as the bare side reads it: open at its beginning.
pub fn opened(table: &Path) -> File {
    let mut file = File::open(table).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file
}
