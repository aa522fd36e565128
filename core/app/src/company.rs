//! The organisation of a tenant in memory: look-ups of who acts, and what people and departments are called.
//!
//! Loaded anew when the tenant's `org_version` has moved; every change of people, departments, posts, memberships
//! and role holders moves it in its own transaction.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use jiff::tz::TimeZone;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;
use weir_model::calendar::{WorkCalendar, Workweek};
use weir_model::id::{DepartmentId, FileId, PostId, RoleId, TenantId, UserId};
use weir_model::{Key, Locale, LocalizedText};
use weir_org::{Directory, DirectoryRows, Moment};
use weir_store::Tx;
use weir_store::queries::organisation::{self, DepartmentRow, MembershipRow, PersonRow, PostRow, RoleRow};
use weir_store::queries::tenants;
use weir_store::queries::work_calendar::{self, CalendarRow};

use crate::context::App;
use crate::dto::common::{DepartmentRef, PersonRef};
use crate::error::{Error, Result};
use crate::pinyin::{self, Sounds};
use crate::session::password::PASSWORD_MIN_CHARS;

/// Tenants whose organisation is kept in memory; a company of fifty takes some 60 kB.
const COMPANIES_MAX: usize = 500;

/// A tenant's organisation.
#[derive(Debug)]
pub struct Company {
    version: i64,
    /// Look-ups of who acts.
    pub directory: Directory,
    /// Where the tenant's days begin.
    pub time_zone: TimeZone,
    /// The language of those who chose none.
    pub locale: Locale,
    /// The tenant's name.
    pub name: String,
    /// Its picture, where it has one.
    pub logo: Option<FileId>,
    /// Which days are worked.
    pub calendar: WorkCalendar,
    /// What it demands of those who sign in.
    pub sign_in: SignInPolicy,
    /// People by id, in the order of their names as they sound.
    pub people: IndexMap<UserId, PersonRow>,
    /// Departments by id; siblings in their order.
    pub departments: IndexMap<DepartmentId, DepartmentRow>,
    /// Posts by id, in order.
    pub posts: IndexMap<PostId, PostRow>,
    /// Roles by id, by key.
    pub roles: IndexMap<RoleId, RoleRow>,
    /// Who belongs where, holding what.
    pub memberships: Vec<MembershipRow>,
    /// How people's names sound, and what they are sorted by.
    sounds: HashMap<UserId, (String, Sounds)>,
}

/// What a tenant demands of those who sign in, as its settings keep it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignInPolicy {
    /// Characters of a new password at least; none for the product's own number.
    pub password_min_chars: Option<u32>,
    /// Who must have a second factor.
    pub second_factor: SecondFactorRule,
}

/// Who must have a second factor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum SecondFactorRule {
    /// Nobody; who wants to, has one.
    #[default]
    Optional,
    /// Whoever may change roles, people or settings.
    Administrators,
}

impl SignInPolicy {
    /// Where it stands in a tenant's settings.
    const KEY: &str = "signIn";

    /// The policy in a tenant's settings; the product's own where there is none.
    #[must_use]
    pub fn of(settings: &Json) -> Self {
        settings.get(Self::KEY).and_then(|p| serde_json::from_value(p.clone()).ok()).unwrap_or_default()
    }

    /// Puts it into a tenant's settings.
    pub fn keep_in(self, settings: &mut Json) {
        settings[Self::KEY] = serde_json::json!(self);
    }

    /// Characters of a new password at least.
    #[must_use]
    pub fn password_min(self) -> usize {
        self.password_min_chars.map_or(PASSWORD_MIN_CHARS, |n| (n as usize).max(PASSWORD_MIN_CHARS))
    }
}

/// The organisations in use.
#[derive(Debug, Default)]
pub(crate) struct Companies(Mutex<HashMap<TenantId, Arc<Company>>>);

impl App {
    /// The organisation as the transaction sees it.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn company(&self, tx: &Tx) -> Result<Arc<Company>> {
        let (_, version) = tenants::versions(tx).await?;
        let known = self.companies().0.lock().get(&tx.tenant()).cloned();
        if let Some(company) = known.filter(|c| c.version >= version) {
            return Ok(company);
        }
        let company = Arc::new(load(tx).await?);
        if tx.has_moved_versions() {
            return Ok(company);
        }
        let mut companies = self.companies().0.lock();
        if companies.len() >= COMPANIES_MAX {
            companies.clear();
        }
        companies.insert(tx.tenant(), Arc::clone(&company));
        Ok(company)
    }

    /// This instant and the tenant's day that it falls on.
    #[must_use]
    pub fn moment(&self, company: &Company) -> Moment {
        Moment::new(self.now(), &company.time_zone)
    }
}

impl Company {
    /// A person as others see them; an unknown id shows as itself, so that history never fails to read.
    #[must_use]
    pub fn person(&self, id: UserId) -> PersonRef {
        match self.people.get(&id) {
            Some(p) => PersonRef { id, login: p.login.clone(), name: p.name.clone() },
            None => PersonRef { id, login: String::new(), name: id.to_string() },
        }
    }

    /// A department as others see it.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> DepartmentRef {
        let name = self.departments.get(&id).map_or_else(LocalizedText::default, |d| d.name.clone());
        DepartmentRef { id, name }
    }

    /// Whether a person is called so: a part of the name, the sign-in name or the e-mail address in lower case, or
    /// how the name sounds, `zhanglan` or `zl` for 张岚.
    #[must_use]
    pub fn is_called(&self, person: &PersonRow, typed: &str) -> bool {
        let names = [&person.name, &person.login, &person.email];
        names.into_iter().any(|name| name.to_lowercase().contains(typed))
            || self.sounds.get(&person.id).is_some_and(|(_, sounds)| sounds.matches(typed))
    }

    /// Where a person stands among all, by the sound of their name.
    #[must_use]
    pub fn place<'c>(&'c self, person: &'c PersonRow) -> (&'c str, UserId) {
        (self.sounds.get(&person.id).map_or(person.name.as_str(), |(key, _)| key), person.id)
    }

    /// The role of that key.
    #[must_use]
    pub fn role_by_key(&self, key: &Key) -> Option<RoleId> {
        self.roles.values().find(|r| r.key == *key).map(|r| r.id)
    }

    /// The language that a person reads.
    #[must_use]
    pub fn locale_of(&self, id: UserId) -> Locale {
        self.people.get(&id).and_then(|p| p.locale).unwrap_or(self.locale)
    }
}

async fn load(tx: &Tx) -> Result<Company> {
    let tenant = tenants::current(tx).await?;
    let departments = organisation::departments(tx).await?;
    let posts = organisation::posts(tx).await?;
    let mut people = organisation::people(tx).await?;
    let sounds = people.iter().map(|p| (p.id, (pinyin::sort_key(&p.name), Sounds::of(&p.name))));
    let sounds: HashMap<UserId, (String, Sounds)> = sounds.collect();
    people.sort_by(|a, b| (&sounds[&a.id].0, a.id).cmp(&(&sounds[&b.id].0, b.id)));
    let memberships = organisation::memberships(tx).await?;
    let roles = organisation::roles(tx).await?;
    let holders = organisation::holders(tx).await?;
    let rows = DirectoryRows {
        departments: departments
            .iter()
            .map(|d| weir_org::DepartmentRow { id: d.id, parent: d.parent, head: d.head })
            .collect(),
        posts: posts.iter().map(|p| weir_org::PostRow { id: p.id }).collect(),
        users: people.iter().map(|p| weir_org::UserRow { id: p.id, active: p.active }).collect(),
        memberships: memberships.iter().map(org_membership).collect(),
        role_holders: holders
            .iter()
            .map(|h| weir_org::RoleHolderRow { role: h.role, user: h.user, expires_at: h.expires_at })
            .collect(),
    };
    Ok(Company {
        version: tenant.org_version,
        directory: Directory::new(rows),
        time_zone: TimeZone::get(&tenant.time_zone).map_err(Error::internal)?,
        locale: tenant.locale,
        logo: logo_of(&tenant.settings),
        calendar: work_calendar::current(tx).await?.as_ref().map(calendar_of).unwrap_or_default(),
        sign_in: SignInPolicy::of(&tenant.settings),
        name: tenant.name,
        people: people.into_iter().map(|p| (p.id, p)).collect(),
        departments: departments.into_iter().map(|d| (d.id, d)).collect(),
        posts: posts.into_iter().map(|p| (p.id, p)).collect(),
        roles: roles.into_iter().map(|r| (r.id, r)).collect(),
        memberships,
        sounds,
    })
}

/// Where a tenant's picture stands in its settings.
const LOGO: &str = "logo";

/// The picture in a tenant's settings.
#[must_use]
pub(crate) fn logo_of(settings: &Json) -> Option<FileId> {
    settings.get(LOGO)?.as_str()?.parse().ok()
}

/// Puts a picture into a tenant's settings, or takes it out.
pub(crate) fn keep_logo(settings: &mut Json, logo: Option<FileId>) {
    settings[LOGO] = serde_json::json!(logo);
}

/// A stored calendar as the rules of working days take it.
pub(crate) fn calendar_of(row: &CalendarRow) -> WorkCalendar {
    let week = Workweek::of(&row.week).unwrap_or_default();
    WorkCalendar::new(week, row.days.iter().map(|day| (day.day, day.kind)))
}

/// A stored membership as the organisation's rules take it.
pub(crate) fn org_membership(m: &MembershipRow) -> weir_org::MembershipRow {
    weir_org::MembershipRow {
        id: m.id,
        user: m.user,
        department: m.department,
        post: m.post,
        main: m.main,
        starts_on: m.starts_on,
        ends_on: m.ends_on,
    }
}
