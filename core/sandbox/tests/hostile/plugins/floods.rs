//! Too much of what is allowed.

use weir_sandbox::limits::{HOST_CALLS_MAX, LOG_LINES_MAX, LOG_MAX_BYTES};
use weir_sandbox::plugin::Reason;

use super::{PLUGINS, act, call_of, given, hello, probe, stopped, works_for};
use crate::{SANDBOX, tenant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_are_kept_up_to_a_number_and_counted_after() {
    for (action, lines) in [("flood-log", 10_u32), ("flood-log", 900), ("flood-output", 900)] {
        let outcome = act(&probe().await, tenant(), action, &format!(r#"{{"amount":{lines}}}"#)).await;
        assert_eq!(given(&outcome), "null");
        let kept = outcome.report.lines.len();
        assert_eq!(kept, (lines as usize).min(LOG_LINES_MAX), "{action}");
        assert_eq!(outcome.report.lines_dropped as usize, lines as usize - kept, "{action}");
        assert!(outcome.report.lines.iter().map(|line| line.message.len()).sum::<usize>() <= LOG_MAX_BYTES);
        assert_eq!(outcome.report.lines[0].message, "line 0");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_log_ends_the_call() {
    stopped("flood-log", r#"{"amount":1000000000}"#, Reason::HostCalls).await;
    stopped("flood-output", r#"{"amount":1000000000}"#, Reason::HostCalls).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn host_calls_are_counted() {
    let tenant = tenant();
    let outcome = act(&probe().await, tenant, "flood-host", r#"{"amount":100}"#).await;
    assert_eq!((given(&outcome), outcome.report.host_calls), ("100", 100));
    assert_eq!(SANDBOX.usage(tenant).host_calls, 100);
    let outcome = stopped("flood-host", r#"{"amount":1000000}"#, Reason::HostCalls).await;
    assert_eq!(outcome.report.host_calls, HOST_CALLS_MAX + 1);
}

/// Eight calls may lead to one another; the ninth after them is not even begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chain_ends() {
    let (tenant, code) = (tenant(), hello().await);
    let mut chained = call_of(tenant);
    let mut reached = 0;
    let refusal = loop {
        let input = r#"{"name":"x"}"#.to_owned();
        let outcome = PLUGINS.run_action(&code, chained.clone(), "say-hello".to_owned(), input).await;
        match outcome.result {
            Ok(_) => reached = chained.invocation.depth,
            Err(refusal) => break refusal,
        }
        chained.invocation.depth += 1;
    };
    assert_eq!((reached, refusal.reason), (8, Reason::Chain));
    assert_eq!(SANDBOX.usage(tenant).refused, 1);
    works_for(tenant).await;
}
