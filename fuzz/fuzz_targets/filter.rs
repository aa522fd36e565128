//! Filter trees and sort keys as JSON, or grown from good ones.

#![no_main]

use weir_hostile::{FILTER, filter, mutate, seed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let json = serde_json::from_slice(bytes).unwrap_or_else(|_| mutate(&seed(FILTER), bytes));
    filter(&json);
});
