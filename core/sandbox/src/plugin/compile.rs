//! Compiling, in a process of its own: a compiler is a large program that reads what a stranger wrote.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use wasmtime::Engine;

use super::refusal::{Reason, Refusal};
use crate::SetupError;
use crate::limits::{COMPILE_MAX, COMPILES_MAX, COMPONENT_MAX_BYTES};

/// Bytes of what the compiler says when it fails.
const MESSAGE_MAX_BYTES: u64 = 2_000;
/// How a WASM file begins, before its version.
const MAGIC: &[u8] = b"\0asm";
/// The version and layer of a component; a core module has another.
const COMPONENT: &[u8] = &[0x0d, 0, 1, 0];
/// Hexadecimal digits of what the compiler says about itself.
const COMPATIBILITY_LEN: usize = 32;

/// The compiler's program, which stands beside the server's.
pub(crate) struct Compiler {
    program: PathBuf,
    max_cpu_s: u64,
    turns: Semaphore,
}

impl Compiler {
    /// Asks the program what its machine code suits, a word of hexadecimal digits.
    ///
    /// # Errors
    /// When there is no such program, or it is another one.
    pub(crate) fn find(program: PathBuf, max_cpu_s: u64) -> Result<(Self, String), SetupError> {
        let failed =
            |error: String| SetupError(format!("the compiler of plugins, {}: {error}", program.display()));
        let asked = std::process::Command::new(&program)
            .arg("compatibility")
            .env_clear()
            .stdin(Stdio::null())
            .output()
            .map_err(|error| failed(error.to_string()))?;
        let answer = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
        let is_word =
            answer.len() == COMPATIBILITY_LEN && answer.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !asked.status.success() || !is_word {
            return Err(failed("it does not tell what it compiles for".to_owned()));
        }
        Ok((Self { program, max_cpu_s, turns: Semaphore::new(COMPILES_MAX) }, answer))
    }

    /// Makes machine code of a component, into `draft`.
    ///
    /// # Errors
    /// [`Reason::NotAComponent`], [`Reason::Precompiled`], or [`Reason::Compile`] with what the compiler said.
    pub(crate) async fn compile(&self, component: &[u8], draft: &NamedTempFile) -> Result<(), Refusal> {
        check_shape(component)?;
        let turn = self.turns.acquire().await;
        let into = draft.reopen().map_err(|error| fault(&error))?;
        let child = self.start(into).map_err(|error| fault(&error))?;
        let result = timeout(COMPILE_MAX, feed(child, component)).await;
        drop(turn);
        let stopped = "compiling it takes longer, or more memory, than it may";
        match result {
            // The process ends with what held it.
            Err(_) => Err(Refusal::new(Reason::Compile, stopped)),
            Ok(Err(error)) => Err(fault(&error)),
            Ok(Ok(Said::Done)) => Ok(()),
            Ok(Ok(Said::Killed)) => Err(Refusal::new(Reason::Compile, stopped)),
            Ok(Ok(Said::Refused(message))) => Err(Refusal::new(Reason::Compile, message)),
        }
    }

    /// Starts the program: without environment, in no folder of ours, with one file to write to.
    fn start(&self, into: std::fs::File) -> std::io::Result<Child> {
        Command::new(&self.program)
            .arg("compile")
            .arg(self.max_cpu_s.to_string())
            .env_clear()
            .current_dir(Path::new("/"))
            .stdin(Stdio::piped())
            .stdout(into)
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
    }
}

/// What came of the process.
enum Said {
    Done,
    /// A limit of the system ended it.
    Killed,
    Refused(String),
}

async fn feed(mut child: Child, component: &[u8]) -> std::io::Result<Said> {
    let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
    let give = async {
        if let Some(mut stdin) = stdin {
            // Who has seen enough closes its ear; its status tells the rest.
            let _ = stdin.write_all(component).await;
            let _ = stdin.shutdown().await;
        }
    };
    let mut message = Vec::new();
    let listen = async {
        match stderr {
            Some(stderr) => stderr.take(MESSAGE_MAX_BYTES).read_to_end(&mut message).await,
            None => Ok(0),
        }
    };
    let ((), heard) = tokio::join!(give, listen);
    heard?;
    let status = child.wait().await?;
    Ok(match status.code() {
        Some(0) => Said::Done,
        Some(_) => Said::Refused(String::from_utf8_lossy(&message).trim().to_owned()),
        None => Said::Killed,
    })
}

/// Whether the bytes begin as a component does: what else they are, the compiler sees.
fn check_shape(bytes: &[u8]) -> Result<(), Refusal> {
    let refusal = |reason, message: &str| Err(Refusal::new(reason, message));
    if bytes.len() > COMPONENT_MAX_BYTES {
        let limit = COMPONENT_MAX_BYTES / (1024 * 1024);
        return Err(Refusal::new(Reason::NotAComponent, format!("it is larger than {limit} MB")));
    }
    if Engine::detect_precompiled(bytes).is_some() || bytes.starts_with(b"\x7fELF") {
        return refusal(Reason::Precompiled, "it is machine code; upload the component that it was made of");
    }
    match bytes.strip_prefix(MAGIC) {
        Some(rest) if rest.starts_with(COMPONENT) => Ok(()),
        Some(_) => refusal(Reason::NotAComponent, "it is a core module of WASM, not a component"),
        None => refusal(Reason::NotAComponent, "it is not a WASM component"),
    }
}

fn fault(error: &std::io::Error) -> Refusal {
    Refusal::new(Reason::Fault, format!("the compiler of plugins cannot be run: {error}"))
}
