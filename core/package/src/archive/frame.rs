//! The frame of a zip file, held against the narrowest reading of PKWARE's APPNOTE 6.3.10: entries from the first byte
//! on, without gaps, then the directory of exactly these entries, then the end, and every field as the directory has it.
//!
//! Libraries for zip forgive: they look for the end anywhere, follow offsets anywhere, keep the last of two names. What
//! they forgive, others read otherwise, so only what leaves nothing to forgive is unpacked.

use std::io::Read;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::path::quoted;
use super::{ArchiveError, FILES_MAX, OWN_FILES, PathFault};

const END_SIGNATURE: u32 = 0x0605_4b50;
const END_BYTES: usize = 22;
const DIRECTORY_SIGNATURE: u32 = 0x0201_4b50;
const DIRECTORY_BYTES: usize = 46;
const ENTRY_SIGNATURE: u32 = 0x0403_4b50;
const ENTRY_BYTES: usize = 30;

/// The version that files packed by deflate need; the 64-bit extension needs 45.
const VERSION_NEEDED_MAX: u16 = 20;
/// Encrypted, strongly encrypted, directory encrypted.
const FLAGS_ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
/// How hard deflate tried, and that the path is UTF-8.
const FLAGS_HARMLESS: u16 = 1 << 1 | 1 << 2 | 1 << 11;
const FLAG_UTF8: u16 = 1 << 11;
const METHOD_STORED: u16 = 0;
const METHOD_DEFLATED: u16 = 8;
/// Systems on which an entry was made: their attributes are understood here.
const MADE_ON_DOS: u8 = 0;
const MADE_ON_UNIX: u8 = 3;
/// Attributes of DOS: volume label, folder, device.
const DOS_NOT_A_FILE: u32 = 0x08 | 0x10 | 0x40;
/// Which kind of thing a Unix mode means.
const UNIX_KIND: u32 = 0o170_000;
const UNIX_FILE: u32 = 0o100_000;

/// An entry whose frame is in order, not yet unpacked.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub path: String,
    pub packed: &'a [u8],
    /// Bytes, as announced.
    pub size: u64,
    deflated: bool,
    crc: u32,
}

impl Entry<'_> {
    /// The file. Never takes more memory than the entry announces.
    pub fn unpack(&self) -> Result<Vec<u8>, ArchiveError> {
        let damaged = || ArchiveError::Damaged(self.path.clone());
        let bytes = if self.deflated {
            let mut bytes = Vec::new();
            let mut decoder = DeflateDecoder::new(self.packed);
            let read = decoder.by_ref().take(self.size + 1).read_to_end(&mut bytes);
            // What follows the end of the packed data would be carried along unseen.
            if read.is_err() || decoder.total_in() != self.packed.len() as u64 {
                return Err(damaged());
            }
            bytes
        } else {
            self.packed.to_vec()
        };
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() as u64 == self.size && crc.sum() == self.crc { Ok(bytes) } else { Err(damaged()) }
    }
}

/// Little-endian fields of a record that is known to be long enough.
struct Record<'a>(&'a [u8]);

impl Record<'_> {
    fn u16(&self, at: usize) -> u16 {
        u16::from_le_bytes([self.0[at], self.0[at + 1]])
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_le_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]])
    }
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], ArchiveError> {
    at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or(ArchiveError::Truncated)
}

struct Directory {
    entries: usize,
    offset: usize,
    end: usize,
}

/// Every entry of an archive, in its order.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, ArchiveError> {
    let directory = end(bytes)?;
    let (mut entries, mut at, mut position) = (Vec::new(), directory.offset, 0);
    for _ in 0..directory.entries {
        let (entry, next) = entry(bytes, at, position, directory.end)?;
        at = next;
        position += ENTRY_BYTES + entry.path.len() + entry.packed.len();
        entries.push(entry);
    }
    if position != directory.offset || at != directory.end {
        return Err(ArchiveError::Gap);
    }
    Ok(entries)
}

fn end(bytes: &[u8]) -> Result<Directory, ArchiveError> {
    if !bytes.starts_with(b"PK") {
        return Err(ArchiveError::NotAnArchive);
    }
    let at = bytes.len().checked_sub(END_BYTES).ok_or(ArchiveError::Truncated)?;
    let record = Record(&bytes[at..]);
    if record.u32(0) != END_SIGNATURE {
        let signature = END_SIGNATURE.to_le_bytes();
        let elsewhere = bytes.windows(signature.len()).rposition(|window| window == signature);
        let whole = elsewhere.is_some_and(|found| found < at);
        return Err(if whole { ArchiveError::Trailing } else { ArchiveError::Truncated });
    }
    let (entries, size, offset) = (record.u16(10), record.u32(12), record.u32(16));
    if entries == u16::MAX || size == u32::MAX || offset == u32::MAX {
        return Err(ArchiveError::Zip64);
    }
    let volumes = record.u16(4) != 0 || record.u16(6) != 0 || record.u16(8) != entries;
    if volumes || record.u16(20) != 0 {
        return Err(ArchiveError::Extras);
    }
    if usize::from(entries) > FILES_MAX + OWN_FILES.len() {
        return Err(ArchiveError::ManyFiles);
    }
    let (size, offset) = (size as usize, offset as usize);
    match offset.checked_add(size) {
        Some(end) if end == at => Ok(Directory { entries: entries.into(), offset, end: at }),
        // The records of the 64-bit extension stand between directory and end.
        Some(end) if end < at && bytes[end..].starts_with(b"PK\x06\x06") => Err(ArchiveError::Zip64),
        Some(end) if end < at => Err(ArchiveError::Gap),
        _ => Err(ArchiveError::Truncated),
    }
}

/// The entry that the directory has at `at` and that must begin at `position`; and where the directory goes on.
fn entry(bytes: &[u8], at: usize, position: usize, end: usize) -> Result<(Entry<'_>, usize), ArchiveError> {
    let bytes_to_end = &bytes[..end];
    let record = Record(slice(bytes_to_end, at, DIRECTORY_BYTES)?);
    if record.u32(0) != DIRECTORY_SIGNATURE {
        return Err(ArchiveError::Truncated);
    }
    let name = slice(bytes_to_end, at + DIRECTORY_BYTES, record.u16(28).into())?;
    let path = path_of(name, record.u16(8))?;
    let extra = slice(bytes_to_end, at + DIRECTORY_BYTES + name.len(), record.u16(30).into())?;
    check_record(&record, extra, &path)?;
    let offset = record.u32(42) as usize;
    if offset < position {
        return Err(ArchiveError::Overlap(path));
    }
    if offset > position {
        return Err(ArchiveError::Gap);
    }
    let local = Record(slice(bytes_to_end, offset, ENTRY_BYTES)?);
    // Version, flags, method, time, hash, both sizes and the length of the name stand in the same order in both.
    let same = local.u32(0) == ENTRY_SIGNATURE && local.0[4..28] == record.0[6..30];
    if !same || slice(bytes_to_end, offset + ENTRY_BYTES, name.len())? != name {
        return Err(ArchiveError::Ambiguous(path));
    }
    if local.u16(28) != 0 {
        return Err(ArchiveError::Extras);
    }
    let packed = slice(bytes_to_end, offset + ENTRY_BYTES + name.len(), record.u32(20) as usize)?;
    let deflated = record.u16(10) == METHOD_DEFLATED;
    let entry = Entry { path, packed, size: record.u32(24).into(), deflated, crc: record.u32(16) };
    Ok((entry, at + DIRECTORY_BYTES + name.len()))
}

fn path_of(name: &[u8], flags: u16) -> Result<String, ArchiveError> {
    let wrong = |fault| ArchiveError::Path { path: quoted(&String::from_utf8_lossy(name)), fault };
    let path = std::str::from_utf8(name).map_err(|_| wrong(PathFault::Encoding))?;
    // Without the flag, bytes above ASCII are of a code page that everybody guesses differently.
    if !path.is_ascii() && flags & FLAG_UTF8 == 0 {
        return Err(wrong(PathFault::Encoding));
    }
    Ok(path.to_owned())
}

/// Whether an entry is a plain file, packed in a known way, with nothing beside it.
fn check_record(record: &Record, extra: &[u8], path: &str) -> Result<(), ArchiveError> {
    let (flags, method) = (record.u16(8), record.u16(10));
    let quoted = || quoted(path);
    if flags & FLAGS_ENCRYPTED != 0 {
        return Err(ArchiveError::Encrypted(quoted()));
    }
    let sizes = [record.u32(20), record.u32(24), record.u32(42)];
    if sizes.contains(&u32::MAX) || record.u16(6) > VERSION_NEEDED_MAX || extra.starts_with(&[1, 0]) {
        return Err(ArchiveError::Zip64);
    }
    if method != METHOD_STORED && method != METHOD_DEFLATED {
        return Err(ArchiveError::Method(quoted()));
    }
    let attributes = record.u32(38);
    let (made_on, mode) = (record.0[5], (attributes >> 16) & UNIX_KIND);
    let file = match made_on {
        MADE_ON_UNIX => mode == 0 || mode == UNIX_FILE,
        MADE_ON_DOS => mode == 0,
        _ => false,
    };
    if !file || attributes & DOS_NOT_A_FILE != 0 || path.ends_with('/') {
        return Err(ArchiveError::NotAFile(quoted()));
    }
    let comment_or_volume = record.u16(32) != 0 || record.u16(34) != 0;
    if flags & !FLAGS_HARMLESS != 0 || !extra.is_empty() || comment_or_volume {
        return Err(ArchiveError::Extras);
    }
    Ok(())
}
