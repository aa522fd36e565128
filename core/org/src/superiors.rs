//! Heads and superiors. A position that cannot act is passed over and the department above is asked, on record.
//!
//! Levels count departments, not people: level 2 is the department above level 1 even while level 1 is vacant,
//! so that a vacancy never moves the approver of the level above. Where the same person answers for several
//! levels, they stand in a chain once.

use weir_model::id::{DepartmentId, UserId};

use crate::directory::Directory;
use crate::reason::{Found, PassedOver, Reason, Vacancy};

/// A chain of superiors never asks for more levels than departments can be deep.
const LEVELS_MAX: u8 = weir_model::limits::DEPARTMENT_DEPTH_MAX as u8;

impl Directory {
    /// Who acts as head of the department: its head, or the first active one above it.
    #[must_use]
    pub fn acting_head(&self, department: DepartmentId) -> Option<Found> {
        let (user, department, passed_over) = self.climb(Some(department), None)?;
        Some(Found { user, reason: Reason::DepartmentHead { department, passed_over } })
    }

    /// The superior of a person who acts for `department`: level 1 is the head of that department, or of the
    /// one above for whoever heads it; level 2 is the department above that. Nobody beyond the top.
    #[must_use]
    pub fn superior(&self, of: UserId, department: DepartmentId, level: u8) -> Option<Found> {
        let above = usize::from(level.checked_sub(1)?);
        let start = self.tree().path_up(self.first_above(of, department)?).nth(above);
        let (user, department, passed_over) = self.climb(start, Some(of))?;
        Some(Found { user, reason: Reason::Superior { level, department, passed_over } })
    }

    /// The superiors from level 1 up to `up_to`, lowest first, each person once; shorter where the top is nearer.
    #[must_use]
    pub fn superiors(&self, of: UserId, department: DepartmentId, up_to: u8) -> Vec<Found> {
        let mut chain: Vec<Found> = Vec::new();
        for level in 1..=up_to.min(LEVELS_MAX) {
            let Some(found) = self.superior(of, department, level) else { break };
            if chain.iter().all(|f| f.user != found.user) {
                chain.push(found);
            }
        }
        chain
    }

    /// The lowest department whose head can be a superior: the own one, or the one above the highest that the
    /// person heads, for who stands below somebody is no superior of theirs.
    fn first_above(&self, of: UserId, department: DepartmentId) -> Option<DepartmentId> {
        let highest = self.tree().path_up(department).filter(|d| self.head_of(*d) == Some(of)).last();
        match highest {
            None => Some(department),
            Some(headed) => self.tree().parent(headed),
        }
    }

    /// The first department from `start` upwards whose head can act for `of`, and those passed over.
    fn climb(
        &self,
        start: Option<DepartmentId>,
        of: Option<UserId>,
    ) -> Option<(UserId, DepartmentId, Vec<PassedOver>)> {
        let mut passed_over = Vec::new();
        for department in self.tree().path_up(start?) {
            let why = match self.head_of(department) {
                None => Vacancy::NoHead,
                Some(head) if Some(head) == of => Vacancy::OwnHead,
                Some(head) if !self.is_active(head) => Vacancy::HeadDisabled,
                Some(head) => return Some((head, department, passed_over)),
            };
            passed_over.push(PassedOver { department, why });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::*;

    fn who(found: Option<Found>) -> Option<UserId> {
        found.map(|f| f.user)
    }

    fn chain(d: &Directory, of: u128, department_of: u128, up_to: u8) -> Vec<UserId> {
        d.superiors(user(of), department(department_of), up_to).into_iter().map(|f| f.user).collect()
    }

    #[test]
    fn level_1_is_the_head_of_the_own_department_and_level_2_that_of_the_one_above() {
        let d = small().directory();
        for (level, head) in [(1, Some(3)), (2, Some(2)), (3, Some(1)), (4, None), (0, None)] {
            assert_eq!(who(d.superior(user(10), department(3), level)), head.map(user), "level {level}");
        }
    }

    #[test]
    fn the_superior_of_a_head_is_the_next_head_up() {
        let d = small().directory();
        assert_eq!(who(d.superior(user(3), department(3), 1)), Some(user(2)));
        assert_eq!(who(d.superior(user(3), department(3), 2)), Some(user(1)));
        assert_eq!(who(d.superior(user(1), department(1), 1)), None, "nobody is above the top");
    }

    #[test]
    fn nobody_below_a_head_is_their_superior_even_when_they_act_for_a_department_below() {
        let d = small().directory();
        assert_eq!(chain(&d, 2, 3, 3), [user(1)]);
    }

    #[test]
    fn a_vacancy_climbs_and_is_on_record() {
        let d = small().head(3, None).disable(2).directory();
        let found = d.superior(user(10), department(3), 1).unwrap();
        assert_eq!(found.user, user(1));
        let passed_over = vec![
            PassedOver { department: department(3), why: Vacancy::NoHead },
            PassedOver { department: department(2), why: Vacancy::HeadDisabled },
        ];
        assert_eq!(found.reason, Reason::Superior { level: 1, department: department(1), passed_over });
    }

    #[test]
    fn a_vacancy_does_not_move_the_level_above() {
        let d = small().head(3, None).directory();
        assert_eq!(who(d.superior(user(10), department(3), 1)), Some(user(2)));
        assert_eq!(who(d.superior(user(10), department(3), 2)), Some(user(2)));
        assert_eq!(chain(&d, 10, 3, 3), [user(2), user(1)], "each person once");
    }

    #[test]
    fn a_chain_ends_at_the_top() {
        assert_eq!(chain(&small().directory(), 10, 3, 200), [user(3), user(2), user(1)]);
        assert_eq!(chain(&small().directory(), 10, 77, 3), [], "an unknown department has no superiors");
    }

    #[test]
    fn the_acting_head_may_be_the_person_who_asks() {
        let d = small().head(2, None).directory();
        assert_eq!(who(d.acting_head(department(3))), Some(user(3)));
        assert_eq!(who(d.acting_head(department(2))), Some(user(1)));
        assert_eq!(who(small().head(1, None).directory().acting_head(department(1))), None);
    }

    #[test]
    fn a_reason_is_written_as_tagged_json() {
        let d = small().head(3, None).directory();
        let json = serde_json::to_value(d.acting_head(department(3)).unwrap()).unwrap();
        assert_eq!(json["reason"]["kind"], "departmentHead");
        assert_eq!(json["reason"]["passedOver"][0]["why"], "noHead");
        assert_eq!(serde_json::from_value::<Found>(json).unwrap(), d.acting_head(department(3)).unwrap());
    }
}
