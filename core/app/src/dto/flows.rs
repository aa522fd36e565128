//! Flows, their drafts and versions, and what a start page needs.

use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_flow::definition::FlowDefinition;
use weir_forms::schema::FormSchema;
use weir_model::id::{DepartmentId, FlowId, FormId, UserId};
use weir_model::permission::{FieldRight, FieldRights};
use weir_model::{Key, LocalizedText};

use super::common::{PersonRef, ProblemItem};
use super::definition::VersionInfo;
use super::records::FormState;

/// Whom the initiator chose, by node key.
pub type Chosen = IndexMap<Key, Vec<UserId>>;

/// A flow in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowSummary {
    /// The flow's id.
    pub id: FlowId,
    /// Its immutable key.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// One line that says what it is for.
    pub description: LocalizedText,
    /// The published version; none before the first publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The form it starts from.
    pub form_id: FormId,
    /// The form's name.
    pub form_name: LocalizedText,
    /// An icon's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Whether the draft differs from the published version.
    pub draft: bool,
}

/// A new flow.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateFlow {
    /// Its immutable key, unique in the tenant.
    pub key: Key,
    /// Its name.
    pub name: LocalizedText,
    /// The form it starts from.
    pub form_id: FormId,
}

/// A flow that can be started.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Flow {
    /// What a list says of it.
    #[serde(flatten)]
    pub summary: FlowSummary,
    /// What the start page needs.
    pub start: FlowStart,
}

/// What the start page needs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowStart {
    /// The published form.
    pub schema: FormSchema,
    /// The form's version.
    pub form_version: u32,
    /// What the initiator may do with each field.
    #[schema(value_type = BTreeMap<String, FieldRight>)]
    pub rights: FieldRights,
    /// The nodes whose people the initiator chooses.
    pub chooses: Vec<ChoosingNode>,
    /// Who would be asked, with an empty form.
    pub upcoming: Vec<UpcomingNode>,
}

/// A node whose people the initiator chooses.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ChoosingNode {
    /// The node's key.
    pub node: Key,
    /// Its name.
    pub name: LocalizedText,
    /// Whether several may be chosen.
    pub multiple: bool,
}

/// A node that is expected to come.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct UpcomingNode {
    /// The node's key.
    pub node: Key,
    /// Its name.
    pub name: LocalizedText,
    /// Its kind.
    pub kind: String,
    /// Who would act, by today's organisation.
    pub actors: Vec<PersonRef>,
    /// Why they, as a sentence.
    pub reason: String,
}

/// A form half filled in, to see what would happen.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewFlow {
    /// The values so far.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The department to act for.
    pub department_id: Option<DepartmentId>,
    /// Whom the initiator chose.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<UserId>>)]
    pub chosen: Chosen,
}

/// What would happen.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FlowPreview {
    /// Who would be asked, in order.
    pub upcoming: Vec<UpcomingNode>,
    /// The form with that data.
    pub state: FormState,
}

/// A flow's draft.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FlowDraft {
    /// What is drawn so far.
    pub definition: FlowDefinition,
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
pub struct SaveFlowDraft {
    /// What is drawn so far.
    pub definition: FlowDefinition,
}

/// A published version with its definition.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FlowVersion {
    /// What a list says of it.
    #[serde(flatten)]
    pub info: VersionInfo,
    /// Its definition.
    pub definition: FlowDefinition,
}
