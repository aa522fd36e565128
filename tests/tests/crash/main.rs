//! The real server, killed at random in the midst of work: nothing acknowledged is lost, nothing happens twice
//! (R25, R27, R28).
//!
//! `WEIR_BIN` names the server's program; without it the specifications are skipped and say so, in CI they fail.
//! `WEIR_CRASH_SEED` repeats a run's choices, `WEIR_CRASH_ROUNDS` sets how often the server dies. A kill leaves
//! what was handed to the operating system, so this says nothing about power cuts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "whoever reads a failure needs the seed")]

use std::time::Duration;

use weir_store::testing::on_postgres;
use weir_store::{Store, StoreConfig};
use weir_tests::live::{Chance, Company, READY_WITHIN, Server, program, verify, work};

/// How often the server dies on each database.
const ROUNDS: u32 = 25;
/// How long work goes on before it dies, at least and at most.
const LIFE_MS: (u64, u64) = (60, 900);

#[tokio::test]
async fn killed_at_any_instant_on_sqlite_the_server_goes_on_where_it_stood() {
    let Some(program) = program("to kill") else { return };
    let dir = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(dir.path());
    Store::migrate(&config).await.unwrap();
    let store = Store::connect(&config).await.unwrap();
    let company = Company::found(store.clone()).await;
    store.close().await.unwrap();
    let server = Server::new(program, dir.path(), None);
    tokio::task::spawn_blocking(move || die_and_rise(server, &company)).await.unwrap();
}

#[tokio::test]
async fn killed_at_any_instant_on_postgres_the_server_goes_on_where_it_stood() {
    let Some(program) = program("to kill") else { return };
    on_postgres(|store, config| async move {
        let company = Company::found(store).await;
        let dir = tempfile::tempdir().unwrap();
        let server = Server::new(program, dir.path(), config.url);
        tokio::task::spawn_blocking(move || die_and_rise(server, &company)).await.unwrap();
    })
    .await;
}

fn die_and_rise(mut server: Server, company: &Company) {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = given("WEIR_CRASH_SEED").unwrap_or_else(Chance::any_seed);
    let rounds = given("WEIR_CRASH_ROUNDS").map_or(ROUNDS, |n| u32::try_from(n).unwrap());
    eprintln!("WEIR_CRASH_SEED={seed}");
    let mut chance = Chance::new(seed);
    server.start(Duration::from_secs(60));
    // Sessions live on: nobody signs in again.
    let people = company.sign_in(&server);
    let mut done = verify::Tally::default();
    for round in 0..rounds {
        let life = Duration::from_millis(chance.between(LIFE_MS.0, LIFE_MS.1));
        let log = work::until_killed(&mut server, &people, round, life, &mut chance);
        server.start(READY_WITHIN);
        done.add(&verify::round(&people, &log));
    }
    verify::everything(&people);
    eprintln!("{rounds} rounds: {done:?}");
    assert!(
        done.started > u64::from(rounds) && done.decided > u64::from(rounds),
        "too little work: {done:?}"
    );
}
