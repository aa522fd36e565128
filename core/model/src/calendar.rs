//! Which days are worked: a pattern over the week, and the days that differ from it, holidays 节假日 and make-up
//! working days 调休上班.
//!
//! Whole days of the calendar only: no hours, no time zones, no clock. Whoever has an instant asks for the day that it
//! falls on first.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// The first year of which days are kept.
pub const FIRST_YEAR: i16 = 2000;
/// And the last: holidays are announced a year ahead, not a century.
pub const LAST_YEAR: i16 = 2100;
/// Days that differ from the week in one calendar: some 40 a year are usual, so this is over 50 years of them.
pub const SPECIAL_DAYS_MAX: usize = 2_000;
/// Characters of a special day's name: it has to fit a line.
pub const DAY_NAME_MAX_CHARS: usize = 40;
/// Working days that can be reckoned ahead or back at once: over a hundred years.
pub const WORKING_DAYS_MAX: u32 = 40_000;

/// The days of a week that are worked; at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workweek(u8);

impl Workweek {
    /// Monday to Friday.
    pub const USUAL: Self = Self(0b001_1111);

    /// The week of some days, 1 for Monday to 7 for Sunday. None for no day at all, for a day named twice, and for a
    /// number that is no day.
    #[must_use]
    pub fn of(days: &[u8]) -> Option<Self> {
        let mut week = 0_u8;
        for day in days {
            let bit = 1_u8.checked_shl(u32::from(day.checked_sub(1)?)).filter(|_| *day <= 7)?;
            if week & bit != 0 {
                return None;
            }
            week |= bit;
        }
        (week != 0).then_some(Self(week))
    }

    /// Its days, 1 for Monday to 7 for Sunday, in order.
    #[must_use]
    pub fn days(self) -> Vec<u8> {
        (1..=7).filter(|day| self.0 & (1 << (day - 1)) != 0).collect()
    }

    /// Whether a day of the week is worked.
    #[must_use]
    pub fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.to_monday_zero_offset()) != 0
    }
}

impl Default for Workweek {
    fn default() -> Self {
        Self::USUAL
    }
}

/// What a special day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum DayKind {
    /// Nobody works, whatever the week says.
    Holiday,
    /// It is worked, whatever the week says.
    Working,
}

/// A company's calendar of working days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    week: Workweek,
    special: BTreeMap<Date, DayKind>,
}

impl WorkCalendar {
    /// A week and the days that differ from it. Of a day that stands twice the later entry counts.
    #[must_use]
    pub fn new(week: Workweek, special: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        Self { week, special: special.into_iter().collect() }
    }

    /// Whether a day is worked.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        match self.special.get(&day) {
            Some(kind) => *kind == DayKind::Working,
            None => self.week.has(day.weekday()),
        }
    }

    /// The first working day behind a day; none where the calendar of the world ends.
    #[must_use]
    pub fn next(&self, day: Date) -> Option<Date> {
        self.add(day, 1)
    }

    /// The `n`-th working day behind a day, before it for a negative `n`. For 0 the day itself where it is worked,
    /// otherwise the next working day. None beyond [`WORKING_DAYS_MAX`], and where the calendar of the world ends.
    #[must_use]
    pub fn add(&self, day: Date, n: i32) -> Option<Date> {
        if n.unsigned_abs() > WORKING_DAYS_MAX {
            return None;
        }
        if n == 0 && self.is_working(day) {
            return Some(day);
        }
        let step = |day: &Date| if n < 0 { day.yesterday().ok() } else { day.tomorrow().ok() };
        let wanted = usize::try_from(n.unsigned_abs().max(1)).unwrap_or(usize::MAX);
        // The week has a working day and special days are finitely many, so this comes to an end.
        std::iter::successors(step(&day), step).filter(|day| self.is_working(*day)).nth(wanted - 1)
    }

    /// How many days are worked from a day up to another one, which is not counted itself; none where it is earlier.
    #[must_use]
    pub fn between(&self, from: Date, until: Date) -> u32 {
        let days = std::iter::successors(Some(from), |day| day.tomorrow().ok());
        let worked = days.take_while(|day| *day < until).filter(|day| self.is_working(*day)).count();
        u32::try_from(worked).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// National Day 2026 in China: off from 1 to 7 October, with 20 September and 10 October worked for it.
    fn national_day() -> WorkCalendar {
        let off = (1..=7).map(|day| (date(2026, 10, day), DayKind::Holiday));
        let worked = [date(2026, 9, 20), date(2026, 10, 10)].map(|day| (day, DayKind::Working));
        WorkCalendar::new(Workweek::USUAL, off.chain(worked))
    }

    #[test]
    fn a_week_is_some_days_each_once() {
        assert_eq!(Workweek::of(&[1, 2, 3, 4, 5]), Some(Workweek::USUAL));
        assert_eq!(Workweek::of(&[7, 1]).map(Workweek::days), Some(vec![1, 7]));
        for bad in [&[][..], &[0], &[8], &[255], &[1, 1]] {
            assert_eq!(Workweek::of(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_holiday_is_off_and_a_make_up_day_is_worked_whatever_the_week_says() {
        let calendar = national_day();
        for (day, worked) in [
            (date(2026, 9, 20), true),  // a Sunday
            (date(2026, 9, 27), false), // the Sunday after
            (date(2026, 9, 30), true),
            (date(2026, 10, 1), false), // a Thursday
            (date(2026, 10, 8), true),
            (date(2026, 10, 10), true), // a Saturday
        ] {
            assert_eq!(calendar.is_working(day), worked, "{day}");
        }
    }

    #[test]
    fn working_days_are_counted_over_holidays_and_weekends() {
        let calendar = national_day();
        for (from, n, to) in [
            (date(2026, 9, 30), 1, date(2026, 10, 8)),
            (date(2026, 9, 30), 3, date(2026, 10, 10)),
            (date(2026, 9, 30), 4, date(2026, 10, 12)),
            (date(2026, 10, 3), 0, date(2026, 10, 8)),
            (date(2026, 10, 8), 0, date(2026, 10, 8)),
            (date(2026, 10, 8), -1, date(2026, 9, 30)),
            (date(2026, 10, 3), -8, date(2026, 9, 21)),
            (date(2026, 10, 3), -9, date(2026, 9, 20)),
        ] {
            assert_eq!(calendar.add(from, n), Some(to), "{from} {n}");
        }
        assert_eq!(calendar.between(date(2026, 9, 30), date(2026, 10, 11)), 4);
        assert_eq!(calendar.between(date(2026, 10, 11), date(2026, 9, 30)), 0);
    }

    #[test]
    fn a_day_that_cannot_be_reckoned_is_none() {
        let usual = WorkCalendar::default();
        assert_eq!(usual.next(Date::MAX), None);
        assert_eq!(usual.add(Date::MIN, -1), None);
        assert_eq!(usual.add(date(2026, 1, 1), i32::MIN), None);
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (0_i64..2_000).prop_map(|n| date(2024, 1, 1) + jiff::Span::new().days(n))
    }

    fn any_calendar() -> impl Strategy<Value = WorkCalendar> {
        let kind = prop_oneof![Just(DayKind::Holiday), Just(DayKind::Working)];
        let special = proptest::collection::vec((any_day(), kind), 0..60);
        (1_u8..128, special).prop_map(|(week, special)| WorkCalendar::new(Workweek(week), special))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_next_working_day_is_worked_and_none_lies_in_between(calendar in any_calendar(), day in any_day()) {
            let next = calendar.next(day).unwrap();
            prop_assert!(next > day && calendar.is_working(next));
            prop_assert_eq!(calendar.between(day.tomorrow().unwrap(), next), 0);
        }

        #[test]
        fn adding_goes_step_by_step_and_back_again(calendar in any_calendar(), day in any_day(), n in 1_i32..40) {
            let there = calendar.add(day, n).unwrap();
            let step_before = if n == 1 { Some(day) } else { calendar.add(day, n - 1) };
            prop_assert_eq!(step_before.and_then(|day| calendar.next(day)), Some(there));
            prop_assert_eq!(calendar.between(day.tomorrow().unwrap(), there.tomorrow().unwrap()), n.unsigned_abs());
            let start = calendar.add(day, 0).unwrap();
            let ahead = calendar.add(start, n).unwrap();
            prop_assert_eq!(calendar.add(ahead, -n), Some(start), "back where it began");
        }

        #[test]
        fn a_week_reads_back(week in 1_u8..128) {
            prop_assert_eq!(Workweek::of(&Workweek(week).days()), Some(Workweek(week)));
        }
    }
}
