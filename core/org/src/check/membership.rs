//! Memberships of one person: known places, sensible dates, exactly one main one on every day that has any.

use weir_model::{Issue, Issues};

use crate::directory::Directory;
use crate::rows::MembershipRow;

/// Departments and posts that one person may hold, past ones included; a page of them is already unusual.
pub const MEMBERSHIPS_PER_USER_MAX: usize = 100;

impl Directory {
    /// Checks all memberships that a person shall have from now on. `at` names the list in findings.
    #[must_use]
    pub fn check_memberships(&self, at: &str, rows: &[MembershipRow]) -> Issues {
        if rows.len() > MEMBERSHIPS_PER_USER_MAX {
            return vec![Issue::new(at, "org.memberships_max").with("max", MEMBERSHIPS_PER_USER_MAX)];
        }
        let mut issues = Issues::new();
        for (i, row) in rows.iter().enumerate() {
            let place = |field: &str| format!("{at}[{i}].{field}");
            if !self.tree().contains(row.department) {
                issues.push(Issue::new(place("departmentId"), "org.department_unknown"));
            }
            if row.post.is_some_and(|p| !self.has_post(p)) {
                issues.push(Issue::new(place("postId"), "org.post_unknown"));
            }
            if let (Some(start), Some(end)) = (row.starts_on, row.ends_on) {
                if end < start {
                    issues.push(Issue::new(place("endsOn"), "org.membership_dates"));
                }
            }
            let earlier = rows[..i].iter().filter(|other| row.overlaps(other));
            let (mut repeats, mut second_main) = (false, false);
            for other in earlier {
                repeats |= (other.department, other.post) == (row.department, row.post);
                second_main |= other.main && row.main;
            }
            if repeats {
                issues.push(Issue::new(place("departmentId"), "org.membership_repeated"));
            }
            if second_main {
                issues.push(Issue::new(place("main"), "org.membership_main_several"));
            }
        }
        if !rows.is_empty() && rows.iter().all(|r| !r.main) {
            issues.push(Issue::new(at, "org.membership_main_missing"));
        }
        issues
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;
    use jiff::civil::date;

    fn found(rows: &[MembershipRow]) -> Vec<(String, String)> {
        let issues = small().directory().check_memberships("memberships", rows);
        issues.into_iter().map(|i| (i.at, i.code.into_owned())).collect()
    }

    fn one(at: &str, code: &str) -> Vec<(String, String)> {
        vec![(at.into(), code.into())]
    }

    fn main(of: u128) -> MembershipRow {
        MembershipRow { main: true, ..membership(10, of) }
    }

    #[test]
    fn exactly_one_of_several_memberships_is_the_main_one() {
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[main(2), membership(10, 3)]), []);
        assert_eq!(found(&[membership(10, 3)]), one("memberships", "org.membership_main_missing"));
        assert_eq!(found(&[main(2), main(3)]), one("memberships[1].main", "org.membership_main_several"));
    }

    #[test]
    fn one_main_membership_may_follow_another() {
        let old = MembershipRow { ends_on: Some(date(2026, 3, 31)), ..main(2) };
        let new = MembershipRow { starts_on: Some(date(2026, 4, 1)), ..main(3) };
        assert_eq!(found(&[old.clone(), new.clone()]), []);
        let too_early = MembershipRow { starts_on: Some(date(2026, 3, 31)), ..new };
        assert_eq!(found(&[old, too_early]), one("memberships[1].main", "org.membership_main_several"));
    }

    #[test]
    fn places_are_known_dates_in_order_and_nothing_stands_twice() {
        assert_eq!(found(&[main(9)]), one("memberships[0].departmentId", "org.department_unknown"));
        let unknown_post = MembershipRow { post: Some(post(9)), ..main(2) };
        assert_eq!(found(&[unknown_post]), one("memberships[0].postId", "org.post_unknown"));
        let backwards =
            MembershipRow { starts_on: Some(date(2026, 3, 2)), ends_on: Some(date(2026, 3, 1)), ..main(2) };
        assert_eq!(found(&[backwards]), one("memberships[0].endsOn", "org.membership_dates"));
        let twice = [main(2), membership(10, 2)];
        assert_eq!(found(&twice), one("memberships[1].departmentId", "org.membership_repeated"));
    }

    #[test]
    fn the_list_is_bounded() {
        let rows = vec![main(2); MEMBERSHIPS_PER_USER_MAX + 1];
        assert_eq!(found(&rows), one("memberships", "org.memberships_max"));
    }
}
