//! How wasmtime is set up. The program that compiles the guest (`guest/precompile`) includes this file: both must
//! agree, or the server refuses what was compiled.

use wasmtime::Config;

/// What the guest may use of WASM and how its code is made: with looks at the epoch, so that it can be stopped
/// anywhere, and without what it does not need.
pub fn config() -> Config {
    let mut config = Config::new();
    config
        .epoch_interruption(true)
        .wasm_memory64(false)
        .wasm_relaxed_simd(false)
        .wasm_simd(false)
        .memory_init_cow(true)
        // Where in the module an instruction came from: of no use without a backtrace, and an eighth of the whole.
        .generate_address_map(false);
    config
}
