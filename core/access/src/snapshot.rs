//! The compiled policy of one tenant: immutable, shared, swapped as a whole when the version changes.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use weir_model::DataScope;
use weir_model::id::{FormId, RoleId, TenantId, UserId};
use weir_model::permission::{FieldRights, Permission};

use crate::places::Places;

/// Subject → roles; role → permissions with their data scopes; role → field masks.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) tenant: TenantId,
    pub(crate) version: i64,
    pub(crate) roles: Vec<Role>,
    pub(crate) holdings: HashMap<UserId, Box<[Holding]>>,
    pub(crate) places: Arc<Places>,
}

impl Snapshot {
    /// The tenant it speaks for.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The `authz_version` of the rows it was compiled from.
    #[must_use]
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// The forms of which some role masks a field.
    #[must_use]
    pub fn masked_forms(&self) -> BTreeSet<FormId> {
        self.roles.iter().flat_map(|role| role.masks.keys().copied()).collect()
    }

    /// The roles that a person holds at `now`, as indexes into `roles`.
    pub(crate) fn held(&self, user: UserId, now: Timestamp) -> impl Iterator<Item = (&Role, &Holding)> {
        self.holdings
            .get(&user)
            .into_iter()
            .flatten()
            .filter(move |h| h.counts_at(now))
            .map(|h| (&self.roles[h.role], h))
    }
}

/// One person's holding of one role.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) role: usize,
    pub(crate) until: Option<Timestamp>,
}

impl Holding {
    pub(crate) fn counts_at(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|end| now < end)
    }
}

/// One permission of a role.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) permission: Permission,
    pub(crate) form: Option<FormId>,
    pub(crate) scope: DataScope,
}

/// A role: a bit per permission for a quick no, the data scopes by form, and the masks by form.
#[derive(Debug)]
pub(crate) struct Role {
    pub(crate) id: RoleId,
    pub(crate) name: String,
    bits: u64,
    everywhere: HashMap<Permission, Vec<DataScope>>,
    on_form: HashMap<(Permission, FormId), Vec<DataScope>>,
    masks: HashMap<FormId, Arc<FieldRights>>,
}

const fn bit(permission: Permission) -> u64 {
    1 << permission as u32
}

const _: () = assert!(Permission::ALL.len() <= u64::BITS as usize);

impl Role {
    pub(crate) fn new(id: RoleId, name: String) -> Self {
        let (everywhere, on_form, masks) = Default::default();
        Self { id, name, bits: 0, everywhere, on_form, masks }
    }

    pub(crate) fn grant(&mut self, grant: Grant) {
        self.bits |= bit(grant.permission);
        let scopes = match grant.form {
            None => self.everywhere.entry(grant.permission).or_default(),
            Some(form) => self.on_form.entry((grant.permission, form)).or_default(),
        };
        scopes.push(grant.scope);
    }

    pub(crate) fn mask(&mut self, form: FormId, rights: Arc<FieldRights>) {
        self.masks.insert(form, rights);
    }

    /// Whether some grant of the permission exists, with whatever form.
    pub(crate) const fn may(&self, permission: Permission) -> bool {
        self.bits & bit(permission) != 0
    }

    /// The data scopes of the permission on any form, then those on this form.
    pub(crate) fn scopes(
        &self,
        permission: Permission,
        form: Option<FormId>,
    ) -> impl Iterator<Item = (Option<FormId>, &DataScope)> {
        let everywhere = self.everywhere.get(&permission).into_iter().flatten().map(|s| (None, s));
        let here = form.and_then(|f| self.on_form.get(&(permission, f))).into_iter().flatten();
        everywhere.chain(here.map(move |s| (form, s)))
    }

    /// Whether the permission is granted on every form.
    pub(crate) fn may_everywhere(&self, permission: Permission) -> bool {
        self.everywhere.contains_key(&permission)
    }

    /// The forms that the permission is granted on by name.
    pub(crate) fn forms(&self, permission: Permission) -> impl Iterator<Item = FormId> {
        self.on_form.keys().filter(move |(p, _)| *p == permission).map(|(_, f)| *f)
    }

    /// What the role may do with the form's fields, where that is less than everything.
    pub(crate) fn field_rights(&self, form: FormId) -> Option<&Arc<FieldRights>> {
        self.masks.get(&form)
    }
}
