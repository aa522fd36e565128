//! Backups: from one database into the other and back, and what is refused.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use serde_json::json;
use weir_app::App;
use weir_app::backup::{BackupError, Manifest, Progress};
use weir_app::dto::session::Login;
use weir_app::session::Origin;
use weir_app::settings::{PasswordCost, Settings};
use weir_store::Store;
use weir_store::testing::{on_postgres, on_sqlite};
use weir_tests::{PASSWORD, TestApp, TestClock, TestIds};

use crate::approvals::desk::{decide, install_purchase, submit, todo};
use crate::draw::{field, published_form};
use crate::files::{id, upload};

fn quiet(_: Progress<'_>) {}

/// The application over a store as it is, other ids than those that it may hold already.
fn over(store: Store, data_dir: &Path) -> App {
    let settings = Settings {
        data_dir: data_dir.to_owned(),
        public_url: "http://weir.test".to_owned(),
        demo: false,
        database_url: None,
        mail: None,
        password_cost: PasswordCost::Cheap,
        secret_key: Some([7; 32]),
    };
    let ids = TestIds::default();
    App::new(store, settings, Arc::new(TestClock::default()), Arc::new(ids)).unwrap()
}

/// Two companies at work: records, an instance half-way, opinions, files, sessions, notifications.
async fn at_work(store: Store) -> TestApp {
    let t = TestApp::on(store).await;
    install_purchase(&t).await;
    let employee = t.login("employee").await;
    for title in ["Desks", "办公椅 \u{1f4ba} \"引号\""] {
        submit(&employee, "purchase", json!({ "title": title, "amount": "500000.01" })).await;
    }
    let manager = t.login("manager").await;
    let tasks = manager.get("/tasks?state=open").await.ok();
    let opinion = upload(&manager, "opinion.txt", &vec![b'x'; 300_000]).await;
    let body = json!({ "comment": "同意", "files": [id(&opinion)] });
    decide(&manager, &tasks["items"][0], "approve", body).await.done();
    upload(&t.login_to("other", "employee").await, "other.txt", b"theirs").await;
    with_older_version(&t).await;
    let _ = todo(&t.login("finance-director").await).await;
    t
}

/// A file whose first version nothing else holds.
async fn with_older_version(t: &TestApp) {
    let form = published_form(t, "papers", &[field("paper", "file", json!({}))]).await;
    let admin = t.login("admin").await;
    let (first, second) = (upload(&admin, "a.txt", b"first").await, upload(&admin, "b.txt", b"second").await);
    let data = json!({ "data": { "paper": [id(&first)] } });
    admin.post(&format!("/forms/{form}/records"), data).await.done();
    let path = format!("/files/{}/versions", id(&first));
    admin.with_header("If-Match", "\"1\"").post(&path, json!({ "file": id(&second) })).await.done();
}

fn content(manifest: &Manifest) -> serde_json::Value {
    json!({ "tables": manifest.tables, "blobs": manifest.blobs, "lost": manifest.lost_blobs })
}

async fn log_in(app: &App, tenant: &str) {
    let login = Login {
        tenant: tenant.to_owned(),
        login: "employee".to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
    };
    let origin = Origin { address: [127, 0, 0, 1].into(), user_agent: String::new() };
    app.login(login, origin).await.unwrap();
}

#[tokio::test]
async fn everything_comes_back_in_the_other_database_and_in_the_first_again() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second, third) =
        (dir.path().join("1.tar.gz"), dir.path().join("2.tar.gz"), dir.path().join("3.tar.gz"));
    let (dir, first, second, third) = (dir.path(), &first, &second, &third);
    on_sqlite(|store| async move {
        let t = at_work(store).await;
        let made = t.app.backup(first, &quiet).await.unwrap();
        let rows = |table: &str| made.tables.iter().find(|p| p.name == table).map_or(0, |p| p.rows);
        for table in
            ["tenant", "department", "record", "instance_event", "task", "notification", "change_log"]
        {
            assert!(rows(table) > 1, "{table}");
        }
        assert_eq!((rows("tenant"), made.blobs.len(), made.lost_blobs.len()), (2, 4, 0));

        on_postgres(|store, _| async move {
            let app = over(store, dir);
            app.restore(first, &quiet).await.unwrap();
            let again = app.backup(second, &quiet).await.unwrap();
            assert_eq!(content(&again), content(&made), "every row of every table, byte for byte");

            on_sqlite(|store| async move {
                let app = over(store, dir);
                app.restore(second, &quiet).await.unwrap();
                let again = app.backup(third, &quiet).await.unwrap();
                assert_eq!(content(&again), content(&made));
                log_in(&app, "demo").await;
            })
            .await;
            // Life goes on: new entries of the log are numbered behind the old ones.
            log_in(&app, "demo").await;
            log_in(&app, "other").await;
        })
        .await;
        let left: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().starts_with('.')), "nothing aside: {left:?}");
    })
    .await;
}

/// Backups tried until one was taken while everybody went on writing.
const TRIES: usize = 20;

/// Backs a company up while three of its people submit and attach files without a pause.
async fn under_load(store: Store, dir: &Path) -> (std::path::PathBuf, Manifest) {
    let t = at_work(store).await;
    let written = [AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0)];
    let stop = AtomicBool::new(false);
    let writing = async |login: &str, count: &AtomicU32| {
        let client = t.login(login).await;
        while !stop.load(Ordering::Relaxed) {
            let n = count.load(Ordering::Relaxed);
            let title = format!("{login} {n}");
            submit(&client, "purchase", json!({ "title": title, "amount": "100.00" })).await;
            upload(&client, &format!("{title}.txt"), title.as_bytes()).await;
            count.store(n + 1, Ordering::Relaxed);
        }
    };
    let counts = || written.each_ref().map(|n| n.load(Ordering::Relaxed));
    let backups = async {
        while counts().contains(&0) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        for n in 0..TRIES {
            let (file, before) = (dir.join(format!("loaded-{n}.tar.gz")), counts());
            let made = t.app.backup(&file, &quiet).await.unwrap();
            if counts().iter().zip(before).all(|(after, before)| *after > before) {
                stop.store(true, Ordering::Relaxed);
                return (file, made);
            }
        }
        panic!("nobody wrote while a backup was taken");
    };
    let (made, ..) = tokio::join!(
        backups,
        writing("employee", &written[0]),
        writing("colleague", &written[1]),
        writing("boss", &written[2]),
    );
    made
}

/// What was taken under load is one moment: no row of it refers to one that is not there, no file is missing, and
/// the other database holds every row of it.
#[tokio::test]
async fn a_backup_under_load_comes_back_in_the_other_database() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let same = async |store: Store, file: &Path, made: &Manifest, name: &str| {
        let app = over(store, dir);
        app.restore(file, &quiet).await.unwrap();
        let again = app.backup(&dir.join(name), &quiet).await.unwrap();
        assert_eq!(content(&again), content(made), "every row of every table, byte for byte");
        assert_eq!(made.lost_blobs.len(), 0);
        log_in(&app, "demo").await;
    };
    let same = &same;
    on_sqlite(|store| async move {
        let (file, made) = &under_load(store, dir).await;
        on_postgres(|store, _| async move { same(store, file, made, "on-postgres.tar.gz").await }).await;
    })
    .await;
    let dir = &dir.join("back");
    std::fs::create_dir(dir).unwrap();
    on_postgres(|store, _| async move {
        let (file, made) = &under_load(store, dir).await;
        on_sqlite(|store| async move { same(store, file, made, "on-sqlite.tar.gz").await }).await;
    })
    .await;
}

#[tokio::test]
async fn a_database_in_use_and_a_file_that_exists_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = &dir.path().join("b.tar.gz");
    on_sqlite(|store| async move {
        let t = TestApp::on(store).await;
        t.app.backup(file, &quiet).await.unwrap();
        assert!(matches!(t.app.restore(file, &quiet).await, Err(BackupError::NotEmpty)));
        assert!(matches!(t.app.backup(file, &quiet).await, Err(BackupError::Exists(_))));
        t.login("employee").await;
    })
    .await;
}

/// The parts of an archive.
fn parts(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap()));
    let read = |entry: std::io::Result<tar::Entry<'_, _>>| {
        let mut entry = entry.unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (entry.path().unwrap().to_string_lossy().into_owned(), bytes)
    };
    tar.entries().unwrap().map(read).collect()
}

/// An archive of these parts, under whatever names.
fn archive(file: &Path, parts: &[(String, Vec<u8>)]) {
    let gzip =
        flate2::write::GzEncoder::new(std::fs::File::create(file).unwrap(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    for (path, bytes) in parts {
        let mut header = tar::Header::new_gnu();
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_cksum();
        tar.append(&header, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
}

fn edit(parts: &mut [(String, Vec<u8>)], from: &str, to: &str) {
    let text = String::from_utf8(parts[0].1.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    parts[0].1 = text.replacen(from, to, 1).into_bytes();
}

#[tokio::test]
async fn an_archive_that_is_not_as_it_was_written_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (good, bad) = (&dir.path().join("good.tar.gz"), &dir.path().join("bad.tar.gz"));
    let data = &dir.path().join("data");
    std::fs::create_dir(data).unwrap();
    on_sqlite(|store| async move {
        let t = TestApp::on(store).await;
        upload(&t.login("employee").await, "a.txt", b"content").await;
        t.app.backup(good, &quiet).await.unwrap();
    })
    .await;
    on_sqlite(|store| async move {
        let app = over(store, data);
        let whole = parts(good);
        let refused = async |tamper: &dyn Fn(&mut Vec<(String, Vec<u8>)>)| {
            let mut parts = whole.clone();
            tamper(&mut parts);
            archive(bad, &parts);
            let why = app.restore(bad, &quiet).await.unwrap_err();
            assert!(std::fs::read_dir(data).unwrap().next().is_none(), "nothing is left behind");
            why
        };
        let damaged = |why: BackupError| assert!(matches!(why, BackupError::Damaged(_)), "{why}");
        let last = whole.len() - 1;
        damaged(refused(&|p| p[1].1.push(b'\n')).await);
        damaged(refused(&|p| p[last].1[0] ^= 1).await);
        damaged(refused(&|p| drop(p.remove(3))).await);
        damaged(refused(&|p| p.push(p[1].clone())).await);
        for path in ["../escaped", "/tmp/escaped", "blobs/../../escaped", "tables/evil.jsonl"] {
            damaged(refused(&|p| p.push((path.to_owned(), b"x".to_vec()))).await);
            damaged(refused(&|p| p[1].0 = path.to_owned()).await);
        }
        damaged(refused(&|p| edit(p, "\"name\": \"tenant\"", "\"name\": \"../tenant\"")).await);
        damaged(refused(&|p| edit(p, "id:uuid", "id:text")).await);
        let newer = |why: BackupError| assert!(matches!(why, BackupError::Newer(_)), "{why}");
        newer(refused(&|p| edit(p, "\"format\": 1", "\"format\": 2")).await);
        newer(refused(&|p| edit(p, "\"schema\": \"m2026", "\"schema\": \"m2999")).await);
        let no_backup = |why: BackupError| assert!(matches!(why, BackupError::NotABackup(_)), "{why}");
        no_backup(refused(&|p| p[0].1 = b"{}".to_vec()).await);
        no_backup(refused(&Vec::clear).await);
        std::fs::write(bad, b"not even compressed").unwrap();
        no_backup(app.restore(bad, &quiet).await.unwrap_err());
        let half = std::fs::read(good).unwrap();
        std::fs::write(bad, &half[..half.len() / 2]).unwrap();
        damaged(app.restore(bad, &quiet).await.unwrap_err());

        app.restore(good, &quiet).await.unwrap();
        log_in(&app, "demo").await;
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_lost_already_is_told_and_the_rest_is_saved() {
    let dir = tempfile::tempdir().unwrap();
    let file = &dir.path().join("b.tar.gz");
    let data = dir.path();
    on_sqlite(|store| async move {
        let t = TestApp::on(store.clone()).await;
        let employee = t.login("employee").await;
        upload(&employee, "kept.txt", b"kept").await;
        let lost = upload(&employee, "lost.txt", b"lost").await;
        let hash = lost["sha256"].as_str().unwrap();
        store.blobs().delete(t.demo.tenant, hash, jiff::Timestamp::MAX).await.unwrap();
        let made = t.app.backup(file, &quiet).await.unwrap();
        assert_eq!((made.blobs.len(), made.lost_blobs[0].sha256.as_str()), (1, hash));
    })
    .await;
    on_sqlite(|store| async move {
        let app = over(store, data);
        let restored = app.restore(file, &quiet).await.unwrap();
        assert_eq!(restored.lost_blobs.len(), 1);
        log_in(&app, "demo").await;
    })
    .await;
}
