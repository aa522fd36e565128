//! Roles and what they allow.

use serde_json::{Value as Json, json};
use weir_model::Key;
use weir_model::change::{Subject, Verb};
use weir_model::id::RoleId;
use weir_model::limits::{PAGE_DEFAULT, PAGE_MAX};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Error as StoreError;
use weir_store::Tx;
use weir_store::queries::organisation::{self, GrantRow, HolderRow, RoleRow};
use weir_store::queries::{roles, roles_write};

use super::check::{self, ROLES_MAX};
use super::{grants, to_the_end};
use crate::company::Company;
use crate::context::App;
use crate::dto::common::{Items, Page};
use crate::dto::organisation::{
    CreateRole, PermissionInfo, Role, RoleGrant, RoleHolder, SetRoleGrants, UpdateRole,
};
use crate::error::{Error, Result, refuse};

impl App {
    /// Every role with what it allows and some of its holders, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_roles(&self, who: &Principal) -> Result<Page<Role>> {
        let tx = self.store().read(who.tenant).await?;
        let all = Roles::load(self, &tx).await?;
        let company = self.company(&tx).await?;
        let rows = company.roles.values();
        Ok(Page::whole(rows.map(|row| all.shown(&company, row, PAGE_DEFAULT as usize)).collect()))
    }

    /// A role with its holders.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_role(&self, who: &Principal, id: RoleId) -> Result<Role> {
        let tx = self.store().read(who.tenant).await?;
        let all = Roles::load(self, &tx).await?;
        let company = self.company(&tx).await?;
        let row = company.roles.get(&id).ok_or(Error::NotFound)?;
        Ok(all.shown(&company, row, PAGE_MAX as usize))
    }

    /// Every permission that a role may carry.
    #[must_use]
    pub fn list_permissions(&self) -> Items<PermissionInfo> {
        let info = |p: &Permission| PermissionInfo { permission: *p, scoped: p.is_scoped() };
        Items { items: Permission::ALL.iter().map(info).collect() }
    }

    /// Makes a role.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a taken key, and for permissions that one does not hold oneself.
    pub async fn create_role(&self, who: &Principal, wish: CreateRole) -> Result<Role> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            if company.roles.len() >= ROLES_MAX {
                return Err(Error::conflict("org.too_many_roles"));
            }
            refuse(check::localized_name("name", &wish.name))?;
            let key: Key = wish.key.parse().map_err(|_| Error::invalid("key", "request.key_malformed"))?;
            let row =
                RoleRow { id: app.new_id(RoleId::from_uuid), key, name: wish.name, builtin: false, rev: 1 };
            let authority = app.authority(&tx, &who).await?;
            let grants = grants::plan(&tx, &company, &authority, row.id, &wish.grants).await?;
            roles::insert(&tx, &row).await.map_err(taken_key)?;
            app.store_grants(&tx, &grants).await?;
            let mut change = app.change(&who, Subject::Role, row.id.uuid(), Verb::Created);
            change.after = Some(json!({ "key": row.key, "name": row.name, "grants": facts(&grants) }));
            app.commit_change(tx, change).await?;
            app.get_role(&who, row.id).await
        })
        .await
    }

    /// Renames a role.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed it since `rev`.
    pub async fn update_role(&self, who: &Principal, id: RoleId, rev: i64, wish: UpdateRole) -> Result<Role> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            let old = company.roles.get(&id).ok_or(Error::NotFound)?;
            refuse(check::localized_name("name", &wish.name))?;
            roles_write::update(&tx, id, &wish.name, rev).await?;
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Updated);
            change.before = Some(json!({ "name": old.name }));
            change.after = Some(json!({ "name": wish.name }));
            app.commit_change(tx, change).await?;
            app.get_role(&who, id).await
        })
        .await
    }

    /// Replaces everything that a role allows.
    ///
    /// # Errors
    /// [`Error::Invalid`] for permissions given or taken that one does not hold oneself; [`Error::Stale`];
    /// `org.last_administrator`.
    pub async fn set_role_grants(
        &self,
        who: &Principal,
        id: RoleId,
        rev: i64,
        wish: SetRoleGrants,
    ) -> Result<Role> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            let role = company.roles.get(&id).ok_or(Error::NotFound)?;
            if role.rev != rev {
                return Err(Error::Stale);
            }
            let authority = app.authority(&tx, &who).await?;
            let grants = grants::plan(&tx, &company, &authority, id, &wish.grants).await?;
            let old: Vec<_> = authority.grants().iter().filter(|g| g.role == id).cloned().collect();
            let before = app.administrators(&tx).await?;
            roles::delete_grants(&tx, id).await?;
            app.store_grants(&tx, &grants).await?;
            roles_write::update(&tx, id, &role.name, rev).await?;
            app.keep_administrator(&tx, before).await?;
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Updated);
            change.before = Some(json!({ "grants": facts(&old) }));
            change.after = Some(json!({ "grants": facts(&grants) }));
            app.commit_change(tx, change).await?;
            app.get_role(&who, id).await
        })
        .await
    }

    /// Removes a role that did not come with the product; whoever holds it loses it.
    ///
    /// # Errors
    /// `org.role_builtin`; `org.last_administrator`; [`Error::Denied`] for a role beyond one's own rights.
    pub async fn delete_role(&self, who: &Principal, id: RoleId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            let role = company.roles.get(&id).ok_or(Error::NotFound)?;
            if role.builtin {
                return Err(Error::conflict("org.role_builtin"));
            }
            let authority = app.authority(&tx, &who).await?;
            if !authority.covers_role(id, None) {
                return Err(Error::Denied);
            }
            let grants: Vec<_> = authority.grants().iter().filter(|g| g.role == id).cloned().collect();
            let held: Vec<_> =
                organisation::holders(&tx).await?.into_iter().filter(|h| h.role == id).collect();
            let before = app.administrators(&tx).await?;
            roles_write::delete(&tx, id).await?;
            app.keep_administrator(&tx, before).await?;
            let holders: Vec<_> = held.iter().map(|h| h.user).collect();
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Deleted);
            change.before = Some(json!({
                "key": role.key, "name": role.name, "grants": facts(&grants), "holders": holders,
            }));
            app.commit_change(tx, change).await
        })
        .await
    }

    async fn store_grants(&self, tx: &Tx, grants: &[GrantRow]) -> Result<()> {
        for grant in grants {
            roles::insert_grant(tx, self.new_id(|id| id), grant).await?;
        }
        Ok(())
    }
}

/// What all roles allow and who holds them, read at once.
struct Roles {
    grants: Vec<GrantRow>,
    holders: Vec<HolderRow>,
}

impl Roles {
    async fn load(app: &App, tx: &Tx) -> Result<Self> {
        let now = app.now();
        let mut holders = organisation::holders(tx).await?;
        holders.retain(|h| h.expires_at.is_none_or(|end| now < end));
        Ok(Self { grants: organisation::grants(tx).await?, holders })
    }

    fn shown(&self, company: &Company, row: &RoleRow, holders_max: usize) -> Role {
        let grants = self.grants.iter().filter(|g| g.role == row.id).map(grants::shown);
        let held = || self.holders.iter().filter(|h| h.role == row.id);
        let holder = |h: &HolderRow| RoleHolder { person: company.person(h.user), expires_at: h.expires_at };
        Role {
            id: row.id,
            key: row.key.to_string(),
            name: row.name.clone(),
            builtin: row.builtin,
            grants: grants.collect(),
            holders: held().take(holders_max).map(holder).collect(),
            holder_count: held().count() as u64,
            rev: row.rev,
        }
    }
}

fn facts(grants: &[GrantRow]) -> Json {
    let shown: Vec<RoleGrant> = grants.iter().map(grants::shown).collect();
    json!(shown)
}

fn taken_key(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate { .. } => Error::invalid("key", "org.role_key_taken"),
        other => other.into(),
    }
}
