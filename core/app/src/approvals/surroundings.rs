//! What the flow engine asks about the world: the organisation of this moment and the data of one record.

use std::collections::BTreeMap;

use weir_access::{Object, Snapshot};
use weir_flow::Surroundings;
use weir_flow::definition::WhoActs;
use weir_flow::surroundings::{Compared, ConditionResult, Reason, Resolution};
use weir_forms::schema::{FieldKind, FormSchema};
use weir_forms::{Data, Situation, facts};
use weir_model::expr::{Expr, Facts, eval, explain};
use weir_model::id::{DepartmentId, UserId};
use weir_model::permission::Permission;
use weir_model::{Locale, LocalizedText};
use weir_org::{Found, Moment};

use crate::company::Company;

/// What stands behind a name in the parameters of a reason when it is the English one.
const ENGLISH: &str = "@en";

/// The world of one transition.
pub(crate) struct World<'a> {
    company: &'a Company,
    snapshot: &'a Snapshot,
    moment: Moment,
    schema: &'a FormSchema,
    data: &'a Data,
    facts: Facts,
}

impl<'a> World<'a> {
    /// The organisation at a moment, and a record as it would be stored.
    pub fn new(
        (company, snapshot, moment): (&'a Company, &'a Snapshot, Moment),
        (schema, data): (&'a FormSchema, &'a Data),
        situation: &Situation,
    ) -> Self {
        let facts = facts(schema, data, situation);
        Self { company, snapshot, moment, schema, data, facts }
    }

    /// What conditions read.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn head(&self, department: Option<DepartmentId>) -> Resolution {
        let found = department.and_then(|d| self.company.directory.acting_head(d));
        let reason = Reason::new(Reason::DEPARTMENT_HEAD);
        let named = found.as_ref().and_then(department_of).or(department);
        Resolution {
            users: found.map(|f| f.user).into_iter().collect(),
            reason: named_department(reason, self.company, named),
        }
    }

    fn field(&self, key: &str) -> Resolution {
        let field = self.schema.field(key);
        let label = field.map(|f| f.label.clone()).unwrap_or_default();
        let reason = with_name(Reason::new(Reason::FIELD), "field", &label);
        let chosen = self.data.get(key).and_then(|v| v.as_array()).into_iter().flatten();
        let chosen = chosen.filter_map(|v| v.as_str());
        let users = match field.map(|f| &f.kind) {
            Some(FieldKind::Person { .. }) => chosen.filter_map(|id| id.parse().ok()).collect(),
            Some(FieldKind::Department { .. }) => chosen
                .filter_map(|id| id.parse().ok())
                .filter_map(|d| self.company.directory.acting_head(d))
                .map(|f| f.user)
                .collect(),
            _ => Vec::new(),
        };
        Resolution { users, reason }
    }
}

impl Surroundings for World<'_> {
    fn resolve(&self, who: &WhoActs, initiator: UserId, department: Option<DepartmentId>) -> Resolution {
        let directory = &self.company.directory;
        let users = |found: Vec<Found>| found.into_iter().map(|f| f.user).collect();
        match who {
            WhoActs::Role { role } => {
                let name = self.company.roles.get(role).map(|r| r.name.clone()).unwrap_or_default();
                Resolution {
                    users: users(directory.users_with_role(*role, self.moment)),
                    reason: with_name(Reason::new(Reason::ROLE), "role", &name),
                }
            }
            WhoActs::Post { post, department } => {
                let name = self.company.posts.get(post).map(|p| p.name.clone()).unwrap_or_default();
                let code = if department.is_some() { Reason::POST_IN } else { Reason::POST };
                let reason = with_name(Reason::new(code), "post", &name);
                Resolution {
                    users: users(directory.users_with_post(*post, *department, self.moment)),
                    reason: named_department(reason, self.company, *department),
                }
            }
            WhoActs::DepartmentHead { department: named } => self.head(named.or(department)),
            WhoActs::Superior { level } => Resolution {
                users: department
                    .and_then(|d| directory.superior(initiator, d, *level))
                    .map(|f| f.user)
                    .into_iter()
                    .collect(),
                reason: Reason::new(Reason::SUPERIOR).with("level", level),
            },
            WhoActs::Superiors { up_to } => Resolution {
                users: users(
                    department.map(|d| directory.superiors(initiator, d, *up_to)).unwrap_or_default(),
                ),
                reason: Reason::new(Reason::SUPERIORS).with("level", up_to),
            },
            WhoActs::Field { field } => self.field(field.as_str()),
            // The engine answers these itself.
            WhoActs::Nobody {}
            | WhoActs::User { .. }
            | WhoActs::Initiator {}
            | WhoActs::InitiatorChooses { .. } => {
                Resolution { users: Vec::new(), reason: Reason::new(Reason::NOBODY) }
            }
        }
    }

    fn superior_of(&self, user: UserId, department: Option<DepartmentId>) -> Option<UserId> {
        let directory = &self.company.directory;
        let department = department.or_else(|| directory.main_department(user, self.moment.today))?;
        directory.superior(user, department, 1).map(|f| f.user)
    }

    fn department_head(&self, department: DepartmentId) -> Option<UserId> {
        self.company.directory.acting_head(department).map(|f| f.user)
    }

    fn flow_administrators(&self) -> Vec<UserId> {
        let administers = |user: &UserId| {
            self.snapshot.decide(*user, Permission::FlowsAdmin, Object::TENANT, self.moment.now).is_ok()
        };
        self.company.people.keys().copied().filter(|u| self.is_active(*u) && administers(u)).collect()
    }

    fn is_active(&self, user: UserId) -> bool {
        self.company.directory.is_active(user)
    }

    fn condition(&self, expr: &Expr) -> ConditionResult {
        let compared = explain(expr, &self.facts)
            .into_iter()
            .map(|c| Compared {
                field: c.field.unwrap_or_default(),
                left: c.left,
                cmp: c.cmp,
                right: c.right,
            })
            .collect();
        ConditionResult { holds: eval(expr, &self.facts).holds(), compared }
    }
}

fn department_of(found: &Found) -> Option<DepartmentId> {
    match &found.reason {
        weir_org::Reason::DepartmentHead { department, .. }
        | weir_org::Reason::Superior { department, .. }
        | weir_org::Reason::Post { department, .. } => Some(*department),
        weir_org::Reason::Role { .. } => None,
    }
}

fn named_department(reason: Reason, company: &Company, department: Option<DepartmentId>) -> Reason {
    match department {
        Some(id) => with_name(reason, "department", &company.department(id).name),
        None => reason.with("department", ""),
    }
}

/// Keeps a name as it is called now, in both languages (R1).
fn with_name(reason: Reason, param: &str, name: &LocalizedText) -> Reason {
    reason.with(param, name.get(Locale::ZhCn)).with(&format!("{param}{ENGLISH}"), name.get(Locale::En))
}

/// A recorded reason for a reader, with the names as they were called then.
pub(crate) fn reason_text(reason: &Reason, locale: Locale) -> String {
    let mut params: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &reason.params {
        match (name.strip_suffix(ENGLISH), locale) {
            (Some(plain), Locale::En) => {
                params.insert(plain.to_owned(), value.clone());
            }
            (Some(_), Locale::ZhCn) => {}
            (None, _) => {
                params.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
    }
    weir_model::issue::message(&reason.code, &params, locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_with_the_names_of_its_readers_language() {
        let name = LocalizedText::both("财务总监", "Finance director");
        let reason = with_name(Reason::new(Reason::ROLE), "role", &name);
        assert_eq!(reason_text(&reason, Locale::ZhCn), "角色：财务总监");
        assert_eq!(reason_text(&reason, Locale::En), "Role: Finance director");
    }
}
