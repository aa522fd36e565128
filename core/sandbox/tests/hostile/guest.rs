//! The guest is compiled with its limits on.

use std::process::Command;

/// Features of rhai that take limits away or open doors; in the server's own workspace casbin turns some of them on.
const NEVER: &[&str] = &["unchecked", "no_function", "only_i32", "wasm-bindgen", "default"];

#[test]
fn no_feature_of_the_guest_takes_its_limits_away() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/guest");
    let output = Command::new(cargo)
        .args(["tree", "--locked", "--edges", "features", "--package", "weir-guest", "--invert", "rhai"])
        .args(["--target", "wasm32-unknown-unknown"])
        .current_dir(guest)
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(tree.contains("rhai feature \"decimal\""), "the tree names no features:\n{tree}");
    for feature in NEVER {
        assert!(!tree.contains(&format!("rhai feature \"{feature}\"")), "rhai has `{feature}`:\n{tree}");
    }
}

/// What it is compiled with, it also does: `unchecked` would make a panic of this.
#[test]
fn the_guest_counts_and_checks() {
    use weir_sandbox::Reason;
    crate::refused("loop {}", &[Reason::Operations]);
    crate::refused("1 / 0", &[Reason::Arithmetic]);
    crate::refused("fn f() { f() } f()", &[Reason::Depth]);
}
