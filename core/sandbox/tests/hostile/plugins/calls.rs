//! Calls as they should be.

use std::sync::Arc;

use weir_sandbox::plugin::{Call, Failure, Reason};

use super::powers::Answers;
use super::{PLUGINS, act, call_of, given, hello, invocation, probe, works_for};
use crate::{SANDBOX, tenant};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_gives_its_result() {
    let tenant = tenant();
    works_for(tenant).await;
    let usage = SANDBOX.usage(tenant);
    // Two of them a script's and a template's, which share an instance; the plugin has one of its own.
    assert_eq!((usage.calls, usage.refused, usage.instances), (3, 0, 2));
    assert!(usage.cpu.as_nanos() > 0 && usage.memory_peak_bytes > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failure_of_the_plugins_own_is_no_refusal() {
    let tenant = tenant();
    let outcome = act(&hello().await, tenant, "say-hello", r#"{"name":""}"#).await;
    assert!(matches!(outcome.result, Ok(Err(Failure::Invalid(text))) if text == "a name is needed"));
    let outcome = act(&hello().await, tenant, "say-hello", r#"{"nome":"x"}"#).await;
    assert!(matches!(outcome.result, Ok(Err(Failure::Invalid(text))) if text.contains("missing field")));
    let outcome = act(&hello().await, tenant, "no-such", "{}").await;
    assert!(matches!(outcome.result, Ok(Err(Failure::Failed(text))) if text.contains("no-such")));
    assert_eq!(SANDBOX.usage(tenant).refused, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_is_read_on_the_callers_rights() {
    let answers = Arc::new(Answers::default());
    let call = Call { invocation: invocation(tenant()), powers: Arc::clone(&answers) as _ };
    let input = r#"{"id":"rec_1"}"#.to_owned();
    let outcome = PLUGINS.run_action(&probe().await, call, "read-record".to_owned(), input).await;
    assert_eq!(given(&outcome), r#"{"number":"PUR-2026-0042","fields":"{\"amount\":\"8999.00\"}"}"#);
    assert_eq!(outcome.report.host_calls, 1);
    assert_eq!(*answers.asked.lock().unwrap(), ["Authority::Caller reads rec_1"]);
}

/// The host says so itself: the application is not even asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_caller_there_are_no_callers_rights() {
    let answers = Arc::new(Answers::default());
    let mut call = Call { invocation: invocation(tenant()), powers: Arc::clone(&answers) as _ };
    call.invocation.caller = None;
    let input = r#"{"id":"rec_1"}"#.to_owned();
    let outcome = PLUGINS.run_action(&probe().await, call.clone(), "read-as".to_owned(), input).await;
    let results: Vec<String> = serde_json::from_str(given(&outcome)).unwrap();
    assert!(results[0].starts_with("Error::NoCaller"), "{results:?}");
    assert_eq!(results[1], "PUR-2026-0042");
    assert_eq!(*answers.asked.lock().unwrap(), ["Authority::Plugin reads rec_1"]);
    // Whom to tell is then unknown too.
    let input = r#"{"id":"hello"}"#.to_owned();
    let outcome = PLUGINS.run_action(&probe().await, call, "tell".to_owned(), input).await;
    assert!(matches!(outcome.result, Ok(Err(Failure::Failed(_)))), "{:?}", outcome.result);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_goes_out_by_its_name_and_never_comes_in() {
    let answers = Arc::new(Answers::default());
    let call = Call { invocation: invocation(tenant()), powers: Arc::clone(&answers) as _ };
    let input = r#"{"id":"https://example.com/hook"}"#.to_owned();
    let outcome = PLUGINS.run_action(&probe().await, call, "send-with-secret".to_owned(), input).await;
    assert_eq!(given(&outcome), r#""done""#);
    let requests = answers.requests.lock().unwrap();
    assert_eq!(requests[0].url, "https://example.com/hook");
    assert_eq!(requests[0].headers[0].value, weir_sandbox::plugin::HeaderValue::Bearer("token".to_owned()));
}

/// Memory is fresh each time; what is kept is kept by the host.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_host_remembers() {
    let (code, call) = (probe().await, call_of(tenant()));
    for visits in ["1", "2", "3"] {
        let input = r#"{"id":"rec_1"}"#.to_owned();
        let outcome = PLUGINS.run_action(&code, call.clone(), "next-visit".to_owned(), input).await;
        assert_eq!(given(&outcome), visits);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_configuration_comes_with_the_call() {
    let outcome = act(&probe().await, tenant(), "show-config", "{}").await;
    assert_eq!(given(&outcome), r#""早""#);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn input_has_its_size() {
    let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(weir_sandbox::limits::PLUGIN_JSON_MAX_BYTES));
    let outcome = act(&hello().await, tenant(), "say-hello", &long).await;
    assert_eq!(outcome.result.unwrap_err().reason, Reason::Size);
}
