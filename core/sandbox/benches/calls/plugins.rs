//! Plugins: each call in a fresh instance, beside wasmtime alone with the same machine code, no limits and no ledger.

#[path = "../../src/plugin/config.rs"]
#[allow(dead_code, reason = "the limits of compiling are not measured")]
mod config;
#[path = "../../tests/hostile/plugins/powers.rs"]
#[allow(dead_code, reason = "the tests look at more of it")]
mod powers;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use wasmtime::component::{Component, ComponentType, InstancePre, Lift, Linker, Lower};
use wasmtime::{Engine, InstanceAllocationStrategy, PoolingAllocationConfig, Store};
use weir_model::id::TenantId;
use weir_sandbox::plugin::{Call, Capability, Code, Declared, Digest, Invocation, Limits, Plugins, Settings};
use weir_sandbox::{Sandbox, limits};

use powers::Answers;

/// What the probe imports.
const CAPABILITIES: &[&str] = &["log", "config", "kv", "secrets", "http", "records", "notify"];

/// A component, called through the sandbox and through wasmtime alone.
pub struct Pair {
    runtime: Runtime,
    plugins: Plugins,
    code: Code,
    call: Call,
    engine: Engine,
    bare: InstancePre<()>,
    _folder: TempDir,
}

impl Pair {
    /// Compiles the fixture of that name.
    pub fn new(sandbox: &Sandbox, tenant: TenantId, name: &str, capabilities: bool) -> Self {
        let runtime = Runtime::new().unwrap();
        let folder = TempDir::new().unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let settings = Settings::new(folder.path().to_owned(), [7; 32], here.join("compiled/weir-compiler"));
        let plugins = Plugins::new(sandbox, settings).unwrap();
        let component = std::fs::read(here.join(format!("tests/fixtures/{name}.wasm"))).unwrap();
        let named = if capabilities { CAPABILITIES } else { &[] };
        let declared: Declared = named.iter().map(|name| Capability::of_name(name).unwrap()).collect();
        let digest: Digest = runtime.block_on(plugins.prepare(&component, declared)).unwrap();
        let (engine, bare) = bare(&machine_code(folder.path()));
        let code = Code { digest, declared, limits: Limits::default() };
        let call = Call { invocation: invocation(tenant), powers: Arc::new(Answers::default()) };
        Self { runtime, plugins, code, call, engine, bare, _folder: folder }
    }

    /// Through the sandbox.
    pub fn own(&self, action: &str, input: &str) -> String {
        let _within = self.runtime.enter();
        let outcome = self.plugins.run_action_blocking(&self.code, self.call.clone(), action, input);
        outcome.result.unwrap().unwrap()
    }

    /// Through wasmtime alone.
    pub fn bare(&self, action: &str, input: &str) -> String {
        let mut store = Store::new(&self.engine, ());
        store.set_epoch_deadline(u64::MAX / 2);
        let instance = self.bare.instantiate(&mut store).unwrap();
        let exports = instance.get_export_index(&mut store, None, "weir:plugin/actions@1.0.0-rc").unwrap();
        let run = instance.get_export_index(&mut store, Some(&exports), "run").unwrap();
        let run = instance
            .get_typed_func::<(&Told, &str, &str), (Result<String, Failure>,)>(&mut store, &run)
            .unwrap();
        let invocation = &self.call.invocation;
        let told = Told {
            id: invocation.id.clone(),
            now: invocation.now.to_string(),
            locale: invocation.locale.clone(),
            time_zone: invocation.time_zone.clone(),
            has_caller: true,
        };
        run.call(&mut store, (&told, action, input)).unwrap().0.unwrap()
    }
}

#[derive(ComponentType, Lower)]
#[component(record)]
struct Told {
    id: String,
    now: String,
    locale: String,
    #[component(name = "time-zone")]
    time_zone: String,
    #[component(name = "has-caller")]
    has_caller: bool,
}

#[derive(Debug, ComponentType, Lift)]
#[component(variant)]
#[allow(dead_code, reason = "shown when a call fails")]
enum Failure {
    #[component(name = "invalid")]
    Invalid(String),
    #[component(name = "later")]
    Later(String),
    #[component(name = "failed")]
    Failed(String),
}

#[derive(ComponentType, Lift)]
#[component(enum)]
#[repr(u8)]
#[allow(dead_code, reason = "made by wasmtime alone")]
enum Authority {
    #[component(name = "caller")]
    Caller,
    #[component(name = "plugin")]
    Plugin,
}

#[derive(ComponentType, Lower)]
#[component(record)]
struct Document {
    id: String,
    form: String,
    number: String,
    title: String,
    revision: String,
    fields: String,
}

#[derive(ComponentType, Lower)]
#[component(variant)]
#[allow(dead_code, reason = "the contract has them")]
enum HostError {
    #[component(name = "invalid")]
    Invalid(String),
    #[component(name = "denied")]
    Denied(String),
    #[component(name = "no-caller")]
    NoCaller(String),
    #[component(name = "not-found")]
    NotFound(String),
    #[component(name = "conflict")]
    Conflict(String),
    #[component(name = "quota")]
    Quota(String),
    #[component(name = "unavailable")]
    Unavailable(String),
    #[component(name = "internal")]
    Internal(String),
}

fn bare(machine_code: &Path) -> (Engine, InstancePre<()>) {
    let mut pool = PoolingAllocationConfig::new();
    pool.max_memory_size(limits::PLUGIN_MEMORY_MAX_BYTES).total_memories(8).total_tables(64);
    let mut config = config::config();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    let engine = Engine::new(&config).unwrap();
    #[allow(unsafe_code, reason = "machine code that was made just now")]
    // SAFETY: it came out of wasmtime's own compiler.
    let component = unsafe { Component::deserialize_file(&engine, machine_code) }.unwrap();
    let mut linker = Linker::new(&engine);
    let mut records = linker.instance("weir:plugin/records@1.0.0-rc").unwrap();
    records
        .func_wrap("get", |_, (_, id): (Authority, String)| {
            let document = Document {
                id,
                form: "purchase".to_owned(),
                number: "PUR-2026-0042".to_owned(),
                title: "Laptop".to_owned(),
                revision: "1".to_owned(),
                fields: r#"{"amount":"8999.00"}"#.to_owned(),
            };
            Ok((Ok::<_, HostError>(document),))
        })
        .unwrap();
    linker.define_unknown_imports_as_traps(&component).unwrap();
    let bare = linker.instantiate_pre(&component).unwrap();
    (engine, bare)
}

fn machine_code(folder: &Path) -> PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|end| end == "cwasm")).unwrap()
}

fn invocation(tenant: TenantId) -> Invocation {
    Invocation {
        id: "call_1".to_owned(),
        tenant,
        installation: "plg_1".to_owned(),
        caller: Some("usr_00000000000000000000000000000007".parse().unwrap()),
        depth: 0,
        now: "2026-03-01T08:00:00Z".parse().unwrap(),
        locale: "zh-CN".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        config: "{}".to_owned(),
    }
}
