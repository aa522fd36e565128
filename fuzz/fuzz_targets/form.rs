//! Forms as JSON, or grown from good ones, with documents grown from a good one.

#![no_main]

use weir_hostile::{FORM, WIDE_DOCUMENT, WIDE_FORM, form, mutate, seed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(json) = serde_json::from_slice(bytes) {
        return form(&json, &seed(WIDE_DOCUMENT));
    }
    let (left, right) = bytes.split_at(bytes.len() / 2);
    let grown_from = if bytes.len().is_multiple_of(2) { FORM } else { WIDE_FORM };
    form(&mutate(&seed(grown_from), left), &mutate(&seed(WIDE_DOCUMENT), right));
});
