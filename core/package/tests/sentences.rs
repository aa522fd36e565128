//! Whatever the crate finds wrong has a sentence in both languages.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use weir_model::Locale;
use weir_model::issue::message;

/// Codes in the sources below a folder: literals such as `package.truncated`.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if entry.is_dir() {
            codes(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(entry).unwrap();
            let code = |literal: &&str| {
                let (area, name) = literal.split_once('.').unwrap_or_default();
                ["manifest", "schema", "package", "component"].contains(&area)
                    && !name.is_empty()
                    && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            };
            found.extend(text.split('"').filter(code).map(str::to_owned));
        }
    }
}

#[test]
fn every_code_has_a_sentence_in_both_languages() {
    let mut found = BTreeSet::new();
    codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 100, "the walk found too little to mean anything");
    for code in &found {
        for locale in Locale::ALL {
            assert_ne!(&message(code, &BTreeMap::new(), locale), code, "{locale}");
        }
    }
}
