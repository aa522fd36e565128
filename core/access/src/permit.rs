//! The permit: the proof of one decision, which use cases demand and only this crate can make.

use std::sync::Arc;

use jiff::Timestamp;
use weir_model::id::{FormId, TenantId, UserId};
use weir_model::permission::{FieldRight, FieldRights, Permission};
use weir_model::{DataScope, RecordScope};

use crate::places::Places;

/// The proof that a person may do one thing in one tenant, over some records, with some fields.
#[derive(Debug, Clone)]
pub struct Permit {
    pub(crate) tenant: TenantId,
    pub(crate) user: UserId,
    pub(crate) permission: Permission,
    pub(crate) form: Option<FormId>,
    pub(crate) version: i64,
    pub(crate) decided_at: Timestamp,
    pub(crate) scopes: Vec<DataScope>,
    pub(crate) fields: Arc<FieldRights>,
    pub(crate) places: Arc<Places>,
}

impl Permit {
    /// The tenant that it holds in, and no other.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who may.
    #[must_use]
    pub const fn user(&self) -> UserId {
        self.user
    }

    /// What they may do.
    #[must_use]
    pub const fn permission(&self) -> Permission {
        self.permission
    }

    /// With which form; none when it was asked for no form in particular.
    #[must_use]
    pub const fn form(&self) -> Option<FormId> {
        self.form
    }

    /// The `authz_version` it was decided at.
    #[must_use]
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// The data scopes of all roles that grant it, each once.
    #[must_use]
    pub fn data_scopes(&self) -> &[DataScope] {
        &self.scopes
    }

    /// The records that it covers: the union of the data scopes, with departments expanded. A list query and
    /// every change of a record must apply it.
    #[must_use]
    pub fn scope(&self) -> RecordScope {
        self.places.expand(&self.scopes, self.user, self.decided_at)
    }

    /// Field rights over the roles that grant this permission with this form, the most permissive of each.
    /// A field not named is bound by no mask.
    #[must_use]
    pub fn field_rights(&self) -> &FieldRights {
        &self.fields
    }

    /// The right on one field.
    #[must_use]
    pub fn field_right(&self, field: &str) -> FieldRight {
        self.fields.get(field).copied().unwrap_or(FieldRight::Edit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;
    use crate::{AccessRows, Object, Snapshot};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    /// 1 ── 2 ── 3
    ///  └── 4          person 7 belongs to 2, and to 4 on one day only.
    fn company() -> AccessRows {
        let day = Some(date(1970, 1, 2));
        AccessRows::empty()
            .department(1, None)
            .department(2, Some(1))
            .department(3, Some(2))
            .department(4, Some(1))
            .member(7, 2, None, None)
            .member(7, 4, day, day)
    }

    const PERMISSION: Permission = Permission::RecordsRead;

    fn scope(s: &Snapshot, now: Timestamp) -> RecordScope {
        s.decide(user(7), PERMISSION, Object::form(form(1)), now).unwrap().scope()
    }

    async fn with(scopes: &[DataScope]) -> Snapshot {
        let mut rows = company();
        for (n, scope) in (1..).zip(scopes) {
            rows = rows.role(n).grant(n, PERMISSION, None, scope.clone()).assign(7, n, None);
        }
        rows.snapshot().await
    }

    fn departments(ids: &[u128]) -> RecordScope {
        RecordScope::any(None, ids.iter().map(|n| department(*n)).collect())
    }

    #[tokio::test]
    async fn each_data_scope_means_its_records() {
        let now = at(0);
        assert_eq!(scope(&with(&[DataScope::All {}]).await, now), RecordScope::All);
        assert_eq!(scope(&with(&[DataScope::Own {}]).await, now), RecordScope::any(Some(user(7)), vec![]));
        assert_eq!(scope(&with(&[DataScope::Department {}]).await, now), departments(&[2]));
        assert_eq!(scope(&with(&[DataScope::DepartmentAndBelow {}]).await, now), departments(&[2, 3]));
        let chosen = DataScope::Departments { departments: vec![department(1)] };
        assert_eq!(scope(&with(&[chosen]).await, now), departments(&[1]));
    }

    #[tokio::test]
    async fn several_roles_are_a_union() {
        let chosen = DataScope::Departments { departments: vec![department(4)] };
        let s = with(&[DataScope::Own {}, DataScope::DepartmentAndBelow {}, chosen]).await;
        let all_three = RecordScope::any(Some(user(7)), vec![department(2), department(3), department(4)]);
        assert_eq!(scope(&s, at(0)), all_three);
        assert_eq!(scope(&with(&[DataScope::Own {}, DataScope::All {}]).await, at(0)), RecordScope::All);
    }

    #[tokio::test]
    async fn a_dated_membership_counts_on_its_days_in_the_tenants_time_zone() {
        let s = with(&[DataScope::Department {}]).await;
        let day = 24 * 3600;
        assert_eq!(scope(&s, at(day - 1)), departments(&[2]));
        assert_eq!(scope(&s, at(day)), departments(&[2, 4]));
        assert_eq!(scope(&s, at(2 * day)), departments(&[2]));

        let mut rows =
            company().role(1).grant(1, PERMISSION, None, DataScope::Department {}).assign(7, 1, None);
        rows.time_zone = TimeZone::get("Asia/Shanghai").unwrap();
        let in_shanghai = rows.snapshot().await;
        assert_eq!(scope(&in_shanghai, at(day - 8 * 3600)), departments(&[2, 4]));
    }

    #[tokio::test]
    async fn a_department_scope_without_a_department_covers_nothing() {
        let rows = AccessRows::empty().role(1).grant(1, PERMISSION, None, DataScope::Department {});
        let s = rows.assign(7, 1, None).snapshot().await;
        assert_eq!(scope(&s, at(0)), RecordScope::Nothing);
    }

    #[tokio::test]
    async fn departments_on_a_cycle_neither_hang_nor_widen_a_scope() {
        let rows = AccessRows::empty().department(1, Some(2)).department(2, Some(1)).member(7, 2, None, None);
        let rows = rows.role(1).grant(1, PERMISSION, None, DataScope::DepartmentAndBelow {});
        let s = rows.assign(7, 1, None).snapshot().await;
        assert_eq!(scope(&s, at(0)), departments(&[2]));
    }
}
