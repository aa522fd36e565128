//! A fresh, migrated store for a test, on both databases, gone afterwards.
//!
//! `WEIR_TEST_POSTGRES_URL` names a PostgreSQL whose role may create databases and roles. Where none answers,
//! its half of a test is skipped and says so; in CI (`CI=true`) that is a failure.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU32, Ordering};

use futures::FutureExt;
use jiff::Timestamp;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tokio::sync::OnceCell;
use uuid::Uuid;
use weir_model::Locale;
use weir_model::id::{AccountId, TenantId, UserId};

use crate::queries::accounts::{self, AccountRow};
use crate::queries::tenants::{self, TenantRow};
use crate::sql::Sql;
use crate::{Store, StoreConfig};

const DEFAULT_POSTGRES_URL: &str = "postgres://postgres@127.0.0.1:5432/postgres";
/// Guards the making of the template; any fixed number will do.
const TEMPLATE_LOCK: i64 = 0x7765_6973;
/// Connections of one test's store: many tests run at once against one server.
const CONNECTIONS: u32 = 6;

/// Runs `test` on an empty SQLite store, then on an empty PostgreSQL one.
///
/// # Panics
/// When the test does, or when a store cannot be made.
pub async fn each_database<F, T>(test: F)
where
    F: Fn(Store) -> T,
    T: Future<Output = ()>,
{
    on_sqlite(&test).await;
    on_postgres(|store, _| test(store)).await;
}

/// Runs `test` on an empty SQLite store.
///
/// # Panics
/// When the test does, or when the store cannot be made.
#[allow(clippy::expect_used)]
pub async fn on_sqlite<F, T>(test: F)
where
    F: FnOnce(Store) -> T,
    T: Future<Output = ()>,
{
    let dir = tempfile::tempdir().expect("a temporary directory");
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.expect("migrations on SQLite");
    let store = Store::connect(&config).await.expect("a store on SQLite");
    test(store.clone()).await;
    store.close().await.expect("closing the store");
}

/// Runs `test` on an empty PostgreSQL store; it also gets the store's configuration, whose URL signs in as
/// the login role.
///
/// # Panics
/// When the test does, or when the store cannot be made.
#[allow(clippy::expect_used)]
pub async fn on_postgres<F, T>(test: F)
where
    F: FnOnce(Store, StoreConfig) -> T,
    T: Future<Output = ()>,
{
    let url = postgres_url();
    let Some(admin) = reach(&url).await else { return };
    let template = template(&admin, &url).await;
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("weir_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let sql = format!("create database {name} template {template}");
    admin.execute_unprepared(&sql).await.expect("a test database");

    let dir = tempfile::tempdir().expect("a temporary directory");
    let mut config = StoreConfig::postgres(named(&url, &name), dir.path());
    config.postgres_connections = CONNECTIONS;
    let store = Store::connect(&config).await.expect("a store on PostgreSQL");
    let outcome = AssertUnwindSafe(test(store.clone(), config)).catch_unwind().await;
    store.close().await.expect("closing the store");
    let sql = format!("drop database {name} with (force)");
    admin.execute_unprepared(&sql).await.expect("dropping the test database");
    admin.close().await.expect("closing");
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// A tenant with the key `t<number>` in an empty store.
///
/// # Panics
/// When it cannot be stored.
#[allow(clippy::expect_used)]
pub async fn tenant(store: &Store, number: u128) -> TenantId {
    let id = TenantId::from_uuid(Uuid::from_u128(0x7e00 + number));
    let tx = store.system().await.expect("a transaction");
    let row = TenantRow {
        id,
        key: format!("t{number}").parse().expect("a key"),
        name: format!("Tenant {number}"),
        locale: Locale::ZhCn,
        time_zone: "Asia/Shanghai".to_owned(),
        settings: serde_json::json!({}),
        settings_rev: 1,
        authz_version: 1,
        org_version: 1,
        created_at: Timestamp::UNIX_EPOCH,
    };
    tenants::insert(&tx, &row).await.expect("a tenant");
    tx.commit().await.expect("the commit");
    id
}

/// A person with the login `u<number>`, the name `User <number>` and an account of their own.
///
/// # Panics
/// When they cannot be stored.
#[allow(clippy::expect_used)]
pub async fn user(store: &Store, tenant: TenantId, number: u128) -> UserId {
    let (id, account) = (Uuid::from_u128(0x0500 + number), Uuid::from_u128(0xacc0 + number));
    let tx = store.begin(tenant).await.expect("a transaction");
    let row = AccountRow {
        id: AccountId::from_uuid(account),
        password_hash: "hash".to_owned(),
        must_change: false,
        disabled: false,
        created_at: at(0),
        password_changed_at: at(0),
    };
    accounts::insert(&tx, &row).await.expect("an account");
    let sql = Sql::new(
        "insert into app_user (tenant_id, id, account_id, login, name, active, created_at, rev) \
         values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(tenant)
    .bind(id)
    .bind(account)
    .bind(format!("u{number}"))
    .bind(format!("User {number}"))
    .bind(true)
    .bind(at(0))
    .bind(1_i64);
    tx.execute(sql).await.expect("a person");
    tx.commit().await.expect("the commit");
    UserId::from_uuid(id)
}

/// The instant that many seconds after a fixed beginning.
#[must_use]
pub fn at(second: i64) -> Timestamp {
    // Out of range only for seconds that no test means.
    Timestamp::from_second(1_700_000_000 + second).unwrap_or_default()
}

fn postgres_url() -> String {
    std::env::var("WEIR_TEST_POSTGRES_URL").unwrap_or_else(|_| DEFAULT_POSTGRES_URL.to_owned())
}

#[allow(clippy::print_stderr)]
async fn reach(url: &str) -> Option<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    match sea_orm::Database::connect(options).await {
        Ok(admin) => Some(admin),
        Err(why) => {
            let ci = std::env::var("CI").is_ok_and(|v| v == "true" || v == "1");
            assert!(!ci, "CI must not skip PostgreSQL, but it cannot be reached: {why}");
            eprintln!("SKIPPED on PostgreSQL, which cannot be reached: {why}");
            None
        }
    }
}

/// A migrated database to copy from, made once per state of the migrations and kept for the next run.
#[allow(clippy::expect_used)]
async fn template(admin: &DatabaseConnection, url: &str) -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let name = format!("weir_template_{:016x}", weir_migrations::fingerprint());
            let run =
                async |sql: String| admin.execute_unprepared(&sql).await.expect("preparing the template");
            run(format!("select pg_advisory_lock({TEMPLATE_LOCK})")).await;
            let exists = run(format!("select 1 from pg_database where datname = '{name}'")).await;
            if exists.rows_affected() == 0 {
                // Made under another name, so that a template that exists is always a whole one.
                let making = format!("{name}_making");
                run(format!("drop database if exists {making} with (force)")).await;
                run(format!("create database {making}")).await;
                let dir = tempfile::tempdir().expect("a temporary directory");
                Store::migrate(&StoreConfig::postgres(named(url, &making), dir.path()))
                    .await
                    .expect("migrations on PostgreSQL");
                run(format!("alter database {making} rename to {name}")).await;
                drop_templates_but(admin, &name).await;
            }
            run(format!("select pg_advisory_unlock({TEMPLATE_LOCK})")).await;
            name
        })
        .await
}

/// Templates of older migrations. One that a test is copying at this moment stays until the next time.
async fn drop_templates_but(admin: &DatabaseConnection, name: &str) {
    let sql = "select datname::text as name from pg_database where datname like 'weir\\_template\\_%'";
    let templates = admin.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
    for row in templates.unwrap_or_default() {
        match row.try_get::<String>("", "name") {
            Ok(old) if old != name => {
                let _ = admin.execute_unprepared(&format!("drop database if exists {old}")).await;
            }
            _ => {}
        }
    }
}

/// The same server, another database.
fn named(url: &str, database: &str) -> String {
    let (head, query) = url.split_once('?').map_or((url, None), |(h, q)| (h, Some(q)));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    match query {
        Some(query) => format!("{base}/{database}?{query}"),
        None => format!("{base}/{database}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_of_a_url_is_replaced() {
        assert_eq!(named("postgres://u@h:5432/postgres", "x"), "postgres://u@h:5432/x");
        assert_eq!(named("postgres://h/p?sslmode=require", "x"), "postgres://h/x?sslmode=require");
    }
}
