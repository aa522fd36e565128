//! One call of a plugin: whose it is, and what comes of it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use weir_model::id::{TenantId, UserId};

use super::capability::{Level, Powers};
use super::refusal::Refusal;

/// Whose call it is. The host's own note: nothing in it comes from the guest.
#[derive(Debug, Clone)]
pub struct Invocation {
    /// Id of the call, the same when it is repeated.
    pub id: String,
    /// Whose plugin it is.
    pub tenant: TenantId,
    /// The installation, by the id that the application gives it.
    pub installation: String,
    /// The person whose action led to it; `None` in events, schedules and webhooks.
    pub caller: Option<UserId>,
    /// How many calls led to this one: 0 for what a person did.
    pub depth: u8,
    /// The instant that the guest's clocks show.
    pub now: Timestamp,
    /// The language of the person it is for, as a BCP 47 tag.
    pub locale: String,
    /// The tenant's time zone, an IANA name.
    pub time_zone: String,
    /// The installation's configuration: a JSON object.
    pub config: String,
}

/// A call to be made: whose it is, and what carries out what the guest asks of the host.
#[derive(Clone)]
pub struct Call {
    /// Whose it is.
    pub invocation: Invocation,
    /// Answers the host calls. One for this call alone: it may keep the invocation with it.
    pub powers: Arc<dyn Powers>,
}

/// A line that the guest logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How much it matters.
    pub level: Level,
    /// What it says.
    pub message: String,
}

/// What a call took and left, whether it went well or not: for the audit and the plugin's log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Processor time.
    pub cpu: Duration,
    /// Bytes of all memories at the end; they never shrink.
    pub memory_bytes: usize,
    /// Calls of the host.
    pub host_calls: u32,
    /// What it logged, within its limits.
    pub lines: Vec<Line>,
    /// Lines that were dropped.
    pub lines_dropped: u32,
}

/// What came of a call.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// What the guest gave, or why it was stopped.
    pub result: Result<T, Refusal>,
    /// What the call took and left.
    pub report: Report,
}
