//! The organisation of one tenant in memory, indexed for look-ups.
//!
//! Holds what the rows say, wrong or not: a cycle is cut, a missing parent makes a root, a head who is no longer
//! active is a vacancy. What should not be written in the first place stands in `check`.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use weir_model::Tree;
use weir_model::id::{DepartmentId, PostId, RoleId, UserId};

use crate::rows::{DirectoryRows, MembershipRow, RoleHolderRow};

/// The organisation of one tenant.
#[derive(Debug, Default)]
pub struct Directory {
    tree: Tree<DepartmentId>,
    heads: HashMap<DepartmentId, UserId>,
    posts: HashSet<PostId>,
    users: HashMap<UserId, bool>,
    // The lists keep the order of the rows: look-ups answer in it, the same every time.
    memberships: HashMap<UserId, Vec<MembershipRow>>,
    pub(crate) members: HashMap<DepartmentId, Vec<MembershipRow>>,
    pub(crate) by_post: HashMap<PostId, Vec<MembershipRow>>,
    pub(crate) by_role: HashMap<RoleId, Vec<RoleHolderRow>>,
}

impl Directory {
    /// Indexes the rows.
    #[must_use]
    pub fn new(rows: DirectoryRows) -> Self {
        let mut directory = Self {
            tree: Tree::new(rows.departments.iter().map(|d| (d.id, d.parent))),
            heads: rows.departments.iter().filter_map(|d| Some((d.id, d.head?))).collect(),
            posts: rows.posts.iter().map(|p| p.id).collect(),
            users: rows.users.iter().map(|u| (u.id, u.active)).collect(),
            ..Self::default()
        };
        for row in rows.memberships {
            directory.members.entry(row.department).or_default().push(row.clone());
            if let Some(post) = row.post {
                directory.by_post.entry(post).or_default().push(row.clone());
            }
            directory.memberships.entry(row.user).or_default().push(row);
        }
        for row in rows.role_holders {
            directory.by_role.entry(row.role).or_default().push(row);
        }
        directory
    }

    /// The department tree.
    #[must_use]
    pub const fn tree(&self) -> &Tree<DepartmentId> {
        &self.tree
    }

    /// Whether the person exists, active or not.
    #[must_use]
    pub fn knows(&self, user: UserId) -> bool {
        self.users.contains_key(&user)
    }

    /// Whether the person exists and is not disabled.
    #[must_use]
    pub fn is_active(&self, user: UserId) -> bool {
        self.users.get(&user).is_some_and(|active| *active)
    }

    /// Whether the post exists.
    #[must_use]
    pub fn has_post(&self, post: PostId) -> bool {
        self.posts.contains(&post)
    }

    /// Who is entered as head, active or not. `acting_head` says who acts.
    #[must_use]
    pub fn head_of(&self, department: DepartmentId) -> Option<UserId> {
        self.heads.get(&department).copied()
    }

    /// The departments that the person is entered as head of, in tree order.
    pub fn headed_by(&self, user: UserId) -> impl Iterator<Item = DepartmentId> {
        self.tree.preorder().iter().copied().filter(move |d| self.head_of(*d) == Some(user))
    }

    /// The person's memberships that count on that day, the main one first: what an initiator picks from.
    #[must_use]
    pub fn memberships_of(&self, user: UserId, day: Date) -> Vec<&MembershipRow> {
        let mut rows: Vec<_> =
            self.memberships.get(&user).into_iter().flatten().filter(|m| m.counts_on(day)).collect();
        rows.sort_by_key(|m| !m.main);
        rows
    }

    /// The departments that the person belongs to on that day, the main one first, each once.
    #[must_use]
    pub fn departments_of(&self, user: UserId, day: Date) -> Vec<DepartmentId> {
        let mut departments = Vec::new();
        for membership in self.memberships_of(user, day) {
            if !departments.contains(&membership.department) {
                departments.push(membership.department);
            }
        }
        departments
    }

    /// The department of the person's main membership on that day; of the first one where none is marked.
    #[must_use]
    pub fn main_department(&self, user: UserId, day: Date) -> Option<DepartmentId> {
        self.memberships_of(user, day).first().map(|m| m.department)
    }

    /// The department and everything below it, parents before children.
    #[must_use]
    pub fn subtree(&self, department: DepartmentId) -> &[DepartmentId] {
        self.tree.subtree(department)
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::*;
    use jiff::civil::date;

    #[test]
    fn a_person_belongs_to_the_departments_of_the_day_the_main_one_first() {
        let d = small()
            .member(10, 4)
            .member_on(10, 2, date(2026, 3, 1), date(2026, 3, 31))
            .main(10, 3)
            .member(10, 4)
            .directory();
        assert_eq!(d.departments_of(user(10), date(2026, 3, 31)), departments(&[3, 4, 2]));
        assert_eq!(d.departments_of(user(10), date(2026, 4, 1)), departments(&[3, 4]));
        assert_eq!(d.main_department(user(10), date(2026, 4, 1)), Some(department(3)));
        assert_eq!(d.main_department(user(99), date(2026, 4, 1)), None);
    }

    #[test]
    fn a_subtree_is_the_department_and_all_below() {
        let d = small().directory();
        assert_eq!(d.subtree(department(2)), departments(&[2, 3]));
        assert_eq!(d.headed_by(user(1)).collect::<Vec<_>>(), departments(&[1]));
    }
}
