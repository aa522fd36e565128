//! What plugins need beside the server: their compiler, and the fixtures that tests run.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::process::{cargo, root, run, step, target_dir};
use crate::setup::add_target;

/// What plugins in Rust are built for.
const TARGET: &str = "wasm32-wasip2";
/// The fixtures: crates within `core/sandbox/tests/fixtures`, each kept there as a component too.
const FIXTURES: &[&str] = &["hello", "probe", "worlds"];

/// Builds the compiler of plugins, and puts it where tests look for it; `weir-compiler` stands beside `weir` in a
/// release.
pub fn compiler() -> Result<PathBuf, Failure> {
    step("compiler of plugins");
    let target = target_dir().join("weir-compiler");
    let mut build = cargo(&["build", "--release", "--locked"]);
    build.current_dir(root().join("core/sandbox/compiler")).env("CARGO_TARGET_DIR", &target);
    run(&mut build)?;
    let folder = root().join("core/sandbox/compiled");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let program = folder.join("weir-compiler");
    replace(&target.join("release/weir-compiler"), &program)?;
    Ok(program)
}

/// Builds the compiler and puts it into a folder, beside the server.
pub fn compiler_beside(folder: &Path) -> Result<(), Failure> {
    replace(&compiler()?, &folder.join("weir-compiler"))
}

/// Tests what plugins in Rust are written with.
pub fn test_sdk() -> Result<(), Failure> {
    step("SDK tests");
    let mut tests = cargo(&["test", "--locked", "--all-features"]);
    run(tests.current_dir(root().join("sdk/rust")).env("CARGO_TARGET_DIR", target_dir().join("weir-sdk")))
}

/// Builds the fixtures anew. They are kept in the repository: tests of later versions run them as they are.
pub fn fixtures() -> Result<(), Failure> {
    add_target(TARGET)?;
    step("fixtures of plugins");
    let (folder, target) = (root().join("core/sandbox/tests/fixtures"), target_dir().join("weir-fixtures"));
    let mut build = cargo(&["build", "--release", "--locked", "--target", TARGET]);
    // No path of this machine stays in what is kept.
    let flags =
        format!("--remap-path-prefix={}=/weir --remap-path-prefix={}=/cargo", root().display(), cargo_home());
    build.current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    build.env("CARGO_TARGET_WASM32_WASIP2_RUSTFLAGS", flags);
    run(&mut build)?;
    for name in FIXTURES {
        let built = target.join(TARGET).join("release").join(format!("fixture_{name}.wasm"));
        replace(&built, &folder.join(format!("{name}.wasm")))?;
    }
    Ok(())
}

fn cargo_home() -> String {
    let home = || std::env::home_dir().unwrap_or_default().join(".cargo");
    std::env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from).display().to_string()
}

/// Copies by a new name, so that a program that runs is replaced and not written into.
fn replace(from: &Path, to: &Path) -> Result<(), Failure> {
    let draft = to.with_extension("new");
    fs::copy(from, &draft).and_then(|_| fs::rename(&draft, to)).map_err(|e| format!("{}: {e}", to.display()))
}
