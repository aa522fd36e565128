//! What tenants write, well meant and hostile, in the sandbox as the server has it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod guest;
mod neighbours;
mod plugins;
mod random;
mod scripts;
mod templates;
mod values;

use std::sync::LazyLock;

use weir_model::id::TenantId;
use weir_model::value::Value;
use weir_sandbox::{Reason, Refusal, Sandbox, Scope, Script, Template};

/// One sandbox for all tests, as one server has one for all tenants: each test is a tenant of its own.
static SANDBOX: LazyLock<Sandbox> = LazyLock::new(|| Sandbox::new().unwrap());

/// A tenant that no other test is.
fn tenant() -> TenantId {
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
    static LAST: AtomicU64 = AtomicU64::new(1);
    format!("ten_{:032x}", LAST.fetch_add(1, Relaxed)).parse().unwrap()
}

/// What the script gives.
fn evaluate(tenant: TenantId, source: &str, scope: &Scope) -> Result<Value, Refusal> {
    SANDBOX.evaluate_blocking(tenant, &Script::new(source)?, scope)
}

/// What the template becomes, as plain text.
fn render(tenant: TenantId, source: &str, scope: &Scope) -> Result<String, Refusal> {
    SANDBOX.render_blocking(tenant, &Template::text(source)?, scope)
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

/// The tenant's next calls work, as if nothing had been.
#[track_caller]
fn lives_on(tenant: TenantId) {
    let scope = Scope::new().with("a", number("20.50"));
    assert_eq!(evaluate(tenant, "a + 21.5", &scope), Ok(number("42.00")));
    assert_eq!(render(tenant, "{{ a }}!", &scope).as_deref(), Ok("20.50!"));
}

/// The script is refused for one of these reasons, and its tenant lives on.
#[track_caller]
fn refused(source: &str, reasons: &[Reason]) -> Refusal {
    let tenant = tenant();
    let refusal = evaluate(tenant, source, &Scope::new()).expect_err(source);
    assert!(reasons.contains(&refusal.reason), "{source}\n{refusal:?}");
    assert!(!refusal.message.is_empty());
    lives_on(tenant);
    refusal
}
