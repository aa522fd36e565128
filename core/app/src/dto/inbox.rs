//! Around the to-dos: copies, drafts of submissions, and the counts on the rail.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_model::id::{CopyId, DepartmentId, DraftId, InstanceId, UserId};
use weir_model::{Key, LocalizedText};

use super::approvals::SummaryItem;
use super::common::{PersonRef, ProblemItem};
use super::flows::Chosen;

/// A copy that was sent to the caller.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CopyRow {
    /// The copy's id.
    pub id: CopyId,
    /// Its instance.
    pub instance_id: InstanceId,
    /// What the instance is called.
    pub title: String,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// The instance's serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// A few fields, money first.
    pub summary: Vec<SummaryItem>,
    /// Who started the instance.
    pub initiator: PersonRef,
    /// When it was sent.
    pub created_at: Timestamp,
    /// When it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
}

/// The numbers on the rail; each equals the length of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Open to-dos.
    pub open_tasks: u64,
    /// Open to-dos past their time.
    pub overdue_tasks: u64,
    /// Copies not read.
    pub unread_copies: u64,
    /// Drafts.
    pub drafts: u64,
    /// Notifications not read.
    pub unread_notifications: u64,
    /// Among these, where somebody named the caller.
    pub unread_mentions: u64,
    /// Work items that are the caller's to do.
    pub work_items: u64,
    /// Running instances that the caller started.
    pub started: u64,
}

/// A draft of a submission, kept on the server.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The draft's id.
    pub id: DraftId,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// What it would be called.
    pub title: String,
    /// The values so far, as far as the current version of the form knows them.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The department to act for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// Whom the initiator chose.
    #[schema(value_type = BTreeMap<String, Vec<UserId>>)]
    pub chosen: Chosen,
    /// The form's version when it was last saved.
    pub form_version: u32,
    /// The form's version now.
    pub current_form_version: u32,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// The revision for `If-Match`.
    pub rev: i64,
    /// What the newer version of the form left out or changed.
    pub adjusted: Vec<ProblemItem>,
}

/// A draft to be made or saved; it may be incomplete.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The flow's key; cannot change later.
    pub flow_key: Key,
    /// The values so far.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The department to act for.
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
    /// Whom the initiator chose.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<UserId>>)]
    pub chosen: Chosen,
}
