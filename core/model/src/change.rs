//! The change log: every committed change, with who, for whom, through what, before and after.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id;

/// What a change-log entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Subject {
    /// Sign-ins, sessions, tokens.
    Session,
    /// A department.
    Department,
    /// A post.
    Post,
    /// A person.
    User,
    /// A role, its permissions or holders.
    Role,
    /// A form or its draft.
    Form,
    /// A record.
    Record,
    /// A flow or its draft.
    Flow,
    /// An instance of a flow.
    Instance,
    /// A to-do.
    Task,
    /// A project, its members or types.
    Project,
    /// A work item.
    WorkItem,
    /// A comment.
    Comment,
    /// A file.
    File,
    /// A draft of a submission.
    Draft,
    /// A notification.
    Notification,
    /// A job or incident.
    Job,
    /// The tenant's settings.
    Settings,
    /// Long work that a person started.
    BackgroundTask,
    /// What is brought in from one file.
    Import,
    /// A view of a list that somebody keeps.
    SavedView,
    /// A link by which others fill in a form.
    FormLink,
    /// What somebody says about the product.
    Feedback,
    /// A template that projects are founded from.
    ProjectTemplate,
}

impl Subject {
    /// The id of such a thing as the API writes it. A job's entries are about its incident; a session's may be
    /// about an API token, which is shown as one of the sessions.
    #[must_use]
    pub fn id_text(self, uuid: Uuid) -> String {
        match self {
            Self::Session => id::SessionId::from_uuid(uuid).to_string(),
            Self::Department => id::DepartmentId::from_uuid(uuid).to_string(),
            Self::Post => id::PostId::from_uuid(uuid).to_string(),
            Self::User => id::UserId::from_uuid(uuid).to_string(),
            Self::Role => id::RoleId::from_uuid(uuid).to_string(),
            Self::Form => id::FormId::from_uuid(uuid).to_string(),
            Self::Record => id::RecordId::from_uuid(uuid).to_string(),
            Self::Flow => id::FlowId::from_uuid(uuid).to_string(),
            Self::Instance => id::InstanceId::from_uuid(uuid).to_string(),
            Self::Task => id::TaskId::from_uuid(uuid).to_string(),
            Self::Project => id::ProjectId::from_uuid(uuid).to_string(),
            Self::WorkItem => id::WorkItemId::from_uuid(uuid).to_string(),
            Self::Comment => id::CommentId::from_uuid(uuid).to_string(),
            Self::File => id::FileId::from_uuid(uuid).to_string(),
            Self::Draft => id::DraftId::from_uuid(uuid).to_string(),
            Self::Notification => id::NotificationId::from_uuid(uuid).to_string(),
            Self::Job => id::IncidentId::from_uuid(uuid).to_string(),
            Self::Settings => id::TenantId::from_uuid(uuid).to_string(),
            Self::BackgroundTask => id::BackgroundTaskId::from_uuid(uuid).to_string(),
            Self::Import => id::ImportId::from_uuid(uuid).to_string(),
            Self::SavedView => id::SavedViewId::from_uuid(uuid).to_string(),
            Self::FormLink => id::FormLinkId::from_uuid(uuid).to_string(),
            Self::Feedback => id::FeedbackId::from_uuid(uuid).to_string(),
            Self::ProjectTemplate => id::ProjectTemplateId::from_uuid(uuid).to_string(),
        }
    }
}

/// What happened to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Verb {
    /// It came to be.
    Created,
    /// It changed.
    Updated,
    /// It went to the recycle bin or was removed.
    Deleted,
    /// A version became current.
    Published,
    /// A right was given.
    Granted,
    /// A right was taken away.
    Revoked,
    /// A principal came in.
    SignedIn,
    /// A principal left.
    SignedOut,
    /// An attempt was refused.
    Denied,
    /// Data left the server as a whole.
    Exported,
    /// Somebody began to look through a person's eyes.
    ViewBegan,
    /// They stopped.
    ViewEnded,
}
