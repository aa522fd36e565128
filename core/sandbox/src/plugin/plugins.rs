//! The door for plugins: prepare and call. Each call is of a tenant, waits for its turns, runs in a fresh instance, and
//! is put down in the ledger.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use wasmtime::component::InstancePre;
use wasmtime::{Engine, Store, UpdateDeadline};

use super::artifacts::{Artifacts, Digest};
use super::capability::Declared;
use super::compile::Compiler;
use super::engine::engine;
use super::guest::Guest;
use super::invocation::{Call, Outcome, Report};
use super::loaded::{self, Shelf};
use super::refusal::{Reason, Refusal};
use super::stop;
use crate::bounds::{Bounds, thread_cpu};
use crate::limits::{
    CHAIN_DEPTH_MAX, COMPILE_MAX_CPU_S, HANDLES_MAX, HOST_CALL_MAX, HOST_CALL_MAX_BYTES, PLUGIN_CALL_MAX,
    PLUGIN_CALL_MAX_CPU, PLUGIN_MEMORY_MAX_BYTES, PLUGIN_TABLE_ELEMENTS_MAX,
};
use crate::sandbox::Shared;
use crate::turns::{Queue, Tenant, Turn};
use crate::{Sandbox, SetupError};

/// Where plugins' machine code is kept, and who makes it.
#[derive(Clone)]
pub struct Settings {
    /// A folder of the server's own; made when it is not there.
    pub folder: PathBuf,
    /// The key to the codes of machine code. Whoever has it can have the server run anything.
    pub key: [u8; 32],
    /// The program `weir-compiler` of the same release.
    pub compiler: PathBuf,
    /// Processor time that compiling one plugin may take, in seconds; at most [`COMPILE_MAX_CPU_S`].
    pub compile_max_cpu_s: u64,
}

impl Settings {
    /// With the usual time for compiling.
    #[must_use]
    pub fn new(folder: PathBuf, key: [u8; 32], compiler: PathBuf) -> Self {
        Self { folder, key, compiler, compile_max_cpu_s: COMPILE_MAX_CPU_S }
    }
}

/// How long calls of a plugin may take; what the manifest's class of limits says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Processor time of one call.
    pub cpu: Duration,
    /// From begin to end, waiting for the host included.
    pub call: Duration,
    /// Of one host call.
    pub host_call: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { cpu: PLUGIN_CALL_MAX_CPU, call: PLUGIN_CALL_MAX, host_call: HOST_CALL_MAX }
    }
}

/// What is called: a component, what its manifest declares, and how long it may take.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// The component.
    pub digest: Digest,
    /// The capabilities that its manifest names.
    pub declared: Declared,
    /// How long its calls may take.
    pub limits: Limits,
}

/// Runs plugins. One for the whole server, beside its [`Sandbox`]; cheap to clone.
#[derive(Clone)]
pub struct Plugins(Arc<Inner>);

struct Inner {
    engine: Engine,
    shared: Arc<Shared>,
    artifacts: Artifacts,
    compiler: Compiler,
    shelf: Mutex<Shelf>,
}

impl Plugins {
    /// Sets plugins up beside scripts and templates: they share turns, ticker and ledger.
    ///
    /// # Errors
    /// When there is no compiler, no folder, or not enough addresses for the memories that there may be.
    pub fn new(sandbox: &Sandbox, settings: Settings) -> Result<Self, SetupError> {
        let (compiler, compatibility) = Compiler::find(settings.compiler, settings.compile_max_cpu_s)?;
        let artifacts = Artifacts::open(settings.folder, settings.key, compatibility)
            .map_err(|error| SetupError(format!("the folder of plugins: {error}")))?;
        let engine = engine()?;
        let shared = Arc::clone(sandbox.shared());
        shared.ticker.also(engine.clone());
        Ok(Self(Arc::new(Inner { engine, shared, artifacts, compiler, shelf: Mutex::default() })))
    }

    /// Compiles a component, unless that was done before, and sees whether it can be linked with what it declares.
    ///
    /// # Errors
    /// Whatever keeps it from ever running: [`Reason::NotAComponent`], [`Reason::Precompiled`], [`Reason::Compile`],
    /// [`Reason::Undeclared`], [`Reason::Contract`], [`Reason::Import`], [`Reason::Artifact`].
    pub async fn prepare(&self, component: &[u8], declared: Declared) -> Result<Digest, Refusal> {
        let digest = Digest::of(component);
        match self.off(move |inner| inner.load(&digest, declared).map(drop)).await {
            Err(refusal) if refusal.reason == Reason::Artifact => {}
            known => return known.map(|()| digest),
        }
        let draft = self.0.artifacts.draft().map_err(|error| folder(&error))?;
        self.0.compiler.compile(component, &draft).await?;
        self.off(move |inner| {
            inner.artifacts.keep(&digest, draft).map_err(|error| folder(&error))?;
            let loaded = inner.load(&digest, declared).map(drop);
            // What was compiled just now and cannot be loaded has more parts than the pool has room for.
            loaded.map_err(|refusal| match refusal.reason {
                Reason::Artifact => Refusal { reason: Reason::Compile, ..refusal },
                _ => refusal,
            })
        })
        .await?;
        Ok(digest)
    }

    /// Carries out what reads and writes files, on a thread for blocking work.
    async fn off<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || work(&inner)).await.unwrap_or_else(|_| Err(broken()))
    }

    /// Forgets a component: its machine code is removed, and calls from now on find none.
    ///
    /// # Errors
    /// When its files cannot be removed.
    pub fn forget(&self, digest: &Digest) -> std::io::Result<()> {
        self.0.shelf.lock().remove(digest);
        self.0.artifacts.remove(digest)
    }

    /// How many components are kept loaded.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.0.shelf.lock().len()
    }

    /// Waits for its turns, then carries out `run` in a fresh instance, on a thread for blocking work. A caller who
    /// does not wait for the end leaves the call running until it ends, with its turns.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        code: &Code,
        call: Call,
        queue: Queue,
        run: impl FnOnce(&InstancePre<Guest>, &mut Store<Guest>) -> wasmtime::Result<T> + Send + 'static,
    ) -> Outcome<T> {
        let turns = &self.0.shared.turns;
        let tenant = turns.tenant(call.invocation.tenant);
        if let Err(refusal) = check_depth(&call) {
            tenant.account.add_call(Duration::ZERO, 0, true);
            return Outcome { result: Err(refusal), report: Report::default() };
        }
        let waited = async {
            let instance = turns.wait(&tenant, queue).await?;
            Ok::<_, Refusal>((instance, turns.wait(&tenant, Queue::Processor).await?))
        };
        let (instance, turn) = match waited.await {
            Ok(turns) => turns,
            Err(refusal) => return Outcome { result: Err(refusal), report: Report::default() },
        };
        let (inner, code, known) = (Arc::clone(&self.0), *code, Arc::clone(&tenant));
        let task = tokio::task::spawn_blocking(move || {
            let outcome = inner.run(&code, call, tenant, turn, run);
            drop(instance);
            outcome
        });
        task.await.unwrap_or_else(|_| {
            known.account.add_call(Duration::ZERO, 0, true);
            Outcome { result: Err(broken()), report: Report::default() }
        })
    }

    /// Carries out `run` in a fresh instance on this thread, now or not at all. The thread must be one for blocking
    /// work, within a runtime.
    pub(crate) fn call_blocking<T>(
        &self,
        code: &Code,
        call: Call,
        queue: Queue,
        run: impl FnOnce(&InstancePre<Guest>, &mut Store<Guest>) -> wasmtime::Result<T>,
    ) -> Outcome<T> {
        let turns = &self.0.shared.turns;
        let tenant = turns.tenant(call.invocation.tenant);
        let taken = check_depth(&call).and_then(|()| {
            let instance = turns.now(&tenant, queue)?;
            Ok((instance, turns.now(&tenant, Queue::Processor)?))
        });
        match taken {
            Ok((_instance, turn)) => self.0.run(code, call, tenant, turn, run),
            Err(refusal) => Outcome { result: Err(refusal), report: Report::default() },
        }
    }
}

fn folder(error: &std::io::Error) -> Refusal {
    Refusal::new(Reason::Fault, format!("the folder of plugins: {error}"))
}

fn broken() -> Refusal {
    Refusal::new(Reason::Fault, "it could not be carried out")
}

fn check_depth(call: &Call) -> Result<(), Refusal> {
    if call.invocation.depth <= CHAIN_DEPTH_MAX {
        return Ok(());
    }
    let message = format!("more than {CHAIN_DEPTH_MAX} calls of plugins have led to one another");
    Err(Refusal::new(Reason::Chain, message))
}

impl Inner {
    /// The component, linked; from the shelf or from its file.
    fn load(&self, digest: &Digest, declared: Declared) -> Result<Arc<InstancePre<Guest>>, Refusal> {
        let key = (*digest, declared);
        if let Some(known) = self.shelf.lock().get(&key) {
            return Ok(known);
        }
        let component = self.artifacts.load(&self.engine, digest)?;
        let linked = Arc::new(loaded::link(&self.engine, &component, declared)?);
        let surplus = self.shelf.lock().keep(key, Arc::clone(&linked));
        drop(surplus);
        Ok(linked)
    }

    /// Carries out a call, and puts it down in the ledger whatever comes of it. The store ends with the call.
    fn run<T>(
        self: &Arc<Self>,
        code: &Code,
        call: Call,
        tenant: Arc<Tenant>,
        turn: Turn,
        run: impl FnOnce(&InstancePre<Guest>, &mut Store<Guest>) -> wasmtime::Result<T>,
    ) -> Outcome<T> {
        let began = thread_cpu();
        let running = self.shared.ticker.run();
        let (result, mut report) = match self.load(&code.digest, code.declared) {
            Ok(component) => {
                tenant.account.add_instance();
                let mut store = self.store(code, call, &tenant, turn, began);
                let result = run(&component, &mut store)
                    .map_err(|error| stop::refusal(&error, store.data(), &code.limits));
                (result, report(store.into_data()))
            }
            Err(refusal) => (Err(refusal), Report::default()),
        };
        drop(running);
        report.cpu = thread_cpu().saturating_sub(began);
        tenant.account.add_call(report.cpu, report.memory_bytes, result.is_err());
        tenant.account.add_host_calls(report.host_calls);
        Outcome { result, report }
    }

    fn store(
        &self,
        code: &Code,
        call: Call,
        tenant: &Arc<Tenant>,
        turn: Turn,
        began: Duration,
    ) -> Store<Guest> {
        let bounds = Bounds::new(PLUGIN_MEMORY_MAX_BYTES, PLUGIN_TABLE_ELEMENTS_MAX, began + code.limits.cpu);
        let guest =
            Guest::new(call, &code.limits, bounds, Arc::clone(&self.shared), Arc::clone(tenant), turn);
        let mut store = Store::new(&self.engine, guest);
        store.limiter(|guest| &mut guest.bounds);
        store.set_hostcall_fuel(HOST_CALL_MAX_BYTES);
        store.set_max_component_handles(HANDLES_MAX);
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(|at| {
            let over = at.data().bounds.is_over();
            Ok(if over { UpdateDeadline::Interrupt } else { UpdateDeadline::Continue(1) })
        });
        store
    }
}

fn report(guest: Guest) -> Report {
    Report {
        cpu: Duration::ZERO,
        memory_bytes: guest.bounds.memory_bytes(),
        host_calls: guest.host_calls,
        lines: guest.log.lines,
        lines_dropped: guest.log.dropped,
    }
}
