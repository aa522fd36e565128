//! Time, randomness and ids come in from outside, so that a decision can be repeated and a test owns its time.

use jiff::Timestamp;
use uuid::Uuid;

/// Where "now" comes from.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// Where new ids come from.
pub trait Ids: Send + Sync + 'static {
    /// A new UUIDv7, later than those before it.
    fn next(&self) -> Uuid;
}
