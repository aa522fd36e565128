//! The web app: its expression engine, its packages, its bundle, and its generated API client.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::Failure;
use crate::process::{cargo, command, root, run, step, target_dir};
use crate::setup::WASM_TARGET;

/// The web app's folder.
pub fn dir() -> PathBuf {
    root().join("core/web")
}

/// Builds everything that the server embeds.
pub fn build() -> Result<(), Failure> {
    crate::setup::prepare()?;
    engine()?;
    packages()?;
    step("web app");
    run(&mut command(&dir(), "npm", &["run", "--silent", "build"]))
}

/// Compiles the expression engine to WASM and puts it where the web app imports it from.
pub fn engine() -> Result<(), Failure> {
    step("expression engine for the browser");
    run(&mut cargo(&["build", "-p", "weir-web-engine", "--target", WASM_TARGET, "--profile", "web"]))?;
    let built = target_dir().join(WASM_TARGET).join("web/weir_web_engine.wasm");
    let wanted = dir().join("src/engine/engine.wasm");
    fs::copy(&built, &wanted).map(drop).map_err(|e| format!("{}: {e}", built.display()))
}

/// Installs the npm packages of the lock file, unless just these are there already.
pub fn packages() -> Result<(), Failure> {
    let lock = fs::read(dir().join("package-lock.json")).map_err(|e| format!("package-lock.json: {e}"))?;
    let stamp = dir().join("node_modules/.weir-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm packages");
    run(&mut command(&dir(), "npm", &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).map_err(|e| format!("{}: {e}", stamp.display()))
}

/// Writes `openapi.json` from the server's routes and the TypeScript types from that.
pub fn generate_client() -> Result<(), Failure> {
    packages()?;
    step("OpenAPI document");
    let path = dir().join("openapi.json");
    let document = cargo(&["run", "--quiet", "-p", "weir-cli", "--", "openapi"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("weir openapi: {e}"))?;
    if !document.status.success() {
        return Err("`weir openapi` failed".to_owned());
    }
    fs::write(&path, &document.stdout).map_err(|e| format!("{}: {e}", path.display()))?;
    step("client types");
    run(&mut command(&dir(), "npm", &["run", "--silent", "api"]))
}
