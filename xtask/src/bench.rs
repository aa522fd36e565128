//! `cargo xtask bench api`: speed and size against their own limits, measured in one run.

use crate::process::{cargo, run, step};
use crate::{Failure, postgres, run as build};

/// Runs the named bench on the release binary; the remaining arguments go to it.
pub fn bench(args: &[String]) -> Result<(), Failure> {
    let [name, rest @ ..] = args else { return Err("which bench? There is: api".to_owned()) };
    if name != "api" {
        return Err(format!("there is no bench `{name}`; there is: api"));
    }
    let binary = build::dist()?;
    let database = postgres::ensure().map_err(|remedy| format!("PostgreSQL is missing: {remedy}"))?;
    step("bench api");
    let mut bench = cargo(&["run", "--release", "--quiet", "-p", "weir-tests", "--bin", "bench-api", "--"]);
    run(bench.args(rest).env("WEIR_BIN", binary).env("WEIR_TEST_POSTGRES_URL", &database.url))
}
