//! The program under test: started, killed, started again.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::Http;

/// How long a server that was killed may take until it serves again.
pub const READY_WITHIN: Duration = Duration::from_secs(5);
/// Between two looks whether it does.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// The server's program, its data, and its process while it runs.
pub struct Server {
    program: PathBuf,
    data_dir: PathBuf,
    database_url: Option<String>,
    address: SocketAddr,
    process: Option<Child>,
}

impl Server {
    /// A server over this data, not yet started, on a port that was free a moment ago.
    pub fn new(program: PathBuf, data_dir: &Path, database_url: Option<String>) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        Self { program, data_dir: data_dir.to_owned(), database_url, address, process: None }
    }

    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts it and waits until it serves.
    pub fn start(&mut self, within: Duration) {
        let mut command = Command::new(&self.program);
        command
            .arg("serve")
            .current_dir(&self.data_dir)
            .env("WEIR_LISTEN", self.address.to_string())
            .env("WEIR_DATA_DIR", &self.data_dir)
            .env("WEIR_LOG_LEVEL", "warn")
            .env_remove("WEIR_DATABASE_URL")
            .stdout(Stdio::null());
        if let Some(url) = &self.database_url {
            command.env("WEIR_DATABASE_URL", url);
        }
        let began = Instant::now();
        self.process = Some(command.spawn().unwrap());
        let http = Http::new(self.address);
        while !http.get("/readyz").is_ok_and(|answer| answer.status == 200) {
            let ended = self.process.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the server ended by itself: {ended:?}");
            assert!(began.elapsed() < within, "not ready within {within:?}");
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Kills it without a word, as `kill -9` does.
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
