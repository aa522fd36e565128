//! The guest of the sandbox: compiled to WASM with features of its own, then to machine code, and put where
//! `core/sandbox` embeds it from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::Failure;
use crate::process::{command, root, run, step, target_dir};
use crate::setup::WASM_TARGET;

/// Bytes of the guest's own stack, more than the sandbox lets it have of the native one: so the native one ends first,
/// and what nests too deep is told from what is broken.
const GUEST_STACK_BYTES: u32 = 4 * 1024 * 1024;

/// Builds the guest, unless nothing of it changed since it was built.
pub fn build() -> Result<(), Failure> {
    crate::setup::wasm_target()?;
    step("guest of the sandbox");
    let (module, compiler) = (module()?, compiler()?);
    let folder = root().join("core/sandbox/compiled");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let compiled = folder.join("guest.cwasm.zlib");
    let built = changed(&compiled);
    if built.is_some() && built > changed(&module) && built > changed(&compiler) {
        return Ok(());
    }
    run(&mut command(&root(), &compiler.to_string_lossy(), &[&module, &compiled]))
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|found| found.modified()).ok()
}

/// The WASM module. It is the same for everybody who builds it: nothing in it comes from chance.
fn module() -> Result<PathBuf, Failure> {
    let target = target_dir().join("weir-guest");
    let stack = format!("-C link-arg=-zstack-size={GUEST_STACK_BYTES}");
    let mut build = cargo_of_guest(&["build", "--release", "--locked", "--lib", "--target", WASM_TARGET]);
    build.env("CARGO_TARGET_DIR", &target);
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", stack).env("CONST_RANDOM_SEED", "weir");
    run(&mut build)?;
    Ok(target.join(WASM_TARGET).join("release/weir_guest.wasm"))
}

/// The program that makes machine code of the module: wasmtime's compiler, which the server does without.
fn compiler() -> Result<PathBuf, Failure> {
    let target = target_dir().join("weir-guest");
    let mut build = cargo_of_guest(&["build", "--locked", "-p", "weir-precompile"]);
    run(build.env("CARGO_TARGET_DIR", &target))?;
    Ok(target.join("debug/weir-precompile"))
}

/// Cargo in the guest's workspace.
fn cargo_of_guest(args: &[&str]) -> Command {
    let mut cargo = crate::process::cargo(args);
    cargo.current_dir(root().join("core/sandbox/guest"));
    cargo
}
