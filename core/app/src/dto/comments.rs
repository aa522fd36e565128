//! What is said about instances.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{CommentId, FileId};

use super::common::{FileInfo, PersonRef};

/// Something said about an instance.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Comment {
    /// The comment's id.
    pub id: CommentId,
    /// Who said it.
    pub author: PersonRef,
    /// What they said.
    pub text: String,
    /// Files that came with it.
    pub files: Vec<FileInfo>,
    /// When.
    pub at: Timestamp,
}

/// Something to say about an instance.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddComment {
    /// What to say.
    pub text: String,
    /// Uploaded files to go with it.
    #[serde(default)]
    pub files: Vec<FileId>,
}
