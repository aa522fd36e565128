//! Handing over the work of somebody who leaves.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{FormId, FormLinkId, ProjectId, UserId};

use super::common::{DepartmentRef, Problem};

/// What hangs on a person, as far as the caller may hand it over.
#[derive(Debug, Clone, PartialEq, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Holdings {
    /// Their open to-dos, counted up to 10,000.
    pub tasks: u32,
    /// The departments that they head.
    pub departments: Vec<DepartmentRef>,
    /// The projects that they lead or have unfinished items in; archived ones left out.
    pub projects: Vec<HeldProject>,
    /// The links to forms that lend their rights, 100 at most; told to who may keep links. They do not change hands
    /// here: whoever is to lend theirs takes each over.
    pub links: Vec<HeldLink>,
}

/// A link that lends a person's rights.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldLink {
    /// The link.
    pub id: FormLinkId,
    /// Its form.
    pub form_id: FormId,
    /// What its keepers call it.
    pub name: String,
}

/// What hangs on a person in a project.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldProject {
    /// The project.
    pub id: ProjectId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether they lead it.
    pub leads: bool,
    /// The unfinished items that are assigned to them, counted up to 10,000.
    pub items: u64,
}

/// What to hand over, and to whom.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HandOver {
    /// Who takes over.
    pub to: UserId,
    /// Their open to-dos, also those that their flow lets nobody hand on.
    #[serde(default)]
    pub tasks: bool,
    /// Heading departments.
    #[serde(default)]
    pub departments: bool,
    /// Leading projects.
    #[serde(default)]
    pub projects: bool,
    /// Unfinished work items; whoever takes over becomes a member of their projects.
    #[serde(default)]
    pub work_items: bool,
    /// A word to whoever takes over, which stands in the history of each to-do.
    #[serde(default)]
    pub comment: String,
}

/// What one call handed over.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandOverResult {
    /// How many things changed hands.
    pub done: u32,
    /// What could not, each by itself.
    pub failed: Vec<HandOverFailure>,
    /// What still hangs on the person. Call again while something changes hands.
    pub left: Holdings,
}

/// Something that did not change hands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HandOverFailure {
    /// What it is called.
    pub title: String,
    /// Why not.
    pub problem: Problem,
}
