//! What one tenant does, the others do not notice: asserted by what they get, never by how long it took.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use weir_sandbox::{Reason, Sandbox, Scope, Script, Template, limits};

use crate::{SANDBOX, evaluate, lives_on, number, tenant};

fn script(source: &str) -> Script {
    Script::new(source).unwrap()
}

/// Takes all the processor time that a call may have, on any machine: each comparison is one step of the script, and
/// a thousand of the library's. Left alone it would take seconds.
fn hog() -> Script {
    script("let a = []; for i in 0..1000 { a.push(i); } for i in 0..90000 { a == a; }")
}

#[test]
fn a_tenant_never_sees_anothers_values() {
    let (first, second) = (tenant(), tenant());
    let scope = Scope::new().with("salary", number("99999"));
    assert!(evaluate(first, "salary", &scope).is_ok());
    let refusal = evaluate(second, "salary", &Scope::new()).unwrap_err();
    assert_eq!(refusal.reason, Reason::UnknownName);
    assert!(!refusal.message.contains("99999"));
    // Not even an instance is shared: each has made its own.
    assert_eq!((SANDBOX.usage(first).instances, SANDBOX.usage(second).instances), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_others_go_on_while_one_loops() {
    let (hostile, stop, stopped) =
        (tenant(), Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let hogs: Vec<_> = (0..limits::TENANT_CALLS_MAX * 2)
        .map(|_| {
            let (stop, stopped) = (Arc::clone(&stop), Arc::clone(&stopped));
            tokio::spawn(async move {
                while !stop.load(SeqCst) {
                    let refusal = SANDBOX.evaluate(hostile, hog(), Scope::new()).await.unwrap_err();
                    assert_eq!(refusal.reason, Reason::Time);
                    stopped.fetch_add(1, SeqCst);
                }
            })
        })
        .collect();
    let neighbours: Vec<_> = (0..20)
        .map(|n| {
            let tenant = tenant();
            tokio::spawn(async move {
                for turn in 0..20 {
                    let scope = Scope::new().with("n", number(&n.to_string()));
                    let result = SANDBOX.evaluate(tenant, script("n * 2"), scope).await;
                    assert_eq!(result, Ok(number(&(n * 2).to_string())), "turn {turn}");
                }
                tenant
            })
        })
        .collect();
    for neighbour in neighbours {
        let usage = SANDBOX.usage(neighbour.await.unwrap());
        assert_eq!((usage.calls, usage.refused, usage.turned_away), (20, 0, 0));
    }
    stop.store(true, SeqCst);
    for hog in hogs {
        hog.await.unwrap();
    }
    let usage = SANDBOX.usage(hostile);
    assert_eq!(usage.refused, stopped.load(SeqCst) as u64);
    assert!(usage.cpu >= limits::CALL_MAX_CPU * u32::try_from(usage.refused).unwrap(), "{usage:?}");
}

#[tokio::test]
async fn a_flood_is_turned_away_and_the_neighbour_is_not() {
    let sandbox = Sandbox::new().unwrap();
    let (flooding, neighbour) = (tenant(), tenant());
    let more = limits::TENANT_CALLS_MAX + limits::TENANT_WAITING_MAX + 50;
    // On one thread nothing runs before all have been asked.
    let calls: Vec<_> = (0..more)
        .map(|_| {
            let sandbox = sandbox.clone();
            tokio::spawn(async move { sandbox.evaluate(flooding, script("1"), Scope::new()).await })
        })
        .collect();
    let beside = sandbox.evaluate(neighbour, script("2"), Scope::new()).await;
    assert_eq!(beside, Ok(number("2")));
    let mut turned_away = 0;
    for call in calls {
        match call.await.unwrap() {
            Ok(result) => assert_eq!(result, number("1")),
            Err(refusal) => {
                assert_eq!(refusal.reason, Reason::Busy);
                turned_away += 1;
            }
        }
    }
    let usage = sandbox.usage(flooding);
    assert_eq!((usage.turned_away, usage.calls), (turned_away, more as u64 - turned_away));
    assert!(turned_away > 0);
}

#[test]
fn the_ledger_tells_what_was_taken() {
    let tenant = tenant();
    assert_eq!(SANDBOX.usage(tenant), weir_sandbox::Usage::default());
    evaluate(tenant, "1", &Scope::new()).unwrap();
    evaluate(tenant, "1 / 0", &Scope::new()).unwrap_err();
    let usage = SANDBOX.usage(tenant);
    assert_eq!((usage.calls, usage.refused, usage.instances), (2, 1, 1));
    assert!(!usage.cpu.is_zero() && usage.memory_peak_bytes > 0, "{usage:?}");
    assert!(usage.memory_peak_bytes <= limits::INSTANCE_MEMORY_MAX_BYTES);
    assert!(SANDBOX.usages().contains(&(tenant, usage)));
    SANDBOX.evaluate_blocking(tenant, &hog(), &Scope::new()).unwrap_err();
    // The instance that was stopped is gone, and a new one takes its place.
    evaluate(tenant, "1", &Scope::new()).unwrap();
    assert_eq!(SANDBOX.usage(tenant).instances, 2);
}

#[test]
fn warm_instances_are_bounded_over_all_tenants() {
    let sandbox = Sandbox::new().unwrap();
    let tenants: Vec<_> = (0..limits::WARM_MAX + 10).map(|_| tenant()).collect();
    for tenant in &tenants {
        sandbox.evaluate_blocking(*tenant, &script("1"), &Scope::new()).unwrap();
    }
    assert_eq!(sandbox.warm(), limits::WARM_MAX);
    // The first was not used for longest: it has a new one now. The last still has its own.
    for (tenant, instances) in [(tenants[0], 2), (tenants[tenants.len() - 1], 1)] {
        sandbox.evaluate_blocking(tenant, &script("1"), &Scope::new()).unwrap();
        assert_eq!(sandbox.usage(tenant).instances, instances);
    }
}

#[test]
fn large_values_are_refused_and_large_instances_are_not_kept() {
    let tenant = tenant();
    let scope =
        Scope::new().with("a", "x".repeat(limits::INPUT_MAX_BYTES + 1).as_str()).with("b", number("1"));
    assert_eq!(evaluate(tenant, "1", &scope).unwrap_err().reason, Reason::Size);
    lives_on(tenant);
    let page = Template::text("{{ a }}{{ a }}{{ a }}").unwrap();
    let scope = Scope::new().with("a", "x".repeat(limits::OUTPUT_MAX_BYTES / 2).as_str());
    assert_eq!(SANDBOX.render_blocking(tenant, &page, &scope).unwrap_err().reason, Reason::Size);
    lives_on(tenant);
}
