//! The program under test: started, killed, started again.

use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Http;

/// How long a server that was killed may take until it serves again.
pub const READY_WITHIN: Duration = Duration::from_secs(5);
/// Between two looks whether it does.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The server's program, its data, and its process while it runs.
pub struct Server {
    program: PathBuf,
    data_dir: PathBuf,
    database_url: Option<String>,
    environment: Vec<(&'static str, OsString)>,
    address: SocketAddr,
    process: Option<Child>,
}

impl Server {
    /// A server over this data, not yet started, on a port that was free a moment ago.
    ///
    /// # Panics
    /// When no port is free.
    #[must_use]
    pub fn new(program: PathBuf, data_dir: &Path, database_url: Option<String>) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        Self {
            program,
            data_dir: data_dir.to_owned(),
            database_url,
            environment: Vec::new(),
            address,
            process: None,
        }
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts it and waits until it serves.
    ///
    /// # Panics
    /// When it ends by itself or takes longer.
    pub fn start(&mut self, within: Duration) {
        let http = Http::new(self.address);
        self.start_until(within, || http.get("/readyz").is_ok_and(|answer| answer.status == 200));
    }

    /// Starts it and waits until `ready`, for a server that does not speak plain HTTP.
    ///
    /// # Panics
    /// When it ends by itself or takes longer.
    pub fn start_until(&mut self, within: Duration, ready: impl Fn() -> bool) {
        let began = Instant::now();
        self.process = Some(self.command().stdout(Stdio::null()).spawn().unwrap());
        while !ready() {
            let ended = self.process.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the server ended by itself: {ended:?}");
            assert!(began.elapsed() < within, "not ready within {within:?}");
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Starts it where it must refuse to start, and gives what it says.
    ///
    /// # Panics
    /// When it succeeds.
    #[must_use]
    pub fn refusal(&self) -> String {
        let output = self.command().output().unwrap();
        assert!(!output.status.success(), "it started");
        String::from_utf8(output.stderr).unwrap()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("serve")
            .current_dir(&self.data_dir)
            .env("WEIR_LISTEN", self.address.to_string())
            .env("WEIR_DATA_DIR", &self.data_dir)
            .env("WEIR_LOG_LEVEL", "warn")
            .env_remove("WEIR_DATABASE_URL")
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Some(url) = &self.database_url {
            command.env("WEIR_DATABASE_URL", url);
        }
        command
    }

    /// Tells it to stop and waits until it has finished what it had begun.
    ///
    /// # Panics
    /// When it does not end well.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let told = Command::new("kill").arg("-TERM").arg(process.id().to_string()).status().unwrap();
            assert!(told.success(), "kill: {told}");
            let ended = process.wait().unwrap();
            assert!(ended.success(), "the server ended with {ended}");
        }
    }

    /// Kills it without a word, as `kill -9` does.
    ///
    /// # Panics
    /// When there is nothing to kill any more.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
