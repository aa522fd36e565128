//! What roles may do with fields, and why somebody may or may not.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use weir_model::LocalizedText;
use weir_model::id::{FormId, InstanceId, RecordId, RoleId, UserId};
use weir_model::permission::{FieldRight, Permission};

use super::common::{DepartmentRef, PersonRef};
use super::organisation::{GrantScope, RoleRef};

/// What a role may do with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// The field's key; a column of a detail table is `table.column`.
    pub field: String,
    /// What the role may do with it.
    pub right: FieldRight,
}

/// The rules of a role over one form.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormRules {
    /// The form.
    pub form_id: FormId,
    /// What it is called.
    pub form_name: LocalizedText,
    /// The fields with which the role may do less than everything.
    pub rules: Vec<FieldRule>,
}

/// Every field of a form with what a role may do with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleFields {
    /// The role.
    pub role_id: RoleId,
    /// The form.
    pub form_id: FormId,
    /// What it is called.
    pub form_name: LocalizedText,
    /// The fields that it has or had, columns behind their table.
    pub fields: Vec<RoleField>,
    /// The role's revision for `If-Match`.
    pub rev: i64,
}

/// A field with what a role may do with it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoleField {
    /// The field's key; a column of a detail table is `table.column`.
    pub field: String,
    /// What people call it.
    pub label: LocalizedText,
    /// What the role may do with it.
    pub right: FieldRight,
}

/// All rules of a role over one form, in place of those that it had; a field that is not named may be changed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetFieldRules {
    /// The rules.
    pub rules: Vec<FieldRule>,
}

/// What shall be explained.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExplainQuery {
    /// Whose right; left out, one's own.
    #[param(value_type = Option<String>)]
    pub user_id: Option<UserId>,
    /// To do what.
    #[param(value_type = String)]
    pub permission: Permission,
    /// With the records of this form.
    #[param(value_type = Option<String>)]
    pub form_id: Option<FormId>,
    /// With this very record.
    #[param(value_type = Option<String>)]
    pub record_id: Option<RecordId>,
    /// With the record of this very instance, and with the instance itself.
    #[param(value_type = Option<String>)]
    pub instance_id: Option<InstanceId>,
}

/// Why somebody may or may not.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessExplanation {
    /// Whether they may.
    pub allowed: bool,
    /// Whose right it is.
    pub person: PersonRef,
    /// To do what.
    pub permission: Permission,
    /// With the records of which form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<FormRef>,
    /// With which record, and where it belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordPlace>,
    /// The roles that they hold or held.
    pub roles: Vec<HeldRole>,
    /// Every grant that speaks for it.
    pub grounds: Vec<AccessGround>,
    /// The fields with which they may do less than everything.
    pub fields: Vec<AccessField>,
    /// How they take part in the approval of the record.
    pub participation: Vec<Participation>,
    /// The answer in sentences, the most important first.
    pub reasons: Vec<String>,
    /// What would have to change for them to be allowed; empty when they are.
    pub needed: Vec<String>,
}

/// A form, as an explanation names it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormRef {
    /// The form's id.
    pub id: FormId,
    /// Its name.
    pub name: LocalizedText,
}

/// Where a record belongs: what data scopes ask about it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordPlace {
    /// The record's id.
    pub id: RecordId,
    /// Who created it.
    pub created_by: PersonRef,
    /// The department that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentRef>,
    /// Whether it lies in the recycle bin.
    pub deleted: bool,
}

/// A role that somebody holds or held.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HeldRole {
    /// The role.
    pub role: RoleRef,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Whether it has ended.
    pub ended: bool,
    /// Whether it grants what was asked about.
    pub grants: bool,
}

/// One grant of one role that speaks for it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessGround {
    /// The role.
    pub role: RoleRef,
    /// The form that the grant names; left out for a grant over every form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// Whose records it reaches, for permissions on records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_scope: Option<GrantScope>,
    /// The departments that this means for the person today; of `departmentAndBelow` the upper ones.
    pub departments: Vec<DepartmentRef>,
    /// When the person's holding of the role ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Whether the record that was asked about lies within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<bool>,
    /// The same as a sentence.
    pub text: String,
}

/// A field with which somebody may do less than everything.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccessField {
    /// The field's key; a column of a detail table is `table.column`.
    pub field: String,
    /// What people call it.
    pub label: LocalizedText,
    /// What they may do with it.
    pub right: FieldRight,
    /// The roles whose rules say so.
    pub roles: Vec<RoleRef>,
    /// The same as a sentence.
    pub text: String,
}

/// How somebody takes part in an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Participation {
    /// As what.
    pub kind: ParticipationKind,
    /// At which node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_name: Option<LocalizedText>,
}

/// As what somebody takes part in an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParticipationKind {
    /// They started it.
    Initiator,
    /// They are or were asked to act.
    Actor,
    /// They received a copy.
    Copied,
    /// They administer flows.
    Administrator,
}
