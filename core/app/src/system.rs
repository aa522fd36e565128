//! The real clock and the real ids, for the running server. Tests bring their own.

use jiff::Timestamp;
use uuid::Uuid;
use weir_model::{Clock, Ids};

/// The machine's clock, to the microsecond: what is stored reads back the same.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// UUIDv7 from the machine's clock and randomness; ascending within this process.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }
}
