//! Who sits where: the caller's role in a project, without which the project does not exist for them.

use weir_access::Object;
use weir_model::id::{ProjectId, WorkItemId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::projects::{self, ProjectRow};
use weir_store::queries::work_items::{self, ItemRow};
use weir_work::{Deed, ProjectRole};

use crate::context::App;
use crate::error::{Error, Result};
use crate::rights::within_token;

/// The proof of what the caller may do in one project. Made here only.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    /// The project.
    pub project: ProjectRow,
    /// The caller's role in it.
    pub role: ProjectRole,
    from_token: bool,
    may_work: bool,
    may_arrange: bool,
}

impl Seat {
    /// Whether the caller may do it now.
    pub fn may(&self, deed: Deed) -> bool {
        self.refuses(deed).is_none()
    }

    fn refuses(&self, deed: Deed) -> Option<Error> {
        let in_token = match deed {
            Deed::See => true,
            Deed::Comment | Deed::Work => self.may_work,
            Deed::Arrange => self.may_arrange,
        };
        if !self.role.may(deed) || (self.from_token && !in_token) {
            return Some(Error::Denied);
        }
        let closed = self.project.archived_at.is_some() && deed != Deed::See;
        closed.then(|| Error::conflict("work.project_archived"))
    }

    /// Refuses what the caller may not do.
    ///
    /// # Errors
    /// [`Error::Denied`] for their role or token, [`Error::Conflict`] in an archived project.
    pub fn demand(&self, deed: Deed) -> Result<()> {
        self.refuses(deed).map_or(Ok(()), Err)
    }
}

/// The word of a role, as it is stored.
pub(super) const fn role_word(role: ProjectRole) -> &'static str {
    match role {
        ProjectRole::Viewer => "viewer",
        ProjectRole::Member => "member",
        ProjectRole::Admin => "admin",
    }
}

/// The role of a stored word; the least for a word of a later version.
pub(super) fn role_of_word(word: &str) -> ProjectRole {
    [ProjectRole::Admin, ProjectRole::Member]
        .into_iter()
        .find(|r| role_word(*r) == word)
        .unwrap_or(ProjectRole::Viewer)
}

impl App {
    /// The caller's seat in a project, for looking.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who is no member and does not administer all projects.
    pub(crate) async fn seat(&self, tx: &Tx, who: &Principal, project: ProjectId) -> Result<Seat> {
        // A work item is a record: a token that may not read records reads no items.
        if !within_token(who, Permission::RecordsRead) {
            return Err(Error::NotFound);
        }
        let row = projects::get(tx, project).await?;
        let role = match self.administers_projects(tx, who).await? {
            true => ProjectRole::Admin,
            false => {
                let word = projects::role_of(tx, project, who.user).await?.ok_or(Error::NotFound)?;
                role_of_word(&word)
            }
        };
        Ok(Seat {
            project: row,
            role,
            from_token: who.scopes.is_some(),
            may_work: within_token(who, Permission::RecordsUpdate),
            may_arrange: within_token(who, Permission::ProjectsAdmin),
        })
    }

    /// The caller's seat, with which they may do something.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Conflict`] in an archived project.
    pub(crate) async fn seat_for(
        &self,
        tx: &Tx,
        who: &Principal,
        project: ProjectId,
        deed: Deed,
    ) -> Result<Seat> {
        let seat = self.seat(tx, who, project).await?;
        seat.demand(deed)?;
        Ok(seat)
    }

    /// An item outside of the recycle bin, with the seat from which the caller may do something with it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Conflict`] in an archived project.
    pub(super) async fn item_for(
        &self,
        tx: &Tx,
        who: &Principal,
        id: WorkItemId,
        deed: Deed,
    ) -> Result<(Seat, ItemRow)> {
        let item = work_items::get(tx, id).await?;
        let seat = self.seat(tx, who, item.project).await?;
        if item.record.deleted_at.is_some() {
            return Err(Error::NotFound);
        }
        seat.demand(deed)?;
        Ok((seat, item))
    }

    /// Whether the caller sees and arranges every project.
    pub(crate) async fn administers_projects(&self, tx: &Tx, who: &Principal) -> Result<bool> {
        match self.permit(tx, who, Permission::ProjectsAdmin, Object::TENANT).await {
            Ok(_) => Ok(true),
            Err(Error::Denied) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_reads_back_from_its_word() {
        for role in [ProjectRole::Viewer, ProjectRole::Member, ProjectRole::Admin] {
            assert_eq!(role_of_word(role_word(role)), role);
            assert_eq!(serde_json::to_value(role).unwrap(), role_word(role));
        }
        assert_eq!(role_of_word("owner"), ProjectRole::Viewer);
    }
}
