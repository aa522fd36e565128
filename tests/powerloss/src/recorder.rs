//! What is watched, under which numbers, and the journal itself.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char, c_int};
use std::os::unix::ffi::OsStringExt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::raw;
use crate::record::{DATA_VARIABLE, JOURNAL_VARIABLE, Kind, Record};

/// Descriptors that can be told apart; a process has 1024 unless somebody raises it.
const DESCRIPTORS: usize = 65_536;
/// SQLite's shared memory: not a file but a piece of memory with a name, and gone after a power cut.
const SHARED_MEMORY: &[u8] = b"-shm";

/// The id of what each watched descriptor is open on; zero for all others.
static OPEN: [AtomicU32; DESCRIPTORS] = [const { AtomicU32::new(0) }; DESCRIPTORS];
static RECORDER: OnceLock<Option<Recorder>> = OnceLock::new();

/// The watched folder and its journal.
pub struct Recorder {
    root: Vec<u8>,
    state: Mutex<State>,
}

/// Held while an operation is done and noted, so that the journal's order is the order of the operations.
pub struct State {
    journal: c_int,
    /// The ids of files by inode. No hash map: its seed would be read through functions that stand in here.
    files: BTreeMap<u64, u32>,
    last_id: u32,
    last_token: u64,
}

/// The recorder, when the variables ask for one.
pub fn recorder() -> Option<&'static Recorder> {
    RECORDER.get_or_init(Recorder::from_environment).as_ref()
}

/// The id of what a descriptor is open on, when that is watched.
pub fn open_on(fd: c_int) -> Option<u32> {
    let id = OPEN.get(usize::try_from(fd).ok()?)?.load(Ordering::Acquire);
    (id != 0).then_some(id)
}

/// Forgets a descriptor that is about to be closed.
pub fn forget(fd: c_int) {
    if let Some(slot) = usize::try_from(fd).ok().and_then(|fd| OPEN.get(fd)) {
        slot.store(0, Ordering::Release);
    }
}

impl Recorder {
    fn from_environment() -> Option<Self> {
        let root = std::env::var_os(DATA_VARIABLE)?.into_vec();
        let journal = CString::new(std::env::var_os(JOURNAL_VARIABLE)?.into_vec()).ok()?;
        let flags = libc::O_WRONLY | libc::O_CREAT | libc::O_APPEND | libc::O_CLOEXEC;
        let journal = raw::open(libc::AT_FDCWD, journal.as_ptr(), flags, 0o600);
        assert!(journal >= 0, "the journal cannot be opened");
        let state = State { journal, files: BTreeMap::new(), last_id: 0, last_token: 0 };
        Some(Self { root, state: Mutex::new(state) })
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The path relative to the watched folder, when it is watched. `path` is a caller's C string.
    pub fn inside(&self, folder: c_int, path: *const c_char) -> Option<Vec<u8>> {
        if path.is_null() {
            return None;
        }
        // SAFETY: not null, and the caller of the C library promises that it ends with a zero.
        let path = unsafe { CStr::from_ptr(path) }.to_bytes();
        let whole = if path.starts_with(b"/") {
            path.to_vec()
        } else {
            let base = match folder {
                libc::AT_FDCWD => raw::read_link("/proc/self/cwd")?,
                fd => raw::read_link(&format!("/proc/self/fd/{fd}"))?,
            };
            [&base, &b"/"[..], path].concat()
        };
        let plain = plain(&whole);
        let inner = plain.strip_prefix(self.root.as_slice())?;
        let inner = if inner.is_empty() { inner } else { inner.strip_prefix(b"/")? };
        (!inner.ends_with(SHARED_MEMORY)).then(|| inner.to_vec())
    }
}

/// The path without empty, `.` and `..` steps.
fn plain(path: &[u8]) -> Vec<u8> {
    let mut steps: Vec<&[u8]> = Vec::new();
    for step in path.split(|byte| *byte == b'/') {
        match step {
            b"" | b"." => {}
            b".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.iter().flat_map(|step| [&b"/"[..], step].concat()).collect()
}

impl State {
    /// Notes an operation.
    pub fn note(&self, kind: Kind, id: u32, number: u64, payload: &[u8]) {
        let record = Record { kind, id, number, payload }.encode();
        let written = raw::write(self.journal, record.as_ptr().cast(), record.len());
        assert!(usize::try_from(written) == Ok(record.len()), "the journal cannot be written");
    }

    /// Notes what has just been opened under a watched path, and remembers the descriptor.
    pub fn opened(&mut self, fd: c_int, path: &[u8], existed: bool, flags: c_int) {
        let Some((file_type, inode)) = raw::stat(fd) else { return };
        let id = match file_type {
            libc::S_IFDIR => {
                let id = self.next_id();
                self.note(Kind::Folder, id, 0, path);
                id
            }
            libc::S_IFREG => self.file(inode, path, existed, flags),
            _ => return,
        };
        match usize::try_from(fd).ok().and_then(|fd| OPEN.get(fd)) {
            Some(slot) => slot.store(id, Ordering::Release),
            None => self.note(Kind::Unsupported, id, 0, b"a descriptor beyond the table"),
        }
    }

    fn file(&mut self, inode: u64, path: &[u8], existed: bool, flags: c_int) -> u32 {
        if flags & libc::O_TMPFILE == libc::O_TMPFILE || flags & (libc::O_SYNC | libc::O_DSYNC) != 0 {
            self.note(Kind::Unsupported, 0, 0, b"open without a name, or synced on every write");
        }
        if !existed {
            let id = self.next_id();
            // The inode may have been another file's, gone by now.
            self.files.insert(inode, id);
            self.note(Kind::Create, id, 0, path);
            return id;
        }
        let id = match self.files.get(&inode) {
            Some(id) => *id,
            None => {
                let id = self.next_id();
                self.files.insert(inode, id);
                self.note(Kind::Found, id, 0, path);
                id
            }
        };
        if flags & libc::O_TRUNC != 0 {
            self.note(Kind::Resize, id, 0, b"");
        }
        id
    }

    /// A token for a sync that begins.
    pub fn next_token(&mut self) -> u64 {
        self.last_token += 1;
        self.last_token
    }

    const fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }
}
