//! Records of forms.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_forms::schema::FormSchema;
use weir_model::id::{DepartmentId, FormId, FormLinkId, InstanceId, RecordId};
use weir_model::permission::{FieldRight, FieldRights};

use super::approvals::{HistoryEntry, InstanceStatus};
use super::common::{PersonRef, Problem, ProblemItem, Refs};
use super::links::LinkAudience;

/// One page of records, with what the ids in them stand for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordPage {
    /// The rows.
    pub items: Vec<RecordRow>,
    /// Give it back as `cursor` for the next page; null on the last.
    pub next: Option<String>,
    /// How many rows there are, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Whether the count stopped at its cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_capped: Option<bool>,
    /// What the ids in the rows stand for.
    pub refs: Refs,
}

/// A record in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordRow {
    /// The record's id.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// Its values by field key, without the fields that the caller may not see.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// How its flow stands, when it came from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<InstanceStatus>,
    /// The instance that it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<InstanceId>,
    /// Who created it; of one that a stranger sent by a link, who lent them the right.
    pub created_by: PersonRef,
    /// The link that it came through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via_link: Option<RecordOrigin>,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The department that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// The form's version that it was written with.
    pub version: u32,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// The link that a record came through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordOrigin {
    /// The link, perhaps removed since.
    pub link_id: FormLinkId,
    /// What it is called.
    pub name: String,
    /// Who could use it: of a public one nobody knows who sent the record.
    pub audience: LinkAudience,
}

/// A record with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub row: RecordRow,
    /// Its form.
    pub form_id: FormId,
    /// The schema of its version, without the fields that the caller may not see.
    pub schema: FormSchema,
    /// What the caller may do with each field.
    #[schema(value_type = BTreeMap<String, FieldRight>)]
    pub rights: FieldRights,
    /// What the caller may do with it.
    pub can: RecordCan,
    /// What the ids in it stand for.
    pub refs: Refs,
    /// Who changed what, latest first.
    pub history: Vec<HistoryEntry>,
}

/// What the caller may do with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecordCan {
    /// Change it.
    pub update: bool,
    /// Move it to the recycle bin.
    pub delete: bool,
}

/// A new record.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateRecord {
    /// Its values by field key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The department to act for; left out, the main one.
    pub department_id: Option<DepartmentId>,
}

/// A change of a record; fields left out stay.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateRecord {
    /// New values by field key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
}

/// One change of several records of a form.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRecords {
    /// Which, all of one form.
    pub ids: Vec<RecordId>,
    /// What to change of each.
    #[serde(default)]
    pub change: Option<UpdateRecord>,
    /// Whether to move them to the recycle bin instead.
    #[serde(default)]
    pub delete: bool,
}

/// How each went.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RecordResults {
    /// One entry a record, in the order given.
    pub results: Vec<RecordResult>,
}

/// How it went with one record.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct RecordResult {
    /// The record.
    pub id: RecordId,
    /// Whether it was done.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// A record in the recycle bin.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletedRecord {
    /// The record's id.
    pub id: RecordId,
    /// What it is called.
    pub title: String,
    /// Who created it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: Timestamp,
    /// Who deleted it.
    pub deleted_by: PersonRef,
    /// When.
    pub deleted_at: Timestamp,
    /// When it is removed for good.
    pub gone_at: Timestamp,
}

/// A form as it stands with some data: the same shape that the browser's engine computes.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
pub struct FormState {
    /// The data with formulas computed and rules applied.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// How each field stands, by `field` or `table.column`.
    #[schema(value_type = BTreeMap<String, FieldState>)]
    pub fields: IndexMap<String, FieldState>,
    /// Sums below detail tables, by `table.column`.
    #[schema(value_type = BTreeMap<String, String>)]
    pub totals: IndexMap<String, String>,
    /// What is wrong with the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<ProblemItem>,
}

/// How a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldState {
    /// Whether it is shown.
    pub visible: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it cannot be changed.
    pub read_only: bool,
}
