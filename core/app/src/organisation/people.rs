//! One person: seen by everybody, changed by who manages the organisation.

use serde_json::{Map, Value as Json, json};
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::organisation::PersonRow;
use weir_store::queries::{org_people, sessions};

use super::memberships::Plan;
use super::{check, guard, to_the_end};
use crate::context::App;
use crate::dto::organisation::{Person, UpdatePerson};
use crate::error::{Error, Result, refuse};
use crate::session::{check_email, check_phone};

impl App {
    /// A person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn get_person(&self, who: &Principal, id: UserId) -> Result<Person> {
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let row = company.people.get(&id).ok_or(Error::NotFound)?;
        self.people(&tx, who, &company, &[row]).await?.pop().ok_or(Error::NotFound)
    }

    /// Changes a person; what is left out stays. Memberships belong to the organisation; the rest is the person's
    /// account, and is changed only by who may all that they may.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody changed them since `rev`; [`Error::Denied`] over an account with more rights
    /// than one's own; `org.disable_self`; `org.last_administrator`.
    pub async fn update_person(
        &self,
        who: &Principal,
        id: UserId,
        rev: i64,
        wish: UpdatePerson,
    ) -> Result<Person> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            app.change_person(&who, id, rev, wish).await?;
            app.forget_user(id);
            app.get_person(&who, id).await
        })
        .await
    }

    async fn change_person(&self, who: &Principal, id: UserId, rev: i64, wish: UpdatePerson) -> Result<()> {
        let tx = self.begin_change(who, Permission::OrgManage).await?;
        let company = self.company(&tx).await?;
        let old = company.people.get(&id).ok_or(Error::NotFound)?;
        if old.rev != rev {
            return Err(Error::Stale);
        }
        let row = wished(old, &wish);
        if row != *old {
            self.authority(&tx, who).await?.over_person(&tx, id).await?;
        }
        let mut issues = texts(&row);
        let plan = wish.memberships.as_ref().map(|wish| {
            let (plan, found) = self.plan_memberships(&company, id, wish);
            issues.extend(found);
            plan
        });
        refuse(issues)?;
        if old.active && !row.active {
            guard::not_oneself(who, id, "org.disable_self")?;
            let before = self.administrators(&tx).await?;
            org_people::update(&tx, &row).await?;
            self.keep_administrator(&tx, before).await?;
            self.end_access(&tx, id).await?;
        } else {
            org_people::update(&tx, &row).await?;
        }
        if let Some(plan) = &plan {
            plan.carry_out(&tx).await?;
        }
        let mut change = self.change(who, Subject::User, id.uuid(), Verb::Updated);
        change.before = Some(with(facts(old), plan.as_ref().map(Plan::before)));
        change.after = Some(with(facts(&row), plan.as_ref().map(Plan::after)));
        self.commit_change(tx, change).await
    }

    /// Ends every session and API token of a person. Callers forget the cached ones after the commit.
    pub(crate) async fn end_access(&self, tx: &Tx, id: UserId) -> Result<()> {
        sessions::revoke_all(tx, id, None, self.now()).await?;
        org_people::revoke_tokens(tx, id, self.now()).await?;
        Ok(())
    }
}

fn wished(old: &PersonRow, wish: &UpdatePerson) -> PersonRow {
    let text = |wish: &Option<String>, old: &str| {
        wish.as_deref().map_or_else(|| old.to_owned(), |text| text.trim().to_owned())
    };
    PersonRow {
        name: text(&wish.name, &old.name),
        email: text(&wish.email, &old.email),
        phone: text(&wish.phone, &old.phone),
        active: wish.active.unwrap_or(old.active),
        ..old.clone()
    }
}

/// What is wrong with a person's name and addresses.
pub(crate) fn texts(row: &PersonRow) -> Issues {
    let findings: [Option<Issue>; 3] =
        [check::name("name", &row.name), check_email("email", &row.email), check_phone("phone", &row.phone)];
    findings.into_iter().flatten().collect()
}

/// A person as the change log keeps them: never a password, nor its hash.
pub(crate) fn facts(row: &PersonRow) -> Map<String, Json> {
    let facts = json!({
        "login": row.login, "name": row.name, "email": row.email, "phone": row.phone, "active": row.active,
    });
    match facts {
        Json::Object(facts) => facts,
        _ => Map::new(),
    }
}

fn with(mut facts: Map<String, Json>, memberships: Option<Json>) -> Json {
    if let Some(memberships) = memberships {
        facts.insert("memberships".to_owned(), memberships);
    }
    Json::Object(facts)
}
