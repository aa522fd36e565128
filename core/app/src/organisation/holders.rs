//! Who holds a role.

use jiff::Timestamp;
use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::{RoleId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_model::{Issue, Issues};
use weir_store::queries::organisation::HolderRow;
use weir_store::queries::{org_people, roles, roles_write};

use super::to_the_end;
use crate::company::Company;
use crate::context::App;
use crate::dto::organisation::{AddRoleHolders, Role};
use crate::error::{Error, Result, refuse};

/// People in one call: a page of a list that was ticked as a whole.
const HOLDERS_PER_CALL_MAX: usize = 500;

impl App {
    /// Gives a role to people, or moves the end of their holding.
    ///
    /// # Errors
    /// [`Error::Denied`] for a role beyond one's own rights; [`Error::Invalid`] for people who are not there or
    /// disabled; `org.last_administrator` when a lasting holding would get an end.
    pub async fn add_role_holders(&self, who: &Principal, id: RoleId, wish: AddRoleHolders) -> Result<Role> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let company = app.company(&tx).await?;
            company.roles.get(&id).ok_or(Error::NotFound)?;
            refuse(check(&company, &wish, app.now()))?;
            let held = org_people::assignments(&tx, &wish.user_ids).await?;
            // Giving an earlier end takes away: the longer of both holdings is what one must hold.
            let lasting = held.iter().any(|h| h.role == id && h.expires_at.is_none());
            let ends = held.iter().filter(|h| h.role == id).filter_map(|h| h.expires_at);
            let until = wish.expires_at.filter(|_| !lasting).map(|end| ends.fold(end, Timestamp::max));
            if !app.authority(&tx, &who).await?.covers_role(id, until) {
                return Err(Error::Denied);
            }
            let before = app.administrators(&tx).await?;
            for user in &wish.user_ids {
                let holder = HolderRow { role: id, user: *user, expires_at: wish.expires_at };
                roles::assign(&tx, app.new_id(|id| id), &holder, Some(who.user), app.now()).await?;
            }
            if lasting {
                app.keep_administrator(&tx, before).await?;
            }
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Granted);
            change.after = Some(json!({ "holders": wish.user_ids, "expiresAt": wish.expires_at }));
            app.commit_change(tx, change).await?;
            app.get_role(&who, id).await
        })
        .await
    }

    /// Takes a role from a person.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they do not hold it; [`Error::Denied`] for a role beyond one's own rights;
    /// `org.last_administrator`.
    pub async fn remove_role_holder(&self, who: &Principal, id: RoleId, user: UserId) -> Result<()> {
        let (app, who) = (self.clone(), who.clone());
        to_the_end(async move {
            let tx = app.begin_change(&who, Permission::RolesManage).await?;
            let held = org_people::assignments(&tx, &[user]).await?;
            let holder = held.into_iter().find(|h| h.role == id).ok_or(Error::NotFound)?;
            if !app.authority(&tx, &who).await?.covers_role(id, holder.expires_at) {
                return Err(Error::Denied);
            }
            let before = app.administrators(&tx).await?;
            roles_write::unassign(&tx, id, user).await?;
            app.keep_administrator(&tx, before).await?;
            let mut change = app.change(&who, Subject::Role, id.uuid(), Verb::Revoked);
            change.before = Some(json!({ "holders": [user], "expiresAt": holder.expires_at }));
            app.commit_change(tx, change).await
        })
        .await
    }
}

fn check(company: &Company, wish: &AddRoleHolders, now: Timestamp) -> Issues {
    let people = &wish.user_ids;
    if people.is_empty() || people.len() > HOLDERS_PER_CALL_MAX {
        return vec![Issue::new("userIds", "org.holders_range").with("max", HOLDERS_PER_CALL_MAX)];
    }
    let mut issues = Issues::new();
    for (i, user) in people.iter().enumerate() {
        let code = match company.people.get(user) {
            None => "org.user_unknown",
            Some(person) if !person.active => "org.user_disabled",
            Some(_) => continue,
        };
        issues.push(Issue::new(format!("userIds[{i}]"), code));
    }
    if wish.expires_at.is_some_and(|end| end <= now) {
        issues.push(Issue::new("expiresAt", "auth.expiry_past"));
    }
    issues
}
