//! The loaded policy of one tenant: casbin's answer, and the snapshot compiled from the same lines.
//!
//! Not the hot path: `enforce` walks every rule. A changed policy is loaded anew, never reloaded in place.

use std::collections::HashMap;
use std::sync::Arc;

use casbin::{CoreApi, DefaultModel, Enforcer};
use jiff::Timestamp;
use weir_model::id::{FormId, RoleId, UserId};
use weir_model::permission::{FieldRight, FieldRights, Permission};

use crate::adapter::{EVERY_FORM, NO_FORM, RowsAdapter, domain, right_name, subject};
use crate::decide::Object;
use crate::places::Places;
use crate::rows::AccessRows;
use crate::snapshot::{Grant, Holding, Role, Snapshot};

/// Why a policy could not be loaded. Nothing is allowed by a policy that is not there.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// casbin refused the model, a line or a request.
    #[error("casbin: {0}")]
    Casbin(#[from] Box<casbin::Error>),
    /// A line does not say what the model says it says.
    #[error("policy line {0:?} cannot be read")]
    Line(Vec<String>),
}

/// The policy of one tenant as casbin holds it.
pub struct Policy {
    enforcer: Enforcer,
    head: AccessRows,
}

impl Policy {
    /// Loads the lines that hold at `now`.
    ///
    /// # Errors
    /// When casbin refuses the model or a line.
    pub async fn load(rows: AccessRows, now: Timestamp) -> Result<Self, PolicyError> {
        let model = DefaultModel::from_str(include_str!("model.conf")).await.map_err(Box::new)?;
        let adapter = RowsAdapter::new(&rows, now);
        let mut enforcer = Enforcer::new(model, adapter).await.map_err(Box::new)?;
        enforcer.enable_auto_save(false);
        // What became policy lines lives in casbin from here on.
        let head = AccessRows { grants: vec![], assignments: vec![], field_rules: vec![], ..rows };
        Ok(Self { enforcer, head })
    }

    /// casbin's own answer for the instant of loading. For tests and `doctor`; requests ask the snapshot.
    ///
    /// # Errors
    /// When casbin cannot evaluate the matcher.
    pub fn enforce(&self, user: UserId, permission: Permission, object: Object) -> Result<bool, PolicyError> {
        let form = object.form.map_or_else(|| NO_FORM.to_owned(), |f| f.to_string());
        let request = vec![subject(user), domain(self.head.tenant), form, permission.as_str().to_owned()];
        Ok(self.enforcer.enforce(request).map_err(Box::new)?)
    }

    /// The immutable snapshot of this policy, which answers requests until the version changes.
    ///
    /// # Errors
    /// When a policy line cannot be read back.
    pub fn compile(&self) -> Result<Snapshot, PolicyError> {
        let model = self.enforcer.get_model();
        let mut index = HashMap::new();
        let mut roles: Vec<Role> = Vec::with_capacity(self.head.roles.len());
        for row in &self.head.roles {
            index.insert(row.id, roles.len());
            roles.push(Role::new(row.id, row.name.clone()));
        }
        for line in model.get_policy("p", "p") {
            let (role, grant) = read_grant(&line).ok_or_else(|| PolicyError::Line(line.clone()))?;
            if let Some(at) = index.get(&role) {
                roles[*at].grant(grant);
            }
        }
        let mut masks: HashMap<(usize, FormId), FieldRights> = HashMap::new();
        for line in model.get_policy("p", "p2") {
            let (role, form, field, right) =
                read_field_rule(&line).ok_or_else(|| PolicyError::Line(line.clone()))?;
            if let Some(at) = index.get(&role) {
                masks.entry((*at, form)).or_default().insert(field, right);
            }
        }
        for ((at, form), rights) in masks {
            roles[at].mask(form, Arc::new(rights));
        }
        let mut holdings: HashMap<UserId, Vec<Holding>> = HashMap::new();
        for line in model.get_policy("g", "g") {
            let (user, role, until) =
                read_assignment(&line).ok_or_else(|| PolicyError::Line(line.clone()))?;
            if let Some(at) = index.get(&role) {
                holdings.entry(user).or_default().push(Holding { role: *at, until });
            }
        }
        Ok(Snapshot {
            tenant: self.head.tenant,
            version: self.head.version,
            roles,
            holdings: holdings.into_iter().map(|(user, held)| (user, held.into_boxed_slice())).collect(),
            places: Arc::new(Places::new(&self.head)),
        })
    }
}

fn read_role(text: &str) -> Option<RoleId> {
    text.strip_prefix("r:")?.parse().ok()
}

fn read_grant(line: &[String]) -> Option<(RoleId, Grant)> {
    let [role, _, form, act, scope] = line else { return None };
    let form = if form == EVERY_FORM { None } else { Some(form.parse().ok()?) };
    let grant = Grant { permission: Permission::parse(act)?, form, scope: scope.parse().ok()? };
    Some((read_role(role)?, grant))
}

fn read_field_rule(line: &[String]) -> Option<(RoleId, FormId, String, FieldRight)> {
    let [role, _, form, field, right] = line else { return None };
    let right = [FieldRight::Edit, FieldRight::Read, FieldRight::Hidden]
        .into_iter()
        .find(|r| right_name(*r) == right)?;
    Some((read_role(role)?, form.parse().ok()?, field.clone(), right))
}

fn read_assignment(line: &[String]) -> Option<(UserId, RoleId, Option<Timestamp>)> {
    let [user, role, _, until] = line else { return None };
    let until = if until.is_empty() { None } else { Some(until.parse().ok()?) };
    Some((user.strip_prefix("u:")?.parse().ok()?, read_role(role)?, until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;
    use casbin::MgmtApi;
    use proptest::prelude::*;
    use weir_model::DataScope;

    const PEOPLE: u128 = 6;
    const ROLES: u128 = 5;
    const FORMS: u128 = 3;

    fn permission() -> impl Strategy<Value = Permission> {
        prop::sample::select(Permission::ALL)
    }

    fn scope() -> impl Strategy<Value = DataScope> {
        prop_oneof![
            Just(DataScope::Own {}),
            Just(DataScope::DepartmentAndBelow {}),
            Just(DataScope::Departments { departments: vec![department(1), department(2)] }),
            Just(DataScope::All {}),
        ]
    }

    prop_compose! {
        fn rows()(
            grants in prop::collection::vec(
                (0..ROLES, permission(), prop::option::of(0..FORMS), scope()), 0..30),
            assignments in prop::collection::vec(
                // Ids of people and roles overlap on purpose: a person is no role of the same number.
                (0..PEOPLE, 0..ROLES, prop::option::of(0i64..20)), 0..20),
        ) -> AccessRows {
            let mut rows = AccessRows::empty();
            for n in 0..ROLES {
                rows = rows.role(n);
            }
            for (r, permission, form, scope) in grants {
                rows = rows.grant(r, permission, form, scope);
            }
            for (u, r, end) in assignments {
                rows = rows.assign(u, r, end.map(at));
            }
            rows
        }
    }

    /// Every question there is, put to both.
    async fn assert_equal(snapshot: &Snapshot, casbin: &Policy, now: Timestamp) {
        let objects = (0..FORMS).map(|n| Object::form(form(n))).chain([Object::TENANT]);
        for object in objects.collect::<Vec<_>>() {
            for person in 0..=PEOPLE {
                for permission in Permission::ALL {
                    let ours = snapshot.decide(user(person), *permission, object, now);
                    let theirs = casbin.enforce(user(person), *permission, object).unwrap();
                    assert_eq!(ours.is_ok(), theirs, "user {person}, {permission:?}, {object:?}, {now}");
                    let why = snapshot.explain(user(person), *permission, object, now);
                    assert_eq!(why.allowed, theirs);
                }
            }
        }
    }

    fn run(test: impl Future<Output = ()>) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(test);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_snapshot_says_what_casbin_says(rows in rows(), now in 0i64..20) {
            run(async {
                // The snapshot was compiled at the beginning; casbin is loaded at the instant of the question.
                let snapshot = rows.clone().snapshot().await;
                let casbin = Policy::load(rows, at(now)).await.unwrap();
                assert_equal(&snapshot, &casbin, at(now)).await;
            });
        }

        #[test]
        fn after_revokes_the_next_snapshot_says_what_casbin_says(rows in rows(), keep in any::<u32>()) {
            run(async {
                let mut rows = rows;
                let mut n = 0;
                let mut kept = || { n += 1; keep & (1 << (n % 32)) != 0 };
                rows.assignments.retain(|_| kept());
                rows.grants.retain(|_| kept());
                rows.version += 1;
                let casbin = Policy::load(rows, at(0)).await.unwrap();
                assert_equal(&casbin.compile().unwrap(), &casbin, at(0)).await;
            });
        }
    }

    #[tokio::test]
    async fn a_person_is_no_role_of_the_same_id() {
        let rows = AccessRows::empty().role(7).grant(7, Permission::OrgManage, None, DataScope::All {});
        let policy = Policy::load(rows, at(0)).await.unwrap();
        assert!(!policy.enforce(user(7), Permission::OrgManage, Object::TENANT).unwrap());
    }

    #[tokio::test]
    async fn an_empty_policy_allows_nothing_in_casbin_either() {
        let policy = Policy::load(AccessRows::empty(), at(0)).await.unwrap();
        assert!(!policy.enforce(user(7), Permission::OrgManage, Object::TENANT).unwrap());
    }

    #[tokio::test]
    async fn a_policy_line_that_cannot_be_read_compiles_to_no_snapshot() {
        let mut policy = Policy::load(AccessRows::empty().role(1), at(0)).await.unwrap();
        let line = ["r:rol_1", "ten_1", "*", "fly", "all"].map(str::to_owned).to_vec();
        assert!(policy.enforcer.add_policy(line.clone()).await.unwrap());
        assert!(matches!(policy.compile(), Err(PolicyError::Line(found)) if found == line));
    }

    #[tokio::test]
    async fn policies_are_not_written_through_casbin() {
        let mut policy = Policy::load(AccessRows::empty().role(1), at(0)).await.unwrap();
        policy.enforcer.enable_auto_save(true);
        assert!(policy.enforcer.save_policy().await.is_err());
        assert!(policy.enforcer.add_policy(vec!["x".into(); 5]).await.is_err());
    }
}
