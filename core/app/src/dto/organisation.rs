//! Departments, posts, people, roles.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_model::LocalizedText;
use weir_model::id::{DepartmentId, FormId, InvitationId, MembershipId, PostId, RoleId, UserId};
use weir_model::permission::Permission;

use super::common::{PersonRef, present};
use super::session::MembershipInfo;

/// A department.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Department {
    /// The department's id.
    pub id: DepartmentId,
    /// The one above; none for a root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<DepartmentId>,
    /// Its name.
    pub name: LocalizedText,
    /// The company's own code for it, empty for none.
    pub code: String,
    /// Who heads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<PersonRef>,
    /// Its place among its siblings, least first.
    pub sort: i64,
    /// How many active people hold a membership in it, those below not counted.
    pub member_count: u64,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A new department.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateDepartment {
    /// The one above; left out for a root.
    pub parent_id: Option<DepartmentId>,
    /// Its name.
    pub name: LocalizedText,
    /// The company's own code for it.
    #[serde(default)]
    pub code: String,
    /// Who heads it.
    pub head_id: Option<UserId>,
    /// Its place among its siblings; left out, the last.
    pub sort: Option<i64>,
}

/// A change of a department; what is left out stays, null clears.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateDepartment {
    /// The one above; null makes it a root.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<DepartmentId>)]
    pub parent_id: Option<Option<DepartmentId>>,
    /// Its name.
    pub name: Option<LocalizedText>,
    /// The company's own code for it.
    pub code: Option<String>,
    /// Who heads it; null for nobody.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<UserId>)]
    pub head_id: Option<Option<UserId>>,
    /// Its place among its siblings.
    pub sort: Option<i64>,
}

/// A kind of position.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    /// The post's id.
    pub id: PostId,
    /// Its name.
    pub name: LocalizedText,
    /// How many people hold it.
    pub holder_count: u64,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// A post's name, to create or to change it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavePost {
    /// Its name.
    pub name: LocalizedText,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The person's id.
    pub id: UserId,
    /// The sign-in name.
    pub login: String,
    /// The name.
    pub name: String,
    /// The e-mail address, empty when unknown.
    pub email: String,
    /// The phone number, empty when unknown.
    pub phone: String,
    /// Whether the person may sign in and be asked.
    pub active: bool,
    /// Departments and posts, the main one first.
    pub memberships: Vec<MembershipInfo>,
    /// Roles held.
    pub roles: Vec<RoleRef>,
    /// The revision for `If-Match`.
    pub rev: i64,
    /// When a session was last used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// When the invitation ends, or ended, that they have not taken up yet: told to who may manage people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_until: Option<Timestamp>,
}

/// A role, as a person's entry shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoleRef {
    /// The role's id.
    pub id: RoleId,
    /// Its name.
    pub name: LocalizedText,
}

/// A membership to be kept or made.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipInput {
    /// The membership to keep; left out for a new one.
    pub id: Option<MembershipId>,
    /// The department.
    pub department_id: DepartmentId,
    /// The post.
    pub post_id: Option<PostId>,
    /// Whether this is the main one; exactly one is.
    pub main: bool,
    /// The first day.
    #[schema(value_type = Option<String>, format = Date)]
    pub starts_on: Option<Date>,
    /// The last day.
    #[schema(value_type = Option<String>, format = Date)]
    pub ends_on: Option<Date>,
}

/// A new person.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreatePerson {
    /// The sign-in name, unique in the tenant.
    pub login: String,
    /// The name.
    pub name: String,
    /// The e-mail address.
    #[serde(default)]
    pub email: String,
    /// The phone number.
    #[serde(default)]
    pub phone: String,
    /// Departments and posts; exactly one is the main one.
    #[serde(default)]
    pub memberships: Vec<MembershipInput>,
    /// Roles to hold from the start; needs `roles.manage` too.
    #[serde(default)]
    pub role_ids: Vec<RoleId>,
}

/// A new person and the first password, shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedPerson {
    /// The person.
    pub person: Person,
    /// The first password; it must be changed at the first sign-in.
    pub initial_password: String,
}

/// A new first password, shown this once.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitialPassword {
    /// The password; it must be changed at the next sign-in.
    pub initial_password: String,
}

/// A change of a person; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdatePerson {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// Whether the person may sign in and be asked; false ends all sessions.
    pub active: Option<bool>,
    /// All departments and posts; those not named end.
    pub memberships: Option<Vec<MembershipInput>>,
}

/// A named set of permissions.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The role's id.
    pub id: RoleId,
    /// Its immutable key.
    pub key: String,
    /// Its name.
    pub name: LocalizedText,
    /// Whether it came with the product and cannot be deleted.
    pub builtin: bool,
    /// What it allows.
    pub grants: Vec<RoleGrant>,
    /// Who holds it, at most a page full.
    pub holders: Vec<RoleHolder>,
    /// How many hold it.
    pub holder_count: u64,
    /// The revision for `If-Match`.
    pub rev: i64,
}

/// Who holds a role, and until when.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleHolder {
    /// The person.
    #[serde(flatten)]
    pub person: PersonRef,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
}

/// One permission of a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleGrant {
    /// The permission.
    pub permission: Permission,
    /// For permissions on records: one form; left out for all forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_id: Option<FormId>,
    /// For permissions on records: whose records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_scope: Option<GrantScope>,
    /// For the scope `chosen`: the departments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub departments: Vec<DepartmentId>,
}

/// Whose records a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum GrantScope {
    /// Those that the holder created.
    Own,
    /// Those of the holder's departments.
    Department,
    /// Those of the holder's departments and all below.
    DepartmentAndBelow,
    /// Those of chosen departments.
    Chosen,
    /// All.
    All,
}

/// A new role.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateRole {
    /// Its immutable key.
    pub key: String,
    /// Its name.
    pub name: LocalizedText,
    /// What it allows.
    #[serde(default)]
    pub grants: Vec<RoleGrant>,
}

/// A role's new name.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateRole {
    /// Its name.
    pub name: LocalizedText,
}

/// All that a role allows, in place of what it allowed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRoleGrants {
    /// What it allows.
    pub grants: Vec<RoleGrant>,
}

/// People who shall hold a role.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddRoleHolders {
    /// The people.
    pub user_ids: Vec<UserId>,
    /// When it ends; left out, it does not.
    pub expires_at: Option<Timestamp>,
}

/// A permission that a role may carry.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PermissionInfo {
    /// The permission.
    pub permission: Permission,
    /// Whether it is granted over data, and so carries a data scope.
    pub scoped: bool,
}

/// An open invitation.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whom it invites.
    pub person: PersonRef,
    /// Who sent it.
    pub created_by: PersonRef,
    /// When.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A link by which a person chooses their password, shown this once.
#[derive(Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationLink {
    /// The invitation's id.
    pub id: InvitationId,
    /// The link, to be given to the person alone.
    pub link: String,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether it is on its way by mail.
    pub mailed: bool,
}

/// A new person and the link by which they choose their password.
#[derive(Clone, Serialize, ToSchema)]
pub struct InvitedPerson {
    /// The person.
    pub person: Person,
    /// The link.
    pub invitation: InvitationLink,
}

/// What stands behind the `#` of an invitation's link.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationToken {
    /// The token.
    pub token: String,
}

/// Whom a link invites.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invited {
    /// The tenant's key, typed at sign-in.
    pub tenant: String,
    /// The company's name.
    pub tenant_name: String,
    /// The sign-in name.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// When the link ends.
    pub expires_at: Timestamp,
    /// Characters of the password at least.
    pub password_min_chars: u32,
}

/// The password that an invited person chose.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// The token of the link.
    pub token: String,
    /// The password.
    #[schema(format = Password)]
    pub password: String,
}
