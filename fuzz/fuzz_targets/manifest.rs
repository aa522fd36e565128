//! Manifests of plugins and packs.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| weir_hostile::plugin_manifest(bytes));
