//! Who is in a project, and in which role.

use serde_json::json;
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::{ProjectId, UserId};
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::projects::{self, MemberRow};
use weir_work::{Deed, MEMBERS_MAX, ProjectRole};

use super::access::{role_of_word, role_word};
use crate::company::Company;
use crate::context::App;
use crate::dto::common::Items;
use crate::dto::projects::{ProjectMember, SetMember};
use crate::error::{Error, Result};

impl App {
    /// Everybody in a project.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it.
    pub async fn list_project_members(&self, who: &Principal, id: ProjectId) -> Result<Items<ProjectMember>> {
        let tx = self.store().read(who.tenant).await?;
        self.seat(&tx, who, id).await?;
        let company = self.company(&tx).await?;
        let rows = projects::members(&tx, id).await?;
        Ok(Items { items: rows.iter().map(|row| shown(row, &company)).collect() })
    }

    /// Takes somebody into a project, or gives them another role in it.
    ///
    /// # Errors
    /// [`Error::Denied`] for who is no admin of it, [`Error::Invalid`] for somebody who is not there,
    /// [`Error::Conflict`] when no admin would be left.
    pub async fn set_project_member(
        &self,
        who: &Principal,
        id: ProjectId,
        user: UserId,
        input: SetMember,
    ) -> Result<ProjectMember> {
        let tx = self.write(who).await?;
        let seat = self.seat_for(&tx, who, id, Deed::Arrange).await?;
        projects::lock(&tx, id).await?;
        let company = self.company(&tx).await?;
        company.people.get(&user).ok_or(Error::NotFound)?;
        let known = projects::members(&tx, id).await?;
        let before = known.iter().find(|m| m.user == user);
        if let Some(refused) = before.is_none().then(|| check_member(&company, "user", user)).flatten() {
            return Err(refused.into());
        }
        if before.is_none() && known.len() >= MEMBERS_MAX {
            return Err(Error::conflict("work.too_many_members"));
        }
        if user == seat.project.lead && input.role != ProjectRole::Admin {
            return Err(Error::conflict("work.lead_is_admin"));
        }
        let role = role_word(input.role).to_owned();
        let row = MemberRow { user, role, added_at: before.map_or_else(|| self.now(), |m| m.added_at) };
        projects::put_member(&tx, id, &row).await?;
        self.keep_admin(&tx, id).await?;
        let verb = if before.is_none() { Verb::Granted } else { Verb::Updated };
        let mut change = self.change(who, Subject::Project, id.uuid(), verb);
        change.before = before.map(|m| json!({ "member": m.user, "role": m.role }));
        change.after = Some(json!({ "member": user, "user": user, "role": row.role }));
        tx.log(change).await?;
        tx.commit().await?;
        Ok(shown(&row, &company))
    }

    /// Lets somebody go. What is assigned to them stays theirs until somebody else takes it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not in it, [`Error::Conflict`] for the lead and the last admin.
    pub async fn remove_project_member(&self, who: &Principal, id: ProjectId, user: UserId) -> Result<()> {
        let tx = self.write(who).await?;
        let seat = self.seat_for(&tx, who, id, Deed::Arrange).await?;
        projects::lock(&tx, id).await?;
        if user == seat.project.lead {
            return Err(Error::conflict("work.lead_is_admin"));
        }
        if !projects::remove_member(&tx, id, user).await? {
            return Err(Error::NotFound);
        }
        self.keep_admin(&tx, id).await?;
        let mut change = self.change(who, Subject::Project, id.uuid(), Verb::Revoked);
        change.before = Some(json!({ "member": user }));
        change.after = Some(json!({ "user": user }));
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }

    async fn keep_admin(&self, tx: &Tx, id: ProjectId) -> Result<()> {
        let members = projects::members(tx, id).await?;
        let kept = members.iter().any(|m| role_of_word(&m.role) == ProjectRole::Admin);
        if kept { Ok(()) } else { Err(Error::conflict("work.last_admin")) }
    }
}

/// Why somebody cannot be taken into a project.
pub(super) fn check_member(company: &Company, at: &str, user: UserId) -> Option<Issue> {
    match company.people.get(&user) {
        None => Some(Issue::new(at, "org.user_unknown")),
        Some(person) if !person.active => Some(Issue::new(at, "work.person_disabled")),
        Some(_) => None,
    }
}

fn shown(row: &MemberRow, company: &Company) -> ProjectMember {
    ProjectMember { user: company.person(row.user), role: role_of_word(&row.role), added_at: row.added_at }
}
