//! `cargo xtask test`: every test there is. In CI nothing is skipped; elsewhere what is skipped is said loudly.

use crate::process::{cargo, command, run, step, target_dir};
use crate::{Failure, browser, guest, plugins, postgres, setup, web};

/// Runs the named suites, or all of them.
pub fn test(names: &[String]) -> Result<(), Failure> {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    if let Some(unknown) = names.iter().find(|n| !["rust", "web", "browser"].contains(&n.as_str())) {
        return Err(format!("there is no suite `{unknown}`; the suites are rust, web, browser"));
    }
    web::build()?;
    guest::build()?;
    plugins::compiler()?;
    let mut skipped = Vec::new();
    let database = keep(postgres::ensure(), "every test on PostgreSQL", &mut skipped)?;
    let chromium = keep(browser::ensure(), "the browser tests", &mut skipped)?;
    let binary = build_server()?;

    if wanted("web") {
        step("web types and unit tests");
        run(&mut command(&web::dir(), "npm", &["run", "--silent", "check"]))?;
        run(&mut command(&web::dir(), "npm", &["run", "--silent", "api", "--", "--check"]))?;
        run(&mut command(&web::dir(), "npm", &["run", "--silent", "test"]))?;
        run(&mut command(&web::dir(), "npm", &["run", "--silent", "size"]))?;
    }
    if wanted("rust") {
        step("Rust tests");
        let mut tests = cargo(&["test", "--workspace", "--no-fail-fast"]);
        tests.env("WEIR_BIN", &binary);
        match &database {
            Some(database) => tests.env("WEIR_TEST_POSTGRES_URL", &database.url),
            None => tests.env("WEIR_TEST_POSTGRES", "skip"),
        };
        run(&mut tests)?;
        plugins::test_sdk()?;
    }
    if let (true, Some(chromium)) = (wanted("browser"), &chromium) {
        step("browser tests");
        let mut tests = command(&web::dir(), "npm", &["run", "--silent", "test:browser"]);
        run(tests.env("WEIR_BIN", &binary).env("WEIR_CHROMIUM", chromium))?;
    }
    for what in &skipped {
        println!("\n!! SKIPPED: {what}");
    }
    Ok(())
}

/// In CI a missing program is a failure, elsewhere a loud notice.
fn keep<T>(found: Result<T, Failure>, what: &str, skipped: &mut Vec<String>) -> Result<Option<T>, Failure> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(remedy) if setup::in_ci() => Err(format!("{what} cannot run; install with: {remedy}")),
        Err(remedy) => {
            skipped.push(format!("{what}. To run them: {remedy}"));
            Ok(None)
        }
    }
}

/// The one binary that the crash and browser tests start. Built together with the tests: libraries are then
/// compiled once, with one set of features. `--lib` for the one that the power loss tests preload into it.
fn build_server() -> Result<std::path::PathBuf, Failure> {
    step("server and Rust tests");
    run(&mut cargo(&["build", "--workspace", "--lib", "--bins", "--tests"]))?;
    Ok(target_dir().join("debug/weir"))
}
