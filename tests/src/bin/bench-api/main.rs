//! `cargo xtask bench api`: how near the product is to its own limits, measured in one run.
//!
//! Every limit is measured beside what it limits (bare SQL, the administrator's rate) or is a fixed number of the
//! product's promise. Prints a table; `--json FILE` writes `{name: {value, unit, limit, ratio}}`, where a ratio of
//! 1 is the limit itself and more is better.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench fails by panicking")]

mod bare;
mod data;
mod http;
mod lists;
mod permissions;
mod process;
mod report;

use report::Report;

fn main() {
    let mut args = std::env::args().skip(1);
    let mut json = None;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => json = Some(args.next().expect("--json FILE")),
            other => panic!("unknown argument {other}; there is --json FILE"),
        }
    }
    let mut report = Report::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        permissions::measure(&mut report).await;
        lists::measure(&mut report).await;
        process::measure(&mut report).await;
    });
    report.print();
    if let Some(file) = json {
        std::fs::write(&file, report.json()).unwrap_or_else(|e| panic!("{file}: {e}"));
    }
}
