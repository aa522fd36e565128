//! After the server has risen: every intent stands as it was acknowledged, once, and every instance is whole.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::work::{Deed, Intent};
use super::{Http, People};

/// How much was put to the proof.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Submissions.
    pub started: u64,
    /// Decisions, one by one or in a batch.
    pub decided: u64,
    /// Intents of which nobody knows whether the dead server had followed them.
    pub unanswered: u64,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.started += other.started;
        self.decided += other.decided;
        self.unanswered += other.unanswered;
    }
}

/// Proves one round.
pub fn round(people: &People, log: &[Intent]) -> Tally {
    let mut tally = Tally::default();
    let mut instances = BTreeSet::new();
    for intent in log {
        tally.unanswered += u64::from(intent.answer.is_none());
        match &intent.deed {
            Deed::Start { .. } => {
                tally.started += 1;
                instances.insert(started(people, intent));
            }
            Deed::Decide { .. } => {
                tally.decided += 1;
                instances.extend(decided(people, intent));
            }
            Deed::Batch { tasks, .. } => {
                tally.decided += tasks.len() as u64;
                batch(people, intent);
            }
        }
    }
    let histories: Vec<Json> = instances.iter().map(|id| instance(people, id)).collect();
    histories.iter().for_each(whole);
    let running = every(&people.admin, "/instances?scope=all&status=running");
    numbers_are_unique(people, log);
    to_dos_are_the_open_slots(people, &histories, &running);
    nobody_is_told_twice(people);
    tally
}

/// Proves everything that there is, whichever round it is from.
pub fn everything(people: &People) {
    let all = every(&people.admin, "/instances?scope=all");
    let histories: Vec<Json> = all.iter().map(|row| instance(people, &text(&row["id"]))).collect();
    histories.iter().for_each(whole);
    let running: Vec<Json> = all.into_iter().filter(|row| row["status"] == "running").collect();
    to_dos_are_the_open_slots(people, &histories, &running);
}

fn instance(people: &People, id: &str) -> Json {
    people.admin.get(&format!("/instances/{id}")).unwrap().ok()
}

/// The same submission again gives the same instance, and an acknowledged one is it.
fn started(people: &People, intent: &Intent) -> String {
    let repeated = intent.deed.attempt(people).unwrap();
    assert_eq!(repeated.status, 201, "{:?} again: {}", intent.deed, repeated.body);
    let id = text(&repeated.body["id"]);
    if let Some(answer) = &intent.answer {
        assert_eq!((answer.status, text(&answer.body["id"])), (201, id.clone()), "{:?}", intent.deed);
    }
    let thrice = intent.deed.attempt(people).unwrap();
    assert_eq!(text(&thrice.body["id"]), id, "{:?} a third time", intent.deed);
    id
}

/// The same decision again gives the same answer; tells its instance when it stands.
fn decided(people: &People, intent: &Intent) -> Option<String> {
    let Deed::Decide { verdict, .. } = &intent.deed else { return None };
    let repeated = intent.deed.attempt(people).unwrap();
    if let Some(answer) = &intent.answer {
        assert_eq!(
            answer.status, repeated.status,
            "{:?}: {} then {}",
            intent.deed, answer.body, repeated.body
        );
    }
    match repeated.status {
        200 => {
            assert_eq!(
                (text(&repeated.body["state"]), text(&repeated.body["outcome"])),
                ("done".into(), (*verdict).into())
            );
            let instance = text(&repeated.body["instanceId"]);
            let history = self::instance(people, &instance);
            let actor = &repeated.body["actor"]["id"];
            let stands = decisions(&history)
                .into_iter()
                .any(|d| d["actor"]["id"] == *actor && d["verdict"] == *verdict);
            assert!(stands, "acknowledged and not in the history: {:?} {history}", intent.deed);
            Some(instance)
        }
        // Somebody else was first: the other thread of the same person, or who closed the whole node.
        409 => {
            assert_eq!(repeated.body["code"], "task.already_decided", "{:?}", intent.deed);
            None
        }
        status => panic!("{:?} again: {status} {}", intent.deed, repeated.body),
    }
}

/// What a batch acknowledged is decided, and deciding it again is refused item by item.
fn batch(people: &People, intent: &Intent) {
    let Deed::Batch { who, tasks } = &intent.deed else { return };
    let repeated = intent.deed.attempt(people).unwrap();
    assert_eq!(repeated.status, 200, "{}", repeated.body);
    let acknowledged = intent.answer.as_ref().map(|a| a.body["results"].clone()).unwrap_or_default();
    for result in acknowledged.as_array().into_iter().flatten().filter(|r| r["ok"] == true) {
        let id = text(&result["id"]);
        let again = repeated.body["results"].as_array().unwrap().iter().find(|r| r["id"] == *id).unwrap();
        assert_eq!(again["problem"]["code"], "task.already_decided", "{again}");
    }
    for task in tasks {
        let task = who.of(people).get(&format!("/tasks/{task}")).unwrap().ok();
        assert_ne!(task["state"], "open", "{task}");
    }
}

/// One decision per slot, no event twice, and a status that follows from the steps.
fn whole(instance: &Json) {
    let events = instance["events"].as_array().unwrap();
    let seqs: Vec<i64> = events.iter().map(|e| e["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs.iter().collect::<BTreeSet<_>>().len(), seqs.len(), "an event twice: {instance}");

    let mut rejected = false;
    for step in instance["steps"].as_array().unwrap().iter().filter(|s| s["kind"] == "approve") {
        let made = step["decisions"].as_array().unwrap();
        let by: BTreeSet<String> = made.iter().map(|d| text(&d["actor"]["id"])).collect();
        assert_eq!(by.len(), made.len(), "two decisions in one slot: {step}");
        match step["status"].as_str().unwrap() {
            "approved" => assert_eq!(made.len(), step["actors"].as_array().unwrap().len(), "{step}"),
            "rejected" => {
                assert_eq!(made.iter().filter(|d| d["verdict"] == "reject").count(), 1, "{step}");
                rejected = true;
            }
            "waiting" => assert!(made.len() < step["actors"].as_array().unwrap().len(), "{step}"),
            other => panic!("a step that is {other}: {step}"),
        }
    }
    let waiting = instance["steps"].as_array().unwrap().iter().filter(|s| s["status"] == "waiting").count();
    let expected = if rejected {
        "rejected"
    } else if waiting > 0 {
        "running"
    } else {
        "approved"
    };
    assert_eq!(instance["status"], expected, "{instance}");
}

/// Every submission has a number of its own, and none is left out; each is there once.
fn numbers_are_unique(people: &People, log: &[Intent]) {
    let all = every(&people.admin, "/instances?scope=all");
    let mut numbers: Vec<u64> = all.iter().map(|i| number(&text(&i["serial"]))).collect();
    numbers.sort_unstable();
    let expected: Vec<u64> = (1..=all.len() as u64).collect();
    assert_eq!(numbers, expected, "serial numbers have gaps or repeats");
    let mut titles: BTreeMap<String, u32> = BTreeMap::new();
    for instance in &all {
        *titles.entry(text(&instance["title"])).or_default() += 1;
    }
    for intent in log {
        if let Deed::Start { key, .. } = &intent.deed {
            assert_eq!(titles.get(key), Some(&1), "{key} is there as often");
        }
    }
}

/// Whoever is waited for in these instances has exactly one open to-do for it, and nobody has another; and an
/// instance runs exactly while somebody is waited for.
fn to_dos_are_the_open_slots(people: &People, histories: &[Json], running: &[Json]) {
    let mut open: Vec<(String, String)> = Vec::new();
    for person in [&people.manager, &people.director] {
        let tasks = every(person, "/tasks?state=open");
        open.extend(tasks.iter().map(|task| (text(&task["instanceId"]), text(&task["actor"]["login"]))));
    }
    let distinct: BTreeSet<(String, String)> = open.iter().cloned().collect();
    assert_eq!(distinct.len(), open.len(), "two to-dos for one slot");
    let waiting: BTreeSet<&String> = distinct.iter().map(|(instance, _)| instance).collect();
    let running: BTreeSet<String> = running.iter().map(|row| text(&row["id"])).collect();
    assert_eq!(
        waiting,
        running.iter().collect(),
        "an instance runs and nobody is asked, or the other way round"
    );

    for history in histories {
        let id = text(&history["id"]);
        let mut waited: BTreeSet<(String, String)> = BTreeSet::new();
        for step in history["steps"].as_array().unwrap().iter().filter(|s| s["status"] == "waiting") {
            let made = step["decisions"].as_array().unwrap();
            let done: BTreeSet<String> = made.iter().map(|d| text(&d["actor"]["login"])).collect();
            let actors = step["actors"].as_array().unwrap().iter().map(|a| text(&a["login"]));
            waited.extend(actors.filter(|a| !done.contains(a)).map(|a| (id.clone(), a)));
        }
        let asked: BTreeSet<_> = distinct.iter().filter(|(instance, _)| *instance == id).cloned().collect();
        assert_eq!(asked, waited, "to-dos and open slots differ: {history}");
    }
}

/// One notice per to-do, and one per comment, which its words tell apart.
fn nobody_is_told_twice(people: &People) {
    for person in [&people.manager, &people.director] {
        let told = every(person, "/notifications");
        let known: BTreeSet<String> =
            told.iter().map(|n| format!("{} {} {}", n["event"], n["link"], n["body"])).collect();
        assert_eq!(known.len(), told.len(), "told twice");
    }
}

fn decisions(instance: &Json) -> Vec<Json> {
    let steps = instance["steps"].as_array().unwrap();
    steps.iter().flat_map(|s| s["decisions"].as_array().cloned().unwrap_or_default()).collect()
}

/// Every row of a list, over all its pages.
fn every(who: &Http, path: &str) -> Vec<Json> {
    let (mut rows, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let between = if path.contains('?') { '&' } else { '?' };
        let mut page = format!("{path}{between}limit=500");
        if let Some(cursor) = &cursor {
            page = format!("{page}&cursor={cursor}");
        }
        let page = who.get(&page).unwrap().ok();
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return rows,
        }
    }
}

/// `CG-2026-0042` is 42.
fn number(serial: &str) -> u64 {
    serial.rsplit('-').next().unwrap().parse().unwrap()
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}")).to_owned()
}
