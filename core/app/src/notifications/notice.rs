//! What a notification tells, as it is stored: facts, not sentences. The sentence is made when it is read, in the
//! reader's language.

use serde::{Deserialize, Serialize};
use weir_flow::definition::MessageTemplate;
use weir_model::LocalizedText;
use weir_model::id::{
    CommentId, FileId, FormId, InstanceId, ProjectId, RecordId, TaskId, UserId, WorkItemId,
};

use crate::dto::approvals::SummaryItem;
use crate::dto::operations::NotificationEvent;

/// The facts behind one sentence. What an event does not need stays empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Notice {
    /// The instance's title.
    pub title: String,
    /// The flow's name.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub flow: LocalizedText,
    /// The node's name.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub node: LocalizedText,
    /// Whose doing it is: who started, decided, or said something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<UserId>,
    /// How it was decided, or how it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// How the recipient stands to a project that was founded; none for who is in it without leading it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The comment, the opinion, or the flow's own message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A few fields, and only such as the recipient may see.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub summary: Vec<SummaryItem>,
    /// The flow's own wording, filled in; without one the product's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<MessageTemplate>,
}

/// How a to-do was decided or an instance ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Agreed to.
    Approved,
    /// Refused.
    Rejected,
    /// Worked on and finished.
    Completed,
    /// Handed to somebody else.
    Transferred,
    /// Sent back for changes.
    Returned,
    /// Taken back by its initiator.
    Withdrawn,
    /// Ended by an administrator.
    Terminated,
    /// It cannot go on.
    Failed,
}

impl Outcome {
    /// The word, as message codes end with it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Completed => "completed",
            Self::Transferred => "transferred",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
            Self::Failed => "failed",
        }
    }
}

/// How somebody stands to a project that an approval brought into being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// They lead it.
    Lead,
    /// They asked for it and do not see it.
    Outside,
    /// They asked for it, and it could not be founded.
    Waits,
    /// It could not be founded, and they may try again.
    Mends,
}

/// One person to be told one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Whom.
    pub to: UserId,
    /// What kind of thing.
    pub event: NotificationEvent,
    /// The facts.
    pub notice: Notice,
    /// The page that it leads to, as a path of the web app.
    pub link: String,
    /// The instance that it is about.
    pub instance: Option<InstanceId>,
    /// The to-do that it is about.
    pub task: Option<TaskId>,
    /// The project that it is about.
    pub project: Option<ProjectId>,
}

/// The page that opens this very to-do.
#[must_use]
pub fn link_to_task(instance: InstanceId, task: TaskId) -> String {
    format!("/approvals/todo/{instance}?task={task}")
}

/// The page of an instance that its initiator sees.
#[must_use]
pub fn link_to_started(instance: InstanceId) -> String {
    format!("/approvals/started/{instance}")
}

/// The page of a work item.
#[must_use]
pub fn link_to_item(project: ProjectId, item: WorkItemId) -> String {
    format!("/projects/{project}/items/{item}")
}

/// The page of a work item, at something that was said there.
#[must_use]
pub fn link_to_comment(project: ProjectId, item: WorkItemId, comment: CommentId) -> String {
    format!("{}#{comment}", link_to_item(project, item))
}

/// The page of what an administrator has to look after.
pub const LINK_TO_INCIDENTS: &str = "/admin/incidents";

/// The page of a record.
#[must_use]
pub fn link_to_record(form: FormId, record: RecordId) -> String {
    format!("/forms/{form}/records/{record}")
}

/// The page of a project.
#[must_use]
pub fn link_to_project(project: ProjectId) -> String {
    format!("/projects/{project}")
}

/// A page, at a file that stands on it.
#[must_use]
pub fn link_to_file(page: &str, file: FileId) -> String {
    format!("{page}#{file}")
}

/// The page of a copy.
#[must_use]
pub fn link_to_copy(instance: InstanceId) -> String {
    format!("/approvals/copied/{instance}")
}
