//! Waiting for the host, and what the host itself does wrong.

use std::sync::Arc;
use std::time::Duration;

use weir_sandbox::limits;
use weir_sandbox::plugin::{Call, Code, Limits, Reason};

use super::powers::Answers;
use super::{PLUGINS, act, given, invocation, probe, stopped_in, works_for};
use crate::{SANDBOX, lives_on, tenant};

/// A host call that is never answered is given up after this; nothing else depends on it.
const HOST_CALL: Duration = Duration::from_millis(50);

async fn with_limits(call: Duration) -> Code {
    Code { limits: Limits { host_call: HOST_CALL, call, ..Limits::default() }, ..probe().await }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_call_without_an_answer_is_unavailable() {
    let code = with_limits(Duration::from_secs(600)).await;
    let outcome = act(&code, tenant(), "hold", r#"{"id":"rec_never"}"#).await;
    assert!(given(&outcome).contains("Error::Unavailable"), "{:?}", outcome.result);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_again_and_again_is_ended() {
    let code = with_limits(HOST_CALL * 3).await;
    stopped_in(&code, "visit-forever", r#"{"id":"rec_never"}"#, Reason::Wait).await;
}

/// As many calls of a tenant as there may be wait for the host; its scripts run on, for the turn to run is given back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_keeps_nobody_from_running() {
    let (tenant, neighbour, code) = (tenant(), tenant(), probe().await);
    let answers = Arc::new(Answers::default());
    let waiting: Vec<_> = (0..limits::TENANT_PLUGIN_CALLS_MAX)
        .map(|_| {
            let call = Call { invocation: invocation(tenant), powers: Arc::clone(&answers) as _ };
            let input = r#"{"id":"rec_gate"}"#.to_owned();
            tokio::spawn(async move { PLUGINS.run_action(&code, call, "hold".to_owned(), input).await })
        })
        .collect();
    while answers.asked.lock().unwrap().len() < waiting.len() {
        tokio::task::yield_now().await;
    }
    for _ in 0..20 {
        lives_on(tenant);
        works_for(neighbour).await;
    }
    answers.gate.add_permits(waiting.len());
    for call in waiting {
        assert!(given(&call.await.unwrap()).contains("Error::NotFound"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_breaks_down_takes_one_call_with_it() {
    let tenant = tenant();
    let outcome = act(&probe().await, tenant, "hold", r#"{"id":"rec_panic"}"#).await;
    assert_eq!(outcome.result.unwrap_err().reason, Reason::Fault);
    works_for(tenant).await;
    assert_eq!(SANDBOX.usage(tenant).refused, 1);
}
