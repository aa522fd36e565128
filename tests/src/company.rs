//! The company that tests work in: small, but with a head, a superior, two departments and somebody for each role.
//!
//! ```text
//! company            head: boss
//! ├── purchasing     head: manager; employee
//! │   └── import     colleague
//! └── finance        head: finance-director
//! ```

use std::collections::BTreeMap;

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use weir_app::App;
use weir_app::session::admin::CreateTenant;
use weir_model::id::{AccountId, DepartmentId, MembershipId, RoleId, TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::scope::DataScope;
use weir_model::{Key, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::accounts::{self, AccountRow};
use weir_store::queries::organisation::{self, DepartmentRow, GrantRow, HolderRow, MembershipRow, RoleRow};
use weir_store::queries::people::{self, NewPerson};
use weir_store::queries::{org_people, org_write, roles, tenants};

/// Everybody's password.
pub const PASSWORD: &str = "open sesame, please";

/// Department, the one above, its head.
const DEPARTMENTS: [(&str, Option<&str>, &str); 4] = [
    ("company", None, "boss"),
    ("purchasing", Some("company"), "manager"),
    ("import", Some("purchasing"), "manager"),
    ("finance", Some("company"), "finance-director"),
];

/// Person, department, roles besides `member`.
const PEOPLE: [(&str, &str, &[&str]); 7] = [
    ("admin", "company", &["administrator"]),
    ("boss", "company", &[]),
    ("manager", "purchasing", &["department-manager"]),
    ("employee", "purchasing", &[]),
    ("colleague", "import", &[]),
    ("finance-director", "finance", &["finance-director", "department-manager"]),
    ("project-manager", "company", &["project-manager"]),
];

/// A company's ids by name.
#[derive(Debug, Clone)]
pub struct Company {
    /// Its id.
    pub tenant: TenantId,
    people: BTreeMap<String, UserId>,
    departments: BTreeMap<String, DepartmentId>,
    roles: BTreeMap<String, RoleId>,
}

impl Company {
    /// A person's id.
    ///
    /// # Panics
    /// When there is none of that login.
    #[must_use]
    pub fn user(&self, login: &str) -> UserId {
        self.people[login]
    }

    /// A department's id.
    ///
    /// # Panics
    /// When there is none of that name.
    #[must_use]
    pub fn department(&self, name: &str) -> DepartmentId {
        self.departments[name]
    }

    /// A role's id.
    ///
    /// # Panics
    /// When there is none of that key.
    #[must_use]
    pub fn role(&self, key: &str) -> RoleId {
        self.roles[key]
    }

    pub(crate) async fn found(app: &App, key: &str) -> Self {
        let wish = CreateTenant {
            key: key.to_owned(),
            name: format!("Company {key}"),
            login: "founder".to_owned(),
            person: "Founder".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            locale: Locale::En,
        };
        app.create_tenant(wish).await.expect("a tenant");
        let tenant = tenants::by_key(&app.store().system_read(), key).await.unwrap().unwrap().id;
        let mut company =
            Self { tenant, people: BTreeMap::new(), departments: BTreeMap::new(), roles: BTreeMap::new() };
        let tx = app.store().begin(tenant).await.unwrap();
        company.roles =
            organisation::roles(&tx).await.unwrap().into_iter().map(|r| (r.key.to_string(), r.id)).collect();
        company.add_roles(app, &tx).await;
        let hash = hash();
        for (login, ..) in PEOPLE {
            company.add_person(app, &tx, login, &hash).await;
        }
        company.add_departments(app, &tx).await;
        for (login, department, held) in PEOPLE {
            company.settle(app, &tx, login, department, held).await;
        }
        tenants::bump_authz_version(&tx).await.unwrap();
        tenants::bump_org_version(&tx).await.unwrap();
        tx.commit().await.unwrap();
        company
    }

    async fn add_roles(&mut self, app: &App, tx: &Tx) {
        let manages = (Permission::RecordsRead, DataScope::DepartmentAndBelow {});
        for (key, grant) in
            [("department-manager", Some(manages)), ("finance-director", None), ("project-manager", None)]
        {
            let id = app.new_id(RoleId::from_uuid);
            let name = LocalizedText::both(key, key);
            let row = RoleRow { id, key: Key::literal(key), name, builtin: false, rev: 1 };
            roles::insert(tx, &row).await.unwrap();
            if let Some((permission, scope)) = grant {
                let grant = GrantRow { role: id, permission, form: None, scope };
                roles::insert_grant(tx, app.new_id(|id| id), &grant).await.unwrap();
            }
            self.roles.insert(key.to_owned(), id);
        }
    }

    async fn add_person(&mut self, app: &App, tx: &Tx, login: &str, hash: &str) {
        let account = AccountRow {
            id: app.new_id(AccountId::from_uuid),
            password_hash: hash.to_owned(),
            must_change: false,
            disabled: false,
            created_at: app.now(),
            password_changed_at: app.now(),
        };
        accounts::insert(tx, &account).await.unwrap();
        let person = NewPerson {
            id: app.new_id(UserId::from_uuid),
            account: account.id,
            login: login.to_owned(),
            name: login.to_owned(),
            email: format!("{login}@example.com"),
            phone: String::new(),
            locale: None,
            created_at: app.now(),
        };
        people::insert(tx, &person).await.unwrap();
        self.people.insert(login.to_owned(), person.id);
    }

    async fn add_departments(&mut self, app: &App, tx: &Tx) {
        for (sort, (name, parent, head)) in DEPARTMENTS.into_iter().enumerate() {
            let id = app.new_id(DepartmentId::from_uuid);
            let row = DepartmentRow {
                id,
                parent: parent.map(|p| self.departments[p]),
                name: LocalizedText::both(name, name),
                code: String::new(),
                head: Some(self.people[head]),
                sort: i64::try_from(sort).unwrap(),
                rev: 1,
            };
            org_write::insert_department(tx, &row).await.unwrap();
            self.departments.insert(name.to_owned(), id);
        }
    }

    async fn settle(&self, app: &App, tx: &Tx, login: &str, department: &str, held: &[&str]) {
        let user = self.people[login];
        let membership = MembershipRow {
            id: app.new_id(MembershipId::from_uuid),
            user,
            department: self.departments[department],
            post: None,
            main: true,
            starts_on: None,
            ends_on: None,
        };
        org_people::put_membership(tx, &membership).await.unwrap();
        for role in held.iter().chain(&["member"]) {
            let holder = HolderRow { role: self.roles[*role], user, expires_at: None };
            roles::assign(tx, app.new_id(|id| id), &holder, None, app.now()).await.unwrap();
        }
    }
}

/// [`PASSWORD`]'s hash at the least cost.
fn hash() -> String {
    let params = Params::new(Params::MIN_M_COST, Params::MIN_T_COST, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = argon2.hash_password(PASSWORD.as_bytes()).unwrap();
    hash.to_string()
}
