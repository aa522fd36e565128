//! Mixed work of several people at once. Of each deed stands when in the journal it began and when it was
//! acknowledged.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use weir_tests::live::work::{self, Decider, Deed, Intent, Starter};
use weir_tests::live::{Answer, Chance, Http, People};

/// Submissions of each who submits, and files of each who uploads.
const SUBMISSIONS: usize = 24;
const UPLOADS: usize = 20;
/// The longest file: more than one part of an upload.
const FILE_BYTES_MAX: u64 = 400_000;

/// What somebody did.
#[derive(Debug, Clone)]
pub enum What {
    /// Something about approvals, as the crash suite does it.
    Approval(Deed),
    /// A file, by whom, with its bytes.
    Upload { who: Starter, bytes: Vec<u8> },
    /// Something said about an instance, with a file.
    Comment { who: Starter, instance: String, text: String, file: String },
}

/// A deed with the lengths of the journal around it.
#[derive(Debug, Clone)]
pub struct Noted {
    pub what: What,
    pub begun: u64,
    pub acknowledged: u64,
    pub answer: Answer,
}

impl Noted {
    /// As the crash suite proves it: what was known when the journal was `length` long.
    pub fn intent(&self, length: u64) -> Option<Intent> {
        let What::Approval(deed) = &self.what else { return None };
        let answer = (self.acknowledged <= length).then(|| self.answer.clone());
        (self.begun < length).then(|| Intent { deed: deed.clone(), answer })
    }
}

/// Lets everybody work until those who submit and upload have done their share.
pub fn work(people: &People, journal: &Path, chance: &mut Chance) -> Vec<Noted> {
    let desk = Desk { people, journal, log: Mutex::default(), busy: AtomicUsize::new(4) };
    std::thread::scope(|scope| {
        for who in [Starter::Employee, Starter::Colleague] {
            let (desk, mut chance) = (&desk, chance.fork());
            scope.spawn(move || desk.submit(who, &mut chance));
        }
        for who in [Starter::Employee, Starter::Colleague] {
            let (desk, mut chance) = (&desk, chance.fork());
            scope.spawn(move || desk.upload(who, &mut chance));
        }
        for (number, who) in [Decider::Manager, Decider::Manager, Decider::Director].into_iter().enumerate() {
            let (desk, mut chance) = (&desk, chance.fork());
            scope.spawn(move || desk.decide(who, number, &mut chance));
        }
    });
    desk.log.into_inner().unwrap()
}

struct Desk<'a> {
    people: &'a People,
    journal: &'a Path,
    log: Mutex<Vec<Noted>>,
    /// How many still submit and upload.
    busy: AtomicUsize,
}

/// How long the journal is: everything that was done so far stands in it.
pub fn length(journal: &Path) -> u64 {
    std::fs::metadata(journal).unwrap().len()
}

impl Desk<'_> {
    fn note(&self, what: What, attempt: impl FnOnce() -> std::io::Result<Answer>) -> Answer {
        let begun = length(self.journal);
        let answer = attempt().unwrap();
        let acknowledged = length(self.journal);
        let noted = Noted { what, begun, acknowledged, answer: answer.clone() };
        self.log.lock().unwrap().push(noted);
        answer
    }

    fn submit(&self, who: Starter, chance: &mut Chance) {
        for number in 0..SUBMISSIONS {
            let deed = work::start(who, format!("{who:?}-{number}"), chance);
            self.note(What::Approval(deed.clone()), || deed.attempt(self.people)).ok();
        }
        self.busy.fetch_sub(1, Ordering::SeqCst);
    }

    fn upload(&self, who: Starter, chance: &mut Chance) {
        let person = who.of(self.people);
        for number in 0..UPLOADS {
            let bytes = noise(chance);
            let what = What::Upload { who, bytes: bytes.clone() };
            let file = self.note(what, || person.upload("paper.bin", &bytes)).ok();
            let (Some(instance), Some(file)) = (latest(person), file["id"].as_str()) else { continue };
            let text = format!("{who:?} says {number}");
            let body = json!({ "text": text, "files": [file] });
            let path = format!("/instances/{instance}/comments");
            let what = What::Comment { who, instance, text: text.clone(), file: file.to_owned() };
            self.note(what, || person.post(&path, &body, &[("idempotency-key", &text)])).ok();
        }
        self.busy.fetch_sub(1, Ordering::SeqCst);
    }

    fn decide(&self, who: Decider, number: usize, chance: &mut Chance) {
        let mut count = 0;
        while self.busy.load(Ordering::SeqCst) > 0 {
            count += 1;
            let command = format!("decider-{number}-{count}");
            let Some(deed) = work::decision(who, command, self.people, chance) else { continue };
            self.note(What::Approval(deed.clone()), || deed.attempt(self.people));
        }
    }
}

/// The newest instance of somebody's own.
fn latest(person: &Http) -> Option<String> {
    let mine = person.get("/instances?scope=mine&limit=1").unwrap().ok();
    mine["items"][0]["id"].as_str().map(str::to_owned)
}

/// Bytes that no two files share.
fn noise(chance: &mut Chance) -> Vec<u8> {
    let length = chance.between(1, FILE_BYTES_MAX);
    let words = length.div_ceil(8);
    let mut bytes: Vec<u8> = (0..words).flat_map(|_| chance.between(0, u64::MAX - 1).to_le_bytes()).collect();
    bytes.truncate(usize::try_from(length).unwrap());
    bytes
}
