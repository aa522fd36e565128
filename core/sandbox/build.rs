//! Sees to it that the guest is there: what the server embeds was compiled before, by `cargo xtask guest`.
//!
//! Compiles nothing itself: a build script that runs cargo would wait for the lock that its own cargo holds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

fn main() {
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let compiled = folder.join("compiled/guest.cwasm.zlib");
    println!("cargo::rerun-if-changed={}", compiled.display());
    let mut newest = SystemTime::UNIX_EPOCH;
    for part in
        ["guest/Cargo.toml", "guest/Cargo.lock", "guest/src", "guest/precompile", "src/config.rs", "wire/src"]
    {
        println!("cargo::rerun-if-changed={part}");
        newest = newest.max(changed(&folder.join(part)));
    }
    match fs::metadata(&compiled).and_then(|found| found.modified()) {
        Err(_) => {
            println!("cargo::error=the guest of the sandbox was not built yet; run `cargo xtask guest` first")
        }
        Ok(built) if built < newest => {
            println!(
                "cargo::error=the guest of the sandbox changed since it was built; run `cargo xtask guest` again"
            );
        }
        Ok(_) => println!("cargo::rustc-env=WEIR_GUEST={}", compiled.display()),
    }
}

/// When the file, or the newest within the folder, was changed last.
fn changed(path: &Path) -> SystemTime {
    let own = fs::metadata(path).and_then(|found| found.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let within = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| changed(&entry.path()));
    // A folder changes whenever a compiler or an editor puts a file beside; what is in the files counts.
    within.max().unwrap_or(if path.is_dir() { SystemTime::UNIX_EPOCH } else { own })
}
