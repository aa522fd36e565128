//! Mixed work of several people at once, each noting what they meant to do before and what they were told after.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::{Answer, Chance, Http, PAIR, PURCHASE, People, Server};

/// Something that somebody meant to do, and the answer, when one came.
#[derive(Debug)]
pub struct Intent {
    pub deed: Deed,
    pub answer: Option<Answer>,
}

/// What somebody meant to do.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Submit, repeatable under a key.
    Start { who: Starter, flow: &'static str, key: String, data: Json },
    /// Decide a to-do, repeatable under a command id.
    Decide { who: Decider, task: String, verdict: &'static str, command: String },
    /// Approve several at once.
    Batch { who: Decider, tasks: Vec<String> },
}

/// Who submits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    Employee,
    Colleague,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    Manager,
    Director,
}

impl Starter {
    pub const fn of(self, people: &People) -> &Http {
        match self {
            Self::Employee => &people.employee,
            Self::Colleague => &people.colleague,
        }
    }
}

impl Decider {
    pub const fn of(self, people: &People) -> &Http {
        match self {
            Self::Manager => &people.manager,
            Self::Director => &people.director,
        }
    }
}

impl Deed {
    /// Does it, or does it again: the same words each time.
    pub fn attempt(&self, people: &People) -> std::io::Result<Answer> {
        match self {
            Self::Start { who, flow, key, data } => who.of(people).post(
                &format!("/flows/{flow}/instances"),
                &json!({ "data": data }),
                &[("idempotency-key", key)],
            ),
            Self::Decide { who, task, verdict, command } => {
                let body = json!({ "comment": "noted", "commandId": command });
                who.of(people).post(&format!("/tasks/{task}/{verdict}"), &body, &[])
            }
            Self::Batch { who, tasks } => {
                who.of(people).post("/tasks/batch", &json!({ "verdict": "approve", "ids": tasks }), &[])
            }
        }
    }
}

/// Lets everybody work for a while, kills the server, and gives what they noted.
pub fn until_killed(
    server: &mut Server,
    people: &People,
    round: u32,
    life: Duration,
    chance: &mut Chance,
) -> Vec<Intent> {
    let (log, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let workers = [
        Worker::Starts(Starter::Employee),
        Worker::Starts(Starter::Colleague),
        Worker::Decides(Decider::Manager),
        Worker::Decides(Decider::Manager),
        Worker::Decides(Decider::Director),
    ];
    std::thread::scope(|scope| {
        for (number, worker) in workers.into_iter().enumerate() {
            let (log, over, mut chance) = (&log, &over, chance.fork());
            let name = format!("r{round}-w{number}");
            scope.spawn(move || worker.work(people, &name, &mut chance, log, over));
        }
        std::thread::sleep(life);
        server.kill();
        over.store(true, Ordering::SeqCst);
    });
    log.into_inner().unwrap()
}

/// What one thread does all the time.
#[derive(Clone, Copy)]
enum Worker {
    Starts(Starter),
    Decides(Decider),
}

impl Worker {
    fn work(
        self,
        people: &People,
        name: &str,
        chance: &mut Chance,
        log: &Mutex<Vec<Intent>>,
        over: &AtomicBool,
    ) {
        for number in 0.. {
            if over.load(Ordering::SeqCst) {
                return;
            }
            let deed = match self {
                Self::Starts(who) => Some(start(who, format!("{name}-{number}"), chance)),
                Self::Decides(who) => decision(who, format!("{name}-{number}"), people, chance),
            };
            let Some(deed) = deed else { continue };
            let answer = deed.attempt(people).ok();
            let alone = answer.is_none();
            log.lock().unwrap().push(Intent { deed, answer });
            if alone {
                return;
            }
        }
    }
}

/// A submission, above or below the bound.
#[must_use]
pub fn start(who: Starter, key: String, chance: &mut Chance) -> Deed {
    let flow = if chance.between(0, 2) == 0 { PAIR } else { PURCHASE };
    let amount = if chance.between(0, 1) == 0 { "500000.00" } else { "500000.01" };
    Deed::Start { who, flow, data: json!({ "title": key, "amount": amount }), key }
}

/// Some decision about what lies there; nothing when nothing does, or when the server is gone.
pub fn decision(who: Decider, command: String, people: &People, chance: &mut Chance) -> Option<Deed> {
    let open = who.of(people).get("/tasks?state=open&limit=20").ok()?;
    let tasks: Vec<String> =
        open.body["items"].as_array()?.iter().filter_map(|t| t["id"].as_str().map(str::to_owned)).collect();
    let last = u64::try_from(tasks.len()).ok()?.checked_sub(1)?;
    let task = tasks[usize::try_from(chance.between(0, last)).ok()?].clone();
    Some(match chance.between(0, 9) {
        0..=1 => Deed::Batch { who, tasks: tasks.into_iter().take(3).collect() },
        2..=3 => Deed::Decide { who, task, verdict: "reject", command },
        _ => Deed::Decide { who, task, verdict: "approve", command },
    })
}
