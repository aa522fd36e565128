//! `cargo xtask bench sandbox`: what the sandbox adds to bare wasmtime.
//!
//! Each figure is measured beside the same request to the same guest through wasmtime alone, without pool, turns,
//! limits or ledger, in turns with it; `limit` is what that took, and half as much again for plugins, each call of which
//! has an instance of its own. `script_condition_promise` stands beside the product's promise instead. Times in µs of processor time. Prints a table; `--json FILE` writes `{name: {value, unit, limit, ratio}}`,
//! where a ratio of 1 is the limit itself and more is better.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench fails by panicking")]

mod bare;
mod plugins;

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Map, Value as Json, json};
use weir_model::Key;
use weir_model::id::TenantId;
use weir_model::value::Value;
use weir_sandbox::{Sandbox, Scope, Script, Template};

use bare::Bare;
use plugins::Pair;

/// The promise: a condition in Rhai, warm.
const CONDITION_MAX_US: f64 = 5.0;
/// A plugin's call may take this many times what wasmtime alone takes.
const PLUGIN_RATIO_MAX: f64 = 1.5;
/// Calls of one measurement.
const CALLS: u32 = 1_000;
/// Measurements of each; the middle one counts.
const ROUNDS: usize = 41;

const CONDITION: &str = "amount > 10000 && (department == \"finance\" || urgent) && form.days <= 30";
const MESSAGE: &str = "Dear {{ name }},\n\n{{ title }} needs your decision{% if urgent %} today{% endif %}.\n\
    {% for row in rows %}- {{ row.item }}: {{ row.price }}\n{% endfor %}Total: {{ amount }}\n";

fn main() {
    let mut args = std::env::args().skip(1);
    let mut file = None;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => file = Some(args.next().expect("--json FILE")),
            // Cargo's own.
            "--bench" => {}
            other => panic!("unknown argument {other}; there is --json FILE"),
        }
    }
    let figures = measure();
    println!("{:<28}{:>10}  {:<6}{:>10}{:>8}", "figure", "value", "unit", "limit", "ratio");
    let mut table = Map::new();
    for (name, value, limit) in figures {
        let ratio = limit / value;
        println!("{name:<28}{value:>10.2}  {:<6}{limit:>10.2}{ratio:>8.2}", "µs");
        table
            .insert(name.to_owned(), json!({ "value": value, "unit": "µs", "limit": limit, "ratio": ratio }));
    }
    if let Some(file) = file {
        let text = serde_json::to_string_pretty(&Json::Object(table)).unwrap() + "\n";
        std::fs::write(&file, text).unwrap_or_else(|e| panic!("{file}: {e}"));
    }
}

/// Name, µs, and the limit in µs.
fn measure() -> Vec<(&'static str, f64, f64)> {
    let (sandbox, tenant) = (Sandbox::new().unwrap(), tenant(1));
    let (scope, mut bare) = (scope(values()), Bare::new());

    // Whoever evaluates a condition gives it the names that its check told, not a whole record.
    let needed = || values().into_iter().filter(|(name, _)| CONDITION.contains(name)).collect::<Vec<_>>();
    let condition = Script::new(CONDITION).unwrap();
    let few = self::scope(needed());
    bare.prepare_script(CONDITION, &needed());
    let own = || assert_eq!(sandbox.evaluate_blocking(tenant, &condition, &few), Ok(Value::Bool(true)));
    let (condition_us, bare_us) = in_turns(CALLS, own, || assert_eq!(bare.call(), [1, 2]));

    let message = Template::text(MESSAGE).unwrap();
    let text = sandbox.render_blocking(tenant, &message, &scope).unwrap();
    bare.prepare_template(MESSAGE, &values());
    let own = || assert_eq!(sandbox.render_blocking(tenant, &message, &scope).unwrap().len(), text.len());
    let (message_us, bare_message_us) =
        in_turns(CALLS, own, || assert_eq!(bare.call().len(), text.len() + 5));

    let mut next = 1;
    let fresh = || {
        next += 1;
        assert_eq!(sandbox.evaluate_blocking(self::tenant(next), &condition, &few), Ok(Value::Bool(true)));
    };
    let bare_fresh = || {
        bare.renew();
        bare.prepare_script(CONDITION, &needed());
        assert_eq!(bare.call(), [1, 2]);
    };
    let (fresh_us, bare_fresh_us) = in_turns(10, fresh, bare_fresh);

    let (hello, hello_bare) = plugin(&sandbox, "hello", false, "say-hello", r#"{"name":"张伟"}"#);
    let (read, read_bare) = plugin(&sandbox, "probe", true, "read-record", r#"{"id":"rec_1"}"#);

    vec![
        ("plugin_call_fresh", hello, hello_bare * PLUGIN_RATIO_MAX),
        ("plugin_call_record_read", read, read_bare * PLUGIN_RATIO_MAX),
        ("script_condition_warm", condition_us, bare_us),
        ("script_condition_promise", condition_us, CONDITION_MAX_US),
        ("template_render_warm", message_us, bare_message_us),
        ("script_first_call", fresh_us, bare_fresh_us),
    ]
}

/// An action of a fixture, through the sandbox and through wasmtime alone, in µs per call.
fn plugin(sandbox: &Sandbox, fixture: &str, capabilities: bool, action: &str, input: &str) -> (f64, f64) {
    let pair = Pair::new(sandbox, tenant(1), fixture, capabilities);
    assert_eq!(pair.own(action, input), pair.bare(action, input));
    let own = || assert!(!pair.own(action, input).is_empty());
    in_turns(CALLS / 10, own, || assert!(!pair.bare(action, input).is_empty()))
}

/// The middle of many measurements of each, in turns, in µs per call.
fn in_turns(calls: u32, mut own: impl FnMut(), mut bare: impl FnMut()) -> (f64, f64) {
    let time = |call: &mut dyn FnMut()| {
        let began = processor_us();
        (0..calls).for_each(|_| call());
        (processor_us() - began) / f64::from(calls)
    };
    let mut rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (time(&mut own), time(&mut bare))).collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let own = rounds[ROUNDS / 2].0;
    rounds.sort_by(|a, b| a.1.total_cmp(&b.1));
    (own, rounds[ROUNDS / 2].1)
}

/// Processor time of this thread: every call is carried out on it, and what else runs on the machine is not counted.
fn processor_us() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e6 + now.tv_nsec as f64 / 1e3
}

fn tenant(n: u32) -> TenantId {
    format!("ten_{n:032x}").parse().unwrap()
}

/// A name's value, flat enough for both sides to write.
fn values() -> Vec<(&'static str, Value)> {
    let row = |item: &str, price: &str| {
        [(Key::literal("item"), item.into()), (Key::literal("price"), number(price))].into_iter().collect()
    };
    let rows = vec![row("laptop", "8999.00"), row("monitor", "1299.00"), row("desk", "2199.50")];
    vec![
        ("amount", number("12497.50")),
        ("department", "finance".into()),
        ("form", Value::Rows(vec![[(Key::literal("days"), number("14"))].into_iter().collect()])),
        ("name", "张伟".into()),
        ("rows", Value::Rows(rows)),
        ("title", "PUR-2026-0042".into()),
        ("urgent", true.into()),
    ]
}

fn scope(values: Vec<(&'static str, Value)>) -> Scope {
    values.into_iter().fold(Scope::new(), |scope, (name, value)| match (name, value) {
        ("form", Value::Rows(mut record)) => scope.with_record("form", record.remove(0)),
        (name, value) => scope.with(name, value),
    })
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}
