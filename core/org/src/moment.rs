//! When a look-up asks: an instant, and the tenant's day that it falls on. Memberships are dated, roles are timed.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// An instant and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub now: Timestamp,
    /// The tenant's day.
    pub today: Date,
}

impl Moment {
    /// The moment in the tenant's time zone.
    #[must_use]
    pub fn new(now: Timestamp, time_zone: &TimeZone) -> Self {
        Self { now, today: time_zone.to_datetime(now).date() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_is_the_tenants() {
        let now: Timestamp = "2026-03-01T20:00:00Z".parse().unwrap();
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        assert_eq!(Moment::new(now, &TimeZone::UTC).today, date(2026, 3, 1));
        assert_eq!(Moment::new(now, &shanghai).today, date(2026, 3, 2));
    }
}
