//! Opens an archive that may be anything: unpacks what its manifest names, under names of our own, and proves
//! every part by its hash before anybody uses it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::manifest::{BlobPart, Manifest};
use super::{BackupError, Result};

/// Bytes of a manifest: a line per file, some two hundred bytes each, for half a million files.
const MANIFEST_MAX_BYTES: u64 = 100 * 1024 * 1024;

/// A proven archive, unpacked.
#[derive(Debug)]
pub struct Unpacked {
    /// What it holds.
    pub manifest: Manifest,
    folder: TempDir,
}

impl Unpacked {
    /// The rows of a table.
    pub fn table(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The bytes of a file.
    pub fn blob(&self, blob: &BlobPart) -> PathBuf {
        self.folder.path().join(aside(blob))
    }
}

fn aside(blob: &BlobPart) -> String {
    format!("{}.{}", blob.tenant.uuid().simple(), blob.sha256)
}

/// What the manifest promised of one part.
struct Promise {
    aside: String,
    bytes: u64,
    sha256: String,
}

/// Unpacks into a folder of its own within `folder`.
///
/// # Errors
/// `NotABackup`, `Newer`, `Damaged`; nothing is left behind then.
pub fn unpack(file: &Path, folder: &Path) -> Result<Unpacked> {
    let opened = File::open(file).map_err(BackupError::io(format!("cannot read {}", file.display())))?;
    let folder = tempfile::Builder::new()
        .prefix(".weir-restore-")
        .tempdir_in(folder)
        .map_err(BackupError::io(format!("cannot write to {}", folder.display())))?;
    let mut tar = tar::Archive::new(GzDecoder::new(BufReader::new(opened)));
    let mut entries = tar.entries().map_err(|e| BackupError::NotABackup(e.to_string()))?;
    let manifest = match entries.next() {
        Some(Ok(entry)) => read_manifest(entry)?,
        Some(Err(why)) => return Err(BackupError::NotABackup(why.to_string())),
        None => return Err(BackupError::NotABackup("it is empty".to_owned())),
    };
    let mut promised = promises(&manifest);
    for entry in entries {
        let mut entry = entry.map_err(damaged)?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        // Names decide nothing here: what the manifest did not promise, word for word, is refused.
        let promise = promised.remove(&path).filter(|_| entry.header().entry_type().is_file());
        let promise =
            promise.ok_or_else(|| BackupError::damaged(format!("it holds an unexpected part {path:?}")))?;
        if take(&mut entry, &promise, folder.path())? != promise.sha256 {
            return Err(BackupError::damaged(format!("the part {path} is not as it was written")));
        }
    }
    match promised.into_keys().next() {
        None => Ok(Unpacked { manifest, folder }),
        Some(path) => Err(BackupError::damaged(format!("the part {path} is missing"))),
    }
}

fn read_manifest(entry: impl Read) -> Result<Manifest> {
    let mut bytes = Vec::new();
    entry.take(MANIFEST_MAX_BYTES + 1).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > MANIFEST_MAX_BYTES {
        return Err(BackupError::damaged("its manifest is too large"));
    }
    Manifest::read(&bytes)
}

fn promises(manifest: &Manifest) -> HashMap<String, Promise> {
    let tables = manifest
        .tables
        .iter()
        .map(|t| (t.path(), Promise { aside: t.name.clone(), bytes: t.bytes, sha256: t.sha256.clone() }));
    let blobs = manifest
        .blobs
        .iter()
        .map(|b| (b.path(), Promise { aside: aside(b), bytes: b.bytes, sha256: b.sha256.clone() }));
    tables.chain(blobs).collect()
}

/// Copies a part, no more of it than was promised, and gives its hash.
fn take(entry: &mut impl Read, promise: &Promise, folder: &Path) -> Result<String> {
    let unwritable = || BackupError::io("cannot unpack the archive");
    let mut to = BufWriter::new(File::create(folder.join(&promise.aside)).map_err(unwritable())?);
    let mut hash = Sha256::new();
    let mut from = entry.take(promise.bytes.saturating_add(1));
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer).map_err(damaged)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        to.write_all(&buffer[..read]).map_err(unwritable())?;
    }
    to.flush().map_err(unwritable())?;
    Ok(hex::encode(hash.finalize()))
}

fn damaged(error: io::Error) -> BackupError {
    BackupError::damaged(error.to_string())
}
