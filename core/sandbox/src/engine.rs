//! The guest's code, loaded once for all tenants.

use std::io::Read;

use flate2::read::ZlibDecoder;
use wasmtime::{Engine, InstancePre, Linker, Module};

use crate::SetupError;
use crate::bounds::Bounds;
use crate::config::config;
use crate::limits::STACK_MAX_BYTES;

/// The guest, compiled when the server was built, packed with zlib: a third of its size. See `build.rs`.
static COMPILED: &[u8] = include_bytes!(env!("WEIR_GUEST"));

/// The guest's code, ready to be instantiated.
pub(crate) struct Guest {
    pub(crate) engine: Engine,
    pub(crate) instances: InstancePre<Bounds>,
}

impl Guest {
    /// Loads the guest; takes some tens of milliseconds, for nothing is compiled.
    ///
    /// # Errors
    /// When it was compiled for another kind of machine, or imports anything.
    pub(crate) fn load() -> Result<Self, SetupError> {
        let mut config = config();
        config.max_wasm_stack(STACK_MAX_BYTES);
        let engine = Engine::new(&config).map_err(failed)?;
        let module = deserialize(&engine)?;
        // A linker without anything in it: a guest that imports something cannot be linked.
        let instances = Linker::new(&engine).instantiate_pre(&module).map_err(failed)?;
        Ok(Self { engine, instances })
    }
}

#[allow(unsafe_code, reason = "machine code is trusted as the rest of this program is")]
fn deserialize(engine: &Engine) -> Result<Module, SetupError> {
    let mut code = Vec::new();
    ZlibDecoder::new(COMPILED).read_to_end(&mut code).map_err(|error| SetupError(error.to_string()))?;
    // SAFETY: the bytes are part of this program and came out of wasmtime's own compiler.
    unsafe { Module::deserialize(engine, &code) }.map_err(failed)
}

fn failed(error: wasmtime::Error) -> SetupError {
    SetupError(format!("{error:#}"))
}
