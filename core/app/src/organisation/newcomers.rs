//! New people, and new first passwords: generated, told once, to be changed at the first sign-in.

use serde_json::{Value as Json, json};
use weir_access::Object;
use weir_model::change::{Subject, Verb};
use weir_model::id::{AccountId, RoleId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Error as StoreError;
use weir_store::Tx;
use weir_store::queries::accounts::{self, AccountRow};
use weir_store::queries::change_log::Change;
use weir_store::queries::organisation::{HolderRow, PersonRow};
use weir_store::queries::people::{self, NewPerson};
use weir_store::queries::{roles, sessions};

use super::check::PEOPLE_MAX;
use super::memberships::Plan;
use super::people::{facts, texts};
use super::{guard, to_the_end};
use crate::company::Company;
use crate::context::App;
use crate::dto::organisation::{CreatePerson, CreatedPerson, InitialPassword};
use crate::error::{Error, Result, refuse};
use crate::session::admin::check_login;
use crate::session::password;

/// A password, and the hash that is kept of it.
struct FirstPassword {
    text: String,
    hash: String,
}

/// Somebody who is to be taken in.
pub(crate) struct Newcomer {
    /// The person.
    pub row: PersonRow,
    plan: Plan,
    roles: Vec<RoleId>,
}

impl App {
    /// Takes a person in; the answer tells the first password this once.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a taken login, unknown departments or roles, and roles beyond one's own rights;
    /// [`Error::Denied`] for roles without `roles.manage`.
    pub async fn create_person(&self, who: &Principal, wish: CreatePerson) -> Result<CreatedPerson> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let first = app.first_password(&who).await?;
            let id = app.take_in(&who, wish, first.hash).await?;
            Ok(CreatedPerson { person: app.get_person(&who, id).await?, initial_password: first.text })
        })
        .await
    }

    /// Gives somebody who forgot theirs a new first password, and ends their sessions.
    ///
    /// # Errors
    /// [`Error::Denied`] over an account with more rights than one's own; `org.reset_own_password`.
    pub async fn reset_password(&self, who: &Principal, id: UserId) -> Result<InitialPassword> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let first = app.first_password(&who).await?;
            let tx = app.begin_change(&who, Permission::OrgManage).await?;
            app.company(&tx).await?.people.get(&id).ok_or(Error::NotFound)?;
            guard::not_oneself(&who, id, "org.reset_own_password")?;
            app.authority(&tx, &who).await?.over_person(&tx, id).await?;
            accounts::set_password(&tx, id, &first.hash, true, app.now()).await?;
            sessions::revoke_all(&tx, id, None, app.now()).await?;
            let mut change = app.change(&who, Subject::User, id.uuid(), Verb::Updated);
            change.after = Some(json!({ "passwordReset": true }));
            app.commit_change(tx, change).await?;
            app.forget_user(id);
            Ok(InitialPassword { initial_password: first.text })
        })
        .await
    }

    /// A generated password for who may give one. Hashing takes long, so it comes before the transaction, which
    /// asks for the right again.
    async fn first_password(&self, who: &Principal) -> Result<FirstPassword> {
        let tx = self.store().read(who.tenant).await?;
        self.permit(&tx, who, Permission::OrgManage, Object::TENANT).await?;
        drop(tx);
        let text = password::generate()?;
        let hash = self.passwords().hash(text.clone()).await?;
        Ok(FirstPassword { text, hash })
    }

    pub(super) async fn take_in(
        &self,
        who: &Principal,
        wish: CreatePerson,
        password_hash: String,
    ) -> Result<UserId> {
        let tx = self.begin_change(who, Permission::OrgManage).await?;
        let company = self.company(&tx).await?;
        if company.people.len() >= PEOPLE_MAX {
            return Err(Error::conflict("org.too_many_people"));
        }
        let (newcomer, issues) = self.plan_newcomer(&tx, who, &company, wish).await?;
        refuse(issues)?;
        let id = newcomer.row.id;
        let change = self.store_newcomer(&tx, who, newcomer, password_hash).await?;
        self.commit_change(tx, change).await?;
        Ok(id)
    }

    /// Somebody who is to be taken in, and what is wrong with that.
    ///
    /// # Errors
    /// [`Error::Denied`] for roles without `roles.manage`.
    pub(crate) async fn plan_newcomer(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        wish: CreatePerson,
    ) -> Result<(Newcomer, Issues)> {
        let row = PersonRow {
            id: self.new_id(UserId::from_uuid),
            login: wish.login.trim().to_lowercase(),
            name: wish.name.trim().to_owned(),
            email: wish.email.trim().to_owned(),
            phone: wish.phone.trim().to_owned(),
            locale: None,
            active: true,
            rev: 1,
        };
        let mut issues: Issues = check_login("login", &row.login).into_iter().collect();
        issues.extend(texts(&row));
        let (plan, found) = self.plan_memberships(company, row.id, &wish.memberships);
        issues.extend(found);
        let roles = distinct(wish.role_ids);
        issues.extend(self.check_roles(tx, who, company, &roles).await?);
        Ok((Newcomer { row, plan, roles }, issues))
    }

    /// Takes a person in, within a change of the organisation; gives what the change log shall tell.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a taken login.
    pub(crate) async fn store_newcomer(
        &self,
        tx: &Tx,
        who: &Principal,
        newcomer: Newcomer,
        password_hash: String,
    ) -> Result<Change> {
        let Newcomer { row, plan, roles } = newcomer;
        self.store_account(tx, &row, password_hash).await?;
        plan.carry_out(tx).await?;
        for role in &roles {
            let holder = HolderRow { role: *role, user: row.id, expires_at: None };
            roles::assign(tx, self.new_id(|id| id), &holder, Some(who.user), self.now()).await?;
        }
        let mut after = facts(&row);
        after.insert("memberships".to_owned(), plan.after());
        after.insert("roleIds".to_owned(), roles.iter().map(|r| json!(r)).collect());
        let mut change = self.change(who, Subject::User, row.id.uuid(), Verb::Created);
        change.after = Some(Json::Object(after));
        Ok(change)
    }

    async fn store_account(&self, tx: &Tx, row: &PersonRow, password_hash: String) -> Result<()> {
        let now = self.now();
        let account = AccountRow {
            id: self.new_id(AccountId::from_uuid),
            password_hash,
            must_change: true,
            disabled: false,
            created_at: now,
            password_changed_at: now,
        };
        accounts::insert(tx, &account).await?;
        let person = NewPerson {
            id: row.id,
            account: account.id,
            login: row.login.clone(),
            name: row.name.clone(),
            email: row.email.clone(),
            phone: row.phone.clone(),
            locale: row.locale,
            created_at: now,
        };
        people::insert(tx, &person).await.map_err(taken_login)
    }

    /// Roles from the start are given by who may give them.
    async fn check_roles(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        roles: &[RoleId],
    ) -> Result<Vec<Issue>> {
        if roles.is_empty() {
            return Ok(Vec::new());
        }
        self.permit(tx, who, Permission::RolesManage, Object::TENANT).await?;
        let authority = self.authority(tx, who).await?;
        let finding = |(i, role): (usize, &RoleId)| {
            let code = if !company.roles.contains_key(role) {
                "org.role_unknown"
            } else if !authority.covers_role(*role, None) {
                "org.role_beyond_own"
            } else {
                return None;
            };
            Some(Issue::new(format!("roleIds[{i}]"), code))
        };
        Ok(roles.iter().enumerate().filter_map(finding).collect())
    }
}

/// Each once, in their order.
fn distinct(roles: Vec<RoleId>) -> Vec<RoleId> {
    roles.into_iter().collect::<indexmap::IndexSet<_>>().into_iter().collect()
}

fn taken_login(error: StoreError) -> Error {
    match error {
        StoreError::Duplicate { .. } => Error::invalid("login", "org.login_taken"),
        other => other.into(),
    }
}
