//! How wasmtime is set up for plugins. The compiler (`compiler/`) includes this file: both must agree, or the server
//! refuses what was compiled.

use wasmtime::Config;

/// What plugins may use of WASM and how their code is made: with looks at the epoch, so that it can be stopped
/// anywhere. Several memories stay allowed, for components of some languages have them; they are counted together.
pub fn config() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        // The contract is synchronous: a call is one thread of blocking work, and no call waits within another.
        .concurrency_support(false)
        .epoch_interruption(true)
        .wasm_multi_memory(true)
        .wasm_memory64(false)
        .wasm_relaxed_simd(false)
        .memory_init_cow(true)
        .generate_address_map(false);
    config
}

/// Bytes of a component: a plugin in Python brings its interpreter.
pub const COMPONENT_MAX_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of the machine code that is made of it.
pub const ARTIFACT_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Processor time of compiling one component, in seconds.
pub const COMPILE_MAX_CPU_S: u64 = 60;
/// Address space of the compiler, in bytes.
pub const COMPILE_MEMORY_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;
