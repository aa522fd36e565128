//! Wasmtime as plugins have it: instances come out of a pool that is as large as calls may be at a time.

use wasmtime::{Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use super::config::config;
use crate::SetupError;
use crate::limits::{
    PLUGIN_CALLS_MAX, PLUGIN_CORE_INSTANCES_MAX, PLUGIN_INSTANCE_MAX_BYTES, PLUGIN_MEMORIES_MAX,
    PLUGIN_MEMORY_MAX_BYTES, PLUGIN_TABLE_ELEMENTS_MAX, PLUGIN_TABLES_MAX, PURE_CALLS_MAX, STACK_MAX_BYTES,
};

/// Calls at a time; each has one component's instance.
const CALLS: u32 = (PLUGIN_CALLS_MAX + PURE_CALLS_MAX) as u32;

/// Sets the engine up. It reserves addresses for all the memories that there may be at a time, some hundred gigabytes
/// of them, and no memory.
///
/// # Errors
/// When the system does not give that many addresses to one process.
pub(crate) fn engine() -> Result<Engine, SetupError> {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(CALLS)
        .max_component_instance_size(PLUGIN_INSTANCE_MAX_BYTES)
        .max_core_instances_per_component(PLUGIN_CORE_INSTANCES_MAX)
        .max_core_instance_size(PLUGIN_INSTANCE_MAX_BYTES)
        .max_memories_per_component(PLUGIN_MEMORIES_MAX)
        .max_tables_per_component(PLUGIN_TABLES_MAX)
        .max_memories_per_module(PLUGIN_MEMORIES_MAX)
        .max_tables_per_module(PLUGIN_TABLES_MAX)
        .max_memory_size(PLUGIN_MEMORY_MAX_BYTES)
        .table_elements(PLUGIN_TABLE_ELEMENTS_MAX)
        .total_core_instances(CALLS * PLUGIN_CORE_INSTANCES_MAX)
        .total_memories(CALLS * PLUGIN_MEMORIES_MAX)
        .total_tables(CALLS * PLUGIN_TABLES_MAX);
    let mut config = config();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool)).max_wasm_stack(STACK_MAX_BYTES);
    Engine::new(&config).map_err(|error| SetupError(format!("{error:#}")))
}
