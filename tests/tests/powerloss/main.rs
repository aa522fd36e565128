//! The power fails in the midst of work: whatever was acknowledged was on the disk by then (R25).
//!
//! A kill proves nothing of the kind, for what was written and not synced survives it. Here the real server runs
//! with a library preloaded that notes every write and every sync in a journal. For many points of the journal the
//! files are made that a power cut would have left: what was synced, and of the rest some sectors and some names,
//! as the seed has it. The server must start on each and know everything it had acknowledged.
//!
//! The same is tried with syncs taken for nothing, all of them and kind by kind: if the loss goes unnoticed, the
//! suite is blind and fails.
//!
//! `WEIR_BIN` names the server's program, and the library lies beside it; without it the specifications are skipped
//! and say so, in CI they fail. `WEIR_POWERLOSS_SEED` repeats a run's choices, `WEIR_POWERLOSS_POINTS` sets how
//! often the power fails.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "whoever reads a failure needs the seed")]

mod deeds;
mod disk;
mod journal;
mod proof;
#[path = "../../powerloss/src/record.rs"]
mod record;

use std::path::PathBuf;

use weir_store::{Store, StoreConfig};
use weir_tests::live::{Chance, Company, People, program};

use deeds::Noted;
use disk::Ignored;
use journal::Journal;

/// How often the power fails in the midst of work.
const POINTS: u64 = 40;
/// How often it fails during a first start.
const FIRST_START_POINTS: u64 = 12;
/// How often it fails on a disk that ignores syncs, until the loss must have been noticed.
const BLIND_POINTS: u64 = 6;
/// The library beside the server's program.
const LIBRARY: &str = "libweir_powerloss.so";

/// What was done, and what was noted of it.
struct Run {
    program: PathBuf,
    journal: Journal,
    /// The journal's length when everybody was signed in.
    ready: u64,
    people: People,
    log: Vec<Noted>,
}

#[tokio::test]
async fn whatever_was_acknowledged_survives_a_power_cut() {
    let Some((program, library)) = programs() else { return };
    let data = tempfile::tempdir().unwrap();
    let config = StoreConfig::embedded(data.path());
    Store::migrate(&config).await.unwrap();
    let store = Store::connect(&config).await.unwrap();
    let company = Company::found(store.clone()).await;
    store.close().await.unwrap();
    let proof = move || {
        let mut chance = seeded();
        let (journal, (ready, people, log)) =
            Journal::record(program.clone(), &library, data.path(), |server, journal| {
                let people = company.sign_in(server);
                let ready = deeds::length(journal);
                let log = deeds::work(&people, journal, &mut chance);
                (ready, people, log)
            });
        let run = Run { program, journal, ready, people, log };
        run.honest(given("WEIR_POWERLOSS_POINTS").unwrap_or(POINTS), &mut chance);
        for ignored in [Ignored::All, Ignored::Log, Ignored::Uploads, Ignored::UploadFolders] {
            run.blind(ignored, &mut chance);
        }
    };
    tokio::task::spawn_blocking(proof).await.unwrap();
}

#[tokio::test]
async fn a_first_start_that_a_power_cut_ends_is_made_good_by_the_next() {
    let Some((program, library)) = programs() else { return };
    let proof = move || {
        let mut chance = seeded();
        let data = tempfile::tempdir().unwrap();
        let (journal, ()) = Journal::record(program.clone(), &library, data.path(), |_, _| ());
        let ends = (0..FIRST_START_POINTS).map(|_| chance.between(0, journal.length())).collect();
        let mut started = 0;
        journal.cuts(Ignored::None, ends, &mut chance, |_, image| {
            proof::starts(&program, &image);
            started += 1;
            true
        });
        assert_eq!(started, FIRST_START_POINTS);
    };
    tokio::task::spawn_blocking(proof).await.unwrap();
}

impl Run {
    /// The power fails on an honest disk: half the time right after an acknowledgement, half the time anywhere.
    fn honest(&self, points: u64, chance: &mut Chance) {
        let mut done = proof::Tally::default();
        let ends: Vec<u64> = (0..points).map(|number| self.point(number % 2 == 0, chance)).collect();
        self.journal.cuts(Ignored::None, ends, chance, |length, image| {
            done.add(&proof::knows(&self.program, &image, &self.people, &self.log, length));
            true
        });
        let last = self.log.iter().map(|noted| noted.acknowledged).max().unwrap_or(0);
        let checkpoints = self.journal.checkpoints(last);
        eprintln!("{} deeds, {checkpoints} checkpoints, {points} power cuts: {done:?}", self.log.len());
        assert!(done.acknowledged > points && done.files > points, "too little work: {done:?}");
        assert!(checkpoints > 1, "too little work for the log to be written back");
    }

    /// On a disk that ignores syncs something acknowledged must be found missing.
    fn blind(&self, ignored: Ignored, chance: &mut Chance) {
        let ends: Vec<u64> = (0..BLIND_POINTS).map(|_| self.point(true, chance)).collect();
        let (mut tried, mut noticed) = (0, None);
        self.journal.cuts(ignored, ends, chance, |length, image| {
            tried += 1;
            let proof = || proof::knows(&self.program, &image, &self.people, &self.log, length);
            noticed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(proof)).err();
            noticed.is_none()
        });
        assert!(noticed.is_some(), "{ignored:?} syncs ignored, and nobody noticed in {tried} power cuts");
        eprintln!("{ignored:?} syncs ignored: noticed at power cut {tried}, as it must be");
    }

    fn point(&self, acknowledged: bool, chance: &mut Chance) -> u64 {
        if acknowledged {
            let one = chance.between(0, self.log.len() as u64 - 1);
            return self.log[usize::try_from(one).unwrap()].acknowledged;
        }
        chance.between(self.ready, self.journal.length())
    }
}

/// The server's program and the library for it.
fn programs() -> Option<(PathBuf, PathBuf)> {
    let program = program("to cut the power of")?;
    let library = program.with_file_name(LIBRARY);
    let how = "cargo build --workspace --lib --bins --tests";
    assert!(library.is_file(), "there is no {}: build everything with {how}", library.display());
    Some((program, library))
}

/// The run's choices, which it tells.
fn seeded() -> Chance {
    let seed = given("WEIR_POWERLOSS_SEED").unwrap_or_else(Chance::any_seed);
    eprintln!("WEIR_POWERLOSS_SEED={seed}");
    Chance::new(seed)
}

fn given(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}
