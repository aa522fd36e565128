//! `cargo xtask run` and `dist`: the release build, and the demo.

use std::path::PathBuf;

use crate::process::{cargo, command, root, run as run_command, step, target_dir};
use crate::{Failure, guest, plugins, web};

/// Builds everything and serves the demo until it is stopped.
pub fn run(args: &[String]) -> Result<(), Failure> {
    let binary = dist()?;
    step("weir serve --demo");
    let mut serve = command(&root(), &binary.to_string_lossy(), &["serve", "--demo"]);
    run_command(serve.args(args))
}

/// Builds the release binary with the web app and the sandbox's guest inside, and the compiler of plugins beside it.
pub fn dist() -> Result<PathBuf, Failure> {
    web::build()?;
    guest::build()?;
    step("release build (the first one takes about ten minutes on two cores)");
    run_command(&mut cargo(&["build", "--release", "-p", "weir-cli"]))?;
    plugins::compiler_beside(&target_dir().join("release"))?;
    Ok(target_dir().join("release/weir"))
}
