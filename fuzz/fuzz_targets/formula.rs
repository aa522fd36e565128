//! Formulas as somebody types them.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    weir_hostile::formula(text);
});
