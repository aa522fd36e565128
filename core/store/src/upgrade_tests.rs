//! What migrations do to the data of a company that was there before them.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use weir_migrations::catalogue::versions;
use weir_migrations::{Migrator, MigratorTrait};

use crate::testing::on_postgres;
use crate::{Store, StoreConfig};

/// Applies every migration before the one named.
async fn migrate_before(db: &DatabaseConnection, name: &str) {
    let before = versions().iter().position(|version| *version == name).unwrap();
    Migrator::up(db, Some(u32::try_from(before).unwrap())).await.unwrap();
}

/// A company with an administrator's role and another one, both of which may create records.
async fn company(db: &DatabaseConnection) {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    let id = |n: u32| match postgres {
        true => format!("'{:032x}'", n),
        false => format!("x'{:032x}'", n),
    };
    let (yes, no) = if postgres { ("true", "false") } else { ("1", "0") };
    let tenant = id(1);
    let mut sql = format!(
        "insert into tenant (id, key, name, locale, time_zone, settings, authz_version, org_version, created_at) \
         values ({tenant}, 't', 'T', 'en', 'UTC', '{{}}', 1, 1, 0);"
    );
    for (n, key, builtin) in [(2, "administrator", yes), (3, "clerk", no)] {
        sql += &format!(
            "insert into role (tenant_id, id, key, name, builtin, rev) values ({tenant}, {}, '{key}', '{{}}', {builtin}, 1);\
             insert into role_permission (tenant_id, id, role_id, permission, form_id, data_scope, departments) \
             values ({tenant}, {}, {}, 'records.create', null, 'all', '[]');",
            id(n),
            id(n + 10),
            id(n),
        );
    }
    db.execute_unprepared(&sql).await.unwrap();
}

/// `role permission`, in order, and the version of the company's rights.
async fn rights(db: &DatabaseConnection) -> (Vec<String>, i64) {
    let backend = db.get_database_backend();
    let sql = "select r.key || ' ' || p.permission as held from role_permission p \
               join role r on r.tenant_id = p.tenant_id and r.id = p.role_id order by 1";
    let rows = db.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
    let held = rows.iter().map(|row| row.try_get("", "held").unwrap()).collect();
    let sql = "select authz_version from tenant";
    let tenant = db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
    (held, tenant.try_get("", "authz_version").unwrap())
}

fn expected() -> (Vec<String>, i64) {
    let held = [
        "administrator records.create",
        "administrator records.export",
        "administrator records.import",
        "clerk records.create",
    ];
    (held.map(str::to_owned).to_vec(), 2)
}

const EXCHANGE_RIGHTS: &str = "m20261121_000031_exchange_rights";

#[tokio::test]
async fn administrators_may_import_and_export_after_the_upgrade_on_sqlite() {
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    let url = format!("sqlite://{}?mode=rwc", config.sqlite_file().display());
    let db = sea_orm::Database::connect(url).await.unwrap();
    migrate_before(&db, EXCHANGE_RIGHTS).await;
    company(&db).await;
    Store::migrate(&config).await.unwrap();
    assert_eq!(rights(&db).await, expected());
}

/// The login role owns the tables and is no superuser: it sees no rows, and must find them all the same.
#[tokio::test]
async fn administrators_may_import_and_export_after_the_upgrade_on_postgres() {
    on_postgres(|_, config| async move {
        let admin_url = config.url.clone().unwrap();
        let admin = sea_orm::Database::connect(admin_url.clone()).await.unwrap();
        let name = format!("weir_test_upgrade_{}", std::process::id());
        let run = async |sql: String| admin.execute_unprepared(&sql).await.unwrap();
        run(format!("drop database if exists {name}")).await;
        run(format!("drop role if exists {name}")).await;
        run(format!("create role {name} login createrole password 'plain'")).await;
        run(format!("create database {name} owner {name}")).await;
        let (base, _) = admin_url.rsplit_once('/').unwrap();
        let host = base.rsplit_once(['@', '/']).unwrap().1;
        let plain = StoreConfig { url: Some(format!("postgres://{name}:plain@{host}/{name}")), ..config };

        let login = sea_orm::Database::connect(plain.url.clone().unwrap()).await.unwrap();
        migrate_before(&login, EXCHANGE_RIGHTS).await;
        login.close().await.unwrap();
        let superuser = sea_orm::Database::connect(format!("{base}/{name}")).await.unwrap();
        company(&superuser).await;
        Store::migrate(&plain).await.unwrap();
        assert_eq!(rights(&superuser).await, expected());
        let locked = "select count(*) as n from pg_class where relname in ('tenant', 'role', 'role_permission') \
                      and relrowsecurity and relforcerowsecurity";
        let row = superuser.query_one_raw(Statement::from_string(DbBackend::Postgres, locked)).await.unwrap();
        assert_eq!(row.unwrap().try_get::<i64>("", "n").unwrap(), 3, "the second lock is shut again");
        superuser.close().await.unwrap();
        run(format!("drop database {name} with (force)")).await;
        run(format!("drop role {name}")).await;
    })
    .await;
}
