//! What the machine must have, and what is said when it does not.

use crate::Failure;
use crate::process::{command, output, root, run};

/// The least major version of Node.js that the web build works with.
const NODE_MAJOR_MIN: u32 = 20;
/// The target of the expression engine in the browser, and of the sandbox's guest.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Checks the prerequisites of every build and adds the wasm target.
pub fn prepare() -> Result<(), Failure> {
    if output("cc", &["--version"]).is_none() {
        return Err("a C compiler is missing. On Debian: apt-get install build-essential".to_owned());
    }
    let node = output("node", &["--version"]).unwrap_or_default();
    let major = node.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_none_or(|m| m < NODE_MAJOR_MIN) {
        return Err(format!(
            "Node.js {NODE_MAJOR_MIN} or later is needed, found `{node}`. See https://nodejs.org/"
        ));
    }
    if output("npm", &["--version"]).is_none() {
        return Err("npm is missing; it comes with Node.js".to_owned());
    }
    wasm_target()
}

/// Adds the wasm target, unless it is there.
pub fn wasm_target() -> Result<(), Failure> {
    add_target(WASM_TARGET)
}

/// Adds a target to the Rust compiler, unless it is there.
pub fn add_target(target: &str) -> Result<(), Failure> {
    let installed = output("rustup", &["target", "list", "--installed"]);
    if installed.is_some_and(|list| list.lines().any(|line| line == target)) {
        return Ok(());
    }
    run(&mut command(&root(), "rustup", &["target", "add", target]))
}

/// Whether this runs where nothing may be skipped.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|v| v == "true" || v == "1")
}

/// Installs Debian packages when that is possible without asking; says how otherwise.
pub fn debian_install(packages: &[&str]) -> Result<(), Failure> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    let root_user = output("id", &["-u"]).as_deref() == Some("0");
    if !root_user || output("apt-get", &["--version"]).is_none() {
        return Err(by_hand);
    }
    println!("installing {}", packages.join(", "));
    let apt = |args: &[&str]| {
        let mut apt = command(&root(), "apt-get", args);
        run(apt.env("DEBIAN_FRONTEND", "noninteractive")).map_err(|e| format!("{by_hand} ({e})"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}
