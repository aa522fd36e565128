//! Flow definitions as JSON, or grown from a good one.

#![no_main]

use weir_hostile::{FLOW, flow, mutate, seed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let json = serde_json::from_slice(bytes).unwrap_or_else(|_| mutate(&seed(FLOW), bytes));
    flow(&json);
});
