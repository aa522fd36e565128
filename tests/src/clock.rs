//! Time and ids that a test owns.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use uuid::Uuid;
use weir_model::{Clock, Ids};

/// A clock that stands still until it is moved. It begins on a Monday morning in Shanghai.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<Mutex<Timestamp>>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Arc::new(Mutex::new("2026-11-23T01:00:00Z".parse().unwrap())))
    }
}

impl TestClock {
    /// Moves it on.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock();
        *now = now.checked_add(by).unwrap();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock()
    }
}

/// Ids in the order of their making, shaped like UUIDv7.
#[derive(Debug, Clone, Default)]
pub struct TestIds(Arc<AtomicU64>);

impl Ids for TestIds {
    fn next(&self) -> Uuid {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Uuid::from_u128(0x01a0_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
    }
}
