//! The index: a line for each file with its hash, its size and its path, in the order of the paths.
//!
//! ```text
//! weir-index 1
//! ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad 3 readme.md
//! ```
//!
//! There is one spelling of each index, so its bytes can be signed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::path::quoted;
use super::{ArchiveError, Digest, FILES_MAX, check_path};

const FIRST_LINE: &str = "weir-index 1";

/// A file as the index describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// Where it is.
    pub path: String,
    /// What is in it.
    pub digest: Digest,
    /// How many bytes.
    pub size: u64,
}

/// The files of a package, each with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    entries: Vec<IndexEntry>,
    text: String,
}

impl Index {
    pub(super) fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |(path, bytes): (&String, &Vec<u8>)| IndexEntry {
            path: path.clone(),
            digest: Digest::of(bytes),
            size: bytes.len() as u64,
        };
        let entries: Vec<_> = files.iter().map(entry).collect();
        let text = print(&entries);
        Self { entries, text }
    }

    /// Reads an index.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ArchiveError::Index(1))?;
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(ArchiveError::Index(1));
        }
        let mut entries: Vec<IndexEntry> = Vec::new();
        for (n, line) in (2..).zip(lines) {
            let entry = entry(line).ok_or(ArchiveError::Index(n))?;
            let after = entries.last().is_none_or(|last| last.path < entry.path);
            if !after || entries.len() == FILES_MAX {
                return Err(ArchiveError::Index(n));
            }
            entries.push(entry);
        }
        // Another line ending, a leading zero: nothing that reads the same may be signed in two ways.
        let written = print(&entries);
        if written == text {
            return Ok(Self { entries, text: written });
        }
        let lines = written.split_inclusive('\n').zip(text.split_inclusive('\n'));
        let same = lines.take_while(|(a, b)| a == b).count();
        Err(ArchiveError::Index(same + 1))
    }

    pub(super) fn agrees_with(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), ArchiveError> {
        for entry in &self.entries {
            let bytes = files.get(&entry.path).ok_or_else(|| ArchiveError::Missing(entry.path.clone()))?;
            if bytes.len() as u64 != entry.size || Digest::of(bytes) != entry.digest {
                return Err(ArchiveError::Changed(entry.path.clone()));
            }
        }
        let indexed = |path: &str| self.entries.binary_search_by(|e| e.path.as_str().cmp(path)).is_ok();
        match files.keys().find(|path| !indexed(path)) {
            Some(path) => Err(ArchiveError::Unindexed(quoted(path))),
            None => Ok(()),
        }
    }

    /// Every file, in the order of the paths.
    #[must_use]
    pub fn entries(&self) -> &[IndexEntry] {
        &self.entries
    }

    /// The index as it is signed.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

fn print(entries: &[IndexEntry]) -> String {
    let mut text = format!("{FIRST_LINE}\n");
    for IndexEntry { path, digest, size } in entries {
        // Writing to a text does not fail.
        let _ = writeln!(text, "{digest} {size} {path}");
    }
    text
}

fn entry(line: &str) -> Option<IndexEntry> {
    let (digest, rest) = line.split_once(' ')?;
    let (size, path) = rest.split_once(' ')?;
    check_path(path).ok()?;
    Some(IndexEntry { path: path.to_owned(), digest: digest.parse().ok()?, size: size.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_one_spelling() {
        let files = BTreeMap::from([("b".to_owned(), b"abc".to_vec()), ("a".to_owned(), Vec::new())]);
        let index = Index::of(&files);
        let text = std::str::from_utf8(index.as_bytes()).unwrap();
        assert_eq!(Index::parse(text.as_bytes()), Ok(index.clone()));
        let lines: Vec<&str> = text.lines().collect();
        for (wrong, line) in [
            (String::new(), 1),
            (text.replace("weir-index 1", "weir-index 2"), 1),
            (text.replace('\n', "\r\n"), 1),
            (text.trim_end().to_owned(), 3),
            (format!("{text}\n"), 4),
            (text.replace(" 3 b", " 03 b"), 3),
            (text.replace(" 3 b", " 3 ../b"), 3),
            (format!("{}\n{}\n{}\n", lines[0], lines[2], lines[1]), 3),
            (format!("{}\n{}\n{}\n", lines[0], lines[1], lines[1]), 3),
        ] {
            assert_eq!(Index::parse(wrong.as_bytes()), Err(ArchiveError::Index(line)), "{wrong:?}");
        }
        assert_eq!(Index::parse(&[0xff]), Err(ArchiveError::Index(1)));
    }
}
