//! Projects, their members and the types of their work items.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_forms::schema::FormSchema;
use weir_model::id::{FormId, InstanceId, ProjectId, UserId};
use weir_model::{Key, LocalizedText, ProjectTemplateRef};
use weir_work::{BoardSettings, ProjectRole, Workflow};

use super::common::{PersonRef, ProblemItem, present};
use super::forms::FieldListing;

/// A project.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The project's id.
    pub id: ProjectId,
    /// Its immutable key, with which the keys of its items begin.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who answers for it.
    pub lead: PersonRef,
    /// The caller's role in it.
    pub role: ProjectRole,
    /// What the caller may do in it.
    pub can: ProjectCan,
    /// The settings of its board.
    pub board: BoardSettings,
    /// How its items stand.
    pub items: ItemCounts,
    /// Where it came from, on its own page; left out for a project that somebody founded by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<ProjectOrigin>,
    /// When it was archived: nothing in it changes any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
    /// When it was founded.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// The approval that brought a project into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectOrigin {
    /// Which one, for who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<ProjectOriginRef>,
}

/// An instance whose approval brought a project into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectOriginRef {
    /// Its id.
    pub id: InstanceId,
    /// What it is called.
    pub title: String,
}

/// What the caller may do in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProjectCan {
    /// Create and change items.
    pub work: bool,
    /// Change the project, its members, types and board.
    pub arrange: bool,
}

/// How many items stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct ItemCounts {
    /// Not begun.
    pub todo: u64,
    /// Begun.
    pub doing: u64,
    /// Finished.
    pub done: u64,
}

/// A new project.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateProject {
    /// Its key: a letter, then letters, digits, `-` or `_`.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Who answers for it; left out, the caller.
    #[serde(default)]
    pub lead: Option<UserId>,
    /// Who else is in it.
    #[serde(default)]
    pub members: Vec<NewMember>,
    /// What it is founded from; left out, it begins with the usual types and nothing else.
    #[serde(default)]
    pub template: Option<ProjectTemplateRef>,
    /// The day from which the template's days are counted; left out, today.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// Who fills the template's places; one that is not named keeps the template's own person.
    #[serde(default)]
    pub places: Vec<FilledPlace>,
}

/// Who fills a place of a template.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilledPlace {
    /// The place's key.
    pub place: Key,
    /// Who; null for nobody.
    pub user: Option<UserId>,
}

/// Somebody to take into a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// Who.
    pub user: UserId,
    /// In which role.
    pub role: ProjectRole,
}

/// A change of a project; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateProject {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Who answers for it.
    pub lead: Option<UserId>,
    /// The settings of its board.
    pub board: Option<BoardSettings>,
}

/// A member of a project.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectMember {
    /// Who.
    pub user: PersonRef,
    /// In which role.
    pub role: ProjectRole,
    /// Since when.
    pub added_at: Timestamp,
}

/// The role that somebody shall have.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetMember {
    /// The role.
    pub role: ProjectRole,
}

/// A type of work items.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItemType {
    /// Its immutable key.
    pub key: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The types that it may stand below; left out: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parents: Option<Vec<Key>>,
    /// Whether it may stand below nothing.
    pub root: bool,
    /// The statuses that it goes through.
    pub workflow: Workflow,
    /// Its place among the types.
    pub sort: i64,
    /// The form of its custom fields: its draft and versions are those of this form.
    pub form_id: FormId,
    /// The custom fields, as published.
    pub schema: FormSchema,
    /// What lists may do with each field, by key; system columns begin with `$`.
    #[schema(value_type = BTreeMap<String, FieldListing>)]
    pub slots: IndexMap<String, FieldListing>,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A new type of work items.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateWorkItemType {
    /// Its immutable key.
    pub key: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(default)]
    pub icon: Option<String>,
    /// The types that it may stand below; left out: any.
    #[serde(default)]
    pub parents: Option<Vec<Key>>,
    /// Whether it may stand below nothing.
    #[serde(default = "yes")]
    pub root: bool,
    /// The statuses that it goes through; left out: to do, in progress, done, cancelled.
    #[serde(default)]
    pub workflow: Option<Workflow>,
    /// The custom fields; left out: a priority and a description.
    #[serde(default)]
    pub schema: Option<FormSchema>,
}

const fn yes() -> bool {
    true
}

/// A change of a type; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UpdateWorkItemType {
    /// What it is called.
    pub name: Option<LocalizedText>,
    /// An icon's name; null clears.
    #[serde(deserialize_with = "present")]
    pub icon: Option<Option<String>>,
    /// The types that it may stand below; null: any.
    #[serde(deserialize_with = "present")]
    pub parents: Option<Option<Vec<Key>>>,
    /// Whether it may stand below nothing.
    pub root: Option<bool>,
    /// The statuses that it goes through.
    pub workflow: Option<Workflow>,
    /// Its place among the types.
    pub sort: Option<i64>,
}

/// The project that an approval brings into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundedProject {
    /// Whether it is there yet.
    pub founded: bool,
    /// Which one, for who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<FoundedProjectRef>,
    /// Why it is not there and will not be before an administrator does something; absent while it is on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hindrance: Option<FoundingHindrance>,
}

/// What keeps a project from being founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundingHindrance {
    /// When it was given up.
    pub since: Timestamp,
    /// What is in its way as things stand now, each at the part of the project that it concerns: `lead`, `key`,
    /// `template`… None where that was mended since, or where it was nobody's doing.
    pub reasons: Vec<ProblemItem>,
    /// Whether an administrator decided to leave it at that.
    pub left: bool,
}

/// A project that an approval brought into being.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundedProjectRef {
    /// Its id.
    pub id: ProjectId,
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
}
