//! The demo's organisation, written in one transaction.

use std::collections::HashMap;

use weir_model::id::{DepartmentId, MembershipId, PostId, RoleId, TenantId, UserId};
use weir_model::scope::DataScope;
use weir_model::{Key, Locale};
use weir_store::Tx;
use weir_store::queries::organisation::{
    self, DepartmentRow, GrantRow, HolderRow, MembershipRow, PostRow, RoleRow,
};
use weir_store::queries::tenants::{self, TenantRow};
use weir_store::queries::{accounts, org_people, org_write, roles, work_calendar};

use super::TENANT_KEY;
use super::data::Demo;
use super::passwords::DemoPasswords;
use crate::context::App;
use crate::dto::organisation::GrantScope;
use crate::error::{Error, Result};
use crate::session::admin::MEMBER;
use crate::session::password;

impl App {
    /// Founds the demo company: tenant, departments, posts, roles and people.
    pub(super) async fn found_demo(&self, demo: &Demo, passwords: &DemoPasswords) -> Result<TenantId> {
        let tenant = TenantRow {
            id: self.new_id(TenantId::from_uuid),
            key: Key::literal(TENANT_KEY),
            name: demo.tenant.name.clone(),
            locale: Locale::ZhCn,
            time_zone: demo.tenant.time_zone.clone(),
            settings: serde_json::json!({}),
            settings_rev: 1,
            authz_version: 1,
            org_version: 1,
            created_at: self.now(),
        };
        // Whoever is no account of the sign-in page gets a password that nobody knows.
        let unknown = self.passwords().hash(password::generate()?).await?;
        let mut hashes = HashMap::new();
        for (login, password) in &passwords.accounts {
            hashes.insert(login.as_str(), self.passwords().hash(password.clone()).await?);
        }
        let system = self.store().system().await?;
        tenants::insert(&system, &tenant).await?;
        system.commit().await?;

        let tx = self.store().begin(tenant.id).await?;
        self.store_builtin_roles(&tx).await?;
        self.demo_roles(&tx, demo).await?;
        let mut people: HashMap<&str, UserId> = HashMap::new();
        for person in &demo.people {
            let hash = hashes.get(person.login.as_str()).unwrap_or(&unknown).clone();
            people.insert(
                &person.login,
                self.store_person(&tx, &person.login, &person.name, hash, false).await?,
            );
        }
        let departments = self.demo_departments(&tx, demo, &people).await?;
        let posts = self.demo_posts(&tx, demo).await?;
        self.demo_memberships(&tx, demo, &people, (&departments, &posts)).await?;
        work_calendar::replace(&tx, &demo.calendar(), self.now()).await?;
        tenants::bump_authz_version(&tx).await?;
        tenants::bump_org_version(&tx).await?;
        tx.commit().await?;
        Ok(tenant.id)
    }

    /// Sets the demo accounts' passwords anew: the operator named one for all of them.
    pub(super) async fn apply_demo_passwords(
        &self,
        tenant: TenantId,
        passwords: &DemoPasswords,
    ) -> Result<()> {
        for (login, password) in &passwords.accounts {
            let Some(known) = accounts::candidate(&self.store().system_read(), tenant, login).await? else {
                continue;
            };
            if self.passwords().verify(password.clone(), Some(known.account.password_hash.clone())).await? {
                continue;
            }
            let hash = self.passwords().hash(password.clone()).await?;
            let tx = self.store().begin(tenant).await?;
            accounts::set_password(&tx, known.user, &hash, false, self.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn demo_roles(&self, tx: &Tx, demo: &Demo) -> Result<()> {
        for role in &demo.roles {
            let id = self.new_id(RoleId::from_uuid);
            let row = RoleRow { id, key: role.key.clone(), name: role.name.clone(), builtin: false, rev: 1 };
            roles::insert(tx, &row).await?;
            for grant in &role.grants {
                let scope = match grant.data_scope {
                    GrantScope::Own => DataScope::Own {},
                    GrantScope::Department => DataScope::Department {},
                    GrantScope::DepartmentAndBelow => DataScope::DepartmentAndBelow {},
                    GrantScope::Chosen => DataScope::Departments { departments: Vec::new() },
                    GrantScope::All => DataScope::All {},
                };
                let grant = GrantRow { role: id, permission: grant.permission, form: None, scope };
                roles::insert_grant(tx, self.new_id(|id| id), &grant).await?;
            }
        }
        // Roles that the template packs would create: people hold them from the start. Several packs may name one.
        let mut known: Vec<Key> = organisation::roles(tx).await?.into_iter().map(|r| r.key).collect();
        for wanted in crate::templates::packs()?.into_iter().flat_map(|pack| pack.manifest.roles) {
            if known.contains(&wanted.key) {
                continue;
            }
            let id = self.new_id(RoleId::from_uuid);
            known.push(wanted.key.clone());
            let row = RoleRow { id, key: wanted.key, name: wanted.name, builtin: false, rev: 1 };
            roles::insert(tx, &row).await?;
        }
        Ok(())
    }

    async fn demo_departments<'d>(
        &self,
        tx: &Tx,
        demo: &'d Demo,
        people: &HashMap<&str, UserId>,
    ) -> Result<HashMap<&'d str, DepartmentId>> {
        let mut departments: HashMap<&str, DepartmentId> = HashMap::new();
        for (sort, department) in (0..).zip(&demo.departments) {
            let row = DepartmentRow {
                id: self.new_id(DepartmentId::from_uuid),
                parent: department.parent.as_deref().and_then(|key| departments.get(key)).copied(),
                name: department.name.clone(),
                code: department.key.clone(),
                head: people.get(department.head.as_str()).copied(),
                sort,
                rev: 1,
            };
            org_write::insert_department(tx, &row).await?;
            departments.insert(&department.key, row.id);
        }
        Ok(departments)
    }

    async fn demo_posts<'d>(&self, tx: &Tx, demo: &'d Demo) -> Result<HashMap<&'d str, PostId>> {
        let mut posts = HashMap::new();
        for post in &demo.posts {
            let row = PostRow { id: self.new_id(PostId::from_uuid), name: post.name.clone(), rev: 1 };
            org_write::insert_post(tx, &row).await?;
            posts.insert(post.key.as_str(), row.id);
        }
        Ok(posts)
    }

    async fn demo_memberships(
        &self,
        tx: &Tx,
        demo: &Demo,
        people: &HashMap<&str, UserId>,
        (departments, posts): (&HashMap<&str, DepartmentId>, &HashMap<&str, PostId>),
    ) -> Result<()> {
        let by_key: HashMap<Key, RoleId> =
            organisation::roles(tx).await?.into_iter().map(|r| (r.key, r.id)).collect();
        let member = Key::literal(MEMBER);
        for person in &demo.people {
            let user = *people.get(person.login.as_str()).ok_or(Error::NotFound)?;
            for (index, membership) in person.memberships.iter().enumerate() {
                let row = MembershipRow {
                    id: self.new_id(MembershipId::from_uuid),
                    user,
                    department: *departments.get(membership.department.as_str()).ok_or(Error::NotFound)?,
                    post: posts.get(membership.post.as_str()).copied(),
                    main: index == 0,
                    starts_on: None,
                    ends_on: None,
                };
                org_people::put_membership(tx, &row).await?;
            }
            for key in person.roles.iter().chain([&member]) {
                let holder =
                    HolderRow { role: *by_key.get(key).ok_or(Error::NotFound)?, user, expires_at: None };
                roles::assign(tx, self.new_id(|id| id), &holder, None, self.now()).await?;
            }
        }
        Ok(())
    }
}
