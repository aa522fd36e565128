//! What stands on the disk, what is still on its way there, and what a power cut makes of both.
//!
//! A sync of a file makes its bytes safe, a sync of a folder the names in it, and nothing else does: not the sync
//! of another file, not time. A folder's names are safe one by one and in the order in which each changed; of a
//! rename, the new name may stand without the old one being gone, never the other way round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use weir_tests::live::Chance;

use crate::record::{Kind, Record};

/// Bytes that a disk writes as one, torn only when the power fails right then.
const SECTOR_BYTES: u64 = 512;

/// Which syncs are taken for nothing: what the suite must notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ignored {
    /// None: the disk is honest.
    None,
    /// All, as `synchronous=OFF` and an unsynced blob store have it.
    All,
    /// Those of the database's write-ahead log.
    Log,
    /// Those of uploaded files.
    Uploads,
    /// Those of the folders of uploaded files.
    UploadFolders,
}

/// How a power cut treats what was not synced.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// Percent of the unsynced sectors and names that arrived all the same.
    pub kept: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(u32),
}

/// Names with what stands under them. The parent of a name is the part before its last slash.
type Names = BTreeMap<String, Node>;

/// A change of one name, not yet safe.
#[derive(Debug, Clone)]
struct Entry {
    seq: u64,
    name: String,
    node: Option<Node>,
    /// The change that must have arrived before this one can: a rename's new name.
    after: Option<u64>,
}

#[derive(Debug, Default, Clone)]
struct Content {
    safe: Vec<u8>,
    unsafe_yet: Vec<(u64, Change)>,
}

#[derive(Debug, Clone)]
enum Change {
    Write { at: u64, bytes: Rc<[u8]> },
    Resize(u64),
}

/// Files by path, and folders.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Image {
    pub folders: BTreeSet<String>,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A disk that is written to.
pub struct Disk {
    ignored: Ignored,
    seq: u64,
    safe: Names,
    now: Names,
    entries: Vec<Entry>,
    contents: BTreeMap<u32, Content>,
    /// The journal's ids of files that are older than it, and ours.
    older: BTreeMap<u32, u32>,
    folders: BTreeMap<u32, String>,
    syncs: BTreeMap<u64, u64>,
}

impl Disk {
    /// A disk on which everything is safe.
    pub fn new(base: Image, ignored: Ignored) -> Self {
        let mut names: Names = base.folders.into_iter().map(|name| (name, Node::Folder)).collect();
        let mut contents = BTreeMap::new();
        // The journal counts from one upwards.
        for (id, (name, safe)) in (0..=u32::MAX).rev().zip(base.files) {
            names.insert(name, Node::File(id));
            contents.insert(id, Content { safe, unsafe_yet: Vec::new() });
        }
        Self {
            ignored,
            seq: 0,
            safe: names.clone(),
            now: names,
            entries: Vec::new(),
            contents,
            older: BTreeMap::new(),
            folders: BTreeMap::new(),
            syncs: BTreeMap::new(),
        }
    }

    /// Does what a record says.
    pub fn apply(&mut self, record: &Record) {
        self.seq += 1;
        let path = || String::from_utf8(record.payload.to_vec()).unwrap();
        match record.kind {
            Kind::Create => {
                self.contents.insert(record.id, Content::default());
                self.name(path(), Some(Node::File(record.id)), None);
            }
            Kind::Found => {
                let Some(Node::File(ours)) = self.now.get(&path()) else {
                    panic!("{} came from nowhere", path())
                };
                self.older.insert(record.id, *ours);
            }
            Kind::Folder => {
                self.folders.insert(record.id, path());
            }
            Kind::Write => {
                let change = Change::Write { at: record.number, bytes: record.payload.into() };
                self.change(record.id, change);
            }
            Kind::Resize => self.change(record.id, Change::Resize(record.number)),
            Kind::SyncBegin => {
                self.syncs.insert(record.number, self.seq);
            }
            Kind::SyncEnd => {
                let began = self.syncs.remove(&record.number).unwrap();
                self.sync(record.id, began);
            }
            Kind::MakeFolder => self.name(path(), Some(Node::Folder), None),
            Kind::Rename => {
                let both = path();
                let (from, to) = both.split_once('\0').unwrap();
                let node = self.now[from];
                assert_ne!(node, Node::Folder, "renaming folders is not foreseen: {from}");
                self.name(to.to_owned(), Some(node), None);
                let added = self.seq;
                self.seq += 1;
                self.name(from.to_owned(), None, Some(added));
            }
            Kind::Link => {
                let both = path();
                let (from, to) = both.split_once('\0').unwrap();
                let node = self.now[from];
                self.name(to.to_owned(), Some(node), None);
            }
            Kind::Remove => self.name(path(), None, None),
            Kind::Unsupported => panic!("the journal cannot express: {}", path()),
        }
    }

    /// What a power cut leaves right now.
    pub fn cut(&self, cut: Cut, chance: &mut Chance) -> Image {
        let (mut names, mut arrived, mut stuck) = (self.safe.clone(), BTreeSet::new(), BTreeSet::new());
        for entry in &self.entries {
            let possible =
                !stuck.contains(&entry.name) && entry.after.is_none_or(|seq| arrived.contains(&seq));
            if possible && chance.between(1, 100) <= cut.kept {
                arrived.insert(entry.seq);
                set(&mut names, entry);
            } else {
                stuck.insert(&entry.name);
            }
        }
        image(&names, |id| self.contents[&id].cut(cut, chance))
    }

    /// What stands there as long as the power is on.
    pub fn now(&self) -> Image {
        image(&self.now, |id| self.contents[&id].now())
    }

    fn name(&mut self, name: String, node: Option<Node>, after: Option<u64>) {
        let entry = Entry { seq: self.seq, name, node, after };
        set(&mut self.now, &entry);
        self.entries.push(entry);
    }

    fn change(&mut self, id: u32, change: Change) {
        let id = self.older.get(&id).copied().unwrap_or(id);
        self.contents.get_mut(&id).unwrap().unsafe_yet.push((self.seq, change));
    }

    fn sync(&mut self, id: u32, began: u64) {
        if let Some(folder) = self.folders.get(&id) {
            let uploads = folder.starts_with("blobs");
            let ignored = self.ignored == Ignored::All || uploads && self.ignored == Ignored::UploadFolders;
            if !ignored {
                self.sync_folder(&folder.clone(), began);
            }
            return;
        }
        let id = self.older.get(&id).copied().unwrap_or(id);
        if self.ignores_file(id) {
            return;
        }
        let content = self.contents.get_mut(&id).unwrap();
        let late = content.unsafe_yet.partition_point(|(seq, _)| *seq < began);
        for (_, change) in content.unsafe_yet.drain(..late) {
            change.apply(&mut content.safe);
        }
    }

    fn ignores_file(&self, id: u32) -> bool {
        let named = |like: fn(&str) -> bool| {
            self.now.iter().any(|(name, node)| *node == Node::File(id) && like(name))
        };
        match self.ignored {
            Ignored::All => true,
            Ignored::Log => named(|name| name.ends_with("-wal")),
            Ignored::Uploads => named(|name| name.starts_with("blobs/")),
            Ignored::None | Ignored::UploadFolders => false,
        }
    }

    /// Makes the names in a folder safe, and with a rename out of it the new name: none is lost halfway.
    fn sync_folder(&mut self, folder: &str, began: u64) {
        let inside = |entry: &&Entry| entry.seq < began && parent(&entry.name) == folder;
        let mut wanted: BTreeSet<u64> = self.entries.iter().filter(inside).map(|e| e.seq).collect();
        loop {
            let known = wanted.len();
            let needed: Vec<u64> =
                self.entries.iter().filter(|e| wanted.contains(&e.seq)).filter_map(|e| e.after).collect();
            wanted.extend(needed);
            // A name changes in its order.
            let last: BTreeMap<&str, u64> = self
                .entries
                .iter()
                .filter(|e| wanted.contains(&e.seq))
                .map(|e| (e.name.as_str(), e.seq))
                .collect();
            let before = |e: &&Entry| last.get(e.name.as_str()).is_some_and(|seq| e.seq < *seq);
            wanted.extend(self.entries.iter().filter(before).map(|e| e.seq));
            if wanted.len() == known {
                break;
            }
        }
        let (done, left) = self.entries.drain(..).partition(|entry| wanted.contains(&entry.seq));
        self.entries = left;
        done.iter().for_each(|entry: &Entry| set(&mut self.safe, entry));
        for entry in self.entries.iter_mut().filter(|e| e.after.is_some_and(|seq| wanted.contains(&seq))) {
            entry.after = None;
        }
    }
}

fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn set(names: &mut Names, entry: &Entry) {
    match entry.node {
        Some(node) => names.insert(entry.name.clone(), node),
        None => names.remove(&entry.name),
    };
}

/// The files that can be reached: those all of whose folders stand.
fn image(names: &Names, mut bytes: impl FnMut(u32) -> Vec<u8>) -> Image {
    let mut image = Image::default();
    for (name, node) in names {
        let mut above = parent(name);
        while !above.is_empty() && names.get(above) == Some(&Node::Folder) {
            above = parent(above);
        }
        match node {
            _ if !above.is_empty() => {}
            Node::Folder => {
                image.folders.insert(name.clone());
            }
            Node::File(id) => {
                image.files.insert(name.clone(), bytes(*id));
            }
        }
    }
    image
}

impl Content {
    fn now(&self) -> Vec<u8> {
        let mut bytes = self.safe.clone();
        self.unsafe_yet.iter().for_each(|(_, change)| change.apply(&mut bytes));
        bytes
    }

    fn cut(&self, cut: Cut, chance: &mut Chance) -> Vec<u8> {
        let mut bytes = self.safe.clone();
        for (_, change) in &self.unsafe_yet {
            match change {
                Change::Resize(_) if chance.between(1, 100) > cut.kept => {}
                Change::Resize(_) => change.apply(&mut bytes),
                Change::Write { at, bytes: written } => scatter(&mut bytes, *at, written, cut, chance),
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes: written } => put(bytes, *at, written),
            Self::Resize(length) => bytes.resize(usize::try_from(*length).unwrap(), 0),
        }
    }
}

/// Writes sector by sector; some do not arrive, and some arrive in part.
fn scatter(bytes: &mut Vec<u8>, at: u64, mut written: &[u8], cut: Cut, chance: &mut Chance) {
    let mut at = at;
    while !written.is_empty() {
        let room = usize::try_from(SECTOR_BYTES - at % SECTOR_BYTES).unwrap().min(written.len());
        let (sector, rest) = written.split_at(room);
        if chance.between(1, 100) <= cut.kept {
            put(bytes, at, sector);
        } else if cut.kept > 0 && chance.between(0, 3) == 0 {
            let torn = usize::try_from(chance.between(0, sector.len() as u64)).unwrap();
            put(bytes, at, &sector[..torn]);
        }
        (at, written) = (at + room as u64, rest);
    }
}

fn put(bytes: &mut Vec<u8>, at: u64, written: &[u8]) {
    let at = usize::try_from(at).unwrap();
    let end = at + written.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(written);
}

impl Image {
    /// Reads a folder, without SQLite's shared memory, which no power cut leaves.
    pub fn read(root: &Path) -> Self {
        let mut image = Self::default();
        image.walk(root, "");
        image
    }

    /// Writes it into an empty folder.
    pub fn write(&self, root: &Path) {
        // In their order, parents stand before what is in them.
        self.folders.iter().for_each(|name| std::fs::create_dir(root.join(name)).unwrap());
        self.files.iter().for_each(|(name, bytes)| std::fs::write(root.join(name), bytes).unwrap());
    }

    fn walk(&mut self, root: &Path, folder: &str) {
        for entry in std::fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap) {
            let own = entry.file_name().into_string().unwrap();
            let name = if folder.is_empty() { own } else { format!("{folder}/{own}") };
            if entry.file_type().unwrap().is_dir() {
                self.folders.insert(name.clone());
                self.walk(root, &name);
            } else if !name.ends_with("-shm") {
                self.files.insert(name.clone(), std::fs::read(entry.path()).unwrap());
            }
        }
    }
}
