//! Files stay readable in one sitting, open with what they are, and promise nothing that they do not keep.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of a source file; a longer one is more than one thought, or stands below with its reason.
const FILE_LINES_MAX: usize = 500;

/// Files that may be longer, each with its reason.
const LONGER: &[(&str, &str)] = &[("core/web/src/api/schema.d.ts", "generated")];

/// What marks unfinished work. Written apart, so that this file does not find itself.
const UNFINISHED: &[&str] = &[concat!("to", "do!("), concat!("unimple", "mented!("), concat!("FIX", "ME")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn sources(endings: &[&str]) -> Vec<(String, String)> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.starts_with('.')
                    && !["target", "node_modules", "dist", "data"].contains(&name.as_str())
                {
                    walk(&path, endings, found);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), endings, &mut found);
    found.sort();
    assert!(found.len() > 20, "the walk found too little to mean anything");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix(root()).unwrap().to_string_lossy().into_owned(), text)
        })
        .collect()
}

#[test]
fn files_are_one_thought_long() {
    let mut long = Vec::new();
    for (path, text) in sources(&[".rs", ".ts", ".tsx"]) {
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX && !LONGER.iter().any(|(known, _)| *known == path) {
            long.push(format!("{path}: {lines} lines"));
        }
    }
    assert!(long.is_empty(), "longer than {FILE_LINES_MAX} lines:\n{}", long.join("\n"));
}

#[test]
fn a_rust_file_says_what_it_is() {
    let silent: Vec<String> = sources(&[".rs"])
        .into_iter()
        .filter(|(_, text)| !text.trim_start().starts_with("//!"))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "these open without a `//!` line:\n{}", silent.join("\n"));
}

#[test]
fn nothing_is_left_unfinished() {
    for (path, text) in sources(&[".rs", ".ts", ".tsx"]) {
        for mark in UNFINISHED {
            assert!(!text.contains(mark), "{path} contains {mark}");
        }
    }
}

/// SQLite would prepare such a statement anew each time it runs; `Sql::limit` writes the number out.
#[test]
fn no_limit_is_bound() {
    let bound = concat!("limit", " ?");
    for (path, text) in sources(&[".rs"]).into_iter().filter(|(path, _)| path.starts_with("core/store/src")) {
        assert!(!text.contains(bound), "{path} binds a limit");
    }
}
