//! A type of work items: what it is called, where it may stand, and the statuses that it goes through.

use serde::{Deserialize, Serialize};
use weir_model::{Key, LocalizedText};

use crate::transition::Mover;

/// A type of work items in a project. Its custom fields are a form of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkType {
    /// What it is called.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The types that it may stand below; left out: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parents: Option<Vec<Key>>,
    /// Whether it may stand below nothing.
    pub root: bool,
    /// The statuses that it goes through.
    pub workflow: Workflow,
}

/// Statuses and the ways between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Workflow {
    /// Where a new item begins.
    pub initial: Key,
    /// The statuses, in the order of the board's columns.
    pub statuses: Vec<Status>,
    /// The ways between them.
    pub transitions: Vec<Transition>,
}

/// One status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Status {
    /// The immutable key.
    pub key: Key,
    /// What people read.
    pub name: LocalizedText,
    /// What it means for progress.
    pub category: Category,
}

/// What a status means for progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Category {
    /// Not begun.
    Todo,
    /// Begun.
    Doing,
    /// Finished, one way or another.
    Done,
}

/// A way from some statuses to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Transition {
    /// What the button says; empty: the name of the status it leads to.
    #[serde(default, skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// From where; empty: from everywhere else.
    #[serde(default)]
    pub from: Vec<Key>,
    /// To where.
    pub to: Key,
    /// Who may go it; empty: any member.
    #[serde(default)]
    pub who: Vec<Mover>,
    /// What must be filled in: keys of custom fields, `$assignee`, `$start`, `$due`.
    #[serde(default)]
    pub required: Vec<String>,
}

impl Workflow {
    /// The status of that key.
    #[must_use]
    pub fn status(&self, key: &str) -> Option<&Status> {
        self.statuses.iter().find(|s| s.key.as_str() == key)
    }

    /// The ways from one status to another.
    pub fn ways<'a, 'b>(&'a self, from: &'b str, to: &'b str) -> impl Iterator<Item = &'a Transition> {
        self.transitions.iter().filter(move |t| t.leads(from, to))
    }

    /// The keys of the statuses of a category.
    pub fn of_category(&self, category: Category) -> impl Iterator<Item = &Key> {
        self.statuses.iter().filter(move |s| s.category == category).map(|s| &s.key)
    }
}

impl Transition {
    /// Whether it leads from one status to another.
    #[must_use]
    pub fn leads(&self, from: &str, to: &str) -> bool {
        from != to
            && self.to.as_str() == to
            && (self.from.is_empty() || self.from.iter().any(|f| f.as_str() == from))
    }
}
