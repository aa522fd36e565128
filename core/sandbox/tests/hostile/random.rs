//! Whatever bytes a script or template is made of, the host lives and the next call works.

use proptest::prelude::*;
use weir_sandbox::{Reason, Scope};

use crate::{evaluate, lives_on, number, render, tenant};

/// Pieces that mean something, so that more than the first character is read.
const SCRIPT: &[&str] = &[
    "let a = ",
    "a",
    "1",
    "0.5",
    "\"x\"",
    "`${",
    "}`",
    "[",
    "]",
    "#{",
    "}",
    "{",
    "(",
    ")",
    "fn f(x) ",
    "f(",
    "|x| ",
    "x",
    "if ",
    "else ",
    "loop ",
    "while ",
    "for i in ",
    "0..9",
    "break",
    "return ",
    "throw ",
    "try ",
    "catch ",
    "switch ",
    "=>",
    "+",
    "-",
    "*",
    "/",
    "%",
    "**",
    "<<",
    "==",
    "!=",
    "<",
    "&&",
    "!",
    "?.",
    "??",
    ".",
    ".len()",
    ".sort()",
    ".map(",
    ".pad(",
    ".replace(",
    ".split(",
    ";",
    ",",
    "\n",
    "this",
    "eval",
    "import ",
    "Fn(",
    ".call(",
    "curry",
    "9223372036854775807",
    "堰",
];
const TEMPLATE: &[&str] = &[
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "if ",
    "else",
    "endif",
    "for a in ",
    "endfor",
    "range(end=9)",
    "set a = ",
    "endset",
    "filter upper",
    "endfilter",
    "block b",
    "endblock",
    "include ",
    "extends ",
    "component A()",
    "endcomponent A",
    "<A />",
    "raw",
    "endraw",
    "a",
    "b.c",
    "[0]",
    "\"x\"",
    "1",
    "0.5",
    "+",
    "-",
    "*",
    "/",
    "%",
    "~",
    "==",
    "<",
    "and",
    "or",
    "not ",
    "in ",
    "is ",
    "defined",
    "| ",
    "upper",
    "replace(from=\"a\", to=\"b\")",
    "join(sep=\",\")",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "break",
    "continue",
    "loop.index",
    "super()",
    "堰",
    "\n",
];

fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(of), 0..40).prop_map(|pieces| pieces.concat())
}

fn source(of: &'static [&'static str]) -> impl Strategy<Value = String> {
    let bytes =
        prop::collection::vec(any::<u8>(), 0..200).prop_map(|b| String::from_utf8_lossy(&b).into_owned());
    prop_oneof![1 => bytes, 4 => pieces(of)]
}

proptest! {
    // Each case is a call of a few microseconds in the warm instance that the one before left behind, whatever it was.
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn no_script_breaks_the_guest(source in source(SCRIPT)) {
        let tenant = tenant_of_the_run();
        let scope = Scope::new().with("a", number("1.50"));
        if let Err(refusal) = evaluate(tenant, &source, &scope) {
            prop_assert_ne!(refusal.reason, Reason::Fault, "{:?}", refusal);
        }
        lives_on(tenant);
    }

    #[test]
    fn no_template_breaks_the_guest(source in source(TEMPLATE)) {
        let tenant = tenant_of_the_run();
        let scope = Scope::new().with("a", number("1.50"));
        if let Err(refusal) = render(tenant, &source, &scope) {
            prop_assert_ne!(refusal.reason, Reason::Fault, "{:?}", refusal);
        }
        lives_on(tenant);
    }
}

/// One tenant for each property, so that each case meets what the ones before have left.
fn tenant_of_the_run() -> weir_model::id::TenantId {
    thread_local!(static TENANT: weir_model::id::TenantId = tenant());
    TENANT.with(|tenant| *tenant)
}
