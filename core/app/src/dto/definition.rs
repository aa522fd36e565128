//! What forms and flows share: drafts' findings, versions, differences.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use weir_model::LocalizedText;

use super::common::PersonRef;

/// What publishing a draft would change.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DefinitionDiff {
    /// The changes, in reading order.
    pub changes: Vec<DefinitionChange>,
}

/// One difference between two versions.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DefinitionChange {
    /// What happened to it.
    pub kind: ChangeKind,
    /// What it is.
    pub subject: ChangeSubject,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: LocalizedText,
    /// For a change: what is different.
    pub properties: Vec<PropertyChange>,
}

/// What happened to a part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is different.
    Changed,
    /// It stands elsewhere.
    Moved,
}

/// A part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChangeSubject {
    /// A field of a form.
    Field,
    /// A linkage rule of a form.
    Rule,
    /// A node of a flow.
    Node,
    /// An edge of a flow.
    Edge,
    /// A setting of the whole.
    Setting,
}

/// One property before and after.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PropertyChange {
    /// The property's name in the definition.
    pub name: String,
    /// Its value before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub before: Option<Json>,
    /// Its value after.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub after: Option<Json>,
}

/// A published version, without its content.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    /// Its number, from 1.
    pub version: u32,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who published it.
    pub published_by: PersonRef,
    /// What they noted.
    pub note: String,
    /// Whether it is the one in use.
    pub current: bool,
}

/// A wish to publish a draft.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// What is new, for those who read the versions.
    #[serde(default)]
    pub note: String,
}

/// A wish to take an old version into the draft.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// The version.
    pub version: u32,
}
