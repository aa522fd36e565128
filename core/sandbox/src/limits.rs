//! How much of anything a tenant's code may take. What a script may do in steps and sizes stands in the guest
//! (`guest/src/script/engine.rs`), where it has a place in the source; what stands here holds whatever the guest does.

use std::time::Duration;

pub use weir_wire::{NESTING_MAX, OUTPUT_MAX_BYTES, SOURCE_MAX_BYTES};

/// Processor time of one call. A condition takes microseconds, a long document milliseconds; a hundred of them still
/// pass unnoticed in a flow.
pub const CALL_MAX_CPU: Duration = Duration::from_millis(100);
/// How often running calls are looked at. A call may take this much longer than it should.
pub const TICK: Duration = Duration::from_millis(10);
/// Bytes of all memories of one instance together.
pub const INSTANCE_MEMORY_MAX_BYTES: usize = 48 * 1024 * 1024;
/// Bytes of an instance that is kept warm; memory of WASM never shrinks, so a larger one is thrown away.
pub const WARM_MEMORY_MAX_BYTES: usize = 12 * 1024 * 1024;
/// Elements of all tables of one instance together: the guest's functions, and room.
pub const TABLE_ELEMENTS_MAX: usize = 20_000;
/// Bytes of the native stack that a guest may use; less than half of the smallest stack that a thread here has (2 MiB).
pub const STACK_MAX_BYTES: usize = 896 * 1024;
/// Bytes of what goes into one call: the largest form with its table, and room.
pub const INPUT_MAX_BYTES: usize = 2 * 1024 * 1024;
/// Calls of one tenant at a time. A tenant whose scripts loop keeps this many threads, and no more, from the others.
pub const TENANT_CALLS_MAX: usize = 2;
/// Calls of one tenant that wait for their turn. Who comes later is told so.
pub const TENANT_WAITING_MAX: usize = 200;
/// Calls of all tenants at a time: bounds memory (this many times an instance's), not the processor, which the
/// system shares out among the threads.
pub const CALLS_MAX: usize = 32;
/// Instances kept warm over all tenants.
pub const WARM_MAX: usize = 64;
