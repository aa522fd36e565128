//! Plugins, well meant and hostile: each test is a tenant of its own in one sandbox, as one server has one for all.

mod calls;
mod floods;
mod host;
mod powers;
mod resources;
mod shapes;
mod uploads;
mod wasi;
mod worlds;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use tempfile::TempDir;
use tokio::sync::OnceCell;
use weir_model::id::TenantId;
use weir_sandbox::plugin::{
    Call, Capability, Code, Declared, Digest, Failure, Invocation, Limits, Outcome, Plugins, Reason, Settings,
};

use crate::{SANDBOX, lives_on, tenant};
use powers::Answers;

/// The server's folder of machine code, for this run.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().unwrap());
/// Plugins beside the scripts of the other tests.
static PLUGINS: LazyLock<Plugins> = LazyLock::new(|| plugins(FOLDER.path()));

/// The compiler that `cargo xtask compiler` has built.
fn compiler() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("compiled/weir-compiler");
    assert!(built.exists(), "run `cargo xtask compiler` first");
    built
}

fn settings(folder: &Path) -> Settings {
    Settings::new(folder.to_owned(), [7; 32], compiler())
}

fn plugins(folder: &Path) -> Plugins {
    Plugins::new(&SANDBOX, settings(folder)).unwrap()
}

/// A component that is kept in the repository.
fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}.wasm", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}; `cargo xtask fixtures` builds it"))
}

fn declared(names: &[&str]) -> Declared {
    names.iter().map(|name| Capability::of_name(name).unwrap()).collect()
}

fn code(digest: Digest, names: &[&str]) -> Code {
    Code { digest, declared: declared(names), limits: Limits::default() }
}

/// The smallest plugin.
async fn hello() -> Code {
    static HELLO: OnceCell<Digest> = OnceCell::const_new();
    let digest =
        HELLO.get_or_init(|| async { PLUGINS.prepare(&fixture("hello"), declared(&[])).await.unwrap() });
    code(*digest.await, &[])
}

const PROBE: &[&str] = &["log", "config", "kv", "secrets", "http", "records", "notify"];

/// The plugin that does what plugins should not.
async fn probe() -> Code {
    static PREPARED: OnceCell<Digest> = OnceCell::const_new();
    let digest =
        PREPARED.get_or_init(|| async { PLUGINS.prepare(&fixture("probe"), declared(PROBE)).await.unwrap() });
    code(*digest.await, PROBE)
}

fn invocation(tenant: TenantId) -> Invocation {
    Invocation {
        id: "call_1".to_owned(),
        tenant,
        installation: "plg_1".to_owned(),
        caller: Some("usr_00000000000000000000000000000007".parse().unwrap()),
        depth: 0,
        now: "2026-03-01T08:00:00.250Z".parse().unwrap(),
        locale: "zh-CN".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
        config: r#"{"greeting":"早"}"#.to_owned(),
    }
}

fn call_of(tenant: TenantId) -> Call {
    Call { invocation: invocation(tenant), powers: Arc::new(Answers::default()) }
}

/// Carries out an action for a tenant.
async fn act(code: &Code, tenant: TenantId, action: &str, input: &str) -> Outcome<Result<String, Failure>> {
    PLUGINS.run_action(code, call_of(tenant), action.to_owned(), input.to_owned()).await
}

/// The JSON that an action of the probe gives.
#[track_caller]
fn given(outcome: &Outcome<Result<String, Failure>>) -> &str {
    match &outcome.result {
        Ok(Ok(json)) => json,
        other => panic!("{other:?}"),
    }
}

/// Scripts, templates and the smallest plugin work, as if nothing had been.
async fn works_for(tenant: TenantId) {
    lives_on(tenant);
    let outcome = act(&hello().await, tenant, "say-hello", r#"{"name":"张伟"}"#).await;
    assert_eq!(given(&outcome), r#"{"text":"你好，张伟","at":"2026-03-01T08:00:00.25Z"}"#);
}

/// The call is stopped for this reason, which stands in the ledger; its tenant and a neighbour go on.
async fn stopped_in(
    code: &Code,
    action: &str,
    input: &str,
    reason: Reason,
) -> Outcome<Result<String, Failure>> {
    let (tenant, neighbour) = (tenant(), tenant());
    let outcome = act(code, tenant, action, input).await;
    let refusal = outcome.result.as_ref().expect_err(action);
    assert_eq!(refusal.reason, reason, "{action}: {refusal:?}");
    assert!(!refusal.message.is_empty());
    let usage = SANDBOX.usage(tenant);
    assert_eq!((usage.calls, usage.refused), (1, 1), "{action}");
    works_for(tenant).await;
    works_for(neighbour).await;
    assert_eq!(SANDBOX.usage(neighbour).refused, 0);
    outcome
}

/// As [`stopped_in`], in the probe.
async fn stopped(action: &str, input: &str, reason: Reason) -> Outcome<Result<String, Failure>> {
    stopped_in(&probe().await, action, input, reason).await
}
