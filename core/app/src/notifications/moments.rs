//! When mails go out: reckoned from a person's choice, the tenant's days and an instant. Knows no clock and no store.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use weir_model::calendar::WorkCalendar;

use crate::company::Company;

/// Days among which the next working day is looked for: whoever works on none of a year is told at once.
const DAYS_AHEAD: usize = 366;
/// Days among which a quiet time ends, also where a clock that is put back makes it last.
const DAYS_OF_QUIET: i64 = 2;

/// When a person wants their mails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct MailHabit {
    /// Gathered, and how often.
    pub digest: Digest,
    /// When not at all.
    pub quiet: Option<Quiet>,
}

/// Whether mails are gathered into one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Digest {
    /// Each by itself, at once.
    #[default]
    Off,
    /// At every full hour.
    Hourly,
    /// On every working day at that time.
    Daily(Time),
}

/// A part of every day, over midnight where it ends before it begins. Its end does not belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quiet {
    /// From then.
    pub from: Time,
    /// Until then.
    pub until: Time,
}

/// By what a tenant's days go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days<'a> {
    /// Where they begin.
    pub zone: &'a TimeZone,
    /// Which of them are worked.
    pub calendar: &'a WorkCalendar,
}

impl<'a> Days<'a> {
    /// Those of a company.
    pub const fn of(company: &'a Company) -> Self {
        Self { zone: &company.time_zone, calendar: &company.calendar }
    }
}

impl MailHabit {
    /// When a mail about something that happens at an instant goes out: never before it.
    pub fn goes_out_at(self, at: Timestamp, days: Days<'_>) -> Timestamp {
        let due = self.digest.next(at, days);
        self.quiet_end(due, days.zone).unwrap_or(due)
    }

    /// When the quiet time ends that an instant falls into; none outside of one.
    pub fn quiet_end(self, at: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        self.quiet?.end(at, zone)
    }
}

impl Digest {
    /// The first of its instants behind another one; that one itself where nothing is gathered.
    fn next(self, after: Timestamp, days: Days<'_>) -> Timestamp {
        match self {
            Self::Off => after,
            Self::Hourly => full_hour(after, days.zone),
            Self::Daily(time) => working_day(after, time, days),
        }
    }
}

fn full_hour(after: Timestamp, zone: &TimeZone) -> Timestamp {
    let local = zone.to_datetime(after).time();
    let into = SignedDuration::from_secs(i64::from(local.minute()) * 60 + i64::from(local.second()))
        + SignedDuration::from_nanos(i64::from(local.subsec_nanosecond()));
    after.saturating_add(SignedDuration::from_hours(1) - into).unwrap_or(after)
}

fn working_day(after: Timestamp, time: Time, Days { zone, calendar }: Days<'_>) -> Timestamp {
    days_from(zone.to_datetime(after).date())
        .take(DAYS_AHEAD)
        .filter(|day| calendar.is_working(*day))
        // A time that the clock skips is as much later as the clock was put forward; one that it shows twice is
        // the first of the two.
        .filter_map(|day| zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok())
        .find(|instant| *instant > after)
        .unwrap_or(after)
}

impl Quiet {
    fn covers(self, time: Time) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }

    fn end(self, at: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let quiet = |instant: Timestamp| self.covers(zone.to_datetime(instant).time());
        if !quiet(at) {
            return None;
        }
        let last = at.saturating_add(SignedDuration::from_hours(24 * DAYS_OF_QUIET)).unwrap_or(at);
        let changes = zone.following(at).map(|change| change.timestamp()).take_while(|change| *change < last);
        let ends = days_from(zone.to_datetime(at).date())
            .take_while(|day| *day <= zone.to_datetime(last).date())
            .flat_map(|day| shown(day.to_datetime(self.until), zone));
        ends.chain(changes).filter(|instant| *instant > at && !quiet(*instant)).min()
    }
}

/// When a clock shows a time of a day: once, or twice where it is put back. Where it is put forward over the time,
/// both are beside the point, and the change of the clock itself is what counts.
fn shown(local: DateTime, zone: &TimeZone) -> impl Iterator<Item = Timestamp> + use<> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    [ambiguous.earlier().ok(), ambiguous.later().ok()].into_iter().flatten()
}

fn days_from(first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;
    use weir_model::calendar::{DayKind, Workweek};

    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    /// An instant as a clock with its offset shows it.
    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn quiet(from: Time, until: Time) -> Quiet {
        Quiet { from, until }
    }

    /// The next of a digest's instants in a company that works from Monday to Friday.
    fn next(digest: Digest, after: Timestamp, zone: &TimeZone) -> Timestamp {
        digest.next(after, Days { zone, calendar: &WorkCalendar::default() })
    }

    #[test]
    fn a_daily_digest_comes_on_the_next_working_day_at_its_time() {
        let daily = Digest::Daily(time(9, 0, 0, 0));
        for (now, due) in [
            ("2026-11-20T08:59:59+08:00", "2026-11-20T09:00:00+08:00"),
            ("2026-11-20T09:00:00+08:00", "2026-11-23T09:00:00+08:00"),
            ("2026-11-21T12:00:00+08:00", "2026-11-23T09:00:00+08:00"),
            ("2026-11-23T00:00:00+08:00", "2026-11-23T09:00:00+08:00"),
        ] {
            assert_eq!(next(daily, at(now), &zone("Asia/Shanghai")), at(due), "{now}");
        }
    }

    #[test]
    fn a_daily_digest_rests_on_holidays_and_comes_on_make_up_days() {
        let off = (1..=7).map(|day| (date(2026, 10, day), DayKind::Holiday));
        let calendar =
            WorkCalendar::new(Workweek::USUAL, off.chain([(date(2026, 10, 10), DayKind::Working)]));
        let (daily, zone) = (Digest::Daily(time(9, 0, 0, 0)), zone("Asia/Shanghai"));
        let days = Days { zone: &zone, calendar: &calendar };
        for (now, due) in [
            ("2026-09-30T09:00:00+08:00", "2026-10-08T09:00:00+08:00"),
            ("2026-10-09T18:00:00+08:00", "2026-10-10T09:00:00+08:00"),
            ("2026-10-10T18:00:00+08:00", "2026-10-12T09:00:00+08:00"),
        ] {
            assert_eq!(daily.next(at(now), days), at(due), "{now}");
        }
    }

    #[test]
    fn who_works_on_no_day_of_a_year_is_told_at_once() {
        let (first, zone) = (date(2026, 1, 1), zone("Asia/Shanghai"));
        let off = days_from(first).take(800).map(|day| (day, DayKind::Holiday));
        let calendar = WorkCalendar::new(Workweek::USUAL, off);
        let now = at("2026-01-05T12:00:00+08:00");
        let daily = Digest::Daily(time(9, 0, 0, 0));
        assert_eq!(daily.next(now, Days { zone: &zone, calendar: &calendar }), now);
    }

    #[test]
    fn an_hourly_digest_comes_at_the_full_hour_of_the_tenants_clock() {
        let next = |now, name| next(Digest::Hourly, at(now), &zone(name));
        assert_eq!(next("2026-11-20T09:00:00+08:00", "Asia/Shanghai"), at("2026-11-20T10:00:00+08:00"));
        assert_eq!(next("2026-11-20T09:59:59.9+08:00", "Asia/Shanghai"), at("2026-11-20T10:00:00+08:00"));
        assert_eq!(next("2026-11-20T09:20:00+05:45", "Asia/Kathmandu"), at("2026-11-20T10:00:00+05:45"));
        // The hour from 2 to 3 comes twice when the clock is put back.
        assert_eq!(next("2026-10-25T02:30:00+02:00", "Europe/Berlin"), at("2026-10-25T02:00:00+01:00"));
    }

    #[test]
    fn a_time_that_the_clock_skips_or_repeats_is_met_once() {
        // In Cairo the clock goes from Friday 0:00 to 1:00 in April, and back at the end of a Thursday in October.
        let (cairo, half_past) = (zone("Africa/Cairo"), Digest::Daily(time(0, 30, 0, 0)));
        let skipped = next(half_past, at("2026-04-23T12:00:00+02:00"), &cairo);
        assert_eq!(skipped, at("2026-04-24T01:30:00+03:00"));
        assert_eq!(next(half_past, skipped, &cairo), at("2026-04-27T00:30:00+03:00"));
        let late = Digest::Daily(time(23, 30, 0, 0));
        let first = next(late, at("2026-10-29T12:00:00+03:00"), &cairo);
        assert_eq!(first, at("2026-10-29T23:30:00+03:00"));
        assert_eq!(next(late, first, &cairo), at("2026-10-30T23:30:00+02:00"));
    }

    #[test]
    fn quiet_hours_reach_over_midnight_and_their_end_is_not_quiet() {
        let (night, shanghai) = (quiet(time(22, 0, 0, 0), time(7, 30, 0, 0)), zone("Asia/Shanghai"));
        for (now, end) in [
            ("2026-11-20T21:59:59+08:00", None),
            ("2026-11-20T22:00:00+08:00", Some("2026-11-21T07:30:00+08:00")),
            ("2026-11-21T00:00:00+08:00", Some("2026-11-21T07:30:00+08:00")),
            ("2026-11-21T07:30:00+08:00", None),
        ] {
            assert_eq!(night.end(at(now), &shanghai), end.map(at), "{now}");
        }
        let noon = quiet(time(12, 0, 0, 0), time(13, 0, 0, 0));
        assert_eq!(
            noon.end(at("2026-11-20T12:30:00+08:00"), &shanghai),
            Some(at("2026-11-20T13:00:00+08:00"))
        );
    }

    #[test]
    fn quiet_ends_when_the_clock_jumps_over_its_end_and_returns_when_the_clock_does() {
        let (berlin, until_half_past) = (zone("Europe/Berlin"), quiet(time(22, 0, 0, 0), time(2, 30, 0, 0)));
        let end = until_half_past.end(at("2026-03-28T23:00:00+01:00"), &berlin);
        assert_eq!(end, Some(at("2026-03-29T03:00:00+02:00")));
        // Half past two comes twice, and before the second it is two once more.
        let end = until_half_past.end(at("2026-10-25T01:00:00+02:00"), &berlin);
        assert_eq!(end, Some(at("2026-10-25T02:30:00+02:00")));
        let end = until_half_past.end(at("2026-10-25T02:10:00+01:00"), &berlin);
        assert_eq!(end, Some(at("2026-10-25T02:30:00+01:00")));
    }

    #[test]
    fn a_digest_that_falls_into_the_quiet_waits_for_its_end() {
        let habit = MailHabit {
            digest: Digest::Daily(time(7, 0, 0, 0)),
            quiet: Some(quiet(time(20, 0, 0, 0), time(8, 0, 0, 0))),
        };
        let (zone, calendar) = (zone("Asia/Shanghai"), WorkCalendar::default());
        let days = Days { zone: &zone, calendar: &calendar };
        let due = habit.goes_out_at(at("2026-11-20T12:00:00+08:00"), days);
        assert_eq!(due, at("2026-11-23T08:00:00+08:00"));
        let now = at("2026-11-20T12:00:00+08:00");
        assert_eq!(MailHabit::default().goes_out_at(now, days), now);
    }

    const ZONES: [&str; 8] = [
        "Asia/Shanghai",
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "Asia/Kathmandu",
        "America/Santiago",
    ];

    fn any_time() -> impl Strategy<Value = Time> {
        (0_i8..24, 0_i8..60).prop_map(|(hour, minute)| time(hour, minute, 0, 0))
    }

    /// Any instant of some years, and often one near a change of the clock.
    fn any_instant(name: &str) -> impl Strategy<Value = Timestamp> + use<> {
        let (from, zone) = (at("2026-01-01T00:00:00Z"), zone(name));
        let last = from + SignedDuration::from_hours(24 * 365 * 4);
        let mut changes: Vec<_> =
            zone.following(from).map(|change| change.timestamp()).take_while(|t| *t < last).collect();
        changes.push(from);
        let near = (proptest::sample::select(changes), -100_000_i64..100_000);
        prop_oneof![
            (0_i64..4 * 365 * 86_400).prop_map(move |s| from + SignedDuration::from_secs(s)),
            near.prop_map(|(change, s)| change + SignedDuration::from_secs(s)),
        ]
    }

    fn cases() -> impl Strategy<Value = (&'static str, Timestamp, Time, Time)> {
        proptest::sample::select(ZONES.to_vec())
            .prop_flat_map(|name| (Just(name), any_instant(name), any_time(), any_time()))
    }

    proptest! {
        #[test]
        fn the_next_digest_is_near_and_none_lies_in_between((name, now, daily, _) in cases()) {
            let zone = zone(name);
            let hour = next(Digest::Hourly, now, &zone);
            prop_assert!(hour > now && hour <= now + SignedDuration::from_hours(1));
            let due = next(Digest::Daily(daily), now, &zone);
            prop_assert!(due > now && due <= now + SignedDuration::from_hours(4 * 24));
            let half = now + due.duration_since(now) / 2;
            prop_assert_eq!(next(Digest::Daily(daily), half, &zone), due, "the same from everywhere before it");
            prop_assert!(WorkCalendar::default().is_working(zone.to_datetime(due).date()));
        }

        #[test]
        fn quiet_ends_at_the_first_instant_that_is_not_quiet((name, now, from, until) in cases()) {
            prop_assume!(from != until);
            let (zone, quiet) = (zone(name), quiet(from, until));
            let covered = |t: Timestamp| quiet.covers(zone.to_datetime(t).time());
            match quiet.end(now, &zone) {
                None => prop_assert!(!covered(now)),
                Some(end) => {
                    prop_assert!(covered(now) && !covered(end) && end > now);
                    prop_assert!(covered(end - SignedDuration::from_nanos(1)));
                    prop_assert!(end <= now + SignedDuration::from_hours(26));
                    for n in 0..end.duration_since(now).as_mins() {
                        prop_assert!(covered(now + SignedDuration::from_mins(n)), "quiet all the way");
                    }
                }
            }
        }

        #[test]
        fn a_mail_never_goes_out_early_or_into_the_quiet((name, now, from, until) in cases(), daily in any_time()) {
            prop_assume!(from != until);
            let (zone, calendar) = (zone(name), WorkCalendar::default());
            let days = Days { zone: &zone, calendar: &calendar };
            for digest in [Digest::Off, Digest::Hourly, Digest::Daily(daily)] {
                let habit = MailHabit { digest, quiet: Some(quiet(from, until)) };
                let due = habit.goes_out_at(now, days);
                prop_assert!(due >= now && due >= digest.next(now, days));
                prop_assert_eq!(habit.quiet_end(due, &zone), None);
            }
        }
    }
}
