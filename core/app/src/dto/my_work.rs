//! What a person has to do over all projects, and by when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::{ProjectId, WorkItemId};
use weir_model::{Key, LocalizedText};
use weir_work::Category;

use super::approvals::TaskRow;

/// How much a work item presses. Weeks end on Sunday, days are the tenant's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Press {
    /// Due before today.
    Overdue,
    /// Due today.
    Today,
    /// Due later this week.
    Week,
    /// Due after this week, or at no time.
    Later,
}

/// A work item that is the caller's to do: assigned to them, in no status that means done, in a project that they
/// may see and that is not archived.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MyWorkItem {
    /// Its id.
    pub id: WorkItemId,
    /// Its project.
    pub project_id: ProjectId,
    /// The project's name.
    pub project_name: String,
    /// Its key, such as `LINE-12`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its type's key.
    #[serde(rename = "type")]
    pub kind: Key,
    /// Its type's name.
    pub type_name: LocalizedText,
    /// Its status's key.
    pub status: String,
    /// Its status's name.
    pub status_name: LocalizedText,
    /// What the status means for progress.
    pub category: Category,
    /// The day by which it is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due: Option<Date>,
    /// How much it presses.
    pub press: Press,
    /// The status that means done and to which a way leads from here; none where there is no such way, or the
    /// caller may not change the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish: Option<Key>,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// How many items press how much; each number counts what the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MyWorkCounts {
    /// All of them.
    pub all: u64,
    /// Due before today.
    pub overdue: u64,
    /// Due today.
    pub today: u64,
    /// Due later this week.
    pub week: u64,
    /// Due after this week, or at no time.
    pub later: u64,
}

/// One page of what the caller has to do, by the day on which it is due.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MyWorkPage {
    /// The rows.
    pub items: Vec<MyWorkItem>,
    /// Give it back as `cursor` for the next page; null on the last.
    pub next: Option<String>,
    /// How many there are of each kind, whatever the page shows.
    pub counts: MyWorkCounts,
}

/// What is due on the next seven days, today first.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Deadlines {
    /// The days, each with how much is due on it.
    pub days: Vec<DeadlineDay>,
    /// Open to-dos that are due on one of them, the earliest first.
    pub tasks: Vec<TaskRow>,
    /// Work items that are due on one of them, the earliest first.
    pub items: Vec<MyWorkItem>,
    /// Whether there is more than is listed and counted here.
    pub more: bool,
}

/// A day, and how much is due on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct DeadlineDay {
    /// The day in the tenant's time zone.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Open to-dos.
    pub tasks: u64,
    /// Work items.
    pub items: u64,
}
