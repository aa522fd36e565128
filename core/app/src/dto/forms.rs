//! Forms, their drafts and versions.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_forms::schema::FormSchema;
use weir_model::filter::FilterOp;
use weir_model::id::FormId;
use weir_model::{Key, LocalizedText};

use super::common::{PersonRef, ProblemItem};
use super::definition::VersionInfo;

/// A form in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormSummary {
    /// The form's id.
    pub id: FormId,
    /// Its immutable key.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The published version; none before the first publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Whether the draft differs from the published version.
    pub draft: bool,
    /// The flows that start from it.
    pub flow_keys: Vec<Key>,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A new form.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateForm {
    /// Its immutable key, unique in the tenant.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(default)]
    pub icon: Option<String>,
    /// The first draft; left out, an empty one.
    #[serde(default)]
    pub schema: Option<FormSchema>,
}

/// A published form, with all that a table and a filter need to know.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Form {
    /// What a list says of it.
    #[serde(flatten)]
    pub summary: FormSummary,
    /// The published schema, without the fields that the caller may not see.
    pub schema: FormSchema,
    /// What can be done with each field in a list, by field key; system columns by `$name`.
    #[schema(value_type = BTreeMap<String, FieldListing>)]
    pub slots: IndexMap<String, FieldListing>,
    /// What the caller may do with records.
    pub rights: FormRights,
}

/// What can be done with a field in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldListing {
    /// Whether rows can be filtered by it.
    pub filterable: bool,
    /// Whether rows can be sorted by it.
    pub sortable: bool,
    /// The operators it takes.
    pub ops: Vec<FilterOp>,
}

/// What the caller may do with records of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct FormRights {
    /// Create one without a flow.
    pub create: bool,
    /// Change some.
    pub update: bool,
    /// Delete some.
    pub delete: bool,
    /// Bring some in from files.
    pub import: bool,
    /// Take those that one sees out as files.
    pub export: bool,
    /// Draw the form, and arrange what stands around it.
    pub design: bool,
}

/// A form's draft.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormDraft {
    /// What is drawn so far.
    pub schema: FormSchema,
    /// The published version that it started from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_version: Option<u32>,
    /// The revision for `If-Match`.
    pub rev: i64,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// By whom.
    pub updated_by: PersonRef,
    /// What keeps it from being published.
    pub issues: Vec<ProblemItem>,
}

/// A draft to be saved; it may be incomplete.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveFormDraft {
    /// What is drawn so far.
    pub schema: FormSchema,
}

/// A published version with its schema.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FormVersion {
    /// What a list says of it.
    #[serde(flatten)]
    pub info: VersionInfo,
    /// Its schema.
    pub schema: FormSchema,
}
