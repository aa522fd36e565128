//! A clock that is set back while the demo's history is made.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use weir_model::Clock;

/// Every look moves it by this much, so that what happens one after the other is told in that order.
const TICK_US: i64 = 1_000;

/// A clock that stands where it is set.
#[derive(Debug)]
pub struct DemoClock {
    now_us: AtomicI64,
    end_us: i64,
}

impl DemoClock {
    /// A clock that never goes beyond `end`.
    pub fn new(end: Timestamp) -> Self {
        let end_us = end.as_microsecond();
        Self { now_us: AtomicI64::new(end_us), end_us }
    }

    /// The instant that it never goes beyond: the real present.
    pub fn end(&self) -> Timestamp {
        Timestamp::from_microsecond(self.end_us).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Sets it; an instant after the end becomes the end.
    pub fn set(&self, at: Timestamp) {
        self.now_us.store(at.as_microsecond().min(self.end_us), Ordering::Relaxed);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        let us = self.now_us.fetch_add(TICK_US, Ordering::Relaxed).min(self.end_us);
        Timestamp::from_microsecond(us).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
