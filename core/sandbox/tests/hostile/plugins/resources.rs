//! What a running plugin takes too much of, and how it gives up.

use weir_sandbox::limits::PLUGIN_MEMORY_MAX_BYTES;
use weir_sandbox::plugin::Reason;

use super::{act, given, probe, stopped, works_for};
use crate::{SANDBOX, tenant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_loop_ends() {
    let outcome = stopped("loop-forever", "{}", Reason::Time).await;
    assert!(outcome.report.cpu >= weir_sandbox::limits::PLUGIN_CALL_MAX_CPU);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn memory_ends() {
    let outcome = act(&probe().await, tenant(), "allocate", r#"{"amount":20000000}"#).await;
    assert_eq!(given(&outcome), "20000000");
    assert!(outcome.report.memory_bytes > 20_000_000);
    let outcome = stopped("allocate", r#"{"amount":200000000}"#, Reason::Memory).await;
    assert!(outcome.report.memory_bytes <= PLUGIN_MEMORY_MAX_BYTES);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recursion_ends() {
    let outcome = act(&probe().await, tenant(), "recurse", r#"{"amount":100}"#).await;
    assert_eq!(given(&outcome), "0");
    stopped("recurse", r#"{"amount":100000000}"#, Reason::Depth).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_huge_text_does_not_reach_the_host() {
    let outcome = act(&probe().await, tenant(), "send-text", r#"{"amount":1000000}"#).await;
    assert_eq!(given(&outcome), "null");
    stopped("send-text", r#"{"amount":30000000}"#, Reason::Size).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaked_handles_end() {
    let outcome = act(&probe().await, tenant(), "leak-secrets", r#"{"amount":100}"#).await;
    assert_eq!(given(&outcome), "100");
    stopped("leak-secrets", r#"{"amount":900}"#, Reason::Handles).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_leaves_its_message_in_the_log() {
    let outcome = stopped("panic", "{}", Reason::Trap).await;
    let said = outcome.report.lines.iter().any(|line| line.message.contains("this plugin gives up"));
    assert!(said, "{:?}", outcome.report.lines);
}

/// After a trap the instance is gone; the next call of the same plugin meets another.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_after_a_trap_is_as_any_other() {
    let (tenant, code) = (tenant(), probe().await);
    for _ in 0..3 {
        assert_eq!(act(&code, tenant, "panic", "{}").await.result.unwrap_err().reason, Reason::Trap);
        let outcome = act(&code, tenant, "flood-host", r#"{"amount":1}"#).await;
        assert_eq!(given(&outcome), "1");
    }
    assert_eq!((SANDBOX.usage(tenant).calls, SANDBOX.usage(tenant).refused), (6, 3));
    works_for(tenant).await;
}
