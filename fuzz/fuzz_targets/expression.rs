//! Expressions as JSON, or grown from a good one.

#![no_main]

use weir_hostile::{WIDE_FORM, expression, mutate, seed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let json =
        serde_json::from_slice(bytes).unwrap_or_else(|_| mutate(&seed(WIDE_FORM)["rules"][0]["when"], bytes));
    expression(&json);
});
