//! Why an archive is refused.

use weir_model::Issue;

use super::{
    FILE_MAX_BYTES, FILES_MAX, PACKED_MAX_BYTES, PATH_DEPTH_MAX, PATH_MAX_BYTES, RATIO_MAX,
    UNPACKED_MAX_BYTES,
};

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathFault {
    /// It is not UTF-8.
    #[error("is not UTF-8")]
    Encoding,
    /// It begins at a root or names a drive.
    #[error("is absolute")]
    Absolute,
    /// A part of it is `.` or `..`.
    #[error("leads upwards or nowhere")]
    Upwards,
    /// It has an empty part.
    #[error("has an empty part")]
    Empty,
    /// It has a backslash, a colon, a control character, or one that nobody sees.
    #[error("has a character that paths of packages must not have")]
    Character,
    /// A part of it means something else to some system: `con`, or an end in a point or a space.
    #[error("has a part that some systems read differently")]
    Device,
    /// It is not in Unicode's normal form C.
    #[error("is not in Unicode normal form C")]
    Unnormalised,
    /// It is too long.
    #[error("is longer than {PATH_MAX_BYTES} bytes")]
    Long,
    /// It has too many parts.
    #[error("has more than {PATH_DEPTH_MAX} parts")]
    Deep,
}

/// Why an archive cannot be read or made. Paths are quoted as far as they can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// It is no zip file.
    #[error("this is not a package")]
    NotAnArchive,
    /// Its end is missing, or an entry reaches over it.
    #[error("the package is cut off")]
    Truncated,
    /// Something follows the end.
    #[error("bytes follow the end of the package")]
    Trailing,
    /// Bytes belong to no entry.
    #[error("bytes between the entries belong to none of them")]
    Gap,
    /// Two entries share bytes.
    #[error("the entry `{0}` overlaps another")]
    Overlap(String),
    /// It uses the 64-bit extension, which no package of the permitted size needs.
    #[error("the package uses the 64-bit extension of zip")]
    Zip64,
    /// It consists of several volumes, has a comment, or an entry has fields that a package does not need.
    #[error("the package uses parts of zip that packages do not have")]
    Extras,
    /// The two places that describe an entry differ.
    #[error("the entry `{0}` is described in two ways")]
    Ambiguous(String),
    /// An entry is encrypted.
    #[error("the entry `{0}` is encrypted")]
    Encrypted(String),
    /// An entry is packed in an unknown way.
    #[error("the entry `{0}` is packed by another method than deflate")]
    Method(String),
    /// An entry is a link, a folder, a device.
    #[error("the entry `{0}` is not a file")]
    NotAFile(String),
    /// A path cannot be used.
    #[error("the path `{path}` {fault}")]
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two paths are the same, or are to some systems.
    #[error("the path `{0}` is there twice, or differs from another in its spelling only")]
    Duplicate(String),
    /// A file stands where another path has a folder.
    #[error("the path `{0}` is both a file and a folder")]
    Nested(String),
    /// Only the archive itself may use the name.
    #[error("the name `{0}` is reserved")]
    Reserved(String),
    /// It has too many files.
    #[error("a package has at most {FILES_MAX} files")]
    ManyFiles,
    /// It is too large.
    #[error("a package has at most {PACKED_MAX_BYTES} bytes")]
    Packed,
    /// It is too large unpacked.
    #[error("the files of a package have at most {UNPACKED_MAX_BYTES} bytes")]
    Unpacked,
    /// One of its files is too large.
    #[error("the file `{0}` is too large; a file has at most {FILE_MAX_BYTES} bytes")]
    LargeFile(String),
    /// A file is packed smaller than any honest file gets.
    #[error("the file `{0}` is packed more than {RATIO_MAX} times smaller")]
    Ratio(String),
    /// A file does not unpack to what its entry announces.
    #[error("the file `{0}` is damaged")]
    Damaged(String),
    /// There is no index.
    #[error("the package has no index")]
    NoIndex,
    /// The index is not written as it has to be.
    #[error("line {0} of the index cannot be read")]
    Index(usize),
    /// The index names a file that is not there.
    #[error("the file `{0}` is in the index and not in the package")]
    Missing(String),
    /// A file is there that the index does not name.
    #[error("the file `{0}` is in the package and not in the index")]
    Unindexed(String),
    /// A file is not the one that the index names.
    #[error("the file `{0}` is not the one that the index describes")]
    Changed(String),
    /// Packing failed.
    #[error("the package cannot be written: {0}")]
    Write(String),
}

impl ArchiveError {
    /// The finding for a reader of any language.
    #[must_use]
    pub fn issue(&self) -> Issue {
        let of = |code, path: &str| Issue::new("", code).with("path", path);
        let whole = |code| Issue::new("", code);
        match self {
            Self::NotAnArchive => whole("package.no_archive"),
            Self::Truncated => whole("package.truncated"),
            Self::Trailing => whole("package.trailing"),
            Self::Gap => whole("package.gap"),
            Self::Overlap(path) => of("package.overlap", path),
            Self::Zip64 => whole("package.zip64"),
            Self::Extras => whole("package.extras"),
            Self::Ambiguous(path) => of("package.ambiguous", path),
            Self::Encrypted(path) => of("package.encrypted", path),
            Self::Method(path) => of("package.method", path),
            Self::NotAFile(path) => of("package.not_a_file", path),
            Self::Path { path, fault } => path_issue(path, *fault),
            Self::Duplicate(path) => of("package.duplicate", path),
            Self::Nested(path) => of("package.nested", path),
            Self::Reserved(path) => of("package.reserved", path),
            Self::ManyFiles => whole("package.many_files").with("max", FILES_MAX),
            Self::Packed => whole("package.large").with("max", PACKED_MAX_BYTES / MEGABYTE),
            Self::Unpacked => {
                whole("package.large_unpacked").with("max", UNPACKED_MAX_BYTES / MEGABYTE as u64)
            }
            Self::LargeFile(path) => of("package.large_file", path),
            Self::Ratio(path) => of("package.ratio", path).with("max", RATIO_MAX),
            Self::Damaged(path) => of("package.damaged", path),
            Self::NoIndex => whole("package.no_index"),
            Self::Index(line) => whole("package.index").with("line", line),
            Self::Missing(path) => of("package.file_missing", path),
            Self::Unindexed(path) => of("package.file_unindexed", path),
            Self::Changed(path) => of("package.file_changed", path),
            Self::Write(detail) => whole("package.write").with("detail", detail),
        }
    }
}

const MEGABYTE: usize = 1024 * 1024;

fn path_issue(path: &str, fault: PathFault) -> Issue {
    let code = match fault {
        PathFault::Encoding => "package.path_encoding",
        PathFault::Absolute => "package.path_absolute",
        PathFault::Upwards => "package.path_upwards",
        PathFault::Empty => "package.path_empty",
        PathFault::Character => "package.path_character",
        PathFault::Device => "package.path_device",
        PathFault::Unnormalised => "package.path_unnormalised",
        PathFault::Long => {
            return Issue::new("", "package.path_long").with("path", path).with("max", PATH_MAX_BYTES);
        }
        PathFault::Deep => {
            return Issue::new("", "package.path_deep").with("path", path).with("max", PATH_DEPTH_MAX);
        }
    };
    Issue::new("", code).with("path", path)
}
