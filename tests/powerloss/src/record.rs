//! The journal's records, for who writes them and who reads them.

/// The variable that names the folder whose files are watched, whole and without links.
pub const DATA_VARIABLE: &str = "WEIR_POWERLOSS_DATA";
/// The variable that names the journal, a file outside that folder.
pub const JOURNAL_VARIABLE: &str = "WEIR_POWERLOSS_JOURNAL";

/// Bytes before a record's payload: kind, id, number, length.
const HEAD_BYTES: usize = 1 + 4 + 8 + 4;

/// What happened. Paths are relative to the watched folder, which itself is the empty path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// File `id` came to be under a path.
    Create = 1,
    /// File `id` was found under a path: it is older than the journal.
    Found = 2,
    /// Folder `id` was opened under a path.
    Folder = 3,
    /// Bytes were written to `id` at `number`.
    Write = 4,
    /// `id` was cut or stretched to `number` bytes.
    Resize = 5,
    /// Syncing `id` began, under the token `number`.
    SyncBegin = 6,
    /// The sync of the token `number` has succeeded.
    SyncEnd = 7,
    /// A folder came to be under a path.
    MakeFolder = 8,
    /// A path became another one; the two with a zero between.
    Rename = 9,
    /// A file got a second path; the first and the second with a zero between.
    Link = 10,
    /// A file or an empty folder went away.
    Remove = 11,
    /// Something that the journal cannot express.
    Unsupported = 12,
}

const KINDS: [Kind; 12] = [
    Kind::Create,
    Kind::Found,
    Kind::Folder,
    Kind::Write,
    Kind::Resize,
    Kind::SyncBegin,
    Kind::SyncEnd,
    Kind::MakeFolder,
    Kind::Rename,
    Kind::Link,
    Kind::Remove,
    Kind::Unsupported,
];

/// One operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// What happened.
    pub kind: Kind,
    /// To which file or folder, when that matters.
    pub id: u32,
    /// Where, how long or under which token.
    pub number: u64,
    /// The bytes or the path.
    pub payload: &'a [u8],
}

impl<'a> Record<'a> {
    /// As it stands in the journal.
    #[must_use]
    #[allow(dead_code, reason = "the reader does not write")]
    pub fn encode(&self) -> Vec<u8> {
        // No single call of the C library writes more than 2 GiB.
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(HEAD_BYTES + self.payload.len());
        bytes.push(self.kind as u8);
        bytes.extend_from_slice(&self.id.to_le_bytes());
        bytes.extend_from_slice(&self.number.to_le_bytes());
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(self.payload);
        bytes
    }

    /// The record that `bytes` begin with, and its length; nothing when it is not there to its end.
    #[must_use]
    #[allow(dead_code, reason = "the writer does not read")]
    pub fn decode(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let head = bytes.get(..HEAD_BYTES)?;
        let kind = *KINDS.iter().find(|kind| **kind as u8 == head[0])?;
        let id = u32::from_le_bytes(head[1..5].try_into().ok()?);
        let number = u64::from_le_bytes(head[5..13].try_into().ok()?);
        let length = usize::try_from(u32::from_le_bytes(head[13..17].try_into().ok()?)).ok()?;
        let payload = bytes.get(HEAD_BYTES..HEAD_BYTES.checked_add(length)?)?;
        Some((Self { kind, id, number, payload }, HEAD_BYTES + length))
    }
}
