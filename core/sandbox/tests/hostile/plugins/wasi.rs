//! What a guest gets of WASI: nothing that tells it anything.

use weir_sandbox::plugin::Reason;

use super::{act, given, probe, stopped};
use crate::tenant;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_no_environment() {
    let outcome = act(&probe().await, tenant(), "environment", "{}").await;
    assert_eq!(given(&outcome), "0");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_are_no_files() {
    for path in ["/etc/passwd", "../../etc/passwd", "x"] {
        let outcome = act(&probe().await, tenant(), "read-file", &format!(r#"{{"id":"{path}"}}"#)).await;
        assert_ne!(given(&outcome), r#""read""#);
    }
}

/// 2026-03-01T08:00:00.250Z, as the invocation says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_stands_at_the_calls_instant() {
    let outcome = act(&probe().await, tenant(), "clocks", "{}").await;
    assert_eq!(given(&outcome), "[1772352000250,1772352000250]");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chance_is_the_same_each_time() {
    let first = act(&probe().await, tenant(), "map-order", r#"{"amount":100}"#).await;
    let second = act(&probe().await, tenant(), "map-order", r#"{"amount":100}"#).await;
    assert_eq!(given(&first), given(&second));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn there_is_no_chance_to_make_secrets_of() {
    let outcome = stopped("secret-randomness", "{}", Reason::Import).await;
    assert!(outcome.result.unwrap_err().message.contains("wasi:random/random"));
}
