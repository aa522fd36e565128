//! Instances and to-dos.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_flow::definition::{Buttons, Demands};
use weir_forms::schema::FormSchema;
use weir_model::id::{DepartmentId, DraftId, FileId, FlowId, FormId, InstanceId, TaskId, UserId};
use weir_model::permission::{FieldRight, FieldRights};
use weir_model::{Key, LocalizedText};

use super::comments::Comment;
use super::common::{DepartmentRef, FileInfo, PersonRef, Problem, Refs};
use super::files::DecidedDocument;
use super::flows::{Chosen, UpcomingNode};
use super::projects::FoundedProject;
use super::records::FormState;

/// How an instance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstanceStatus {
    /// It waits for somebody or something.
    Running,
    /// It reached its end.
    Approved,
    /// A rejection ended it.
    Rejected,
    /// Its initiator took it back.
    Withdrawn,
    /// An administrator ended it.
    Terminated,
    /// It cannot go on; see the incidents.
    Failed,
}

/// A field's value as one line, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SummaryItem {
    /// The field's key.
    pub key: Key,
    /// The field's label.
    pub label: LocalizedText,
    /// The field's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The value.
    pub text: String,
}

/// A submission.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartInstance {
    /// Values by field key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The department to act for; left out, the main one.
    #[serde(default)]
    pub department_id: Option<DepartmentId>,
    /// Whom the initiator chose, by node key.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<UserId>>)]
    pub chosen: Chosen,
    /// The draft that this came from; it is deleted with the submission.
    #[serde(default)]
    pub draft_id: Option<DraftId>,
}

/// A new submission after a return.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResubmitInstance {
    /// Values by field key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// Whom the initiator chose, by node key.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<UserId>>)]
    pub chosen: Chosen,
}

/// A word with an act on an instance.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithComment {
    /// Why.
    #[serde(default)]
    pub comment: String,
}

/// An instance in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceRow {
    /// The instance's id.
    pub id: InstanceId,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// What it is called.
    pub title: String,
    /// Its serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// A few fields, money first.
    pub summary: Vec<SummaryItem>,
    /// How it stands.
    pub status: InstanceStatus,
    /// Who started it.
    pub initiator: PersonRef,
    /// When.
    pub started_at: Timestamp,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Where it waits.
    pub current_steps: Vec<CurrentStep>,
}

/// Where an instance waits, and for whom.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CurrentStep {
    /// The node's name.
    pub name: LocalizedText,
    /// Who is asked.
    pub actors: Vec<PersonRef>,
}

/// An instance with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Instance {
    /// The instance's id.
    pub id: InstanceId,
    /// The flow.
    pub flow_id: FlowId,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// The form.
    pub form_id: FormId,
    /// The form's version.
    pub form_version: u32,
    /// The flow's version.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// Its serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// How it stands.
    pub status: InstanceStatus,
    /// The revision of its state.
    pub rev: i64,
    /// Who started it.
    pub initiator: PersonRef,
    /// The department that they acted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentRef>,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The schema of its form's version, without the fields that the caller may not see.
    pub schema: FormSchema,
    /// Its values, likewise.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// What the caller may do with each field now.
    #[schema(value_type = BTreeMap<String, FieldRight>)]
    pub rights: FieldRights,
    /// The form as it stands.
    pub state: FormState,
    /// What the ids stand for.
    pub refs: Refs,
    /// The nodes entered so far, conditions included, in order.
    pub steps: Vec<Step>,
    /// The nodes expected to come.
    pub upcoming: Vec<UpcomingNode>,
    /// What happened, in order.
    pub events: Vec<HistoryEntry>,
    /// What was said about it.
    pub comments: Vec<Comment>,
    /// The caller's own open to-dos in it.
    pub my_tasks: Vec<TaskDetail>,
    /// The project that its approval brings into being.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<FoundedProject>,
    /// What the caller may do with it.
    pub can: InstanceCan,
}

/// What the caller may do with an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct InstanceCan {
    /// Take it back.
    pub withdraw: bool,
    /// End it as an administrator.
    pub terminate: bool,
    /// Say something about it.
    pub comment: bool,
    /// Print it.
    pub print: bool,
    /// Submit it again after a return.
    pub resubmit: bool,
}

/// One entered node.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The activation's number in the instance.
    pub activation: u32,
    /// The node's key.
    pub node: Key,
    /// The node's name.
    pub name: LocalizedText,
    /// The node's kind.
    pub kind: String,
    /// How it stands.
    pub status: StepStatus,
    /// Who acts or acted.
    pub actors: Vec<PersonRef>,
    /// What they decided, in order.
    pub decisions: Vec<Decision>,
    /// Why they, or what a condition compared, as a sentence.
    pub reason: String,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// When it was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_at: Option<Timestamp>,
}

/// How an entered node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum StepStatus {
    /// It waits for somebody.
    Waiting,
    /// It was approved.
    Approved,
    /// It was rejected.
    Rejected,
    /// The work was done.
    Completed,
    /// It passed by itself.
    Passed,
    /// It was closed without a decision.
    Cancelled,
    /// It was returned.
    Returned,
    /// A condition took a branch.
    Taken,
    /// A copy or message went out.
    Sent,
}

/// One person's decision.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Who decided.
    pub actor: PersonRef,
    /// Whose to-do it was before a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<PersonRef>,
    /// `approve`, `reject`, `complete`, `transfer`, `submit`.
    pub verdict: String,
    /// The opinion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The hand-written signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<FileInfo>,
    /// Files that came with it.
    pub files: Vec<FileInfo>,
    /// Documents in the form that it was about and that have another version since.
    pub documents: Vec<DecidedDocument>,
    /// When.
    pub at: Timestamp,
}

/// One line of a history.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HistoryEntry {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what the flow did by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<PersonRef>,
    /// What kind of event, such as `decided`.
    pub kind: String,
    /// The node's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<Key>,
    /// What happened, as a sentence.
    pub text: String,
    /// Fields that changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
}

/// A field before and after, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// The field's key.
    pub field: String,
    /// The field's label.
    pub label: LocalizedText,
    /// Its value before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Its value after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A to-do in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    /// The to-do's id.
    pub id: TaskId,
    /// Its instance.
    pub instance_id: InstanceId,
    /// The node's key.
    pub node: Key,
    /// The node's name.
    pub node_name: LocalizedText,
    /// `approve`, `handle` or `resubmit`.
    pub node_kind: String,
    /// What the instance is called.
    pub title: String,
    /// The flow's key.
    pub flow_key: Key,
    /// The flow's name.
    pub flow_name: LocalizedText,
    /// The instance's serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// A few fields, money first.
    pub summary: Vec<SummaryItem>,
    /// Who started the instance.
    pub initiator: PersonRef,
    /// Whose to-do it is.
    pub actor: PersonRef,
    /// How it stands.
    pub state: TaskState,
    /// How it ended: `approve`, `reject`, `complete`, `transfer`, `cancelled`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it should be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
}

/// How a to-do stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TaskState {
    /// It waits.
    Open,
    /// Its person acted.
    Done,
    /// It was closed without them.
    Cancelled,
}

/// A to-do with everything that the decision bar needs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaskDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub row: TaskRow,
    /// The activation's number in the instance.
    pub activation: u32,
    /// The slot's number in the activation.
    pub slot: u32,
    /// Which buttons, and how they are called.
    pub buttons: Buttons,
    /// What must come with the decision.
    pub demands: Demands,
    /// What may be done with each field.
    #[schema(value_type = BTreeMap<String, FieldRight>)]
    pub rights: FieldRights,
    /// Why it came to this person, as a sentence.
    pub why: String,
    /// Who comes after an approval, with the present data.
    pub next: Vec<UpcomingNode>,
    /// What a rejection does, as a sentence.
    #[serde(rename = "rejectTo")]
    pub reject_to: String,
}

/// A decision on a to-do.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecideTask {
    /// The opinion.
    #[serde(default)]
    pub comment: String,
    /// New values of the fields that may be changed here.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub data: Map<String, Json>,
    /// The hand-written signature.
    #[serde(default)]
    pub signature: Option<FileId>,
    /// Uploaded files to go with it.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// The documents in the form as the caller saw them, by id with the hash of their content: a decision about one
    /// that was changed since is refused. One that is not named is not looked at.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub seen_documents: BTreeMap<FileId, String>,
    /// For a transfer: to whom.
    #[serde(default)]
    pub to: Option<UserId>,
    /// The caller's own name for this decision; saying it again does not decide again.
    #[serde(default)]
    pub command_id: Option<String>,
}

/// One verdict over several to-dos.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideTasks {
    /// The verdict.
    pub verdict: BatchVerdict,
    /// The to-dos.
    pub ids: Vec<TaskId>,
    /// The opinion, the same on all.
    #[serde(default)]
    pub comment: String,
}

/// A verdict that can be given over several to-dos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum BatchVerdict {
    /// Yes.
    Approve,
    /// No.
    Reject,
}

/// What became of each to-do.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BatchReply {
    /// One result a to-do, in the order asked for.
    pub results: Vec<BatchResult>,
}

/// What became of one to-do.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BatchResult {
    /// The to-do.
    pub id: TaskId,
    /// Whether it was decided.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// An instance for paper, with who printed it and when.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstancePrint {
    /// The instance.
    pub instance: Instance,
    /// When it was printed.
    pub printed_at: Timestamp,
    /// By whom.
    pub printed_by: PersonRef,
    /// The company's name.
    pub tenant_name: String,
}
