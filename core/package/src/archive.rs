//! `.weirpkg`: files with an index of their hashes and signatures over it, in a plain zip file.
//!
//! The same files give the same bytes, in whatever order they come. What is read is held against a narrow idea of a zip
//! file ([`frame`]): whatever two programs could read differently is refused. A package is its index, and the index's
//! hash its name; how well somebody packed it makes no difference.

mod digest;
mod error;
mod frame;
mod index;
mod path;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub(crate) use digest::parse_hex;
pub use digest::{Digest, DigestError};
pub use error::{ArchiveError, PathFault};
pub use index::{Index, IndexEntry};
pub use path::{PATH_DEPTH_MAX, PATH_MAX_BYTES, check_path};

use path::Names;

/// Files of a package, its own three not counted.
pub const FILES_MAX: usize = 1_000;
/// Bytes of a package as it is uploaded: some components in Python are above 15 MB packed.
pub const PACKED_MAX_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of all files of a package.
pub const UNPACKED_MAX_BYTES: u64 = 96 * 1024 * 1024;
/// Bytes of one file of a package: a component with an interpreter inside.
pub const FILE_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// How many times smaller a file may be packed. Text gets to 20, and what gets to 1,000 is made to.
pub const RATIO_MAX: u64 = 100;
/// Bytes of a file up to which its ratio does not matter: a small file of zeros does no harm.
pub const RATIO_FREE_BYTES: u64 = 1024 * 1024;

/// The index's name in the archive.
pub const INDEX_FILE: &str = "weir-index";
/// The name of the publisher's signature.
pub const PUBLISHER_SIGNATURE_FILE: &str = "weir-publisher.sig";
/// The name of the marketplace's signature.
pub const MARKETPLACE_SIGNATURE_FILE: &str = "weir-marketplace.sig";

const OWN_FILES: [&str; 3] = [INDEX_FILE, PUBLISHER_SIGNATURE_FILE, MARKETPLACE_SIGNATURE_FILE];
/// Bytes of a signature's file.
const SIGNATURE_MAX_BYTES: u64 = 1_024;
/// Bytes of an index: the most files with the longest paths.
const INDEX_MAX_BYTES: u64 = (FILES_MAX * (PATH_MAX_BYTES + 80) + 80) as u64;

/// The files of a package, indexed, with what signatures there are. Nothing is known about the signatures yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    files: BTreeMap<String, Vec<u8>>,
    index: Index,
    pub(crate) publisher: Option<Vec<u8>>,
    pub(crate) marketplace: Option<Vec<u8>>,
}

impl Archive {
    /// Indexes files, by their paths.
    ///
    /// # Errors
    /// The first [`ArchiveError`] by which [`Self::read`] would refuse them.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, ArchiveError> {
        let (mut names, mut checked, mut sum) = (Names::default(), BTreeMap::new(), 0);
        for (path, bytes) in files {
            names.add(&path)?;
            if is_reserved(&path) {
                return Err(ArchiveError::Reserved(path));
            }
            sum = limit(&path, bytes.len() as u64, sum)?;
            checked.insert(path, bytes);
        }
        if checked.len() > FILES_MAX {
            return Err(ArchiveError::ManyFiles);
        }
        let index = Index::of(&checked);
        Ok(Self { files: checked, index, publisher: None, marketplace: None })
    }

    /// Reads an archive, and holds every file against the index.
    ///
    /// # Errors
    /// An [`ArchiveError`] that names what was wrong first, and where.
    pub fn read(bytes: &[u8]) -> Result<Self, ArchiveError> {
        if bytes.len() > PACKED_MAX_BYTES {
            return Err(ArchiveError::Packed);
        }
        let entries = frame::entries(bytes)?;
        let (mut names, mut sum) = (Names::default(), 0);
        for entry in &entries {
            names.add(&entry.path)?;
            sum = limit(&entry.path, entry.size, sum)?;
            let max = match entry.path.as_str() {
                INDEX_FILE => INDEX_MAX_BYTES,
                PUBLISHER_SIGNATURE_FILE | MARKETPLACE_SIGNATURE_FILE => SIGNATURE_MAX_BYTES,
                _ => FILE_MAX_BYTES,
            };
            if entry.size > max {
                return Err(ArchiveError::LargeFile(entry.path.clone()));
            }
            let free = entry.size <= RATIO_FREE_BYTES;
            if !free && entry.size > entry.packed.len() as u64 * RATIO_MAX {
                return Err(ArchiveError::Ratio(entry.path.clone()));
            }
        }
        let mut files = BTreeMap::new();
        for entry in entries {
            let bytes = entry.unpack()?;
            files.insert(entry.path, bytes);
        }
        let [index, publisher, marketplace] = OWN_FILES.map(|name| files.remove(name));
        let index = Index::parse(&index.ok_or(ArchiveError::NoIndex)?)?;
        if let Some(path) = files.keys().find(|path| is_reserved(path)) {
            return Err(ArchiveError::Reserved(path.clone()));
        }
        index.agrees_with(&files)?;
        Ok(Self { files, index, publisher, marketplace })
    }

    /// The archive as bytes, the same for the same files and signatures.
    ///
    /// # Errors
    /// [`ArchiveError::Packed`] when it is larger than may be read.
    pub fn write(&self) -> Result<Vec<u8>, ArchiveError> {
        let own = [Some(self.index.as_bytes()), self.publisher.as_deref(), self.marketplace.as_deref()];
        let own = OWN_FILES.into_iter().zip(own).filter_map(|(name, bytes)| Some((name, bytes?)));
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let bytes = pack(own.chain(files)).map_err(|e| ArchiveError::Write(e.to_string()))?;
        if bytes.len() > PACKED_MAX_BYTES { Err(ArchiveError::Packed) } else { Ok(bytes) }
    }

    /// The index of its files.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// By which the package is known: the hash of its index.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.index.as_bytes())
    }

    /// A file by its path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Every file with its path, in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// What only the archive itself may be called, later versions of it included; both manifests are the package's.
fn is_reserved(path: &str) -> bool {
    path.starts_with("weir-") && path != crate::plugin::PLUGIN_MANIFEST && path != crate::PACK_MANIFEST
}

fn limit(path: &str, size: u64, sum: u64) -> Result<u64, ArchiveError> {
    if size > FILE_MAX_BYTES {
        return Err(ArchiveError::LargeFile(path.to_owned()));
    }
    let sum = sum + size;
    if sum > UNPACKED_MAX_BYTES { Err(ArchiveError::Unpacked) } else { Ok(sum) }
}

/// Nothing of the machine or the hour goes into an entry.
fn pack<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
