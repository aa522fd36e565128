//! Versions of files.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::FileId;

use super::common::PersonRef;

/// A file with everything that it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileVersions {
    /// The number of the current version; a change names it in `If-Match`.
    pub version: u32,
    /// Every version, newest first.
    pub items: Vec<FileVersion>,
    /// Who keeps it to themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<FileLock>,
    /// What the caller may do with it.
    pub can: FileCan,
}

/// One version of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileVersion {
    /// Its number, from 1 on.
    pub version: u32,
    /// The name that it had.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
    /// The media type found in its content.
    pub mime: String,
    /// Who made it.
    pub by: PersonRef,
    /// When.
    pub at: Timestamp,
    /// What they said about it.
    pub note: String,
    /// The version that was brought back by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restored_from: Option<u32>,
}

/// Somebody keeps a file to themselves for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileLock {
    /// Who.
    pub by: PersonRef,
    /// Until when, unless they are done before.
    pub until: Timestamp,
    /// Whether it is the caller.
    pub mine: bool,
}

/// What the caller may do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileCan {
    /// Give it a new version.
    pub change: bool,
    /// Break somebody else's lock.
    pub break_lock: bool,
}

/// A new version of a file.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFileVersion {
    /// The caller's own upload that becomes it.
    pub file: FileId,
    /// What is new.
    #[serde(default)]
    pub note: String,
}

/// A word with an act on a file.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithNote {
    /// Why.
    #[serde(default)]
    pub note: String,
}

/// A document as it was when somebody decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DecidedDocument {
    /// The file.
    pub id: FileId,
    /// The version that was decided about.
    pub version: u32,
    /// The version that is current.
    pub current: u32,
    /// The name that it had.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// The media type found in its content.
    pub mime: String,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}
