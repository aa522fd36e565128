//! Proves an image: the server starts on it, and what was acknowledged before the power failed is there, once and
//! whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use weir_tests::live::work::Intent;
use weir_tests::live::{People, Server, verify};

use crate::deeds::{Noted, What};
use crate::disk::Image;

/// Far longer than a start takes: how long one takes after a crash is the crash suite's.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// How much was put to the proof, over all images.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub acknowledged: u64,
    pub unanswered: u64,
    pub files: u64,
    pub comments: u64,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.acknowledged += other.acknowledged;
        self.unanswered += other.unanswered;
        self.files += other.files;
        self.comments += other.comments;
    }
}

/// The server starts on an image, and all is sound.
pub fn starts(program: &Path, image: &Image) {
    let dir = tempfile::tempdir().unwrap();
    image.write(dir.path());
    let mut server = Server::new(PathBuf::from(program), dir.path(), None);
    server.start(READY_WITHIN);
    server.stop();
    tokio::runtime::Handle::current().block_on(sound(dir.path()));
}

/// The server starts on an image that stands for the journal up to `length`, and knows what it had acknowledged.
pub fn knows(program: &Path, image: &Image, people: &People, log: &[Noted], length: u64) -> Tally {
    let dir = tempfile::tempdir().unwrap();
    image.write(dir.path());
    let mut server = Server::new(PathBuf::from(program), dir.path(), None);
    server.start(READY_WITHIN);
    let people = people.at(server.address());

    let mut tally = Tally::default();
    let intents: Vec<Intent> = log.iter().filter_map(|noted| noted.intent(length)).collect();
    tally.acknowledged = intents.iter().filter(|intent| intent.answer.is_some()).count() as u64;
    tally.unanswered = verify::round(&people, &intents).unanswered;
    for noted in log.iter().filter(|noted| noted.begun < length) {
        let acknowledged = noted.acknowledged <= length;
        match &noted.what {
            What::Approval(_) => continue,
            What::Upload { who, bytes } if acknowledged => {
                let id = noted.answer.body["id"].as_str().unwrap();
                let got = who.of(&people).get(&format!("/files/{id}")).unwrap();
                assert_eq!(got.status, 200, "an acknowledged file is gone: {}", got.body);
                assert!(got.bytes == *bytes, "an acknowledged file holds other bytes");
                tally.files += 1;
            }
            What::Upload { .. } => {}
            What::Comment { who, instance, text, file } => {
                let said =
                    who.of(&people).get(&format!("/instances/{instance}/comments?limit=200")).unwrap().ok();
                let said = said["items"].as_array().unwrap().clone();
                let there: Vec<_> = said.iter().filter(|comment| comment["text"] == *text.as_str()).collect();
                assert!(there.len() <= 1, "said twice: {text}");
                assert!(!acknowledged || there.len() == 1, "acknowledged and not said: {text}");
                for comment in there {
                    assert_eq!(
                        comment["files"][0]["id"],
                        file.as_str(),
                        "a comment without its file: {comment}"
                    );
                    tally.comments += 1;
                }
            }
        }
        tally.acknowledged += u64::from(acknowledged);
        tally.unanswered += u64::from(!acknowledged);
    }
    server.stop();
    tokio::runtime::Handle::current().block_on(sound(dir.path()));
    tally
}

/// The database is sound, and every file that it knows has its bytes.
async fn sound(data: &Path) {
    let db = Database::connect(format!("sqlite://{}?mode=rw", data.join("weir.db").display())).await.unwrap();
    assert_eq!(texts(&db, "pragma integrity_check").await, ["ok"], "the database is damaged");
    let broken = db.query_all_raw(statement("pragma foreign_key_check")).await.unwrap();
    assert!(broken.is_empty(), "rows point at nothing: {broken:?}");
    for row in db.query_all_raw(statement("select tenant_id, sha256, size from file")).await.unwrap() {
        let tenant: Uuid = row.try_get("", "tenant_id").unwrap();
        let (hash, size): (String, i64) =
            (row.try_get("", "sha256").unwrap(), row.try_get("", "size").unwrap());
        let at = data.join("blobs").join(tenant.simple().to_string()).join(&hash[..2]).join(&hash);
        let bytes =
            std::fs::read(&at).unwrap_or_else(|why| panic!("a file without bytes: {}: {why}", at.display()));
        assert_eq!(bytes.len(), usize::try_from(size).unwrap(), "a file in part: {}", at.display());
        assert_eq!(hex(&Sha256::digest(&bytes)), hash, "a file of other bytes: {}", at.display());
    }
    db.close().await.unwrap();
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(statement(sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

fn statement(sql: &str) -> Statement {
    Statement::from_string(sea_orm::DbBackend::Sqlite, sql)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of which files differ, for a message that can be read.
pub fn differences(expected: &Image, found: &Image) -> Vec<String> {
    let mut names: BTreeMap<&String, &str> = BTreeMap::new();
    for (name, bytes) in &found.files {
        match expected.files.get(name) {
            None => names.insert(name, "not in the journal"),
            Some(known) if known != bytes => names.insert(name, "other bytes"),
            Some(_) => None,
        };
    }
    names.extend(expected.files.keys().filter(|name| !found.files.contains_key(*name)).map(|n| (n, "gone")));
    names.into_iter().map(|(name, why)| format!("{name}: {why}")).collect()
}
