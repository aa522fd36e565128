//! Work items: in lists, on boards, on their own pages, and what is said about them.

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::ToSchema;
use weir_forms::schema::FormSchema;
use weir_model::id::{CommentId, FileId, ProjectId, UserId, WorkItemId};
use weir_model::{Key, LocalizedText};
use weir_work::Category;
pub use weir_work::RelationKind;

use super::common::{FileInfo, PersonRef, Problem, ProblemItem, Refs, present};

/// What other pages say of a work item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItemRef {
    /// Its id.
    pub id: WorkItemId,
    /// Its project.
    pub project_id: ProjectId,
    /// Its key, such as `LINE-12`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its type's key.
    #[serde(rename = "type")]
    pub kind: Key,
    /// Its status's key.
    pub status: String,
}

/// A work item in a list.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItem {
    /// Its id.
    pub id: WorkItemId,
    /// Its project.
    pub project_id: ProjectId,
    /// Its key, such as `LINE-12`.
    pub key: String,
    /// Its number in the project.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// Its type's key.
    #[serde(rename = "type")]
    pub kind: Key,
    /// Its status's key.
    pub status: String,
    /// What the status means for progress.
    pub category: Category,
    /// Who does it.
    pub assignee: Option<PersonRef>,
    /// The item above.
    pub parent: Option<WorkItemRef>,
    /// The first day.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// The day by which it is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// Its place in the manual order, compared as text.
    pub rank: String,
    /// Its custom fields by key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub fields: Map<String, Json>,
    /// How many items stand directly below it.
    pub children: u64,
    /// Who created it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it went to the recycle bin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// One page of work items, with what the ids in them stand for.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItemPage {
    /// The rows.
    pub items: Vec<WorkItem>,
    /// Give it back as `cursor` for the next page; null on the last.
    pub next: Option<String>,
    /// How many rows there are, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Whether the count stopped at its cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_capped: Option<bool>,
    /// What the ids in the fields stand for.
    pub refs: Refs,
}

/// A work item with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItemDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub row: WorkItem,
    /// The items above it, the nearest first.
    pub path: Vec<WorkItemRef>,
    /// Its custom fields' schema.
    pub schema: FormSchema,
    /// What the ids in its fields stand for.
    pub refs: Refs,
    /// What the caller may do with it.
    pub can: WorkItemCan,
    /// Where it may go from here.
    pub moves: Vec<StatusMove>,
    /// How it stands to other items that the caller may see.
    pub relations: Vec<Relation>,
    /// Who is told of what happens to it.
    pub watchers: Vec<PersonRef>,
    /// Whether the caller is.
    pub watching: bool,
}

/// What the caller may do with a work item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkItemCan {
    /// Change and delete it.
    pub update: bool,
    /// Say something about it.
    pub comment: bool,
}

/// A status that a work item may go to, or why not.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StatusMove {
    /// The status's key.
    pub to: Key,
    /// What the button says.
    pub name: LocalizedText,
    /// Whether the caller may go there now.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ProblemItem>,
}

/// A relation as one of its two items sees it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// What kind.
    pub kind: RelationKind,
    /// Whether this item is the second one of it: is blocked, is duplicated.
    pub inverse: bool,
    /// The other item.
    pub item: WorkItemRef,
}

/// A relation to be made.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddRelation {
    /// What kind.
    pub kind: RelationKind,
    /// The second item of it.
    pub to: WorkItemId,
}

/// A new work item.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CreateWorkItem {
    /// Its title.
    pub title: String,
    /// Its type's key; left out, the project's first.
    #[serde(rename = "type")]
    pub kind: Option<Key>,
    /// Its status's key; left out, where its workflow begins.
    pub status: Option<String>,
    /// Who does it: a member of the project.
    pub assignee: Option<UserId>,
    /// The first day.
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// The day by which it is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// The item above.
    pub parent: Option<WorkItemId>,
    /// Its custom fields by key.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    pub fields: Map<String, Json>,
}

/// A change of a work item; what is left out stays, null clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UpdateWorkItem {
    /// Its title.
    pub title: Option<String>,
    /// Another type: fields that both types have stay, and so does a status that both have.
    #[serde(rename = "type")]
    pub kind: Option<Key>,
    /// Another status, where the workflow leads to it.
    pub status: Option<String>,
    /// Who does it: a member of the project.
    #[serde(deserialize_with = "present")]
    pub assignee: Option<Option<UserId>>,
    /// The first day.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Option<Date>>,
    /// The day by which it is due.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Option<Date>>,
    /// The item above.
    #[serde(deserialize_with = "present")]
    pub parent: Option<Option<WorkItemId>>,
    /// Custom fields by key; those left out stay.
    #[schema(value_type = Option<BTreeMap<String, serde_json::Value>>)]
    pub fields: Option<Map<String, Json>>,
    /// Its place in the manual order.
    pub place: Option<PlaceWish>,
}

/// A place in the manual order: next to another item of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlaceWish {
    /// Right behind this item.
    pub after: Option<WorkItemId>,
    /// Right before this item. Without either: at the very top; never both.
    pub before: Option<WorkItemId>,
}

/// Several work items to change or delete alike.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkWorkItems {
    /// Which, all of one project.
    pub ids: Vec<WorkItemId>,
    /// What to change of each.
    #[serde(default)]
    pub change: Option<UpdateWorkItem>,
    /// Whether to move them to the recycle bin instead.
    #[serde(default)]
    pub delete: bool,
}

/// How each went.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BulkResults {
    /// One entry an item, in the order given.
    pub results: Vec<BulkResult>,
}

/// How it went with one item.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BulkResult {
    /// The item.
    pub id: WorkItemId,
    /// Whether it was done.
    pub ok: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// A copy to be made of a work item.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CopyWorkItem {
    /// The copy's title; left out, the same.
    pub title: Option<String>,
}

/// Another project for a work item.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveWorkItem {
    /// The project, in which the caller works too.
    pub project: ProjectId,
    /// The type that it becomes there; left out, the one of the same key.
    #[serde(default, rename = "type")]
    pub kind: Option<Key>,
}

/// A board: columns of work items in their manual order.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// What the columns stand for: `$status` or a field's key.
    pub columns_by: String,
    /// What the lanes stand for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lanes_by: Option<String>,
    /// The columns, in order.
    pub columns: Vec<BoardColumn>,
    /// The lanes that have a card, in order; a lane without a key holds what has no value.
    pub lanes: Vec<BoardLane>,
    /// What the ids in the fields stand for.
    pub refs: Refs,
}

/// One column of a board.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoardColumn {
    /// The status's or option's key; null for items without a value.
    pub key: Option<Key>,
    /// What people read.
    pub name: LocalizedText,
    /// What a status means for progress.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How many items it may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wip: Option<u32>,
    /// How many items it holds, all lanes and cards beyond the first ones counted.
    pub count: u64,
    /// Whether the count stopped at its cap.
    pub count_capped: bool,
    /// The first cards.
    pub cards: Vec<BoardCard>,
}

/// A card on a board.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BoardCard {
    /// The item.
    #[serde(flatten)]
    pub item: WorkItem,
    /// The lane that it lies in.
    pub lane: Option<String>,
    /// The statuses that the caller may move it to now.
    pub moves: Vec<Key>,
}

/// A lane of a board.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct BoardLane {
    /// A type's, option's or status's key, or the id of a person or item; null for what has no value.
    pub key: Option<String>,
    /// What people read, where the key is no person and no item.
    #[serde(skip_serializing_if = "LocalizedText::is_empty")]
    pub name: LocalizedText,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<WorkItemRef>,
}

/// Something said about a work item.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WorkItemComment {
    /// The comment's id.
    pub id: CommentId,
    /// Who said it.
    pub author: PersonRef,
    /// What they said.
    pub text: String,
    /// Who is named in it.
    pub mentions: Vec<PersonRef>,
    /// Files that came with it.
    pub files: Vec<FileInfo>,
    /// When.
    pub at: Timestamp,
    /// When its author changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// Reactions with those who gave them.
    #[schema(value_type = BTreeMap<String, Vec<PersonRef>>)]
    pub reactions: IndexMap<String, Vec<PersonRef>>,
}

/// Something to say about a work item.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayOnWorkItem {
    /// What to say.
    pub text: String,
    /// Whom it names: members of the project, who are told.
    #[serde(default)]
    pub mentions: Vec<UserId>,
    /// Uploaded files to go with it.
    #[serde(default)]
    pub files: Vec<FileId>,
}

/// A comment said anew by its author.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditWorkItemComment {
    /// What to say.
    pub text: String,
    /// Whom it names.
    #[serde(default)]
    pub mentions: Vec<UserId>,
}

/// Whether the caller watches a work item.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// Whether to be told of what happens.
    pub watching: bool,
}

/// A reaction to a comment.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct React {
    /// An emoji.
    pub emoji: String,
    /// Whether it stands or is taken back.
    pub on: bool,
}
