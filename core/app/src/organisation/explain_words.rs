//! The sentences of an explanation, in the reader's language.

use jiff::Timestamp;
use weir_model::id::{DepartmentId, UserId};
use weir_model::issue::message;
use weir_model::permission::{FieldRight, Permission};
use weir_model::{DataScope, Locale, LocalizedText};
use weir_store::queries::organisation::GrantRow;

use crate::company::Company;
use crate::dto::access::{HeldRole, Participation, ParticipationKind};
use crate::dto::organisation::RoleRef;

/// Who is spoken of, to whom.
pub(super) struct Words<'a> {
    pub company: &'a Company,
    pub locale: Locale,
    pub user: UserId,
    pub permission: Permission,
}

impl Words<'_> {
    fn say(&self, code: &str, params: &[(&str, String)]) -> String {
        let own = [("person", self.company.person(self.user).name), ("permission", self.permission())];
        let params = own.iter().chain(params).map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        message(code, &params, self.locale)
    }

    fn permission(&self) -> String {
        let code = format!("permission.{}", self.permission.as_str());
        message(&code, &std::collections::BTreeMap::new(), self.locale)
    }

    fn listed(&self, names: impl IntoIterator<Item = String>) -> String {
        let names: Vec<String> = names.into_iter().collect();
        names.join(if self.locale == Locale::ZhCn { "、" } else { ", " })
    }

    fn name(&self, name: &LocalizedText) -> String {
        name.get(self.locale).to_owned()
    }

    fn when(&self, at: Timestamp) -> String {
        at.to_zoned(self.company.time_zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    pub fn verdict(&self, allowed: bool) -> String {
        self.say(if allowed { "explain.allowed" } else { "explain.refused" }, &[])
    }

    pub fn inactive(&self) -> String {
        self.say("explain.inactive", &[])
    }

    pub fn recycled(&self) -> String {
        self.say("explain.recycled", &[])
    }

    pub fn no_role(&self) -> String {
        self.say("explain.no_role", &[])
    }

    pub fn enable(&self) -> String {
        self.say("explain.need_active", &[])
    }

    pub fn restore(&self) -> String {
        self.say("explain.need_restore", &[])
    }

    pub fn grant_somewhere(&self) -> String {
        self.say("explain.need_grant", &[])
    }

    pub fn give(&self, role: &RoleRef) -> String {
        self.say("explain.need_role", &[("role", self.name(&role.name))])
    }

    pub fn widen(&self, role: &RoleRef) -> String {
        self.say("explain.need_scope", &[("role", self.name(&role.name))])
    }

    pub fn ended(&self, held: &HeldRole, company: &Company) -> Option<String> {
        let role = company.roles.get(&held.role.id)?;
        let end = self.when(held.expires_at?);
        Some(self.say("explain.ended", &[("role", self.name(&role.name)), ("end", end)]))
    }

    pub fn ground(
        &self,
        role: &RoleRef,
        grant: &GrantRow,
        departments: &[DepartmentId],
        until: Option<Timestamp>,
        covers: Option<bool>,
    ) -> String {
        let role = ("role", self.name(&role.name));
        let mut parts = vec![if self.permission.is_scoped() {
            let scope = ("scope", self.scope(&grant.scope, departments));
            self.say("explain.ground_scoped", &[role, scope])
        } else {
            self.say("explain.ground", &[role])
        }];
        parts.extend(covers.map(|c| self.say(if c { "explain.covers" } else { "explain.covers_not" }, &[])));
        parts.extend(until.map(|end| self.say("explain.until", &[("end", self.when(end))])));
        parts.join(if self.locale == Locale::ZhCn { "" } else { " " })
    }

    fn scope(&self, scope: &DataScope, departments: &[DepartmentId]) -> String {
        let names = departments.iter().map(|id| self.name(&self.company.department(*id).name));
        let departments = [("departments", self.listed(names))];
        let nowhere = departments[0].1.is_empty();
        match scope {
            DataScope::All {} => self.say("explain.scope_all", &[]),
            DataScope::Own {} => self.say("explain.scope_own", &[]),
            DataScope::Department {} | DataScope::DepartmentAndBelow {} if nowhere => {
                self.say("explain.scope_nowhere", &[])
            }
            DataScope::Department {} => self.say("explain.scope_department", &departments),
            DataScope::DepartmentAndBelow {} => self.say("explain.scope_below", &departments),
            DataScope::Departments { .. } => self.say("explain.scope_chosen", &departments),
        }
    }

    pub fn takes_part(&self, part: &Participation) -> String {
        let node = part.node_name.as_ref().map(|n| self.name(n)).unwrap_or_default();
        let code = match part.kind {
            ParticipationKind::Initiator => "explain.initiator",
            ParticipationKind::Actor => "explain.actor",
            ParticipationKind::Copied => "explain.copied",
            ParticipationKind::Administrator => "explain.administrator",
        };
        self.say(code, &[("node", node)])
    }

    pub fn masked(&self, field: &str, label: &LocalizedText, right: FieldRight, roles: &[RoleRef]) -> String {
        let label = if label.is_empty() { field.to_owned() } else { self.name(label) };
        let roles = self.listed(roles.iter().map(|r| self.name(&r.name)));
        let code = if right == FieldRight::Hidden { "explain.field_hidden" } else { "explain.field_read" };
        self.say(code, &[("field", label), ("roles", roles)])
    }
}
