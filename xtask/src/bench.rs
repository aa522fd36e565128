//! `cargo xtask bench NAME`: speed and size against their own limits, measured in one run.

use crate::process::{cargo, run, step};
use crate::{Failure, guest, plugins, postgres, run as build};

/// Runs the named bench; the remaining arguments go to it.
pub fn bench(args: &[String]) -> Result<(), Failure> {
    let [name, rest @ ..] = args else { return Err("which bench? There are: api, sandbox".to_owned()) };
    match name.as_str() {
        "api" => api(rest),
        "sandbox" => sandbox(rest),
        other => Err(format!("there is no bench `{other}`; there are: api, sandbox")),
    }
}

/// The release binary, beside bare SQL and its own promises.
fn api(args: &[String]) -> Result<(), Failure> {
    let binary = build::dist()?;
    let database = postgres::ensure().map_err(|remedy| format!("PostgreSQL is missing: {remedy}"))?;
    step("bench api");
    let mut bench = cargo(&["run", "--release", "--quiet", "-p", "weir-tests", "--bin", "bench-api", "--"]);
    run(bench.args(args).env("WEIR_BIN", binary).env("WEIR_TEST_POSTGRES_URL", &database.url))
}

/// Scripts, templates and plugins in the sandbox, beside bare wasmtime. Needs nothing of the server.
fn sandbox(args: &[String]) -> Result<(), Failure> {
    guest::build()?;
    plugins::compiler()?;
    step("bench sandbox");
    let mut bench = cargo(&["bench", "--quiet", "-p", "weir-sandbox", "--bench", "calls", "--"]);
    // Cargo runs a bench in its package's folder; the file is meant from where the person stands.
    let here = std::env::current_dir().map_err(|e| e.to_string())?;
    let mut is_file = false;
    for arg in args {
        let absolute = here.join(arg);
        bench.arg(if is_file { absolute.as_os_str() } else { arg.as_ref() });
        is_file = arg == "--json";
    }
    run(&mut bench)
}
