//! Components whose very shape is hostile: written by hand, for no compiler makes them.

use weir_sandbox::plugin::{Capability, Code, Reason, Refusal};

use super::{PLUGINS, code, declared, fixture, stopped_in};

/// A core module that answers nothing: what each test adds makes it hostile.
const QUIET: &str = r#"
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
"#;
/// Thirteen numbers: a call, a key and an input, each text as its place and length.
const RUN: &str =
    "(func (export \"run\") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)";

fn component(core: &str) -> Vec<u8> {
    wat::parse_str(include_str!("component.wat").replace("$core CORE", &format!("$core {core}"))).unwrap()
}

async fn prepared(core: &str) -> Result<Code, Refusal> {
    Ok(code(PLUGINS.prepare(&component(core), declared(&[])).await?, &[]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_loop_while_it_starts_ends() {
    let core = format!("{QUIET} {RUN} unreachable) (func $start (loop br 0)) (start $start)");
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Time).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_loop_while_it_is_given_memory_ends() {
    let core = format!(
        "(memory (export \"memory\") 1) (func (export \"realloc\") (param i32 i32 i32 i32) (result i32) \
         (loop br 0) unreachable) {RUN} unreachable)"
    );
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Time).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memories_count_together() {
    // Each may grow to 32 MB, and does; none is too large by itself.
    let grow = |memory: &str| {
        format!("(if (i32.eq (memory.grow {memory} (i32.const 511)) (i32.const -1)) (then unreachable))")
    };
    let core = format!(
        "{QUIET} (memory $a 1) (memory $b 1) (memory $c 1) {RUN} {} {} {} unreachable)",
        grow("$a"),
        grow("$b"),
        grow("$c")
    );
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Memory).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_memories_are_never_loaded() {
    let core = format!("{QUIET} {} {RUN} unreachable)", "(memory 1)".repeat(8));
    assert_eq!(prepared(&core).await.unwrap_err().reason, Reason::Compile);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_memory_is_refused_from_the_start() {
    let core = format!("{QUIET} (memory 4096) {RUN} unreachable)");
    assert_eq!(prepared(&core).await.unwrap_err().reason, Reason::Compile);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_count_together() {
    let grow = |table: &str| {
        format!(
            "(if (i32.eq (table.grow {table} (ref.null func) (i32.const 30000)) (i32.const -1)) (then unreachable))"
        )
    };
    let core = format!(
        "{QUIET} (table $a 1 funcref) (table $b 1 funcref) {RUN} {} {} unreachable)",
        grow("$a"),
        grow("$b")
    );
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Memory).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn native_recursion_ends() {
    let core = format!(
        "{QUIET} (func $down (param i32) (result i32) (i32.add (i32.const 1) (call $down (local.get 0)))) \
        {RUN} (call $down (i32.const 0)))"
    );
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Depth).await;
}

/// What it gives back points beyond its memory, or is no text.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_that_is_none_ends_the_call() {
    let beyond = format!("{QUIET} {RUN} i32.const -8)");
    stopped_in(&prepared(&beyond).await.unwrap(), "x", "{}", Reason::Trap).await;
    let no_text = format!(
        "{QUIET} (data (i32.const 64) \"\\00\\00\\00\\00\\50\\00\\00\\00\\04\\00\\00\\00\\00\\00\\00\\00\\ff\\fe\\fd\\fc\") {RUN} i32.const 64)"
    );
    stopped_in(&prepared(&no_text).await.unwrap(), "x", "{}", Reason::Trap).await;
}

/// A result larger than may come back, though it is only said to be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_has_its_size() {
    let core = format!(
        "{QUIET} (data (i32.const 64) \"\\00\\00\\00\\00\\00\\00\\00\\00\\00\\00\\00\\03\") \
        {RUN} (drop (memory.grow (i32.const 800))) i32.const 64)"
    );
    stopped_in(&prepared(&core).await.unwrap(), "x", "{}", Reason::Size).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_declared_is_not_linked() {
    let refusal = PLUGINS.prepare(&fixture("probe"), declared(&["log", "config"])).await.unwrap_err();
    assert!(
        matches!(
            refusal.reason,
            Reason::Undeclared(
                Capability::Kv
                    | Capability::Records
                    | Capability::Secrets
                    | Capability::Http
                    | Capability::Notify
            )
        ),
        "{refusal:?}"
    );
    assert!(refusal.message.contains("manifest"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_there_is_not_cannot_be_imported() {
    let cases = [
        ("weir:plugin/records@2.0.0", Reason::Contract),
        ("weir:plugin/shell@1.0.0-rc", Reason::Import),
        ("other:host/things@1.0.0", Reason::Import),
        ("wasi:cli/stdout@0.3.0", Reason::Import),
    ];
    for (name, reason) in cases {
        let text = format!("(component (import \"{name}\" (instance (export \"f\" (func)))))");
        let component = wat::parse_str(text).unwrap();
        let every: Vec<&str> = Capability::ALL.iter().map(|capability| capability.name()).collect();
        let refusal = PLUGINS.prepare(&component, declared(&every)).await.unwrap_err();
        assert_eq!(refusal.reason, reason, "{name}: {refusal:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plugin_without_the_export_is_refused() {
    let component = wat::parse_str("(component)").unwrap();
    let code = code(PLUGINS.prepare(&component, declared(&[])).await.unwrap(), &[]);
    stopped_in(&code, "x", "{}", Reason::Export).await;
}
