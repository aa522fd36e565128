//! `cargo xtask bench api`: how near the product is to its own limits, measured in one run.
//!
//! Every limit is measured beside what it limits (bare SQL, the administrator's rate) or is a fixed number of the
//! product's promise. Prints a table; `--json FILE` writes `{name: {value, unit, limit, ratio}}`, where a ratio of
//! 1 is the limit itself and more is better. `--only PART` measures one part.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a bench fails by panicking")]

mod bare;
mod bare_exchange;
mod data;
mod exchange;
mod http;
mod items;
mod lists;
mod pages;
mod permissions;
mod process;
mod report;
mod search;
mod serving;

use report::Report;

/// The allocator of the product.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut json, mut only) = (None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => json = Some(args.next().expect("--json FILE")),
            "--only" => {
                only =
                    Some(args.next().expect("--only permissions|lists|items|pages|search|exchange|process"))
            }
            other => panic!("unknown argument {other}; there are --json FILE, --only PART"),
        }
    }
    let mut report = Report::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let wanted = |part: &str| only.as_ref().is_none_or(|only| only == part);
        if wanted("permissions") {
            permissions::measure(&mut report).await;
        }
        if wanted("lists") {
            lists::measure(&mut report).await;
        }
        if wanted("items") {
            items::measure(&mut report).await;
        }
        if wanted("pages") {
            pages::measure(&mut report).await;
        }
        if wanted("search") {
            search::measure(&mut report).await;
        }
        if wanted("exchange") {
            exchange::measure(&mut report).await;
        }
        if wanted("process") {
            process::measure(&mut report).await;
        }
    });
    report.print();
    if let Some(file) = json {
        std::fs::write(&file, report.json()).unwrap_or_else(|e| panic!("{file}: {e}"));
    }
}
