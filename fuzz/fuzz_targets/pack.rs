//! Packs: four files with a line of hashes between them, or three good ones and one that is not.

#![no_main]

use weir_hostile::{FORM, MANIFEST, MESSAGES, PACK_FLOW, mutate, pack, seed};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let files: Vec<&str> = text.split("\n####\n").collect();
    match files.as_slice() {
        [manifest, form, flow, messages] => pack(manifest, form, flow, messages),
        [one] => {
            pack(one, FORM, PACK_FLOW, MESSAGES);
            pack(MANIFEST, FORM, PACK_FLOW, one);
            pack(MANIFEST, FORM, &mutate(&seed(PACK_FLOW), bytes).to_string(), MESSAGES);
        }
        _ => {}
    }
});
