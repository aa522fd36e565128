//! From a principal to a permit: the tenant's compiled snapshot, loaded anew when its version has moved.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use weir_access::{
    AccessRows, AssignmentRow, DepartmentRow, FieldRuleRow, Forms, MembershipRow, Object, Permit, Policy,
    RoleGrantRow, RoleRow, Snapshot,
};
use weir_model::id::{AccountId, FormId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::{Channel, Principal};
use weir_store::Tx;
use weir_store::queries::{organisation, tenants};

use crate::company::Company;
use crate::context::App;
use crate::error::{Error, Result};

impl App {
    /// The proof that the principal may do something in the tenant of `tx`, as rights stand in it.
    ///
    /// # Errors
    /// [`Error::Denied`] when no role grants it or an API token does not reach so far.
    pub async fn permit(
        &self,
        tx: &Tx,
        who: &Principal,
        permission: Permission,
        object: Object,
    ) -> Result<Permit> {
        if !within_token(who, permission) {
            return Err(Error::Denied);
        }
        let snapshot = self.snapshot(tx).await?;
        snapshot.decide(who.user, permission, object, self.now()).map_err(|_| Error::Denied)
    }

    /// Somebody of the company as the server itself acts for them: with all that they may now, and no sign-in.
    pub(crate) fn acting_for(&self, tx: &Tx, company: &Company, user: UserId) -> Principal {
        Principal {
            tenant: tx.tenant(),
            user,
            account: AccountId::from_uuid(uuid::Uuid::nil()),
            channel: Channel::System,
            scopes: None,
            locale: company.locale,
            authenticated_at: self.now(),
            viewer: None,
        }
    }

    /// The permit for a form's records; who may not see the form at all learns nothing of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] without any right to read, [`Error::Denied`] without the one asked for.
    pub async fn form_permit(
        &self,
        tx: &Tx,
        who: &Principal,
        permission: Permission,
        form: FormId,
    ) -> Result<Permit> {
        // The form of a work item type: its records are reached through their project alone.
        if self.is_form_of_type(tx, form).await? {
            return Err(Error::NotFound);
        }
        let asked = self.permit(tx, who, permission, Object::form(form)).await;
        if permission == Permission::RecordsRead {
            return asked.map_err(hidden);
        }
        if let Err(Error::Denied) = asked {
            self.permit(tx, who, Permission::RecordsRead, Object::form(form)).await.map_err(hidden)?;
        }
        asked
    }

    /// The forms on which the principal has the permission.
    ///
    /// # Errors
    /// When the rights cannot be loaded.
    pub async fn permitted_forms(&self, tx: &Tx, who: &Principal, permission: Permission) -> Result<Forms> {
        if !within_token(who, permission) {
            return Ok(Forms::Some(std::collections::BTreeSet::new()));
        }
        Ok(self.snapshot(tx).await?.forms(who.user, permission, self.now()))
    }

    /// Everything that the principal may do somewhere.
    ///
    /// # Errors
    /// When the rights cannot be loaded.
    pub async fn permissions(&self, tx: &Tx, who: &Principal) -> Result<Vec<Permission>> {
        let mut all = self.snapshot(tx).await?.permissions(who.user, self.now());
        all.retain(|p| within_token(who, *p));
        Ok(all)
    }

    /// The tenant's compiled rights, no older than the transaction sees them.
    ///
    /// # Errors
    /// When they cannot be loaded: then nothing is allowed.
    pub async fn snapshot(&self, tx: &Tx) -> Result<Arc<Snapshot>> {
        let (version, _) = tenants::versions(tx).await?;
        let load = || async {
            let policy = Policy::load(access_rows(tx).await?, self.now()).await.map_err(Error::internal)?;
            policy.compile().map_err(Error::internal)
        };
        if tx.has_moved_versions() {
            return Ok(Arc::new(load().await?));
        }
        self.snapshots().get(tx.tenant(), version, load).await.map_err(|unavailable| match unavailable {
            weir_access::Unavailable::Load(error) => error,
            weir_access::Unavailable::Stale => Error::internal("the loaded rights are stale"),
        })
    }
}

fn hidden(error: Error) -> Error {
    if matches!(error, Error::Denied) { Error::NotFound } else { error }
}

/// Whether an API token reaches so far; a session always does.
pub(crate) fn within_token(who: &Principal, permission: Permission) -> bool {
    who.scopes.as_ref().is_none_or(|scopes| scopes.contains(&permission))
}

async fn access_rows(tx: &Tx) -> Result<AccessRows> {
    let tenant = tenants::current(tx).await?;
    let active: HashMap<_, _> =
        organisation::people(tx).await?.into_iter().map(|p| (p.id, p.active)).collect();
    let roles = organisation::roles(tx).await?;
    let grants = organisation::grants(tx).await?;
    let holders = organisation::holders(tx).await?;
    let rules = organisation::field_rules(tx).await?;
    let departments = organisation::departments(tx).await?;
    let memberships = organisation::memberships(tx).await?;
    Ok(AccessRows {
        tenant: tenant.id,
        version: tenant.authz_version,
        time_zone: TimeZone::get(&tenant.time_zone).map_err(Error::internal)?,
        roles: roles.into_iter().map(|r| RoleRow { id: r.id, name: r.key.to_string() }).collect(),
        grants: grants
            .into_iter()
            .map(|g| RoleGrantRow { role: g.role, permission: g.permission, form: g.form, scope: g.scope })
            .collect(),
        assignments: holders
            .into_iter()
            .map(|h| AssignmentRow { user: h.user, role: h.role, expires_at: h.expires_at })
            .collect(),
        field_rules: rules
            .into_iter()
            .map(|r| FieldRuleRow { role: r.role, form: r.form, field: r.field, right: r.right })
            .collect(),
        departments: departments.into_iter().map(|d| DepartmentRow { id: d.id, parent: d.parent }).collect(),
        memberships: memberships
            .into_iter()
            .filter(|m| active.get(&m.user).copied().unwrap_or_default())
            .map(|m| MembershipRow {
                user: m.user,
                department: m.department,
                starts_on: m.starts_on,
                ends_on: m.ends_on,
            })
            .collect(),
    })
}
