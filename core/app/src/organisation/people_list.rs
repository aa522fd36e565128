//! People, a page at a time: found in the organisation in memory, completed by one query each for roles and for
//! when they were last seen.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;
use weir_access::Object;
use weir_model::Issue;
use weir_model::id::{DepartmentId, UserId};
use weir_model::permission::Permission;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::organisation::{HolderRow, MembershipRow, PersonRow};
use weir_store::queries::{invitations, org_people};

use super::memberships;
use crate::company::Company;
use crate::context::App;
use crate::cursor;
use crate::dto::common::{Page, page_limit};
use crate::dto::organisation::{Person, RoleRef};
use crate::error::{Error, Result};

/// Characters of a search: longer than any name or address.
const SEARCH_MAX_CHARS: usize = 254;

/// Which people.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ListPeople {
    /// A part of the name, the sign-in name or the e-mail address, in whatever case; the name also by pinyin,
    /// whole or by initials.
    pub q: Option<String>,
    /// A department; those below it count too.
    #[param(value_type = Option<String>)]
    pub department: Option<DepartmentId>,
    /// Only active people, or only disabled ones.
    pub active: Option<bool>,
    /// Rows at most, 1 to 500; 50 when left out.
    pub limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    pub cursor: Option<String>,
    /// Whether to count them all.
    pub total: bool,
}

impl App {
    /// One page of people, by name as it sounds.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown department, a limit or a cursor that cannot be.
    pub async fn list_people(&self, who: &Principal, wish: ListPeople) -> Result<Page<Person>> {
        let limit = page_limit(wish.limit)? as usize;
        let after = wish.cursor.as_deref().map(cursor::read::<(String, UserId)>).transpose()?;
        let needle = wish.q.as_deref().unwrap_or_default().trim().to_lowercase();
        if needle.chars().count() > SEARCH_MAX_CHARS {
            return Err(Issue::new("q", "request.text_long").with("max", SEARCH_MAX_CHARS).into());
        }
        let tx = self.store().read(who.tenant).await?;
        let company = self.company(&tx).await?;
        let found = self.people_found(&company, &needle, wish.department, wish.active)?;
        let total = wish.total.then_some(found.len() as u64);
        let begin =
            after.map_or(0, |(name, id)| found.partition_point(|p| company.place(p) <= (name.as_str(), id)));
        let more = found.len() > begin + limit;
        let page = &found[begin..found.len().min(begin + limit)];
        let next = page.last().filter(|_| more).map(|p| cursor::write(&company.place(p))).transpose()?;
        let items = self.people(&tx, who, &company, page).await?;
        let total_capped = total.map(|_| false);
        Ok(Page { items, next, total, total_capped })
    }

    /// The people that a list or an export asks for, by name.
    pub(crate) fn people_found<'c>(
        &self,
        company: &'c Company,
        needle: &str,
        department: Option<DepartmentId>,
        active: Option<bool>,
    ) -> Result<Vec<&'c PersonRow>> {
        let within = department.map(|d| self.members(company, d)).transpose()?;
        let found: Vec<&PersonRow> = company
            .people
            .values()
            .filter(|p| active.is_none_or(|active| p.active == active))
            .filter(|p| within.as_ref().is_none_or(|members| members.contains(&p.id)))
            .filter(|p| needle.is_empty() || company.is_called(p, needle))
            .collect();
        Ok(found)
    }

    /// People as others see them: one query for all their roles; for who may change them, two more for when they
    /// were last seen and whom an invitation waits for.
    pub(crate) async fn people(
        &self,
        tx: &Tx,
        who: &Principal,
        company: &Company,
        rows: &[&PersonRow],
    ) -> Result<Vec<Person>> {
        let ids: Vec<UserId> = rows.iter().map(|p| p.id).collect();
        let today = self.moment(company).today;
        let mut roles = roles(company, org_people::assignments(tx, &ids).await?, self.now());
        let (mut seen, mut invited) = (HashMap::<UserId, Timestamp>::new(), HashMap::new());
        if self.permit(tx, who, Permission::OrgManage, Object::TENANT).await.is_ok() {
            seen.extend(org_people::last_seen(tx, &ids).await?);
            invited.extend(invitations::waiting(tx, &ids).await?);
        }
        let wanted: HashSet<UserId> = ids.into_iter().collect();
        let mut held: HashMap<UserId, Vec<&MembershipRow>> = HashMap::new();
        for m in company.memberships.iter().filter(|m| wanted.contains(&m.user)) {
            if m.ends_on.is_none_or(|end| today <= end) {
                held.entry(m.user).or_default().push(m);
            }
        }
        let person = |p: &&PersonRow| {
            let mut mine = held.remove(&p.id).unwrap_or_default();
            mine.sort_by_key(|m| (!m.main, m.id));
            Person {
                id: p.id,
                login: p.login.clone(),
                name: p.name.clone(),
                email: p.email.clone(),
                phone: p.phone.clone(),
                active: p.active,
                memberships: mine.into_iter().map(|m| memberships::shown(company, m)).collect(),
                roles: roles.remove(&p.id).unwrap_or_default(),
                rev: p.rev,
                last_seen_at: seen.get(&p.id).copied(),
                // Whoever was given a password meanwhile waits for no invitation.
                invited_until: invited.remove(&p.id).filter(|_| !seen.contains_key(&p.id)),
            }
        };
        Ok(rows.iter().map(person).collect())
    }

    /// Who belongs to a department or one below it, today or later.
    fn members(&self, company: &Company, department: DepartmentId) -> Result<HashSet<UserId>> {
        let subtree: HashSet<_> = company.directory.subtree(department).iter().copied().collect();
        if subtree.is_empty() {
            return Err(Error::invalid("department", "org.department_unknown"));
        }
        let today = self.moment(company).today;
        let stays = |m: &&MembershipRow| m.ends_on.is_none_or(|end| today <= end);
        let within = company.memberships.iter().filter(|m| subtree.contains(&m.department));
        Ok(within.filter(stays).map(|m| m.user).collect())
    }
}

fn roles(company: &Company, held: Vec<HolderRow>, now: Timestamp) -> HashMap<UserId, Vec<RoleRef>> {
    let mut roles: HashMap<UserId, Vec<RoleRef>> = HashMap::new();
    for holder in held.into_iter().filter(|h| h.expires_at.is_none_or(|end| now < end)) {
        if let Some(role) = company.roles.get(&holder.role) {
            roles.entry(holder.user).or_default().push(RoleRef { id: role.id, name: role.name.clone() });
        }
    }
    roles
}
