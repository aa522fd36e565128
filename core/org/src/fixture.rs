//! Small companies for the tests of this crate: ids by number, rows added one call at a time.

use jiff::civil::{Date, date};
use jiff::{Timestamp, tz::TimeZone};
use uuid::Uuid;
use weir_model::id::{DepartmentId, MembershipId, PostId, RoleId, UserId};

use crate::*;

pub fn user(n: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(n))
}
pub fn role(n: u128) -> RoleId {
    RoleId::from_uuid(Uuid::from_u128(n))
}
pub fn post(n: u128) -> PostId {
    PostId::from_uuid(Uuid::from_u128(n))
}
pub fn department(n: u128) -> DepartmentId {
    DepartmentId::from_uuid(Uuid::from_u128(n))
}
pub fn departments(ids: &[u128]) -> Vec<DepartmentId> {
    ids.iter().map(|n| department(*n)).collect()
}

/// Noon of 10 March 2026.
pub fn noon() -> Moment {
    Moment::new(
        date(2026, 3, 10).at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp(),
        &TimeZone::UTC,
    )
}

/// ```text
/// 1 ── 2 ── 3      department n is headed by person n; person 10 heads nothing.
///  └── 4
/// ```
pub fn small() -> DirectoryRows {
    let mut rows = DirectoryRows::default().person(10);
    for (n, parent) in [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(1))] {
        rows = rows.person(n).department(n, parent, Some(n));
    }
    rows
}

impl DirectoryRows {
    pub fn directory(self) -> Directory {
        Directory::new(self)
    }
    pub fn person(mut self, n: u128) -> Self {
        self.users.push(UserRow { id: user(n), active: true });
        self
    }
    pub fn disable(mut self, n: u128) -> Self {
        self.users.iter_mut().filter(|u| u.id == user(n)).for_each(|u| u.active = false);
        self
    }
    pub fn department(mut self, n: u128, parent: Option<u128>, head: Option<u128>) -> Self {
        let row = DepartmentRow { id: department(n), parent: parent.map(department), head: head.map(user) };
        self.departments.push(row);
        self
    }
    pub fn head(mut self, n: u128, head: Option<u128>) -> Self {
        self.departments.iter_mut().filter(|d| d.id == department(n)).for_each(|d| d.head = head.map(user));
        self
    }
    pub fn member(self, who: u128, of: u128) -> Self {
        self.membership(membership(who, of))
    }
    pub fn member_on(self, who: u128, of: u128, starts_on: Date, ends_on: Date) -> Self {
        let dates = (Some(starts_on), Some(ends_on));
        self.membership(MembershipRow { starts_on: dates.0, ends_on: dates.1, ..membership(who, of) })
    }
    pub fn main(self, who: u128, of: u128) -> Self {
        self.membership(MembershipRow { main: true, ..membership(who, of) })
    }
    pub fn holds_post(mut self, who: u128, of: u128, n: u128) -> Self {
        self.posts.push(PostRow { id: post(n) });
        self.membership(MembershipRow { post: Some(post(n)), ..membership(who, of) })
    }
    pub fn holds_role(mut self, who: u128, n: u128, expires_at: Option<Timestamp>) -> Self {
        self.role_holders.push(RoleHolderRow { role: role(n), user: user(who), expires_at });
        self
    }
    fn membership(mut self, row: MembershipRow) -> Self {
        let id = MembershipId::from_uuid(Uuid::from_u128(self.memberships.len() as u128));
        self.memberships.push(MembershipRow { id, ..row });
        self
    }
}

/// An undated membership that is not the main one.
pub fn membership(who: u128, of: u128) -> MembershipRow {
    MembershipRow {
        id: MembershipId::from_uuid(Uuid::nil()),
        user: user(who),
        department: department(of),
        post: None,
        main: false,
        starts_on: None,
        ends_on: None,
    }
}
