//! What meets a guest's `wasi:*` imports: nothing. Compilers and libraries import them whether they are used or not.
//!
//! Output goes to the log. The clock stands at the invocation's instant, and what only mixes hash tables is the same
//! each time, so a call that is repeated does the same again. What would have to keep a promise that it cannot, above
//! all randomness for secrets, ends the call and says so (decision 20).

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, ComponentType, Linker, LinkerInstance, Lower, Resource, ResourceType};
use wasmtime::{Engine, StoreContextMut};

use super::capability::Level;
use super::guest::Guest;
use super::refusal::{Reason, Refusal};

/// The interfaces' one version; later ones of the same kind only add to it.
const VERSION: &str = "@0.2.";
/// Bytes that an output takes at once; what is longer comes in parts.
const WRITE_MAX_BYTES: u64 = 4096;
/// Bytes of a mixer that are given at once.
const MIXER_MAX_BYTES: u64 = 4096;
/// The mixer of hash tables. Nothing to keep secret: a guest can only slow down itself.
const MIXER: (u64, u64) = (0x5765_6972_2077_6569, 0x7220_5765_6972_2077);

/// Standard output or standard error: what stands behind the handle.
struct Output;
/// [`Output`], by its number.
const STDOUT: u32 = 1;
const STDERR: u32 = 2;

#[derive(ComponentType, Lower)]
#[component(variant)]
#[allow(dead_code, reason = "the contract of WASI has both")]
enum StreamError {
    #[component(name = "last-operation-failed")]
    Failed(Resource<()>),
    #[component(name = "closed")]
    Closed,
}

#[derive(ComponentType, Lower)]
#[component(record)]
struct Datetime {
    seconds: u64,
    nanoseconds: u32,
}

type Called<T> = wasmtime::Result<(T,)>;

/// Links every `wasi:*` interface that the component imports.
///
/// # Errors
/// When it imports one of another version.
pub(crate) fn link(
    linker: &mut Linker<Guest>,
    component: &Component,
    engine: &Engine,
) -> wasmtime::Result<()> {
    for (name, item) in component.component_type().imports(engine) {
        let ComponentItem::ComponentInstance(instance) = item.ty else { continue };
        let Some((interface, _)) = name.split_once(VERSION).filter(|_| name.starts_with("wasi:")) else {
            continue;
        };
        let mut at = linker.instance(name)?;
        for (item, of) in instance.exports(engine) {
            match of.ty {
                ComponentItem::ComponentFunc(_) => function(&mut at, interface, item)?,
                ComponentItem::Resource(_) => resource(&mut at, item)?,
                _ => {}
            }
        }
    }
    Ok(())
}

fn resource(at: &mut LinkerInstance<'_, Guest>, name: &str) -> wasmtime::Result<()> {
    let kind =
        if name == "output-stream" { ResourceType::host::<Output>() } else { ResourceType::host::<()>() };
    at.resource(name, kind, |_, _| Ok(()))
}

fn function(at: &mut LinkerInstance<'_, Guest>, interface: &str, name: &str) -> wasmtime::Result<()> {
    match (interface, name) {
        ("wasi:cli/environment", "get-environment") => {
            at.func_wrap(name, |_, (): ()| -> Called<Vec<(String, String)>> { Ok((Vec::new(),)) })
        }
        ("wasi:cli/environment", "get-arguments") => {
            at.func_wrap(name, |_, (): ()| -> Called<Vec<String>> { Ok((Vec::new(),)) })
        }
        ("wasi:cli/environment", "initial-cwd") => {
            at.func_wrap(name, |_, (): ()| -> Called<Option<String>> { Ok((None,)) })
        }
        ("wasi:cli/stdout", "get-stdout") => {
            at.func_wrap(name, |_, (): ()| -> Called<Resource<Output>> { Ok((Resource::new_own(STDOUT),)) })
        }
        ("wasi:cli/stderr", "get-stderr") => {
            at.func_wrap(name, |_, (): ()| -> Called<Resource<Output>> { Ok((Resource::new_own(STDERR),)) })
        }
        ("wasi:cli/terminal-stdin" | "wasi:cli/terminal-stdout" | "wasi:cli/terminal-stderr", _) => {
            at.func_wrap(name, |_, (): ()| -> Called<Option<Resource<()>>> { Ok((None,)) })
        }
        ("wasi:filesystem/preopens", "get-directories") => {
            at.func_wrap(name, |_, (): ()| -> Called<Vec<(Resource<()>, String)>> { Ok((Vec::new(),)) })
        }
        ("wasi:io/streams", _) => output(at, interface, name),
        // Only outputs can be waited for, and they are always ready.
        ("wasi:io/poll", "[method]pollable.ready") => {
            at.func_wrap(name, |_, (_,): (Resource<()>,)| -> Called<bool> { Ok((true,)) })
        }
        ("wasi:io/poll", "[method]pollable.block") => {
            at.func_wrap(name, |_, (_,): (Resource<()>,)| -> wasmtime::Result<()> { Ok(()) })
        }
        ("wasi:clocks/wall-clock", "now") => {
            at.func_wrap(name, |store, (): ()| -> Called<Datetime> { Ok((now(&store),)) })
        }
        ("wasi:clocks/wall-clock", "resolution") => at.func_wrap(name, |_, (): ()| -> Called<Datetime> {
            Ok((Datetime { seconds: 1, nanoseconds: 0 },))
        }),
        ("wasi:clocks/monotonic-clock", "now") => at.func_wrap(name, |_, (): ()| -> Called<u64> { Ok((0,)) }),
        ("wasi:clocks/monotonic-clock", "resolution") => {
            at.func_wrap(name, |_, (): ()| -> Called<u64> { Ok((1,)) })
        }
        ("wasi:random/insecure-seed", _) => {
            at.func_wrap(name, |_, (): ()| -> Called<(u64, u64)> { Ok((MIXER,)) })
        }
        ("wasi:random/insecure", "get-insecure-random-u64") => {
            at.func_wrap(name, |_, (): ()| -> Called<u64> { Ok((MIXER.0,)) })
        }
        ("wasi:random/insecure", "get-insecure-random-bytes") => {
            at.func_wrap(name, |_, (len,): (u64,)| -> Called<Vec<u8>> { Ok((mixer(len)?,)) })
        }
        _ => refuse(at, interface, name),
    }
}

/// What can be done with standard output and standard error.
fn output(at: &mut LinkerInstance<'_, Guest>, interface: &str, name: &str) -> wasmtime::Result<()> {
    type Stream = Resource<Output>;
    match name {
        "[method]output-stream.check-write" => at
            .func_wrap(name, |_, (_,): (Stream,)| -> Called<Result<u64, StreamError>> {
                Ok((Ok(WRITE_MAX_BYTES),))
            }),
        "[method]output-stream.write" | "[method]output-stream.blocking-write-and-flush" => at.func_wrap(
            name,
            |mut store: StoreContextMut<'_, Guest>,
             (to, bytes): (Stream, Vec<u8>)|
             -> Called<Result<(), StreamError>> {
                write(store.data_mut(), to.rep(), &bytes)?;
                Ok((Ok(()),))
            },
        ),
        "[method]output-stream.subscribe" => {
            at.func_wrap(name, |_, (_,): (Stream,)| -> Called<Resource<()>> { Ok((Resource::new_own(0),)) })
        }
        "[method]output-stream.flush" | "[method]output-stream.blocking-flush" => {
            at.func_wrap(name, |_, (_,): (Stream,)| -> Called<Result<(), StreamError>> { Ok((Ok(()),)) })
        }
        _ => refuse(at, interface, name),
    }
}

fn write(guest: &mut Guest, to: u32, bytes: &[u8]) -> Result<(), Refusal> {
    guest.count_host_call()?;
    let level = if to == STDERR { Level::Error } else { Level::Info };
    for line in String::from_utf8_lossy(bytes).lines().filter(|line| !line.is_empty()) {
        guest.log.add(level, line.to_owned());
    }
    Ok(())
}

fn now(store: &StoreContextMut<'_, Guest>) -> Datetime {
    let now = store.data().invocation.now;
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Datetime { seconds: u64::try_from(now.as_second()).unwrap_or(0), nanoseconds }
}

fn mixer(len: u64) -> Result<Vec<u8>, Refusal> {
    let len = usize::try_from(len.min(MIXER_MAX_BYTES + 1)).unwrap_or(usize::MAX);
    if len as u64 > MIXER_MAX_BYTES {
        let message = format!("it asked for more than {MIXER_MAX_BYTES} bytes to mix with at once");
        return Err(Refusal::new(Reason::Size, message));
    }
    Ok(MIXER.0.to_le_bytes().into_iter().cycle().take(len).collect())
}

/// Lets it be linked, and ends the call that uses it.
fn refuse(at: &mut LinkerInstance<'_, Guest>, interface: &str, name: &str) -> wasmtime::Result<()> {
    let message = format!("it used `{interface}` (`{name}`), which plugins have not got");
    at.func_new(name, move |_, _, _, _| Err(Refusal::new(Reason::Import, message.clone()).into()))
}
