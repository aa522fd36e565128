//! Which program is put to the proof.

use std::path::PathBuf;

/// The server's program as `WEIR_BIN` names it, made whole; without it the specification is skipped and says so,
/// in CI it fails. `purpose` ends the sentence.
///
/// # Panics
/// In CI, without a program.
#[must_use]
#[allow(clippy::print_stderr, reason = "what is skipped is said")]
pub fn program(purpose: &str) -> Option<PathBuf> {
    if let Some(program) = std::env::var_os("WEIR_BIN") {
        // Servers run in a folder of their own.
        return Some(std::path::absolute(program).expect("a path"));
    }
    let ci = std::env::var("CI").is_ok_and(|v| v == "true" || v == "1");
    assert!(!ci, "CI must not skip this: WEIR_BIN names no program {purpose}");
    eprintln!("SKIPPED: WEIR_BIN names no program {purpose}");
    None
}
