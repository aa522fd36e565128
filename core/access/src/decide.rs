//! The decision: may this person do this, and if so, over what.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use weir_model::DataScope;
use weir_model::id::{FormId, UserId};
use weir_model::permission::{FieldRight, FieldRights, Permission};

use crate::permit::Permit;
use crate::snapshot::{Role, Snapshot};

/// What a permission is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Object {
    /// The form; none for the tenant as a whole, where only grants over every form count.
    pub form: Option<FormId>,
}

impl Object {
    /// The tenant as a whole.
    pub const TENANT: Self = Self { form: None };

    /// One form and its records.
    #[must_use]
    pub const fn form(form: FormId) -> Self {
        Self { form: Some(form) }
    }
}

/// Nobody granted it. Whether the caller says 403 or 404 depends on what the person may know of the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no role of the person grants {}", permission.as_str())]
pub struct Denied {
    /// What was asked for.
    pub permission: Permission,
    /// The object that it was asked for.
    pub object: Object,
}

/// The forms on which a person has a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forms {
    /// Every form.
    All,
    /// These, perhaps none.
    Some(BTreeSet<FormId>),
}

impl Forms {
    /// Whether the form is among them.
    #[must_use]
    pub fn contains(&self, form: FormId) -> bool {
        match self {
            Self::All => true,
            Self::Some(forms) => forms.contains(&form),
        }
    }
}

static NO_MASK: LazyLock<Arc<FieldRights>> = LazyLock::new(Arc::default);

impl Snapshot {
    /// Whether the person may, at `now`; the permit carries over which records and with which fields.
    ///
    /// # Errors
    /// `Denied` when no role held at `now` grants it; also for a person that nobody knows.
    pub fn decide(
        &self,
        user: UserId,
        permission: Permission,
        object: Object,
        now: Timestamp,
    ) -> Result<Permit, Denied> {
        let mut scopes: Vec<DataScope> = Vec::new();
        let mut fields: Option<Arc<FieldRights>> = None;
        for (role, _) in self.held(user, now).filter(|(role, _)| role.may(permission)) {
            let mut grants = false;
            for (_, scope) in role.scopes(permission, object.form) {
                grants = true;
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
            if grants {
                fields = Some(loosen(fields, role, object));
            }
        }
        let Some(fields) = fields else { return Err(Denied { permission, object }) };
        Ok(Permit {
            tenant: self.tenant,
            user,
            permission,
            form: object.form,
            version: self.version,
            decided_at: now,
            scopes,
            fields,
            places: Arc::clone(&self.places),
        })
    }

    /// Every permission that some role of the person grants somewhere: what the navigation is made from.
    #[must_use]
    pub fn permissions(&self, user: UserId, now: Timestamp) -> Vec<Permission> {
        let granted = |p: &Permission| self.held(user, now).any(|(role, _)| role.may(*p));
        Permission::ALL.iter().copied().filter(granted).collect()
    }

    /// The forms on which the person has the permission.
    #[must_use]
    pub fn forms(&self, user: UserId, permission: Permission, now: Timestamp) -> Forms {
        let mut forms = BTreeSet::new();
        for (role, _) in self.held(user, now) {
            if role.may_everywhere(permission) {
                return Forms::All;
            }
            forms.extend(role.forms(permission));
        }
        Forms::Some(forms)
    }
}

/// The masks of the roles so far and those of one more, each field at its most permissive. A role that does not
/// name a field leaves it free, and so the union does.
fn loosen(so_far: Option<Arc<FieldRights>>, role: &Role, object: Object) -> Arc<FieldRights> {
    let mask = object.form.and_then(|f| role.field_rights(f)).unwrap_or(&NO_MASK);
    let Some(so_far) = so_far else { return Arc::clone(mask) };
    if so_far.is_empty() || mask.is_empty() {
        return Arc::clone(&NO_MASK);
    }
    let mut both = FieldRights::new();
    // Tables before their columns, which are read beside them.
    let (columns, fields): (Vec<_>, Vec<_>) =
        so_far.keys().chain(mask.keys()).partition(|path| path.contains('.'));
    for path in fields.into_iter().chain(columns) {
        let right = wider(held_on(&so_far, path), held_on(mask, path));
        let table = path.split_once('.').and_then(|(table, _)| both.get(table));
        if right != FieldRight::Edit || table.is_some() {
            both.insert(path.clone(), right);
        }
    }
    Arc::new(both)
}

/// What a mask leaves of a field or column: in a hidden table every column is hidden, and one that is not named is
/// as open as its table.
fn held_on(mask: &FieldRights, path: &str) -> FieldRight {
    let own = mask.get(path).copied();
    match path.split_once('.').and_then(|(table, _)| mask.get(table).copied()) {
        Some(FieldRight::Hidden) => FieldRight::Hidden,
        Some(table) => own.unwrap_or(table),
        None => own.unwrap_or(FieldRight::Edit),
    }
}

const fn wider(a: FieldRight, b: FieldRight) -> FieldRight {
    if a.openness() >= b.openness() { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessRows;
    use crate::fixture::*;

    fn all() -> DataScope {
        DataScope::All {}
    }

    #[tokio::test]
    async fn a_person_may_what_a_role_of_theirs_grants_and_nothing_else() {
        let s = AccessRows::empty()
            .role(1)
            .grant(1, Permission::OrgManage, None, all())
            .assign(7, 1, None)
            .snapshot()
            .await;
        let permit = s.decide(user(7), Permission::OrgManage, Object::TENANT, at(5)).unwrap();
        assert_eq!((permit.tenant(), permit.user(), permit.version()), (tenant(1), user(7), 1));
        assert_eq!(
            s.decide(user(7), Permission::RolesManage, Object::TENANT, at(5)).unwrap_err(),
            Denied { permission: Permission::RolesManage, object: Object::TENANT }
        );
        assert_eq!(s.permissions(user(7), at(5)), [Permission::OrgManage]);
    }

    #[tokio::test]
    async fn an_unknown_person_and_an_empty_policy_are_refused() {
        let s = AccessRows::empty().snapshot().await;
        for permission in Permission::ALL {
            assert!(s.decide(user(7), *permission, Object::TENANT, at(5)).is_err());
        }
        assert_eq!(s.forms(user(7), Permission::RecordsRead, at(5)), Forms::Some(BTreeSet::new()));
    }

    #[tokio::test]
    async fn an_assignment_ends_at_its_instant_even_in_a_snapshot_loaded_before() {
        let s = AccessRows::empty()
            .role(1)
            .grant(1, Permission::AuditRead, None, all())
            .assign(7, 1, Some(at(100)))
            .snapshot()
            .await;
        assert!(s.decide(user(7), Permission::AuditRead, Object::TENANT, at(99)).is_ok());
        assert!(s.decide(user(7), Permission::AuditRead, Object::TENANT, at(100)).is_err());
        assert_eq!(s.permissions(user(7), at(100)), []);
    }

    #[tokio::test]
    async fn a_grant_on_one_form_says_nothing_about_another_nor_about_the_tenant() {
        let s = AccessRows::empty()
            .role(1)
            .grant(1, Permission::RecordsRead, Some(3), all())
            .assign(7, 1, None)
            .snapshot()
            .await;
        let may = |object| s.decide(user(7), Permission::RecordsRead, object, at(5)).is_ok();
        assert!(may(Object::form(form(3))));
        assert!(!may(Object::form(form(4))));
        assert!(!may(Object::TENANT));
        assert_eq!(s.forms(user(7), Permission::RecordsRead, at(5)), Forms::Some([form(3)].into()));
    }

    #[tokio::test]
    async fn a_grant_over_every_form_holds_for_each() {
        let s = AccessRows::empty()
            .role(1)
            .grant(1, Permission::RecordsRead, None, all())
            .assign(7, 1, None)
            .snapshot()
            .await;
        assert!(s.decide(user(7), Permission::RecordsRead, Object::form(form(4)), at(5)).is_ok());
        assert_eq!(s.forms(user(7), Permission::RecordsRead, at(5)), Forms::All);
    }

    #[tokio::test]
    async fn a_masked_field_is_as_open_as_the_most_permissive_granting_role() {
        let s = AccessRows::empty()
            .role(1)
            .role(2)
            .role(3)
            .grant(1, Permission::RecordsRead, Some(3), all())
            .grant(2, Permission::RecordsRead, None, all())
            .grant(3, Permission::RecordsDelete, Some(3), all())
            .mask(1, 3, "salary", FieldRight::Hidden)
            .mask(1, 3, "iban", FieldRight::Hidden)
            .mask(1, 3, "phone", FieldRight::Read)
            .mask(2, 3, "salary", FieldRight::Read)
            .mask(2, 3, "iban", FieldRight::Hidden)
            .assign(7, 1, None)
            .assign(7, 3, None)
            .assign(8, 1, None)
            .assign(8, 2, None)
            .snapshot()
            .await;
        let read = |who| s.decide(user(who), Permission::RecordsRead, Object::form(form(3)), at(5)).unwrap();
        // Role 3 grants another permission; it opens nothing here.
        assert_eq!(read(7).field_right("salary"), FieldRight::Hidden);
        assert_eq!(read(8).field_right("salary"), FieldRight::Read);
        assert_eq!(read(8).field_right("iban"), FieldRight::Hidden);
        assert_eq!(read(8).field_right("phone"), FieldRight::Edit, "role 2 does not mask it");
        assert_eq!(read(8).field_right("title"), FieldRight::Edit);
    }

    #[tokio::test]
    async fn a_column_that_one_role_hides_with_its_table_and_another_by_itself_stays_hidden() {
        let s = AccessRows::empty()
            .role(1)
            .role(2)
            .grant(1, Permission::RecordsRead, Some(3), all())
            .grant(2, Permission::RecordsRead, Some(3), all())
            .mask(1, 3, "items", FieldRight::Hidden)
            .mask(1, 3, "parts", FieldRight::Hidden)
            .mask(2, 3, "items.cost", FieldRight::Hidden)
            .mask(2, 3, "parts", FieldRight::Read)
            .mask(2, 3, "parts.name", FieldRight::Edit)
            .assign(7, 1, None)
            .assign(7, 2, None)
            .snapshot()
            .await;
        let read = s.decide(user(7), Permission::RecordsRead, Object::form(form(3)), at(5)).unwrap();
        let rights = ["items", "items.cost", "parts", "parts.name"].map(|path| read.field_right(path));
        use FieldRight::{Edit, Hidden, Read};
        assert_eq!(rights, [Edit, Hidden, Read, Edit]);
    }
}
