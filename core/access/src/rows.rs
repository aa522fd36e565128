//! What the store hands in for one tenant: plain rows, not yet a policy.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use weir_model::DataScope;
use weir_model::id::{DepartmentId, FormId, RoleId, TenantId, UserId};
use weir_model::permission::{FieldRight, Permission};

/// Everything that rights in one tenant depend on, read in one transaction. Rows of disabled people stay out.
#[derive(Debug, Clone)]
pub struct AccessRows {
    /// The tenant that all rows belong to.
    pub tenant: TenantId,
    /// The tenant's `authz_version` at the time of reading; whatever changes a row below raises it.
    pub version: i64,
    /// Where the tenant's days begin: memberships are dated, not timed.
    pub time_zone: TimeZone,
    /// The roles.
    pub roles: Vec<RoleRow>,
    /// What the roles grant.
    pub grants: Vec<RoleGrantRow>,
    /// Who holds the roles.
    pub assignments: Vec<AssignmentRow>,
    /// What the roles may do with fields, where that is less than everything.
    pub field_rules: Vec<FieldRuleRow>,
    /// The department tree.
    pub departments: Vec<DepartmentRow>,
    /// Who belongs to which department, and from when until when.
    pub memberships: Vec<MembershipRow>,
}

/// A role.
#[derive(Debug, Clone)]
pub struct RoleRow {
    /// Its id.
    pub id: RoleId,
    /// What people call it, for explanations.
    pub name: String,
}

/// One permission of one role.
#[derive(Debug, Clone)]
pub struct RoleGrantRow {
    /// The role.
    pub role: RoleId,
    /// What it may do.
    pub permission: Permission,
    /// With which form; none for every form, and for what has nothing to do with forms.
    pub form: Option<FormId>,
    /// Over which records; `All` for permissions that carry no data scope.
    pub scope: DataScope,
}

/// One person's holding of one role.
#[derive(Debug, Clone)]
pub struct AssignmentRow {
    /// The person.
    pub user: UserId,
    /// The role.
    pub role: RoleId,
    /// The first instant at which it no longer counts.
    pub expires_at: Option<Timestamp>,
}

/// What a role may do with a field of a form.
#[derive(Debug, Clone)]
pub struct FieldRuleRow {
    /// The role.
    pub role: RoleId,
    /// The form.
    pub form: FormId,
    /// The field's key; a detail column is `table.column`.
    pub field: String,
    /// The right.
    pub right: FieldRight,
}

/// A department and the one above it.
#[derive(Debug, Clone)]
pub struct DepartmentRow {
    /// Its id.
    pub id: DepartmentId,
    /// The department above.
    pub parent: Option<DepartmentId>,
}

/// A person's belonging to a department; both days included.
#[derive(Debug, Clone)]
pub struct MembershipRow {
    /// The person.
    pub user: UserId,
    /// The department.
    pub department: DepartmentId,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
}
