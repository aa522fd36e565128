//! What code may take while it runs: memory, tables and processor time.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use wasmtime::ResourceLimiter;

/// What an instance has, and when its call ends. Counts what all memories and tables of the store have together,
/// which wasmtime's own limits, each per memory, would not.
#[derive(Debug)]
pub(crate) struct Bounds {
    memory_max_bytes: usize,
    table_elements_max: usize,
    memory_bytes: usize,
    /// What was granted last, in case that the system has not got it.
    memory_granted_bytes: usize,
    table_elements: usize,
    /// Whether memory was asked for and not given: what follows is no fault of the guest's.
    denied: bool,
    /// The thread's processor time at which the call ends.
    cpu_end: Duration,
}

impl Bounds {
    /// For a store with nothing in it yet, which may run until the thread's processor time is `cpu_end`.
    pub(crate) fn new(memory_max_bytes: usize, table_elements_max: usize, cpu_end: Duration) -> Self {
        let (memory_bytes, memory_granted_bytes, table_elements) = (0, 0, 0);
        Self {
            memory_max_bytes,
            table_elements_max,
            memory_bytes,
            memory_granted_bytes,
            table_elements,
            denied: false,
            cpu_end,
        }
    }

    /// Bytes of all memories.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.memory_bytes
    }

    /// Whether memory or table elements were asked for and not given.
    pub(crate) fn denied(&self) -> bool {
        self.denied
    }

    /// Moves the end.
    pub(crate) fn run_until(&mut self, cpu_end: Duration) {
        self.cpu_end = cpu_end;
    }

    /// Whether the call has had its processor time.
    pub(crate) fn is_over(&self) -> bool {
        thread_cpu() >= self.cpu_end
    }
}

impl ResourceLimiter for Bounds {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let more = desired.saturating_sub(current);
        let granted = self.memory_bytes.saturating_add(more) <= self.memory_max_bytes;
        if granted {
            self.memory_bytes += more;
            self.memory_granted_bytes = more;
        }
        self.denied |= !granted;
        Ok(granted)
    }

    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        // Also told of what was not granted; then there is nothing to take back.
        self.memory_bytes -= std::mem::take(&mut self.memory_granted_bytes);
        self.denied = true;
        Ok(())
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let more = desired.saturating_sub(current);
        let granted = self.table_elements.saturating_add(more) <= self.table_elements_max;
        if granted {
            self.table_elements += more;
        }
        self.denied |= !granted;
        Ok(granted)
    }
}

/// Processor time of this thread. Not the time of day: a call that has to wait for a processor loses nothing by it.
pub(crate) fn thread_cpu() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}
