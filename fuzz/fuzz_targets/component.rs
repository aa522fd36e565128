//! Components of plugins.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| weir_hostile::component(bytes));
