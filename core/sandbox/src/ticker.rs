//! The thread that lets running calls be looked at. A thread of the system, not a task: it must tick when every
//! worker of the runtime is kept busy by what it is to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::thread::{self, Thread};

use parking_lot::Mutex;
use wasmtime::Engine;

use crate::SetupError;
use crate::limits::TICK;

/// Ticks without any call after which it sleeps until there is one: an idle server wakes nobody.
const IDLE_TICKS: u32 = 100;

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    begun: AtomicU64,
    asleep: AtomicBool,
    ended: AtomicBool,
    /// Those whose calls are looked at; few, and none ever leaves.
    engines: Mutex<Vec<Engine>>,
}

/// Increments the engines' epochs every [`TICK`] while calls are running.
pub(crate) struct Ticker {
    shared: Arc<Shared>,
    thread: Thread,
}

/// A call is running for as long as this lives.
pub(crate) struct Running<'a>(&'a Shared);

impl Ticker {
    /// Starts the thread; it ends when this is dropped.
    pub(crate) fn start(engine: Engine) -> Result<Self, SetupError> {
        let shared = Arc::new(Shared { engines: Mutex::new(vec![engine]), ..Shared::default() });
        let told = Arc::clone(&shared);
        let started = thread::Builder::new().name("sandbox-ticker".to_owned()).spawn(move || tick(&told));
        let thread = started.map_err(|error| SetupError(error.to_string()))?.thread().clone();
        Ok(Self { shared, thread })
    }

    /// Ticks for another engine too.
    pub(crate) fn also(&self, engine: Engine) {
        self.shared.engines.lock().push(engine);
    }

    /// Says that a call runs, and wakes the thread when it sleeps.
    pub(crate) fn run(&self) -> Running<'_> {
        self.shared.running.fetch_add(1, SeqCst);
        self.shared.begun.fetch_add(1, SeqCst);
        if self.shared.asleep.load(SeqCst) {
            self.thread.unpark();
        }
        Running(&self.shared)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, SeqCst);
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.ended.store(true, SeqCst);
        self.thread.unpark();
    }
}

fn tick(shared: &Shared) {
    let (mut seen, mut idle) = (0, 0);
    while !shared.ended.load(SeqCst) {
        thread::sleep(TICK);
        shared.engines.lock().iter().for_each(Engine::increment_epoch);
        let begun = shared.begun.load(SeqCst);
        idle = if begun == seen && shared.running.load(SeqCst) == 0 { idle + 1 } else { 0 };
        seen = begun;
        if idle > IDLE_TICKS {
            shared.asleep.store(true, SeqCst);
            // A call that began just now saw no sleeper; it is seen here instead.
            while shared.running.load(SeqCst) == 0
                && shared.begun.load(SeqCst) == seen
                && !shared.ended.load(SeqCst)
            {
                thread::park();
            }
            shared.asleep.store(false, SeqCst);
            idle = 0;
        }
    }
}
