//! What is found, by kind.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{FormId, InstanceId, ProjectId};

/// A kind of thing that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SearchKind {
    /// A work item of a project that the caller is in.
    WorkItem,
    /// An instance that the caller started, acts in or was sent a copy of; every one for who administers flows.
    Instance,
    /// A record of a form.
    Record,
    /// A project that the caller is in.
    Project,
    /// A flow that the caller may start.
    Flow,
    /// A form whose records the caller may see.
    Form,
    /// A person, also by pinyin.
    Person,
    /// A file, by its name.
    File,
}

impl SearchKind {
    /// Every kind, in the order of an answer.
    pub const ALL: [Self; 8] = [
        Self::WorkItem,
        Self::Instance,
        Self::Record,
        Self::Project,
        Self::Flow,
        Self::Form,
        Self::Person,
        Self::File,
    ];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WorkItem => "workItem",
            Self::Instance => "instance",
            Self::Record => "record",
            Self::Project => "project",
            Self::Flow => "flow",
            Self::Form => "form",
            Self::Person => "person",
            Self::File => "file",
        }
    }
}

/// Something that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// Its id.
    pub id: String,
    /// What it is called, in the reader's language.
    pub title: String,
    /// What it is part of: the form, the project, the flow, the department.
    pub subtitle: String,
    /// Its key or number: `PRJ-12`, a serial number, a flow's key, a sign-in name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The form of a record, instance or flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// The project of a work item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// The instance that a record came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<InstanceId>,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
}

/// What was found of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SearchGroup {
    /// The kind.
    pub kind: SearchKind,
    /// The best first, the newest first among equals.
    pub items: Vec<SearchHit>,
    /// Whether there are more.
    pub more: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SearchResult {
    /// The kinds of which something was found.
    pub groups: Vec<SearchGroup>,
}
