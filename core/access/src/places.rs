//! Where people stand: the department tree and dated memberships, as far as data scopes need them.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use weir_model::id::{DepartmentId, UserId};
use weir_model::{DataScope, RecordScope, Tree};

use crate::rows::AccessRows;

/// The tenant's departments and who belongs to them.
#[derive(Debug)]
pub(crate) struct Places {
    time_zone: TimeZone,
    departments: Tree<DepartmentId>,
    memberships: HashMap<UserId, Vec<Membership>>,
}

#[derive(Debug)]
struct Membership {
    department: DepartmentId,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
}

impl Places {
    pub(crate) fn new(rows: &AccessRows) -> Self {
        let mut memberships: HashMap<UserId, Vec<Membership>> = HashMap::new();
        for row in &rows.memberships {
            let membership =
                Membership { department: row.department, starts_on: row.starts_on, ends_on: row.ends_on };
            memberships.entry(row.user).or_default().push(membership);
        }
        Self {
            time_zone: rows.time_zone.clone(),
            departments: Tree::new(rows.departments.iter().map(|d| (d.id, d.parent))),
            memberships,
        }
    }

    /// The departments that the person belongs to on the tenant's day of `now`.
    fn departments_of(&self, user: UserId, now: Timestamp) -> impl Iterator<Item = DepartmentId> {
        let today = self.time_zone.to_datetime(now).date();
        self.memberships
            .get(&user)
            .into_iter()
            .flatten()
            .filter(move |m| m.starts_on.is_none_or(|d| d <= today) && m.ends_on.is_none_or(|d| today <= d))
            .map(|m| m.department)
    }

    /// What several data scopes mean together for one person at one instant.
    pub(crate) fn expand(&self, scopes: &[DataScope], user: UserId, now: Timestamp) -> RecordScope {
        let mut own = None;
        let mut departments = Vec::new();
        for scope in scopes {
            match scope {
                DataScope::All {} => return RecordScope::All,
                DataScope::Own {} => own = Some(user),
                DataScope::Department {} => departments.extend(self.departments_of(user, now)),
                DataScope::DepartmentAndBelow {} => {
                    for department in self.departments_of(user, now) {
                        departments.extend_from_slice(self.departments.subtree(department));
                    }
                }
                DataScope::Departments { departments: chosen } => departments.extend_from_slice(chosen),
            }
        }
        RecordScope::any(own, departments)
    }
}
