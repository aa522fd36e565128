//! A small tenant for the tests of this crate: ids by number, rows added one call at a time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;
use weir_model::DataScope;
use weir_model::id::{DepartmentId, FormId, RoleId, TenantId, UserId};
use weir_model::permission::{FieldRight, Permission};

use crate::*;

pub fn tenant(n: u128) -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(n))
}
pub fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}
pub fn role(n: u128) -> RoleId {
    RoleId::from_uuid(Uuid::from_u128(n))
}
pub fn form(n: u128) -> FormId {
    FormId::from_uuid(Uuid::from_u128(n))
}
pub fn department(n: u128) -> DepartmentId {
    DepartmentId::from_uuid(Uuid::from_u128(n))
}
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

impl AccessRows {
    pub fn empty() -> Self {
        Self {
            tenant: tenant(1),
            version: 1,
            time_zone: TimeZone::UTC,
            roles: vec![],
            grants: vec![],
            assignments: vec![],
            field_rules: vec![],
            departments: vec![],
            memberships: vec![],
        }
    }
    pub fn role(mut self, n: u128) -> Self {
        self.roles.push(RoleRow { id: role(n), name: format!("role {n}") });
        self
    }
    pub fn grant(mut self, n: u128, permission: Permission, on: Option<u128>, scope: DataScope) -> Self {
        self.grants.push(RoleGrantRow { role: role(n), permission, form: on.map(form), scope });
        self
    }
    pub fn assign(mut self, holder: u128, n: u128, expires_at: Option<Timestamp>) -> Self {
        self.assignments.push(AssignmentRow { user: user(holder), role: role(n), expires_at });
        self
    }
    pub fn mask(mut self, n: u128, on: u128, field: &str, right: FieldRight) -> Self {
        self.field_rules.push(FieldRuleRow { role: role(n), form: form(on), field: field.into(), right });
        self
    }
    pub fn department(mut self, n: u128, parent: Option<u128>) -> Self {
        self.departments.push(DepartmentRow { id: department(n), parent: parent.map(department) });
        self
    }
    pub fn member(mut self, who: u128, of: u128, starts_on: Option<Date>, ends_on: Option<Date>) -> Self {
        self.memberships.push(MembershipRow {
            user: user(who),
            department: department(of),
            starts_on,
            ends_on,
        });
        self
    }
    pub async fn snapshot(self) -> Snapshot {
        Policy::load(self, at(0)).await.unwrap().compile().unwrap()
    }
}
