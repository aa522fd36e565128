//! `weir-compiler compile [SECONDS] < COMPONENT > ARTIFACT`: makes machine code of a plugin, for this machine, in so
//! many seconds of processor time at most.
//! `weir-compiler compatibility`: tells which servers its machine code suits.
//!
//! A process of its own, because a compiler is a large program and reads what a stranger wrote: before it looks at
//! the first byte it takes away from itself most of what a process may. It opens no file and reads no environment;
//! whoever starts it gives it both ends, and ends it when it takes too long.

#[path = "../../src/plugin/config.rs"]
mod config;

use std::hash::{Hash, Hasher};
use std::io::{self, Read, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, setrlimit};
use wasmtime::Engine;

/// Bytes of what is told.
const WORD_BYTES: usize = 16;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let cpu_s = arguments.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(u64::MAX);
    let result = confine(cpu_s).and_then(|()| match command.as_str() {
        "compile" => compile(),
        "compatibility" => compatibility(),
        _ => Err("there are two commands, compile and compatibility".to_owned()),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Limits what this process may take, for good.
fn confine(cpu_s: u64) -> Result<(), String> {
    let limits = [
        (Resource::Cpu, cpu_s.min(config::COMPILE_MAX_CPU_S)),
        (Resource::As, config::COMPILE_MEMORY_MAX_BYTES),
        (Resource::Fsize, config::ARTIFACT_MAX_BYTES),
        (Resource::Core, 0),
        // No file can be opened any more; those that it was given are open.
        (Resource::Nofile, 3),
    ];
    for (resource, most) in limits {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(resource, limit).map_err(|error| format!("{resource:?}: {error}"))?;
    }
    Ok(())
}

fn engine() -> Result<Engine, String> {
    Engine::new(&config::config()).map_err(|error| format!("{error:#}"))
}

fn compile() -> Result<(), String> {
    let mut component = Vec::new();
    let most = config::COMPONENT_MAX_BYTES as u64;
    io::stdin().lock().take(most + 1).read_to_end(&mut component).map_err(|error| error.to_string())?;
    if component.len() as u64 > most {
        return Err(format!("it is larger than {most} bytes"));
    }
    let artifact = engine()?.precompile_component(&component).map_err(|error| format!("{error:#}"))?;
    let mut out = io::stdout().lock();
    out.write_all(&artifact).and_then(|()| out.flush()).map_err(|error| error.to_string())
}

/// A word that is another whenever wasmtime's version, its settings or this machine's processor are.
fn compatibility() -> Result<(), String> {
    let engine = engine()?;
    let mut word = Word(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut word);
    println!("{}", &word.0.finalize().to_hex()[..WORD_BYTES * 2]);
    Ok(())
}

/// Hashes the same in every build, which the standard library's hasher does not promise.
struct Word(blake3::Hasher);

impl Hasher for Word {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
