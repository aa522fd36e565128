//! Listing 20 of 100,000 records, filtered on one custom field and sorted on another, over loopback HTTP with
//! 8 clients: at least half the rate of the bare SQL, and a member at least 0.8 of the administrator.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::{PASSWORD, TestApp};

use crate::bare::Bare;
use crate::data::{Filled, fill};
use crate::http::{Connection, get, post};
use crate::report::{Better, Report, median};
use crate::serving::{Serving, asked};

/// Clients at once.
pub const CLIENTS: usize = 8;
/// How long one measurement lasts.
const SPAN: Duration = Duration::from_secs(3);
/// Measurements of each kind, taken in turn so that a slow moment of the machine hits all of them.
const ROUNDS: usize = 5;
/// The least part of the bare rate that an administrator must get.
const OF_BARE: f64 = 0.5;
/// The least part of the administrator's rate that a member must get.
const OF_ADMIN: f64 = 0.8;

/// Measures both databases.
pub async fn measure(report: &mut Report) {
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.unwrap();
    let test = TestApp::on(Store::connect(&config).await.unwrap()).await;
    let filled = fill(&test).await;
    let bare = Bare::sqlite(&config.sqlite_file(), &filled).await;
    on_one(report, "sqlite", &test, &filled, &bare).await;

    let figures = Arc::new(tokio::sync::Mutex::new(std::mem::take(report)));
    let inner = Arc::clone(&figures);
    on_postgres(|store, config| async move {
        let test = TestApp::on(store).await;
        let filled = fill(&test).await;
        let bare = Bare::postgres(config.url.as_deref().unwrap(), &filled).await;
        on_one(&mut *inner.lock().await, "postgres", &test, &filled, &bare).await;
    })
    .await;
    *report = std::mem::take(&mut *figures.lock().await);
}

async fn on_one(report: &mut Report, database: &str, test: &TestApp, filled: &Filled, bare: &Bare) {
    let serving = Serving::begin(test.app.clone());
    let port = serving.port;

    let filter = "%7B%22and%22%3A%5B%7B%22field%22%3A%22category%22%2C%22op%22%3A%22eq%22%2C%22value%22%3A%22c3%22%7D%5D%7D";
    let path = format!("/api/v1/forms/{}/records?limit=20&sort=-amount&filter={filter}", filled.form);
    let admin = get(&path, &sign_in(port, "admin").await);
    let member = get(&path, &sign_in(port, "employee").await);
    let (tenant, form) = (test.demo.tenant.uuid(), filled.form.uuid());
    assert_eq!(bare.run(tenant, form).await, 21, "the bare list finds its page");

    let (mut bare_rates, mut admin_rates, mut member_rates) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare_rates.push(bare_rate(bare, tenant, form).await);
        admin_rates.push(asked(port, &admin).await);
        member_rates.push(asked(port, &member).await);
    }
    let (bare, admin, member) = (median(bare_rates), median(admin_rates), median(member_rates));
    println!("bare SQL on {database}: {bare:.0} lists a second");
    report.add(format!("list_admin_{database}"), admin, "req/s", bare * OF_BARE, Better::More);
    report.add(format!("list_member_{database}"), member, "req/s", admin * OF_ADMIN, Better::More);
    serving.end().await;
}

pub async fn sign_in(port: u16, login: &str) -> String {
    let body = serde_json::json!({ "tenant": "demo", "login": login, "password": PASSWORD }).to_string();
    let mut connection = Connection::open(port).await.unwrap();
    let (status, body) = connection.send(&post("/api/v1/auth/login", &body)).await.unwrap();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
    let reply: serde_json::Value = serde_json::from_slice(body).unwrap();
    reply["token"].as_str().unwrap().to_owned()
}

async fn bare_rate(bare: &Bare, tenant: uuid::Uuid, form: uuid::Uuid) -> f64 {
    rate(|done, until| {
        let bare = bare.clone();
        async move {
            while Instant::now() < until {
                bare.run(tenant, form).await;
                done.fetch_add(1, Ordering::Relaxed);
            }
        }
    })
    .await
}

pub async fn rate<F, T>(client: F) -> f64
where
    F: Fn(Arc<AtomicU64>, Instant) -> T,
    T: Future<Output = ()> + Send + 'static,
{
    let done = Arc::new(AtomicU64::new(0));
    let begin = Instant::now();
    let clients: Vec<_> =
        (0..CLIENTS).map(|_| tokio::spawn(client(Arc::clone(&done), begin + SPAN))).collect();
    for client in clients {
        client.await.unwrap();
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of some thousands")]
    let count = done.load(Ordering::Relaxed) as f64;
    count / begin.elapsed().as_secs_f64()
}

/// The file of the binary that `cargo xtask bench` built.
pub fn binary() -> PathBuf {
    PathBuf::from(
        std::env::var("WEIR_BIN").expect("WEIR_BIN names the release binary; use `cargo xtask bench api`"),
    )
}
