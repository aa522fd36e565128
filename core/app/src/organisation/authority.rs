//! No escalation: rights are passed on, and people with rights are touched, only by who holds those rights.
//!
//! Holding means: the permission, over at least those records, with fields masked no less, and at least as long.
//! An API token holds no more than its scopes. Taking a right away demands the same as giving it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use weir_access::{Object, Snapshot};
use weir_model::id::{FormId, RoleId, UserId};
use weir_model::permission::{FieldRight, Permission};
use weir_model::principal::Principal;
use weir_model::{DataScope, RecordScope};
use weir_store::Tx;
use weir_store::queries::org_people;
use weir_store::queries::organisation::{self, FieldRuleRow, GrantRow};

use crate::context::App;
use crate::error::{Error, Result};

/// What somebody may pass on.
pub(crate) struct Authority {
    who: Principal,
    snapshot: Arc<Snapshot>,
    now: Timestamp,
    grants: Vec<GrantRow>,
    rules: Vec<FieldRuleRow>,
}

impl App {
    /// The rights of `who`, as they stand in the transaction.
    pub(crate) async fn authority(&self, tx: &Tx, who: &Principal) -> Result<Authority> {
        Ok(Authority {
            who: who.clone(),
            snapshot: self.snapshot(tx).await?,
            now: self.now(),
            grants: organisation::grants(tx).await?,
            rules: organisation::field_rules(tx).await?,
        })
    }
}

impl App {
    /// Refuses to look through the eyes of somebody with more rights than one's own.
    ///
    /// # Errors
    /// [`Error::Denied`].
    pub(crate) async fn may_see_through(&self, tx: &Tx, who: &Principal, person: UserId) -> Result<()> {
        self.authority(tx, who).await?.over_eyes(tx, person).await
    }
}

impl Authority {
    /// What every role grants.
    pub fn grants(&self) -> &[GrantRow] {
        &self.grants
    }

    /// Whether one holds a permission of a role until that end, or for ever.
    pub fn covers(&self, grant: &GrantRow, until: Option<Timestamp>) -> bool {
        let object = grant.form.map_or(Object::TENANT, Object::form);
        self.in_token(grant.permission)
            && self
                .snapshot
                .decide(self.who.user, grant.permission, object, last_instant(until))
                .is_ok_and(|permit| reaches(permit.data_scopes(), &grant.scope))
            && self.masks_no_less(grant, until)
    }

    /// Whether one holds everything that a role grants until that end, or for ever.
    pub fn covers_role(&self, role: RoleId, until: Option<Timestamp>) -> bool {
        self.grants.iter().filter(|g| g.role == role).all(|g| self.covers(g, until))
    }

    /// Refuses to touch the account of somebody who may more.
    ///
    /// # Errors
    /// [`Error::Denied`].
    pub async fn over_person(&self, tx: &Tx, person: UserId) -> Result<()> {
        let held = org_people::assignments(tx, &[person]).await?;
        let mut current = held.iter().filter(|h| h.expires_at.is_none_or(|end| self.now < end));
        if current.all(|h| self.covers_role(h.role, h.expires_at)) { Ok(()) } else { Err(Error::Denied) }
    }

    /// Whether one may let a role do that much with a field, or take it from it: over everything that the role
    /// reaches with the form one holds as much oneself.
    pub fn covers_field(&self, role: RoleId, form: FormId, field: &str, right: FieldRight) -> bool {
        let on_form =
            |g: &&GrantRow| g.role == role && g.permission.is_per_form() && g.form.is_none_or(|f| f == form);
        self.grants.iter().filter(on_form).all(|grant| {
            let own =
                self.snapshot.decide(self.who.user, grant.permission, Object::form(form), Timestamp::MAX);
            self.in_token(grant.permission)
                && own.is_ok_and(|own| {
                    let table = field.split_once('.').map_or(FieldRight::Edit, |(t, _)| own.field_right(t));
                    let narrowest = own.field_right(field).narrower(table);
                    reaches(own.data_scopes(), &grant.scope) && narrowest.openness() >= right.openness()
                })
        })
    }

    /// What roles may do with fields.
    pub fn rules(&self) -> &[FieldRuleRow] {
        &self.rules
    }

    /// Refuses to look through the eyes of somebody who may more, or who reaches other departments' records: a data
    /// scope that compares by kind means other records for another person.
    ///
    /// # Errors
    /// [`Error::Denied`].
    async fn over_eyes(&self, tx: &Tx, person: UserId) -> Result<()> {
        self.over_person(tx, person).await?;
        let held = org_people::assignments(tx, &[person]).await?;
        let roles: BTreeSet<RoleId> = held.iter().map(|h| h.role).collect();
        let scoped = self.grants.iter().filter(|g| g.permission.is_scoped() && roles.contains(&g.role));
        for grant in scoped {
            let object = grant.form.map_or(Object::TENANT, Object::form);
            let of = |user| {
                let permit = self.snapshot.decide(user, grant.permission, object, self.now);
                permit.map_or(RecordScope::Nothing, |permit| permit.scope())
            };
            if !contains(&of(self.who.user), &of(person)) {
                return Err(Error::Denied);
            }
        }
        Ok(())
    }

    fn in_token(&self, permission: Permission) -> bool {
        self.who.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission))
    }

    /// Whether the role of the grant shows of every form no more than one sees oneself.
    fn masks_no_less(&self, grant: &GrantRow, until: Option<Timestamp>) -> bool {
        if !grant.permission.is_per_form() {
            return true;
        }
        let masked: BTreeSet<FormId> = self.rules.iter().map(|r| r.form).collect();
        masked.into_iter().filter(|form| grant.form.is_none_or(|f| f == *form)).all(|form| {
            let own = self.snapshot.decide(
                self.who.user,
                grant.permission,
                Object::form(form),
                last_instant(until),
            );
            own.is_ok_and(|own| {
                let no_looser = |field: &str, right: FieldRight| {
                    self.rule(grant.role, form, field).openness() <= right.openness()
                };
                own.field_rights().iter().all(|(field, right)| no_looser(field, *right))
            })
        })
    }

    fn rule(&self, role: RoleId, form: FormId, field: &str) -> FieldRight {
        let rule = self.rules.iter().find(|r| r.role == role && r.form == form && r.field == field);
        rule.map_or(FieldRight::Edit, |r| r.right)
    }
}

/// Whether the departments of one scope are among those of another. What somebody created themselves is shown to
/// whoever may look through their eyes at all.
fn contains(own: &RecordScope, theirs: &RecordScope) -> bool {
    match (own, theirs) {
        (RecordScope::All, _) | (_, RecordScope::Nothing) => true,
        (RecordScope::Any { departments: own, .. }, RecordScope::Any { departments, .. }) => {
            departments.iter().all(|d| own.binary_search(d).is_ok())
        }
        (RecordScope::Nothing, RecordScope::Any { departments, .. }) => departments.is_empty(),
        (_, RecordScope::All) => false,
    }
}

/// The last instant before an end: whoever holds a right then holds it as long.
fn last_instant(until: Option<Timestamp>) -> Timestamp {
    let before = |end: Timestamp| end.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(end);
    until.map_or(Timestamp::MAX, before)
}

/// Whether some of one's own data scopes contain another. Scopes relative to their holder compare by kind.
fn reaches(own: &[DataScope], wanted: &DataScope) -> bool {
    let any = |kinds: &[DataScope]| own.iter().any(|s| kinds.contains(s));
    let (all, below) = (DataScope::All {}, DataScope::DepartmentAndBelow {});
    match wanted {
        DataScope::All {} => any(&[all]),
        DataScope::Own {} => any(&[all, DataScope::Own {}]),
        DataScope::DepartmentAndBelow {} => any(&[all, below]),
        DataScope::Department {} => any(&[all, below, DataScope::Department {}]),
        DataScope::Departments { departments } => {
            let chosen = |d| {
                own.iter()
                    .any(|s| matches!(s, DataScope::Departments { departments } if departments.contains(d)))
            };
            any(&[all]) || departments.iter().all(chosen)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use uuid::Uuid;
    use weir_access::{AccessRows, AssignmentRow, Policy, RoleGrantRow, RoleRow};
    use weir_model::Locale;
    use weir_model::id::{AccountId, ApiTokenId, DepartmentId, TenantId};
    use weir_model::principal::Channel;

    use super::*;

    fn role(n: u128) -> RoleId {
        RoleId::from_uuid(Uuid::from_u128(n))
    }

    fn form(n: u128) -> FormId {
        FormId::from_uuid(Uuid::from_u128(n))
    }

    fn read(n: u128, on: Option<u128>) -> GrantRow {
        let permission = Permission::RecordsRead;
        GrantRow { role: role(n), permission, form: on.map(form), scope: DataScope::All {} }
    }

    fn mask(n: u128, field: &str, right: FieldRight) -> FieldRuleRow {
        FieldRuleRow { role: role(n), form: form(1), field: field.to_owned(), right }
    }

    /// Somebody who holds role 1 until the second 100, with these masks anywhere.
    async fn holder(scopes: Option<&[Permission]>, rules: Vec<FieldRuleRow>) -> Authority {
        let (tenant, user) = (TenantId::from_uuid(Uuid::nil()), UserId::from_uuid(Uuid::nil()));
        let own = read(1, None);
        let rows = AccessRows {
            tenant,
            version: 1,
            time_zone: TimeZone::UTC,
            roles: vec![RoleRow { id: own.role, name: String::new() }],
            grants: vec![RoleGrantRow {
                role: own.role,
                permission: own.permission,
                form: own.form,
                scope: own.scope.clone(),
            }],
            assignments: vec![AssignmentRow { user, role: own.role, expires_at: Some(at(100)) }],
            field_rules: rules
                .iter()
                .filter(|r| r.role == own.role)
                .map(|r| weir_access::FieldRuleRow {
                    role: r.role,
                    form: r.form,
                    field: r.field.clone(),
                    right: r.right,
                })
                .collect(),
            departments: vec![],
            memberships: vec![],
        };
        let snapshot = Policy::load(rows, at(0)).await.unwrap().compile().unwrap();
        let who = Principal {
            tenant,
            user,
            account: AccountId::from_uuid(Uuid::nil()),
            channel: Channel::ApiToken(ApiTokenId::from_uuid(Uuid::nil())),
            scopes: scopes.map(Into::into),
            locale: Locale::En,
            authenticated_at: at(0),
            viewer: None,
        };
        Authority { who, snapshot: Arc::new(snapshot), now: at(0), grants: vec![own], rules }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[tokio::test]
    async fn a_right_is_passed_on_for_as_long_as_it_is_held() {
        let authority = holder(None, vec![]).await;
        assert!(authority.covers(&read(2, None), Some(at(100))));
        assert!(!authority.covers(&read(2, None), Some(at(101))));
        assert!(!authority.covers(&read(2, None), None));
        assert!(authority.covers_role(role(1), Some(at(100))));
        assert!(!authority.covers_role(role(1), None));
    }

    #[tokio::test]
    async fn a_token_passes_on_what_its_scopes_name() {
        let until = Some(at(100));
        let narrow = holder(Some(&[Permission::RolesManage]), vec![]).await;
        assert!(!narrow.covers(&read(2, None), until));
        let wide = holder(Some(&[Permission::RecordsRead]), vec![]).await;
        assert!(wide.covers(&read(2, None), until));
    }

    #[tokio::test]
    async fn a_field_that_one_does_not_see_is_not_shown_to_others() {
        let until = Some(at(100));
        let hidden = mask(1, "salary", FieldRight::Hidden);
        let covers =
            async |rules: Vec<FieldRuleRow>, on| holder(None, rules).await.covers(&read(2, on), until);
        assert!(!covers(vec![hidden.clone()], None).await, "role 2 masks nothing");
        assert!(!covers(vec![hidden.clone()], Some(1)).await);
        assert!(covers(vec![hidden.clone()], Some(2)).await, "another form");
        let looser = mask(2, "salary", FieldRight::Read);
        assert!(!covers(vec![hidden.clone(), looser], None).await);
        assert!(covers(vec![hidden, mask(2, "salary", FieldRight::Hidden)], None).await);
    }

    fn chosen(ids: &[u128]) -> DataScope {
        let departments = ids.iter().map(|n| DepartmentId::from_uuid(Uuid::from_u128(*n))).collect();
        DataScope::Departments { departments }
    }

    #[test]
    fn a_data_scope_is_passed_on_by_who_has_at_least_it() {
        let (all, own) = (DataScope::All {}, DataScope::Own {});
        let (department, below) = (DataScope::Department {}, DataScope::DepartmentAndBelow {});
        for wanted in [&all, &own, &department, &below, &chosen(&[1])] {
            assert!(reaches(std::slice::from_ref(&all), wanted), "{wanted}");
            assert!(!reaches(&[], wanted), "{wanted}");
            assert_eq!(reaches(std::slice::from_ref(&own), wanted), *wanted == own, "{wanted}");
        }
        assert!(reaches(std::slice::from_ref(&below), &department));
        assert!(!reaches(&[department], &below));
        assert!(!reaches(&[below], &chosen(&[1])), "which departments that is, depends on the holder");
        assert!(reaches(&[chosen(&[1]), chosen(&[2])], &chosen(&[1, 2])));
        assert!(!reaches(&[chosen(&[1])], &chosen(&[1, 2])));
    }
}
