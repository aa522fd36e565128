//! Who holds a role or a post, and who belongs to a department. Only active people, each once, in row order.

use indexmap::IndexMap;
use weir_model::id::{DepartmentId, PostId, RoleId, UserId};

use crate::directory::Directory;
use crate::moment::Moment;
use crate::reason::{Found, Reason};

impl Directory {
    /// Whoever holds the role at that instant.
    #[must_use]
    pub fn users_with_role(&self, role: RoleId, at: Moment) -> Vec<Found> {
        let holders = self.by_role.get(&role).into_iter().flatten();
        let counting = holders.filter(|h| h.expires_at.is_none_or(|end| at.now < end));
        self.active(counting.map(|h| (h.user, Reason::Role { role })))
    }

    /// Whoever holds the post on that day; in one department when it is given, not in those below it.
    #[must_use]
    pub fn users_with_post(&self, post: PostId, within: Option<DepartmentId>, at: Moment) -> Vec<Found> {
        let holders = self.by_post.get(&post).into_iter().flatten();
        let counting = holders
            .filter(|m| m.counts_on(at.today) && within.is_none_or(|department| department == m.department));
        self.active(counting.map(|m| (m.user, Reason::Post { post, department: m.department })))
    }

    /// Whoever belongs to the department on that day, or also to those below it, in tree order.
    #[must_use]
    pub fn members_of(&self, department: DepartmentId, and_below: bool, at: Moment) -> Vec<UserId> {
        let one = [department];
        let departments = if and_below { self.subtree(department) } else { &one[..] };
        let rows = departments.iter().filter_map(|d| self.members.get(d)).flatten();
        let mut users: indexmap::IndexSet<UserId> = indexmap::IndexSet::new();
        users.extend(rows.filter(|m| m.counts_on(at.today) && self.is_active(m.user)).map(|m| m.user));
        users.into_iter().collect()
    }

    fn active(&self, found: impl Iterator<Item = (UserId, Reason)>) -> Vec<Found> {
        let mut users: IndexMap<UserId, Reason> = IndexMap::new();
        for (user, reason) in found.filter(|(user, _)| self.is_active(*user)) {
            users.entry(user).or_insert(reason);
        }
        users.into_iter().map(|(user, reason)| Found { user, reason }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;
    use jiff::civil::date;

    fn users(found: &[Found]) -> Vec<UserId> {
        found.iter().map(|f| f.user).collect()
    }

    #[test]
    fn a_role_is_held_until_its_instant_by_active_people_once_each() {
        let d = small()
            .person(11)
            .holds_role(10, 5, None)
            .holds_role(11, 5, Some(noon().now))
            .holds_role(10, 5, None)
            .holds_role(2, 5, None)
            .disable(2)
            .directory();
        assert_eq!(users(&d.users_with_role(role(5), noon())), [user(10)]);
        let mut before = noon();
        before.now = before.now - jiff::SignedDuration::from_secs(1);
        assert_eq!(users(&d.users_with_role(role(5), before)), [user(10), user(11)]);
        assert_eq!(d.users_with_role(role(6), noon()), []);
    }

    #[test]
    fn a_post_is_found_everywhere_or_in_one_department() {
        let d = small().person(11).holds_post(10, 2, 7).holds_post(11, 3, 7).holds_post(11, 4, 8).directory();
        assert_eq!(users(&d.users_with_post(post(7), None, noon())), [user(10), user(11)]);
        assert_eq!(users(&d.users_with_post(post(7), Some(department(2)), noon())), [user(10)]);
        let reason = Reason::Post { post: post(8), department: department(4) };
        assert_eq!(d.users_with_post(post(8), None, noon()), [Found { user: user(11), reason }]);
    }

    #[test]
    fn members_are_those_of_the_day() {
        let d =
            small().main(10, 3).person(11).member_on(11, 2, date(2026, 1, 1), date(2026, 1, 31)).directory();
        assert_eq!(d.members_of(department(2), true, noon()), [user(10)]);
        assert_eq!(d.members_of(department(2), false, noon()), []);
    }
}
