//! Compiles the guest for the kind of machine that builds the server: `weir-precompile GUEST.wasm GUEST.cwasm.zlib`,
//! packed with zlib.
//!
//! For the plain kind, without what just this machine's processor can do: the server runs elsewhere too.

#[path = "../../../src/config.rs"]
mod config;

use std::io::Write;
use std::process::ExitCode;

use flate2::Compression;
use flate2::write::ZlibEncoder;

fn main() -> ExitCode {
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("weir-precompile: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn compile() -> wasmtime::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = paths.as_slice() else {
        wasmtime::bail!("two paths are needed: what to read, what to write")
    };
    let mut config = config::config();
    // A named target is compiled for without a look at this processor.
    config.target(&format!("{}-unknown-linux-gnu", std::env::consts::ARCH))?;
    let engine = wasmtime::Engine::new(&config)?;
    let code = engine.precompile_module(&std::fs::read(from)?)?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&code)?;
    std::fs::write(to, packed.finish()?)?;
    Ok(())
}
