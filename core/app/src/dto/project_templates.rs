//! Templates that projects are founded from.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::id::UserId;
use weir_model::{Key, LocalizedText, ProjectTemplateRef};
use weir_work::{Category, ProjectRole};

use super::common::PersonRef;

/// A template with what a project founded from it comes with.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectTemplate {
    /// How it is named.
    pub template: ProjectTemplateRef,
    /// What it is called.
    pub name: LocalizedText,
    /// What it is for.
    pub description: LocalizedText,
    /// An icon's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// What a project comes with.
    pub preview: ProjectTemplatePreview,
    /// Who made it; nobody of the company for one that comes with the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<PersonRef>,
    /// When they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When its name or description last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Whether the caller may rename and delete it.
    pub can_edit: bool,
    /// The revision for `If-Match`; 0 for one that comes with the product.
    pub rev: i64,
}

/// What a project founded from a template comes with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectTemplatePreview {
    /// The types of its work items, in their order.
    pub types: Vec<TemplateTypeInfo>,
    /// The places that people are put in; the lead's, whom a new project names anyway, is left out.
    pub places: Vec<TemplatePlaceInfo>,
    /// The names of its views.
    pub views: Vec<LocalizedText>,
    /// How many work items it begins with.
    pub items: u64,
    /// The first of their titles, in their order.
    pub titles: Vec<LocalizedText>,
    /// Days from the start to the last day that an item names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
}

/// A type of work items in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateTypeInfo {
    /// Its key.
    pub key: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// An icon's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The statuses that its items go through.
    pub statuses: Vec<TemplateStatusInfo>,
    /// How many custom fields it has.
    pub fields: u64,
}

/// A status in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateStatusInfo {
    /// What it is called.
    pub name: LocalizedText,
    /// What it means for progress.
    pub category: Category,
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplatePlaceInfo {
    /// Its key.
    pub key: Key,
    /// What it is called.
    pub name: LocalizedText,
    /// The role of whoever fills it.
    pub role: ProjectRole,
    /// Who fills it unless somebody else is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
}

/// A project kept as a template.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateProjectTemplate {
    /// What it is called.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Whether its work items come along: their titles, types, places, days and relations, at the beginning of their
    /// workflows and without what was said and done.
    #[serde(default)]
    pub items: bool,
    /// The day from which days are counted; left out, the first that an item names.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub start: Option<Date>,
    /// The members who leave a place; what others do comes along without anybody who does it.
    #[serde(default)]
    pub places: Vec<KeptPlace>,
}

/// A member who leaves a place in a template.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptPlace {
    /// The member.
    pub user: UserId,
    /// What the place is called.
    pub name: String,
    /// Whether they fill it in new projects too, unless somebody else is named.
    #[serde(default)]
    pub keep_person: bool,
}

/// A change of a template; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UpdateProjectTemplate {
    /// What it is called.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}
