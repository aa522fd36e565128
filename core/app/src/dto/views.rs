//! Views of lists that people keep.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::filter::Filter;
use weir_model::id::SavedViewId;

use super::common::PersonRef;

/// How the rows of a view are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ViewLayout {
    /// Rows and columns.
    #[default]
    Table,
    /// Cards in the columns of a field's values.
    Board,
    /// On the days of a month.
    Calendar,
    /// Cards with a picture.
    Gallery,
}

/// Which rows a view shows, in which order, drawn how.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ViewSettings {
    /// How they are drawn.
    pub layout: ViewLayout,
    /// Which rows; all when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// `-amount`; the list's own order when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// The columns of a table or the lines of a card, in order; the list's own choice when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The field by whose values a board has its columns and a table its groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
    /// The date on which a row stands in a calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_field: Option<String>,
    /// The field whose first image is on the card of a gallery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_field: Option<String>,
    /// The type of work items shown; every type when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_type: Option<String>,
}

/// A view of a list that somebody keeps.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The view's id.
    pub id: SavedViewId,
    /// What its tab says.
    pub name: String,
    /// Whether everybody who sees the list sees it.
    pub shared: bool,
    /// Who keeps it.
    pub owner: PersonRef,
    /// Whether the caller may change it.
    pub can_edit: bool,
    /// Which rows, in which order, drawn how. Without its filter and order when `broken`.
    pub settings: ViewSettings,
    /// Whether it names a field that is gone or that the caller may not see.
    pub broken: bool,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A new view.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateSavedView {
    /// What its tab says.
    pub name: String,
    /// Whether everybody who sees the list is to see it.
    #[serde(default)]
    pub shared: bool,
    /// Which rows, in which order, drawn how.
    #[serde(default)]
    pub settings: ViewSettings,
}

/// A change of a view; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UpdateSavedView {
    /// What its tab says.
    pub name: Option<String>,
    /// Whether everybody who sees the list is to see it.
    pub shared: Option<bool>,
    /// Which rows, in which order, drawn how; replaced as a whole.
    pub settings: Option<ViewSettings>,
}
