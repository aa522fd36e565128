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

#[cfg(test)]
mod tests {
    use std::fs;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use weir_model::id::TenantId;

    use super::super::manifest::TablePart;
    use super::*;

    const ROWS: &[u8] = b"[]\n";
    const BYTES: &[u8] = b"\x89PNG\r\n\x1a\n";

    fn manifest() -> Manifest {
        let sha256 = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
        let mut manifest = Manifest::new(Timestamp::UNIX_EPOCH);
        let (name, columns) = ("tenant".to_owned(), Vec::new());
        manifest.tables.push(TablePart { name, columns, rows: 1, bytes: 3, sha256: sha256(ROWS) });
        let tenant = TenantId::from_uuid(uuid::Uuid::from_u128(1));
        manifest.blobs.push(BlobPart { tenant, sha256: sha256(BYTES), bytes: BYTES.len() as u64 });
        manifest
    }

    /// A tar of these parts under these names, whatever they are.
    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (path, bytes) in parts {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            if path.starts_with('/') || path.contains("..") {
                // By hand: the builder refuses names that lead elsewhere.
                header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
                header.set_cksum();
                tar.append(&header, *bytes).unwrap();
            } else {
                tar.append_data(&mut header, path, *bytes).unwrap();
            }
        }
        tar.into_inner().unwrap()
    }

    fn good() -> Vec<u8> {
        let manifest = manifest();
        let text = serde_json::to_vec(&manifest).unwrap();
        let (table, blob) = (manifest.tables[0].path(), manifest.blobs[0].path());
        archive(&[("manifest.json", &text), (&table, ROWS), (&blob, BYTES)])
    }

    fn zipped(tar: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(tar).unwrap();
        gzip.finish().unwrap()
    }

    /// Unpacks, and proves that nothing is left and nothing stands elsewhere.
    fn unpacked(bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
        let dir = tempfile::tempdir().unwrap();
        let (file, folder) = (dir.path().join("archive"), dir.path().join("folder"));
        fs::create_dir(&folder).unwrap();
        fs::write(&file, bytes).unwrap();
        let read = unpack(&file, &folder).map(|archive| {
            let blob = archive.manifest.blobs.first().map(|blob| archive.blob(blob));
            let tables = archive.manifest.tables.first().map(|table| archive.table(&table.name));
            let read = |path: Option<PathBuf>| path.map(|path| fs::read(path).unwrap()).unwrap_or_default();
            (read(tables), read(blob))
        });
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "something is left");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "something stands elsewhere");
        read
    }

    #[test]
    fn a_good_archive_gives_its_parts() {
        assert_eq!(unpacked(&zipped(&good())).unwrap(), (ROWS.to_vec(), BYTES.to_vec()));
    }

    #[test]
    fn a_part_that_was_not_promised_is_refused_wherever_it_leads() {
        let text = serde_json::to_vec(&manifest()).unwrap();
        for path in ["../escaped", "/tmp/escaped", "tables/../../escaped", "tables/tenant", "manifest.json"] {
            let refused = unpacked(&zipped(&archive(&[("manifest.json", &text), (path, b"x")]))).unwrap_err();
            assert!(refused.to_string().contains("unexpected part"), "{path}: {refused}");
        }
    }

    #[test]
    fn a_part_that_swells_is_read_no_further_than_promised() {
        let manifest = manifest();
        let text = serde_json::to_vec(&manifest).unwrap();
        let swollen = vec![0; 8 * 1024 * 1024];
        let tar = archive(&[("manifest.json", &text), (&manifest.tables[0].path(), &swollen)]);
        assert!(matches!(unpacked(&zipped(&tar)), Err(BackupError::Damaged(_))));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn an_archive_of_noise_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            prop_assert!(unpacked(&bytes).is_err());
            prop_assert!(unpacked(&zipped(&bytes)).is_err());
        }

        #[test]
        fn a_scratched_archive_gives_its_parts_or_nothing(
            scratches in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4), inside: bool,
        ) {
            let mut bytes = if inside { good() } else { zipped(&good()) };
            for (at, byte) in scratches {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            // A scratch may hit what means nothing; never may a part come out as another.
            if let Ok((rows, blob)) = unpacked(&if inside { zipped(&bytes) } else { bytes }) {
                prop_assert_eq!((rows.as_slice(), blob.as_slice()), (ROWS, BYTES));
            }
        }
    }
}
