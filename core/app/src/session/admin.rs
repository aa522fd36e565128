//! What the operator does from the command line: found a company, help somebody who is locked out.

use weir_model::change::{Subject, Verb};
use weir_model::id::{AccountId, RoleId, TenantId, UserId};
use weir_model::permission::Permission;
use weir_model::scope::DataScope;
use weir_model::{Issue, Key, Locale, LocalizedText};
use weir_store::Tx;
use weir_store::queries::accounts::{self, AccountRow};
use weir_store::queries::change_log::Change;
use weir_store::queries::organisation::{self, GrantRow, HolderRow, RoleRow};
use weir_store::queries::people::{self, NewPerson};
use weir_store::queries::tenants::{self, TenantRow};
use weir_store::queries::{roles, sessions};

use super::password;
use crate::context::App;
use crate::error::{Error, Result, refuse};

/// The role that may do everything.
pub const ADMINISTRATOR: &str = "administrator";
/// The role of everybody: start flows, see one's own records.
pub const MEMBER: &str = "member";
/// Characters of a sign-in name.
const LOGIN_MAX_CHARS: usize = 63;
/// Characters of a person's or a company's name.
const NAME_MAX_CHARS: usize = 100;

/// A company to be founded.
#[derive(Debug, Clone)]
pub struct CreateTenant {
    /// What people type to sign in.
    pub key: String,
    /// The company's name.
    pub name: String,
    /// The first administrator's sign-in name.
    pub login: String,
    /// The first administrator's name.
    pub person: String,
    /// The IANA time zone.
    pub time_zone: String,
    /// The company's first language.
    pub locale: Locale,
}

/// What somebody needs to sign in, told once.
#[derive(Clone)]
pub struct NewCredentials {
    /// The tenant's key.
    pub tenant: String,
    /// The sign-in name.
    pub login: String,
    /// The password, which must be changed at the first sign-in.
    pub password: String,
}

impl App {
    /// Founds a company: its roles and its first administrator, with a generated password.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a key, a name or a time zone that cannot be one; `duplicate` when the key is taken.
    pub async fn create_tenant(&self, wish: CreateTenant) -> Result<NewCredentials> {
        check(&wish)?;
        let login = wish.login.trim().to_lowercase();
        let tenant = self.store_tenant(&wish).await?;
        let password = password::generate()?;
        let hash = self.passwords().hash(password.clone()).await?;
        let tx = self.store().begin(tenant).await?;
        if !organisation::people(&tx).await?.is_empty() {
            return Err(Error::conflict("duplicate"));
        }
        let administrator = self.store_builtin_roles(&tx).await?;
        let person = self.store_person(&tx, &login, wish.person.trim(), hash, true).await?;
        let holder = HolderRow { role: administrator, user: person, expires_at: None };
        roles::assign(&tx, self.new_id(|id| id), &holder, None, self.now()).await?;
        tenants::bump_authz_version(&tx).await?;
        tenants::bump_org_version(&tx).await?;
        tx.log(self.by_operator(Subject::User, person.uuid(), Verb::Created)).await?;
        tx.commit().await?;
        Ok(NewCredentials { tenant: wish.key, login, password })
    }

    /// Gives somebody a new password, enables their account and ends their sessions.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such tenant or person.
    pub async fn reset_password_as_operator(&self, tenant: &str, login: &str) -> Result<NewCredentials> {
        let (tenant, login) = (tenant.trim().to_lowercase(), login.trim().to_lowercase());
        let system = self.store().system_read();
        let row = tenants::by_key(&system, &tenant).await?.ok_or(Error::NotFound)?;
        let who = accounts::candidate(&system, row.id, &login).await?.ok_or(Error::NotFound)?;
        let password = password::generate()?;
        let hash = self.passwords().hash(password.clone()).await?;
        let tx = self.store().begin(row.id).await?;
        accounts::set_password(&tx, who.user, &hash, true, self.now()).await?;
        accounts::set_disabled(&tx, who.user, false).await?;
        sessions::revoke_all(&tx, who.user, None, self.now()).await?;
        tx.log(self.by_operator(Subject::User, who.user.uuid(), Verb::Updated)).await?;
        tx.commit().await?;
        self.forget_user(who.user);
        Ok(NewCredentials { tenant, login, password })
    }

    /// A tenant of that key; one that was founded halfway (no people yet) is taken up again.
    async fn store_tenant(&self, wish: &CreateTenant) -> Result<TenantId> {
        if let Some(known) = tenants::by_key(&self.store().system_read(), &wish.key).await? {
            return Ok(known.id);
        }
        let key: Key = wish.key.parse().map_err(|_| Error::invalid("key", "request.key_malformed"))?;
        let row = TenantRow {
            id: self.new_id(TenantId::from_uuid),
            key,
            name: wish.name.trim().to_owned(),
            locale: wish.locale,
            time_zone: wish.time_zone.clone(),
            settings: serde_json::json!({}),
            settings_rev: 1,
            authz_version: 1,
            org_version: 1,
            created_at: self.now(),
        };
        let tx = self.store().system().await?;
        tenants::insert(&tx, &row).await?;
        tx.commit().await?;
        Ok(row.id)
    }

    /// The roles that every company begins with; answers with the administrator's.
    pub(crate) async fn store_builtin_roles(&self, tx: &Tx) -> Result<RoleId> {
        let all: Vec<_> = Permission::ALL.iter().map(|p| (*p, DataScope::All {})).collect();
        let administrator = LocalizedText::both("系统管理员", "Administrator");
        let id = self.store_builtin_role(tx, ADMINISTRATOR, administrator, all).await?;
        let own = [(Permission::FlowsStart, DataScope::All {}), (Permission::RecordsRead, DataScope::Own {})];
        self.store_builtin_role(tx, MEMBER, LocalizedText::both("员工", "Member"), own.into()).await?;
        Ok(id)
    }

    async fn store_builtin_role(
        &self,
        tx: &Tx,
        key: &'static str,
        name: LocalizedText,
        grants: Vec<(Permission, DataScope)>,
    ) -> Result<RoleId> {
        let id = self.new_id(RoleId::from_uuid);
        roles::insert(tx, &RoleRow { id, key: Key::literal(key), name, builtin: true, rev: 1 }).await?;
        for (permission, scope) in grants {
            let grant = GrantRow { role: id, permission, form: None, scope };
            roles::insert_grant(tx, self.new_id(|id| id), &grant).await?;
        }
        Ok(id)
    }

    /// Stores a person with an account of their own.
    pub(crate) async fn store_person(
        &self,
        tx: &Tx,
        login: &str,
        name: &str,
        password_hash: String,
        must_change: bool,
    ) -> Result<UserId> {
        let now = self.now();
        let account = AccountRow {
            id: self.new_id(AccountId::from_uuid),
            password_hash,
            must_change,
            disabled: false,
            created_at: now,
            password_changed_at: now,
        };
        accounts::insert(tx, &account).await?;
        let person = NewPerson {
            id: self.new_id(UserId::from_uuid),
            account: account.id,
            login: login.to_owned(),
            name: name.to_owned(),
            email: String::new(),
            phone: String::new(),
            locale: None,
            created_at: now,
        };
        people::insert(tx, &person).await?;
        Ok(person.id)
    }

    fn by_operator(&self, subject: Subject, id: uuid::Uuid, verb: Verb) -> Change {
        Change {
            at: self.now(),
            actor: None,
            on_behalf: None,
            channel: "system",
            request_id: None,
            subject,
            subject_id: Some(id),
            verb,
            before: None,
            after: None,
        }
    }
}

fn check(wish: &CreateTenant) -> Result<()> {
    let mut issues = Vec::new();
    if wish.key.parse::<Key>().is_err() {
        issues.push(Issue::new("key", "request.key_malformed"));
    }
    issues.extend(check_login("login", wish.login.trim()));
    for (at, name) in [("name", &wish.name), ("person", &wish.person)] {
        if name.trim().is_empty() {
            issues.push(Issue::new(at, "request.text_empty"));
        }
        if name.chars().count() > NAME_MAX_CHARS {
            issues.push(Issue::new(at, "request.text_long").with("max", NAME_MAX_CHARS));
        }
    }
    if jiff::tz::TimeZone::get(&wish.time_zone).is_err() {
        issues.push(Issue::new("timeZone", "request.time_zone_unknown"));
    }
    refuse(issues)
}

/// What is wrong with a sign-in name: letters, digits, `.`, `_`, `-` and `@`, so that it can be typed anywhere.
#[must_use]
pub fn check_login(at: &str, login: &str) -> Option<Issue> {
    let known = |c: char| c.is_ascii_alphanumeric() || "._-@".contains(c);
    let fine = (1..=LOGIN_MAX_CHARS).contains(&login.len()) && login.chars().all(known);
    (!fine).then(|| Issue::new(at, "request.login_malformed").with("max", LOGIN_MAX_CHARS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_name_can_be_typed_anywhere() {
        for good in ["admin", "lin.fan", "a@b.cn", "007"] {
            assert_eq!(check_login("login", good), None, "{good}");
        }
        for bad in ["", "林凡", "a b", "a/b", &"a".repeat(64)] {
            assert!(check_login("login", bad).is_some(), "{bad}");
        }
    }
}
