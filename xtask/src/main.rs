//! `cargo xtask <command>`: everything that a developer or a build machine does with this repository.
//!
//! Standard library only, so that it starts at once on a machine that has built nothing yet.

mod bench;
mod browser;
mod guest;
mod plugins;
mod postgres;
mod process;
mod run;
mod setup;
mod test;
mod web;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  run [-- ARGS]      set up, build, and serve the demo at http://127.0.0.1:8080
  test [NAME…]       set up and run every test; NAME is one of rust, web, browser
  bench api          measure speed and size against their limits (--json FILE)
  bench sandbox      measure scripts and templates against bare wasmtime (--json FILE)
  guest              build the guest of the sandbox into core/sandbox/compiled
  compiler           build the compiler of plugins into core/sandbox/compiled
  fixtures           build the plugins that tests run, which are kept in core/sandbox/tests/fixtures
  web                build the web app into core/web/dist
  api                write the OpenAPI document and the web app's generated client types
  dist               build the stripped release binary
";

/// What went wrong, in words for the person at the terminal.
type Failure = String;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let rest: Vec<String> = args.filter(|a| a != "--").collect();
    let result = match command.as_str() {
        "run" => run::run(&rest),
        "test" => test::test(&rest),
        "bench" => bench::bench(&rest),
        "guest" => guest::build(),
        "compiler" => plugins::compiler().map(|program| println!("{}", program.display())),
        "fixtures" => plugins::fixtures(),
        "web" => web::build(),
        "api" => web::generate_client(),
        "dist" => run::dist().map(|binary| println!("{}", binary.display())),
        "" | "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{USAGE}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
