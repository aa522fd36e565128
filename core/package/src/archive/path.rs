//! Paths of a package's files: relative, the same on every system, and no two alike.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc;

use super::{ArchiveError, FILES_MAX, OWN_FILES, PathFault};

/// Bytes of a path: with the folder that it is unpacked into, it stays below 260, Windows' limit.
pub const PATH_MAX_BYTES: usize = 180;
/// Parts of a path.
pub const PATH_DEPTH_MAX: usize = 8;

/// Names that Windows takes for devices, whatever follows after a point.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Whether a file may have a path.
///
/// # Errors
/// The first [`PathFault`].
pub fn check_path(path: &str) -> Result<(), PathFault> {
    let bytes = path.as_bytes();
    let drive = bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if path.starts_with(['/', '\\']) || drive {
        return Err(PathFault::Absolute);
    }
    if path.len() > PATH_MAX_BYTES {
        return Err(PathFault::Long);
    }
    if path.split(['/', '\\']).any(|part| part == "." || part == "..") {
        return Err(PathFault::Upwards);
    }
    if path.contains(is_refused) {
        return Err(PathFault::Character);
    }
    if path.split('/').any(str::is_empty) {
        return Err(PathFault::Empty);
    }
    if path.split('/').count() > PATH_DEPTH_MAX {
        return Err(PathFault::Deep);
    }
    if !is_nfc(path) {
        return Err(PathFault::Unnormalised);
    }
    // Names are folded first: a wide letter makes a device's name all the same.
    if fold(path).split('/').any(is_device) { Err(PathFault::Device) } else { Ok(()) }
}

fn is_refused(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end();
    let numbered = ["com", "lpt"].iter().any(|name| {
        stem.strip_prefix(name)
            .is_some_and(|n| n.chars().count() == 1 && n.chars().all(|c| c.is_ascii_digit()))
    });
    part.ends_with(['.', ' ']) || numbered || DEVICES.contains(&stem)
}

/// What a path becomes on systems that take some spellings for one: compatible characters made one, case folded. Upper
/// case first, so that `ß` meets `SS`.
fn fold(path: &str) -> String {
    path.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

/// The paths of an archive so far.
#[derive(Default)]
pub(super) struct Names {
    files: BTreeSet<String>,
    folders: BTreeMap<String, String>,
}

impl Names {
    /// Adds a file's path.
    pub fn add(&mut self, path: &str) -> Result<(), ArchiveError> {
        check_path(path).map_err(|fault| ArchiveError::Path { path: quoted(path), fault })?;
        let folded = fold(path);
        if self.folders.contains_key(&folded) {
            return Err(ArchiveError::Nested(quoted(path)));
        }
        for (at, _) in folded.match_indices('/') {
            if self.files.contains(&folded[..at]) {
                return Err(ArchiveError::Nested(quoted(path)));
            }
        }
        // Folders that differ in spelling would be one on some systems and two on others.
        let parts = path.match_indices('/').map(|(at, _)| &path[..at]);
        for (at, written) in folded.match_indices('/').map(|(at, _)| at).zip(parts) {
            let known = self.folders.entry(folded[..at].to_owned()).or_insert_with(|| written.to_owned());
            if known != written {
                return Err(ArchiveError::Duplicate(quoted(path)));
            }
        }
        if !self.files.insert(folded) {
            return Err(ArchiveError::Duplicate(quoted(path)));
        }
        if self.files.len() > FILES_MAX + OWN_FILES.len() { Err(ArchiveError::ManyFiles) } else { Ok(()) }
    }
}

/// A stranger's path as it may stand in a sentence.
pub(super) fn quoted(path: &str) -> String {
    path.chars()
        .take(PATH_MAX_BYTES)
        .map(|c| if is_refused(c) && c != '\\' && c != ':' { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_and_plain() {
        for path in ["a", "a/b.txt", "说明/读我.md", "a b", ".hidden", "console.log", "com10", "é.txt"] {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
        use PathFault::{Absolute, Character, Deep, Device, Empty, Long, Unnormalised, Upwards};
        for (path, fault) in [
            ("/etc/passwd", Absolute),
            ("\\\\host\\share", Absolute),
            ("c:/x", Absolute),
            ("C:x", Absolute),
            ("../x", Upwards),
            ("a/../../x", Upwards),
            ("a\\..\\x", Upwards),
            ("./a", Upwards),
            ("a/./b", Upwards),
            ("..", Upwards),
            ("a\\b", Character),
            ("a:stream", Absolute),
            ("aa:stream", Character),
            ("a\0", Character),
            ("a\nb", Character),
            ("a\u{202e}txt.exe", Character),
            ("", Empty),
            ("a//b", Empty),
            ("a/", Empty),
            ("a/b/c/d/e/f/g/h/i", Deep),
            ("e\u{301}.txt", Unnormalised),
            ("con", Device),
            ("a/NUL.txt", Device),
            ("COM1", Device),
            ("ＣＯＮ", Device),
            ("a.", Device),
            ("a /b", Device),
        ] {
            assert_eq!(check_path(path), Err(fault), "{path:?}");
        }
        assert_eq!(check_path(&"a".repeat(PATH_MAX_BYTES)), Ok(()));
        assert_eq!(check_path(&"a".repeat(PATH_MAX_BYTES + 1)), Err(Long));
    }

    #[test]
    fn no_two_paths_are_alike() {
        let add = |paths: &[&str]| {
            let mut names = Names::default();
            paths.iter().try_for_each(|path| names.add(path))
        };
        assert_eq!(add(&["a", "b", "c/a", "c/b"]), Ok(()));
        let duplicate = |path: &str| Err(ArchiveError::Duplicate(path.to_owned()));
        assert_eq!(add(&["a", "a"]), duplicate("a"));
        assert_eq!(add(&["readme", "README"]), duplicate("README"));
        assert_eq!(add(&["STRASSE", "straße"]), duplicate("straße"));
        assert_eq!(add(&["ﬁle", "file"]), duplicate("file"));
        assert_eq!(add(&["１", "1"]), duplicate("1"));
        let fault = PathFault::Unnormalised;
        assert_eq!(
            add(&["\u{c5}", "\u{212b}"]),
            Err(ArchiveError::Path { path: "\u{212b}".to_owned(), fault })
        );
        assert_eq!(add(&["a/x", "A/y"]), duplicate("A/y"));
        assert_eq!(add(&["a/x", "a"]), Err(ArchiveError::Nested("a".to_owned())));
        assert_eq!(add(&["a", "A/x"]), Err(ArchiveError::Nested("A/x".to_owned())));
    }
}
