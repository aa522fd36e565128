//! How much of anything a tenant's code may take. What a script may do in steps and sizes stands in the guest
//! (`guest/src/script/engine.rs`), where it has a place in the source; what stands here holds whatever the guest does.

use std::time::Duration;

pub use crate::plugin::config::{
    ARTIFACT_MAX_BYTES, COMPILE_MAX_CPU_S, COMPILE_MEMORY_MAX_BYTES, COMPONENT_MAX_BYTES,
};
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

/// Processor time of one call of a plugin: a report over some thousand records.
pub const PLUGIN_CALL_MAX_CPU: Duration = Duration::from_secs(1);
/// Time from a plugin call's begin to its end, what it waits for the host included: some requests to a slow system.
pub const PLUGIN_CALL_MAX: Duration = Duration::from_secs(30);
/// Time of one host call. What takes longer is `unavailable` to the plugin.
pub const HOST_CALL_MAX: Duration = Duration::from_secs(15);
/// Host calls of one call: a report of ten thousand records read in pages, many times over.
pub const HOST_CALLS_MAX: u32 = 1_000;
/// Bytes that one host call may hand over, counted as wasmtime counts them: a body of 1 MB, and room.
pub const HOST_CALL_MAX_BYTES: usize = 2 * 1024 * 1024;
/// Handles of one call: secrets and outputs that it holds.
pub const HANDLES_MAX: usize = 256;
/// Bytes of all memories of one plugin instance together: an engine of JavaScript or Python, and room.
pub const PLUGIN_MEMORY_MAX_BYTES: usize = 64 * 1024 * 1024;
/// Elements of all tables of one plugin instance together.
pub const PLUGIN_TABLE_ELEMENTS_MAX: usize = 40_000;
/// Core instances in one component: the guest, its adapters, and room.
pub const PLUGIN_CORE_INSTANCES_MAX: u32 = 16;
/// Memories in one component.
pub const PLUGIN_MEMORIES_MAX: u32 = 4;
/// Tables in one component.
pub const PLUGIN_TABLES_MAX: u32 = 16;
/// Bytes of wasmtime's own notes on one instance.
pub const PLUGIN_INSTANCE_MAX_BYTES: usize = 256 * 1024;
/// Calls of plugins that act, over all tenants at a time, most of them waiting for the host.
pub const PLUGIN_CALLS_MAX: usize = 32;
/// Those of one tenant.
pub const TENANT_PLUGIN_CALLS_MAX: usize = 4;
/// Calls of pure plugins over all tenants at a time.
pub const PURE_CALLS_MAX: usize = 16;
/// Those of one tenant.
pub const TENANT_PURE_CALLS_MAX: usize = 2;
/// Lines that one call may log.
pub const LOG_LINES_MAX: usize = 200;
/// Bytes of all lines that one call may log.
pub const LOG_MAX_BYTES: usize = 64 * 1024;
/// How many calls may lead to one another: a plugin's change raises an event that calls a plugin, and so on.
pub const CHAIN_DEPTH_MAX: u8 = 8;
/// Bytes of a report, and of what is told with it.
pub const REPORT_MAX_BYTES: usize = 8 * 1024 * 1024 + 4 * 1024;
/// Bytes of a key that a plugin keeps a value under.
pub const KV_KEY_MAX_BYTES: usize = 256;
/// Bytes of a value that a plugin keeps.
pub const KV_VALUE_MAX_BYTES: usize = 64 * 1024;
/// Bytes of what a plugin sends in one request.
pub const HTTP_BODY_MAX_BYTES: usize = 1024 * 1024;
/// Records or items that a plugin finds at once.
pub const FIND_MAX: u32 = 200;
/// Bytes of a message's title.
pub const NOTIFY_TITLE_MAX_BYTES: usize = 200;
/// Bytes of a message's body.
pub const NOTIFY_BODY_MAX_BYTES: usize = 4_000;
/// Messages that one call may send.
pub const NOTIFY_MAX: u32 = 100;
/// Bytes of the sentence that a plugin fails with.
pub const FAILURE_MAX_BYTES: usize = 2_000;
/// Nodes of a panel.
pub const PANEL_NODES_MAX: usize = 500;
/// Bytes of a plugin's input or output, as JSON.
pub const PLUGIN_JSON_MAX_BYTES: usize = 1024 * 1024;
/// Time of compiling one component, on a machine that is busy with other things too.
pub const COMPILE_MAX: Duration = Duration::from_secs(180);
/// Components that are compiled at a time.
pub const COMPILES_MAX: usize = 1;
/// Plugins kept loaded: the code of each is mapped, not copied, and what is not used for long is given back.
pub const LOADED_MAX: usize = 64;
