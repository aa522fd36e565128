//! Listing 200 of 1,000,000 work items of one project in their manual order, over loopback HTTP with 8 clients: at
//! least half the rate of the same rows read bare, and a member at least 0.8 of an administrator.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::http::Method;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use sea_orm::sqlx::{AssertSqlSafe, PgPool, Row, SqlitePool, postgres::PgPoolOptions, query};
use serde_json::json;
use uuid::Uuid;
use weir_model::id::ProjectId;
use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::TestApp;

use crate::http::get;
use crate::lists::{CLIENTS, rate, sign_in};
use crate::report::{Better, Report, median};
use crate::serving::{Serving, asked};

/// Work items of the project.
const ITEMS: i64 = 1_000_000;
/// Items of a page.
const PAGE: i64 = 200;
/// Measurements of each kind, in turn.
const ROUNDS: usize = 3;
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
    let project = found(&test).await;
    let options = SqliteConnectOptions::new().filename(config.sqlite_file()).foreign_keys(false);
    let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await.unwrap();
    let begin = Instant::now();
    for text in [SQLITE_RECORDS, SQLITE_ITEMS] {
        let filling = query(text).bind(ITEMS).bind(test.demo.tenant.uuid()).bind(project.uuid());
        filling.execute(&writer).await.unwrap();
    }
    writer.close().await;
    test.app.store().optimize().await.unwrap();
    println!("{ITEMS} work items on sqlite in {:.0} s", begin.elapsed().as_secs_f64());
    let readers = weir_store::config::SQLITE_READERS;
    let options = options.journal_mode(SqliteJournalMode::Wal).read_only(true);
    let pool = SqlitePoolOptions::new().max_connections(readers).connect_with(options).await.unwrap();
    on_one(report, "sqlite", &test, (project, &Bare::Sqlite(pool))).await;

    let figures = Arc::new(tokio::sync::Mutex::new(std::mem::take(report)));
    let inner = Arc::clone(&figures);
    on_postgres(|store, config| async move {
        let test = TestApp::on(store).await;
        let project = found(&test).await;
        let connections = weir_store::config::POSTGRES_CONNECTIONS;
        let url = config.url.as_deref().unwrap();
        let pool = PgPoolOptions::new().max_connections(connections).connect(url).await.unwrap();
        let begin = Instant::now();
        for text in [POSTGRES_RECORDS, POSTGRES_ITEMS] {
            let filling = query(text).bind(ITEMS).bind(test.demo.tenant.uuid()).bind(project.uuid());
            filling.execute(&pool).await.unwrap();
        }
        test.app.store().optimize().await.unwrap();
        println!("{ITEMS} work items on postgres in {:.0} s", begin.elapsed().as_secs_f64());
        on_one(&mut *inner.lock().await, "postgres", &test, (project, &Bare::Postgres(pool))).await;
    })
    .await;
    *report = std::mem::take(&mut *figures.lock().await);
}

/// A project of which an employee is a member.
async fn found(test: &TestApp) -> ProjectId {
    let admin = test.login("admin").await;
    let project = admin.post("/projects", json!({ "key": "LINE", "name": "Line" })).await.ok();
    let id = project["id"].as_str().unwrap();
    let member = format!("/projects/{id}/members/{}", test.demo.user("employee"));
    admin.send(Method::PUT, &member, Some(json!({ "role": "member" }))).await.done();
    id.parse().unwrap()
}

// The items are of the project's first type, spread over nothing: what is measured is a page in the manual order.
const SQLITE_RECORDS: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1) \
     insert into record (tenant_id, form_id, id, version, title, data, created_by, created_at, updated_by, \
     updated_at, rev) select t.tenant_id, t.form_id, unhex(printf('%032x', i)), 1, 'Item ' || i, '{}', \
     p.created_by, i, p.created_by, i, 1 from n cross join work_type t join project p on p.id = t.project_id \
     where t.tenant_id = ?2 and t.project_id = ?3 and t.sort = (select min(sort) from work_type w \
     where w.project_id = ?3)";
const SQLITE_ITEMS: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1) \
     insert into work_item (tenant_id, form_id, id, project_id, number, type, status, rank) \
     select t.tenant_id, t.form_id, unhex(printf('%032x', i)), t.project_id, i, t.key, \
     json_extract(t.definition, '$.workflow.statuses[0].key'), printf('%010d', i) from n \
     cross join work_type t where t.tenant_id = ?2 and t.project_id = ?3 and t.sort = \
     (select min(sort) from work_type w where w.project_id = ?3)";
const POSTGRES_RECORDS: &str = "insert into record (tenant_id, form_id, id, version, title, data, created_by, \
     created_at, updated_by, updated_at, rev) select t.tenant_id, t.form_id, lpad(to_hex(i), 32, '0')::uuid, 1, \
     'Item ' || i, '{}', p.created_by, i, p.created_by, i, 1 from generate_series(1::bigint, $1) i \
     cross join work_type t join project p on p.id = t.project_id where t.tenant_id = $2 and t.project_id = $3 \
     and t.sort = (select min(sort) from work_type w where w.project_id = $3)";
const POSTGRES_ITEMS: &str = "insert into work_item (tenant_id, form_id, id, project_id, number, type, status, \
     rank) select t.tenant_id, t.form_id, lpad(to_hex(i), 32, '0')::uuid, t.project_id, i, t.key, \
     t.definition::jsonb #>> '{workflow,statuses,0,key}', lpad(i::text, 10, '0') \
     from generate_series(1::bigint, $1) i cross join work_type t where t.tenant_id = $2 and t.project_id = $3 \
     and t.sort = (select min(sort) from work_type w where w.project_id = $3)";

async fn on_one(report: &mut Report, database: &str, test: &TestApp, (project, bare): (ProjectId, &Bare)) {
    let serving = Serving::begin(test.app.clone());
    let path = format!("/api/v1/projects/{project}/work-items?limit={PAGE}");
    let admin = get(&path, &sign_in(serving.port, "admin").await);
    let member = get(&path, &sign_in(serving.port, "employee").await);
    let (tenant, project) = (test.demo.tenant.uuid(), project.uuid());
    assert_eq!(bare.run(tenant, project).await, usize::try_from(PAGE).unwrap() + 1);
    let (mut bare_rates, mut admin_rates, mut member_rates) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bare_rates.push(bare.rate(tenant, project).await);
        admin_rates.push(asked(serving.port, &admin).await);
        member_rates.push(asked(serving.port, &member).await);
    }
    let (bare, admin, member) = (median(bare_rates), median(admin_rates), median(member_rates));
    println!("bare pages of {PAGE} work items on {database}: {bare:.0} a second, {CLIENTS} clients");
    report.add(format!("items_admin_{database}"), admin, "req/s", bare * OF_BARE, Better::More);
    report.add(format!("items_member_{database}"), member, "req/s", admin * OF_ADMIN, Better::More);
    serving.end().await;
}

/// The rows behind the page, read in the same kind of transaction.
#[derive(Clone)]
enum Bare {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

const ROWS: &str = "select record.id, record.form_id, record.version, record.title, record.data, record.status, \
     record.serial, record.department_id, record.created_by, record.created_at, record.updated_at, record.rev, \
     record.instance_id, record.deleted_at, work_item.project_id, work_item.number, work_item.type, \
     work_item.status as item_status, work_item.assignee, work_item.parent_id, work_item.start_on, \
     work_item.due_on, work_item.rank from work_item cross join record where work_item.tenant_id = $1 \
     and work_item.project_id = $2 and record.tenant_id = $1 and record.form_id = work_item.form_id \
     and record.id = work_item.id and record.deleted_at is null order by work_item.rank, work_item.id limit $3";

impl Bare {
    async fn rate(&self, tenant: Uuid, project: Uuid) -> f64 {
        rate(|done, until| {
            let bare = self.clone();
            async move {
                while Instant::now() < until {
                    bare.run(tenant, project).await;
                    done.fetch_add(1, Ordering::Relaxed);
                }
            }
        })
        .await
    }

    async fn run(&self, tenant: Uuid, project: Uuid) -> usize {
        match self {
            Self::Sqlite(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let rows = query(ROWS).bind(tenant).bind(project).bind(PAGE + 1);
                let rows = rows.fetch_all(&mut *tx).await.unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
            Self::Postgres(pool) => {
                let mut tx = pool.begin().await.unwrap();
                let enter = "select set_config('role', 'weir_app', true), set_config('weir.tenant', $1, true), \
                     set_config('transaction_read_only', 'on', true)";
                query(AssertSqlSafe(enter)).bind(tenant.to_string()).fetch_one(&mut *tx).await.unwrap();
                let rows = query(ROWS).bind(tenant).bind(project).bind(PAGE + 1);
                let rows = rows.fetch_all(&mut *tx).await.unwrap();
                tx.rollback().await.unwrap();
                rows.iter().filter(|r| !r.get::<String, _>("data").is_empty()).count()
            }
        }
    }
}
