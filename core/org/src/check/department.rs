//! Departments: where one may stand, and who may head it.

use weir_model::id::{DepartmentId, UserId};
use weir_model::limits::DEPARTMENT_DEPTH_MAX;
use weir_model::{Issue, Issues};

use crate::directory::Directory;

impl Directory {
    /// Checks a new department, or an existing one at a new place: the parent exists, is not the department
    /// itself nor below it, and nothing gets deeper than the limit.
    #[must_use]
    pub fn check_place(&self, department: Option<DepartmentId>, parent: Option<DepartmentId>) -> Issues {
        let at = "parentId";
        let Some(parent) = parent else { return vec![] };
        let Some(parent_depth) = self.tree().depth(parent) else {
            return vec![Issue::new(at, "org.department_unknown")];
        };
        if department.is_some_and(|d| self.tree().is_within(parent, d)) {
            return vec![Issue::new(at, "org.department_cycle")];
        }
        let levels = department.map_or(1, |d| self.tree().height(d).max(1));
        if parent_depth + 1 + levels > DEPARTMENT_DEPTH_MAX {
            return vec![Issue::new(at, "org.department_depth").with("max", DEPARTMENT_DEPTH_MAX)];
        }
        vec![]
    }

    /// Checks who shall head a department.
    #[must_use]
    pub fn check_head(&self, head: Option<UserId>) -> Issues {
        match head {
            Some(head) if !self.knows(head) => vec![Issue::new("headId", "org.user_unknown")],
            Some(head) if !self.is_active(head) => vec![Issue::new("headId", "org.head_disabled")],
            _ => vec![],
        }
    }

    /// Checks that a department can go: nothing below it, nobody in it, today or later.
    #[must_use]
    pub fn check_removal(&self, department: DepartmentId, today: jiff::civil::Date) -> Issues {
        let mut issues = Issues::new();
        if self.subtree(department).len() > 1 {
            issues.push(Issue::new("", "org.department_has_children"));
        }
        let stays = |m: &&crate::rows::MembershipRow| m.ends_on.is_none_or(|end| today <= end);
        let members = self.members.get(&department).into_iter().flatten().filter(stays).count();
        if members > 0 {
            issues.push(Issue::new("", "org.department_has_members").with("count", members));
        }
        issues
    }

    /// Departments in the rows whose parent is missing or closes a cycle. `doctor` and the page show them.
    #[must_use]
    pub fn findings(&self) -> Issues {
        let broken = self.tree().cut().iter();
        broken.map(|d| Issue::new(format!("departments.{d}.parentId"), "org.department_cycle")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;

    fn codes(issues: &Issues) -> Vec<&str> {
        issues.iter().map(|i| i.code.as_ref()).collect()
    }

    #[test]
    fn a_department_never_comes_to_stand_below_itself() {
        let d = small().directory();
        for below in [2, 3] {
            let issues = d.check_place(Some(department(2)), Some(department(below)));
            assert_eq!(codes(&issues), ["org.department_cycle"]);
            assert_eq!(issues[0].at, "parentId");
        }
        assert_eq!(d.check_place(Some(department(2)), Some(department(4))), []);
        assert_eq!(d.check_place(Some(department(2)), None), []);
        assert_eq!(codes(&d.check_place(None, Some(department(99)))), ["org.department_unknown"]);
    }

    #[test]
    fn the_whole_moved_subtree_stays_within_the_depth_limit() {
        let deepest = DEPARTMENT_DEPTH_MAX as u128;
        let mut rows = small();
        for n in 0..deepest {
            rows = rows.department(100 + n, n.checked_sub(1).map(|p| 100 + p), None);
        }
        let d = rows.directory();
        assert_eq!(codes(&d.check_place(None, Some(department(99 + deepest)))), ["org.department_depth"]);
        assert_eq!(d.check_place(None, Some(department(98 + deepest))), []);
        // Departments 2 ── 3 need two levels.
        let move_to = |n| d.check_place(Some(department(2)), Some(department(n)));
        assert_eq!(codes(&move_to(98 + deepest)), ["org.department_depth"]);
        assert_eq!(move_to(97 + deepest), []);
    }

    #[test]
    fn a_head_is_known_and_active() {
        let d = small().disable(4).directory();
        assert_eq!(d.check_head(None), []);
        assert_eq!(d.check_head(Some(user(10))), []);
        assert_eq!(codes(&d.check_head(Some(user(4)))), ["org.head_disabled"]);
        assert_eq!(codes(&d.check_head(Some(user(99)))), ["org.user_unknown"]);
    }

    #[test]
    fn a_department_goes_only_when_it_is_empty() {
        let past = (jiff::civil::date(2020, 1, 1), jiff::civil::date(2020, 12, 31));
        let d = small().main(10, 4).member_on(10, 3, past.0, past.1).directory();
        let today = noon().today;
        assert_eq!(codes(&d.check_removal(department(2), today)), ["org.department_has_children"]);
        assert_eq!(codes(&d.check_removal(department(4), today)), ["org.department_has_members"]);
        assert_eq!(d.check_removal(department(3), today), []);
    }

    #[test]
    fn a_cycle_that_got_into_the_rows_is_reported_and_harmless() {
        let d = small().department(5, Some(6), None).department(6, Some(5), None).directory();
        assert_eq!(codes(&d.findings()), ["org.department_cycle"]);
        assert_eq!(d.acting_head(department(6)), None);
    }
}
