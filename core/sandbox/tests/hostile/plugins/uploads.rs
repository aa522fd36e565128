//! What is uploaded as a plugin, and what becomes of the machine code.

use std::fs;

use tempfile::TempDir;
use weir_sandbox::plugin::{Digest, Plugins, Reason, Settings};

use super::{PLUGINS, act, call_of, code, compiler, declared, fixture, given, plugins, works_for};
use crate::{SANDBOX, tenant};

const INPUT: &str = r#"{"name":"x"}"#;

async fn refused(bytes: &[u8], reason: Reason) {
    let refusal = PLUGINS.prepare(bytes, declared(&[])).await.unwrap_err();
    assert_eq!(refusal.reason, reason, "{refusal:?}");
    assert!(!refusal.message.is_empty());
    // And nothing of it can be called.
    let outcome = act(&code(Digest::of(bytes), &[]), tenant(), "say-hello", INPUT).await;
    assert_eq!(outcome.result.unwrap_err().reason, Reason::Artifact);
    works_for(tenant()).await;
}

/// The files of machine code in a folder, the newest name last.
fn machine_code(folder: &TempDir) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "cwasm")).collect();
    found.sort();
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_whole_components_are_compiled() {
    refused(b"", Reason::NotAComponent).await;
    refused(b"#!/bin/sh\necho hello", Reason::NotAComponent).await;
    refused(&wat::parse_str("(module)").unwrap(), Reason::NotAComponent).await;
    let whole = fixture("hello");
    for part in [9, 100, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..part], Reason::Compile).await;
    }
    let mut changed = whole;
    let middle = changed.len() / 2;
    changed[middle..middle + 64].fill(0xff);
    refused(&changed, Reason::Compile).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn machine_code_is_not_taken_from_outside() {
    let folder = TempDir::new().unwrap();
    plugins(folder.path()).prepare(&fixture("hello"), declared(&[])).await.unwrap();
    let artifact = fs::read(&machine_code(&folder)[0]).unwrap();
    refused(&artifact, Reason::Precompiled).await;
    refused(b"\x7fELF and more", Reason::Precompiled).await;
}

/// A component that takes the compiler longer than it may: it is ended, and leaves nothing behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bomb_for_the_compiler_goes_off_elsewhere() {
    let folder = TempDir::new().unwrap();
    let settings = Settings { compile_max_cpu_s: 1, ..super::settings(folder.path()) };
    let plugins = Plugins::new(&SANDBOX, settings).unwrap();
    let function =
        format!("(func (param i32) (result i32) local.get 0 {})", "local.get 0 i32.div_u ".repeat(200_000));
    let bomb = wat::parse_str(format!("(component (core module {}))", function.repeat(8))).unwrap();
    let refusal = plugins.prepare(&bomb, declared(&[])).await.unwrap_err();
    assert_eq!(refusal.reason, Reason::Compile, "{refusal:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let digest = plugins.prepare(&fixture("hello"), declared(&[])).await.unwrap();
    let outcome =
        plugins.run_action(&code(digest, &[]), call_of(tenant()), "say-hello".into(), INPUT.into()).await;
    assert!(given(&outcome).contains("你好"));
}

/// What was compiled is found again by the next server; what was changed, swapped or made with another key is not run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_the_server_wrote_is_run() {
    let folder = TempDir::new().unwrap();
    let digest = plugins(folder.path()).prepare(&fixture("hello"), declared(&[])).await.unwrap();
    let run = async |plugins: Plugins| {
        let code = code(digest, &[]);
        let outcome = plugins.run_action(&code, call_of(tenant()), "say-hello".into(), INPUT.into()).await;
        outcome.result.map_err(|refusal| refusal.reason).map(|given| given.is_ok())
    };
    assert_eq!(run(plugins(folder.path())).await, Ok(true));

    let stranger = Settings { key: [8; 32], ..super::settings(folder.path()) };
    assert_eq!(run(Plugins::new(&SANDBOX, stranger).unwrap()).await, Err(Reason::Artifact));

    let path = machine_code(&folder).remove(0);
    let whole = fs::read(&path).unwrap();
    let mut changed = whole.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    fs::write(&path, &changed).unwrap();
    assert_eq!(run(plugins(folder.path())).await, Err(Reason::Artifact));
    // Who has the component can have it compiled again.
    plugins(folder.path()).prepare(&fixture("hello"), declared(&[])).await.unwrap();
    assert_eq!(run(plugins(folder.path())).await, Ok(true));
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(run(plugins(folder.path())).await, Err(Reason::Artifact));

    // Another plugin's machine code, with its code, under this one's name.
    let other = TempDir::new().unwrap();
    plugins(other.path()).prepare(&fixture("probe"), declared(super::PROBE)).await.unwrap();
    let from = machine_code(&other).remove(0);
    fs::copy(&from, &path).unwrap();
    fs::copy(from.with_extension("mac"), path.with_extension("mac")).unwrap();
    assert_eq!(run(plugins(folder.path())).await, Err(Reason::Artifact));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forgotten_is_gone() {
    let folder = TempDir::new().unwrap();
    let plugins = plugins(folder.path());
    let digest = plugins.prepare(&fixture("hello"), declared(&[])).await.unwrap();
    assert_eq!(plugins.loaded(), 1);
    plugins.forget(&digest).unwrap();
    plugins.forget(&digest).unwrap();
    assert_eq!((plugins.loaded(), fs::read_dir(folder.path()).unwrap().count()), (0, 0));
    let outcome =
        plugins.run_action(&code(digest, &[]), call_of(tenant()), "say-hello".into(), INPUT.into()).await;
    assert_eq!(outcome.result.unwrap_err().reason, Reason::Artifact);
}

#[test]
fn another_program_is_no_compiler() {
    let folder = TempDir::new().unwrap();
    for program in ["/bin/true", "/bin/cat", "/no/such/program"] {
        let settings = Settings { compiler: program.into(), ..super::settings(folder.path()) };
        assert!(Plugins::new(&SANDBOX, settings).is_err(), "{program}");
    }
    assert!(compiler().exists());
}
