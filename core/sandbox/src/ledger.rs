//! What each tenant's code took. Kept in memory, per node, since the server started; who wants a history asks now and
//! then and keeps it.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// What a tenant's code took since the server started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Calls that were carried out, whatever came of them.
    pub calls: u64,
    /// Those of them that were refused.
    pub refused: u64,
    /// Those that were not even begun, because too many waited.
    pub turned_away: u64,
    /// Instances that were made: one at first, and one for each that was thrown away.
    pub instances: u64,
    /// Processor time of all calls.
    pub cpu: Duration,
    /// Calls of the host, by plugins.
    pub host_calls: u64,
    /// The most memory that one instance had, in bytes.
    pub memory_peak_bytes: usize,
}

/// The counters of one tenant.
#[derive(Debug, Default)]
pub(crate) struct Account {
    calls: AtomicU64,
    refused: AtomicU64,
    turned_away: AtomicU64,
    instances: AtomicU64,
    cpu_ns: AtomicU64,
    host_calls: AtomicU64,
    memory_peak_bytes: AtomicUsize,
}

impl Account {
    pub(crate) fn add_call(&self, cpu: Duration, memory_bytes: usize, refused: bool) {
        self.calls.fetch_add(1, Relaxed);
        self.refused.fetch_add(u64::from(refused), Relaxed);
        self.cpu_ns.fetch_add(u64::try_from(cpu.as_nanos()).unwrap_or(u64::MAX), Relaxed);
        self.memory_peak_bytes.fetch_max(memory_bytes, Relaxed);
    }

    pub(crate) fn add_instance(&self) {
        self.instances.fetch_add(1, Relaxed);
    }

    pub(crate) fn add_host_calls(&self, calls: u32) {
        self.host_calls.fetch_add(u64::from(calls), Relaxed);
    }

    pub(crate) fn add_turned_away(&self) {
        self.turned_away.fetch_add(1, Relaxed);
    }

    pub(crate) fn usage(&self) -> Usage {
        Usage {
            calls: self.calls.load(Relaxed),
            refused: self.refused.load(Relaxed),
            turned_away: self.turned_away.load(Relaxed),
            instances: self.instances.load(Relaxed),
            cpu: Duration::from_nanos(self.cpu_ns.load(Relaxed)),
            host_calls: self.host_calls.load(Relaxed),
            memory_peak_bytes: self.memory_peak_bytes.load(Relaxed),
        }
    }
}
