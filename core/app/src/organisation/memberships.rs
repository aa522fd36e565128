//! Departments and posts of one person: what shall be from now on, and how it is shown.
//!
//! What ended before today is history: it is neither shown nor touched.

use std::collections::HashSet;

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use weir_model::id::{MembershipId, UserId};
use weir_model::{Issue, Issues};
use weir_store::Tx;
use weir_store::queries::org_people;
use weir_store::queries::organisation::MembershipRow;

use crate::company::{Company, org_membership};
use crate::context::App;
use crate::dto::organisation::MembershipInput;
use crate::dto::session::{MembershipInfo, PostRef};
use crate::error::Result;

/// The memberships of one person before and after a change.
pub(crate) struct Plan {
    user: UserId,
    old: Vec<MembershipRow>,
    new: Vec<MembershipRow>,
}

/// Where the list stands in a body.
const AT: &str = "memberships";

impl App {
    /// The rows behind a wish, and what is wrong with it.
    pub(crate) fn plan_memberships(
        &self,
        company: &Company,
        user: UserId,
        wish: &[MembershipInput],
    ) -> (Plan, Issues) {
        let old = present(company, user, self.moment(company).today);
        let mut issues = Vec::new();
        let mut named = HashSet::new();
        let mut new = Vec::with_capacity(wish.len());
        for (i, input) in wish.iter().enumerate() {
            if let Some(id) = input.id {
                let at = || format!("{AT}[{i}].id");
                if !old.iter().any(|m| m.id == id) {
                    issues.push(Issue::new(at(), "org.membership_unknown"));
                } else if !named.insert(id) {
                    issues.push(Issue::new(at(), "org.membership_repeated"));
                }
            }
            new.push(MembershipRow {
                id: input.id.unwrap_or_else(|| self.new_id(MembershipId::from_uuid)),
                user,
                department: input.department_id,
                post: input.post_id,
                main: input.main,
                starts_on: input.starts_on,
                ends_on: input.ends_on,
            });
        }
        let rows: Vec<_> = new.iter().map(org_membership).collect();
        issues.extend(company.directory.check_memberships(AT, &rows));
        (Plan { user, old, new }, issues)
    }
}

impl Plan {
    /// Stores what shall be and removes what is not named.
    pub async fn carry_out(&self, tx: &Tx) -> Result<()> {
        let kept: HashSet<_> = self.new.iter().map(|m| m.id).collect();
        let gone: Vec<_> = self.old.iter().map(|m| m.id).filter(|id| !kept.contains(id)).collect();
        if !gone.is_empty() {
            org_people::remove_memberships(tx, self.user, &gone).await?;
        }
        for row in self.new.iter().filter(|row| !self.old.contains(row)) {
            org_people::put_membership(tx, row).await?;
        }
        Ok(())
    }

    /// What was, for the change log.
    pub fn before(&self) -> Json {
        self.old.iter().map(facts).collect()
    }

    /// What is.
    pub fn after(&self) -> Json {
        self.new.iter().map(facts).collect()
    }
}

fn facts(row: &MembershipRow) -> Json {
    json!({
        "id": row.id, "departmentId": row.department, "postId": row.post, "main": row.main,
        "startsOn": row.starts_on, "endsOn": row.ends_on,
    })
}

pub(crate) fn present(company: &Company, user: UserId, today: Date) -> Vec<MembershipRow> {
    let mine = company.memberships.iter().filter(|m| m.user == user);
    mine.filter(|m| m.ends_on.is_none_or(|end| today <= end)).cloned().collect()
}

/// One membership, as others see it.
pub(super) fn shown(company: &Company, row: &MembershipRow) -> MembershipInfo {
    let post = |id| company.posts.get(&id).map(|p| PostRef { id, name: p.name.clone() });
    MembershipInfo {
        id: row.id,
        department: company.department(row.department),
        post: row.post.and_then(post),
        main: row.main,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        head: company.directory.head_of(row.department) == Some(row.user),
    }
}
