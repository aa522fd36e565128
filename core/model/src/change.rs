//! The change log: every committed change, with who, for whom, through what, before and after.

use serde::{Deserialize, Serialize};

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
}
