//! A PostgreSQL for the tests: the one that `WEIR_TEST_POSTGRES_URL` names, the one that listens on this
//! machine, or a private cluster in the build folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use crate::Failure;
use crate::process::{command, output, root, run, target_dir};
use crate::setup::debian_install;

/// Where the tests look when nothing else is said.
const DEFAULT_URL: &str = "postgres://postgres@127.0.0.1:5432/postgres";
/// The private cluster's port, away from the usual one.
const PRIVATE_PORT: u16 = 54_329;
/// How often a starting cluster is asked whether it is ready, a tenth of a second apart.
const READY_TRIES: u32 = 300;

/// A database server for the tests; a private one stops when this is dropped.
pub struct Postgres {
    /// How to reach it, with a role that may create databases and roles.
    pub url: String,
    private: Option<Child>,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(server) = &mut self.private {
            // SIGINT is PostgreSQL's fast shutdown; a killed server would leave its lock file behind.
            let _ = Command::new("kill").args(["-INT", &server.id().to_string()]).status();
            let _ = server.wait();
        }
    }
}

/// Finds or starts a server; the error is the command that would help.
pub fn ensure() -> Result<Postgres, Failure> {
    if let Ok(url) = std::env::var("WEIR_TEST_POSTGRES_URL") {
        return Ok(Postgres { url, private: None });
    }
    if answers(DEFAULT_URL) {
        return Ok(Postgres { url: DEFAULT_URL.to_owned(), private: None });
    }
    if binaries().is_none() {
        debian_install(&["postgresql"])?;
    }
    let bin = binaries().ok_or("apt-get install postgresql")?;
    start_private(&bin)
}

fn answers(url: &str) -> bool {
    output("psql", &[url, "-Atc", "select 1"]).as_deref() == Some("1")
}

/// The newest installed server's programs.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().map(|(_, bin)| bin)
}

fn start_private(bin: &Path) -> Result<Postgres, Failure> {
    // The server refuses to run as root, so root lends it a folder outside its own build folder.
    let as_root = output("id", &["-u"]).as_deref() == Some("0");
    let data =
        if as_root { PathBuf::from("/var/tmp/weir-test-postgres") } else { target_dir().join("postgres") };
    let program = |name: &str, args: &[&str]| -> Command {
        let path = bin.join(name).to_string_lossy().into_owned();
        if as_root {
            let all: Vec<&str> = [&["-u", "postgres", "--", &path], args].concat();
            command(Path::new("/"), "runuser", &all)
        } else {
            command(&root(), &path, args)
        }
    };
    let folder = data.to_string_lossy().into_owned();
    if !data.join("PG_VERSION").exists() {
        run(&mut program(
            "initdb",
            &["-D", &folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        ))?;
    }
    let port = PRIVATE_PORT.to_string();
    let server = program("postgres", &["-D", &folder, "-p", &port, "-h", "127.0.0.1", "-k", "/tmp"])
        .spawn()
        .map_err(|e| format!("postgres: {e}"))?;
    let postgres = Postgres {
        url: format!("postgres://postgres@127.0.0.1:{PRIVATE_PORT}/postgres"),
        private: Some(server),
    };
    for _ in 0..READY_TRIES {
        if answers(&postgres.url) {
            return Ok(postgres);
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Err(format!("PostgreSQL in {folder} did not become ready"))
}
