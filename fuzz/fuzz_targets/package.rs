//! Packages as they are uploaded.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| weir_hostile::package(bytes));
