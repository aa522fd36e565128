//! The server with the library preloaded, the journal of what it did, and the power cuts that the journal allows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use weir_tests::live::{Chance, Server};

use crate::disk::{Cut, Disk, Ignored, Image};
use crate::proof;
use crate::record::{DATA_VARIABLE, JOURNAL_VARIABLE, Kind, Record};

/// How much of what was not synced arrives: nothing, some, nearly everything.
const KEPT: [u64; 5] = [0, 20, 50, 80, 97];

/// What a server did to its files.
pub struct Journal {
    base: Image,
    bytes: Vec<u8>,
}

impl Journal {
    /// Lets the server work with the library preloaded, and stops it in order. `work` is told where the journal
    /// stands.
    pub fn record<T>(
        program: PathBuf,
        library: &Path,
        data: &Path,
        work: impl FnOnce(&Server, &Path) -> T,
    ) -> (Self, T) {
        let data = data.canonicalize().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal");
        let base = Image::read(&data);
        let mut server = Server::new(program, &data, None)
            .with("LD_PRELOAD", library)
            .with(DATA_VARIABLE, &data)
            .with(JOURNAL_VARIABLE, &journal);
        server.start(Duration::from_secs(60));
        let done = work(&server, &journal);
        server.stop();
        let journal = Self { base, bytes: std::fs::read(journal).unwrap() };
        journal.nothing_went_past(&Image::read(&data));
        (journal, done)
    }

    pub fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// How often the log was written back into the database up to `end`: two syncs of the database with writes
    /// between them.
    pub fn checkpoints(&self, end: u64) -> u64 {
        let (mut database, mut written, mut count) = (None, false, 0);
        for (_, record) in self.records().take_while(|(at, _)| *at <= end) {
            match record.kind {
                Kind::Create | Kind::Found if record.payload == b"weir.db" => database = Some(record.id),
                Kind::Write if database == Some(record.id) => written = true,
                Kind::SyncEnd if database == Some(record.id) => {
                    count += u64::from(written);
                    written = false;
                }
                _ => {}
            }
        }
        count
    }

    /// Makes what a power cut leaves at each of the `ends`, until `look` has seen enough.
    pub fn cuts(
        &self,
        ignored: Ignored,
        mut ends: Vec<u64>,
        chance: &mut Chance,
        mut look: impl FnMut(u64, Image) -> bool,
    ) {
        ends.sort_unstable();
        let mut disk = Disk::new(self.base.clone(), ignored);
        let mut records = self.records().peekable();
        for (number, end) in ends.into_iter().enumerate() {
            while let Some((_, record)) = records.next_if(|(at, _)| *at <= end) {
                disk.apply(&record);
            }
            let kept = KEPT[number % KEPT.len()];
            if !look(end, disk.cut(Cut { kept }, chance)) {
                return;
            }
        }
    }

    /// Every record, with the journal's length when it had been noted.
    fn records(&self) -> impl Iterator<Item = (u64, Record<'_>)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let (record, length) = Record::decode(&self.bytes[at..])?;
            at += length;
            Some((at as u64, record))
        })
    }

    /// The journal alone tells what stands in the folder.
    fn nothing_went_past(&self, found: &Image) {
        let mut disk = Disk::new(self.base.clone(), Ignored::None);
        let (mut end, mut count) = (0, 0);
        for (at, record) in self.records() {
            disk.apply(&record);
            (end, count) = (at, count + 1);
        }
        assert_eq!(end, self.length(), "the journal ends in the midst of a record");
        let now = disk.now();
        let differences = proof::differences(&now, found);
        assert!(differences.is_empty() && now.folders == found.folders, "{differences:?}");
        eprintln!("the journal: {count} records, {end} bytes");
    }
}
