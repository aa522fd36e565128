//! The binary itself: its size, how soon it is ready on an existing database, and what it holds in memory.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{Connection, get, post};
use crate::lists::binary;
use crate::report::{Better, Report, median};

/// Bytes of the stripped binary at most, MB.
const SIZE_LIMIT_MB: f64 = 60.0;
/// From process start to ready at most, seconds.
const READY_LIMIT_S: f64 = 1.0;
/// Resident memory after the requests and the quiet, MB.
const MEMORY_LIMIT_MB: f64 = 80.0;
/// Signed-in requests before the quiet.
const REQUESTS: usize = 1_000;
/// The quiet.
const QUIET: Duration = Duration::from_secs(60);
/// How often the start is measured.
const STARTS: usize = 5;
/// How long a first start, which prepares the demo, may take before the bench gives up.
pub const FIRST_START: Duration = Duration::from_secs(120);
const PASSWORD: &str = "bench the demo company";

pub async fn measure(report: &mut Report) {
    let size = std::fs::metadata(binary()).unwrap().len();
    #[allow(clippy::cast_precision_loss, reason = "megabytes")]
    report.add("binary_size", size as f64 / 1e6, "MB", SIZE_LIMIT_MB, Better::Less);

    let dir = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let first = Server::start(dir.path(), port);
    first.ready(FIRST_START).await;
    first.stop();
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = Server::start(dir.path(), port);
        starts.push(server.ready(FIRST_START).await.as_secs_f64());
        server.stop();
    }
    report.add("start_to_ready", median(starts), "s", READY_LIMIT_S, Better::Less);

    let server = Server::start(dir.path(), port);
    server.ready(FIRST_START).await;
    let token = sign_in(port, "manager").await;
    let mut connection = Connection::open(port).await.unwrap();
    let paths = ["/api/v1/me", "/api/v1/tasks", "/api/v1/counts", "/api/v1/flows", "/api/v1/forms"];
    for n in 0..REQUESTS {
        let (status, body) = connection.send(&get(paths[n % paths.len()], &token)).await.unwrap();
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
    }
    drop(connection);
    println!("memory: {REQUESTS} requests done, {} s of quiet", QUIET.as_secs());
    tokio::time::sleep(QUIET).await;
    report.add("resident_memory", server.resident_mb(), "MB", MEMORY_LIMIT_MB, Better::Less);
    server.stop();
}

pub async fn sign_in(port: u16, login: &str) -> String {
    let body = serde_json::json!({ "tenant": "demo", "login": login, "password": PASSWORD }).to_string();
    let mut connection = Connection::open(port).await.unwrap();
    let (status, body) = connection.send(&post("/api/v1/auth/login", &body)).await.unwrap();
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
    let reply: serde_json::Value = serde_json::from_slice(body).unwrap();
    reply["token"].as_str().unwrap().to_owned()
}

/// The real server on a data directory of its own.
pub struct Server {
    child: Child,
    port: u16,
    begun: Instant,
}

impl Server {
    pub fn start(data_dir: &Path, port: u16) -> Self {
        let begun = Instant::now();
        let child = Command::new(binary())
            .args(["serve", "--demo"])
            .env("WEIR_DATA_DIR", data_dir)
            .env("WEIR_LISTEN", format!("127.0.0.1:{port}"))
            .env("WEIR_DEMO_PASSWORD", PASSWORD)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, port, begun }
    }

    /// Waits until it is ready; tells how long that took since the process was started.
    pub async fn ready(&self, at_most: Duration) -> Duration {
        let request = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        loop {
            if let Ok(mut connection) = Connection::open(self.port).await {
                if let Ok((200, _)) = connection.send(request).await {
                    return self.begun.elapsed();
                }
            }
            assert!(self.begun.elapsed() < at_most, "the server did not become ready");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    fn resident_mb(&self) -> f64 {
        self.memory_mb("VmRSS:")
    }

    /// The most that it ever held.
    pub fn peak_mb(&self) -> f64 {
        self.memory_mb("VmHWM:")
    }

    fn memory_mb(&self, what: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|l| l.starts_with(what)).unwrap();
        let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib * 1024.0 / 1e6
    }

    pub fn stop(mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}
