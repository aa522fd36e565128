//! What the store hands in for one tenant: plain rows in the order in which people see them.

use jiff::Timestamp;
use jiff::civil::Date;
use weir_model::id::{DepartmentId, MembershipId, PostId, RoleId, UserId};

/// The rows of one tenant's organisation, read in one transaction.
#[derive(Debug, Clone, Default)]
pub struct DirectoryRows {
    /// The departments; siblings in their order.
    pub departments: Vec<DepartmentRow>,
    /// The posts.
    pub posts: Vec<PostRow>,
    /// The people, disabled ones too.
    pub users: Vec<UserRow>,
    /// Who belongs where, holding what.
    pub memberships: Vec<MembershipRow>,
    /// Who holds which role.
    pub role_holders: Vec<RoleHolderRow>,
}

/// A department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentRow {
    /// Its id.
    pub id: DepartmentId,
    /// The department above.
    pub parent: Option<DepartmentId>,
    /// Who heads it; none while the position is vacant.
    pub head: Option<UserId>,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRow {
    /// Its id.
    pub id: PostId,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Their id.
    pub id: UserId,
    /// Whether they may sign in; who is disabled acts nowhere.
    pub active: bool,
}

/// A person's place in a department; both days included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipRow {
    /// Its id.
    pub id: MembershipId,
    /// The person.
    pub user: UserId,
    /// The department.
    pub department: DepartmentId,
    /// The post held there, if any.
    pub post: Option<PostId>,
    /// Whether it is the main one.
    pub main: bool,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
}

impl MembershipRow {
    /// Whether it counts on that day.
    #[must_use]
    pub fn counts_on(&self, day: Date) -> bool {
        self.starts_on.is_none_or(|d| d <= day) && self.ends_on.is_none_or(|d| day <= d)
    }

    /// Whether some day counts for both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end =
            |a: &Self, b: &Self| a.starts_on.is_none_or(|start| b.ends_on.is_none_or(|end| start <= end));
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

/// A person's holding of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHolderRow {
    /// The role.
    pub role: RoleId,
    /// The person.
    pub user: UserId,
    /// The first instant at which it no longer counts.
    pub expires_at: Option<Timestamp>,
}
