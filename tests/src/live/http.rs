//! Just enough HTTP to talk with a server that may vanish at any instant: one request per connection.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value as Json;

/// How long an answer may take: far longer than any does.
const PATIENCE: Duration = Duration::from_secs(30);
/// What stands between the parts of an upload.
const BOUNDARY: &str = "weir-boundary";

/// Somebody who speaks with the server.
#[derive(Debug, Clone)]
pub struct Http {
    address: SocketAddr,
    token: Option<String>,
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as JSON; null when it is none.
    pub body: Json,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Expects success.
    ///
    /// # Panics
    /// When it is none.
    pub fn ok(self) -> Json {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.body);
        self.body
    }
}

impl Http {
    /// Somebody who is not signed in.
    #[must_use]
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, token: None }
    }

    /// The same, signed in.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same person before another server.
    #[must_use]
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { address, ..self.clone() }
    }

    /// GET.
    ///
    /// # Errors
    /// When no whole answer comes.
    pub fn get(&self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, &[], b"")
    }

    /// POST of a JSON body.
    ///
    /// # Errors
    /// When no whole answer comes.
    pub fn post(&self, path: &str, body: &Json, headers: &[(&str, &str)]) -> io::Result<Answer> {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.send("POST", path, &headers, body.to_string().as_bytes())
    }

    /// Uploads a file.
    ///
    /// # Errors
    /// When no whole answer comes.
    pub fn upload(&self, name: &str, bytes: &[u8]) -> io::Result<Answer> {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send("POST", "/files", &[("content-type", &media_type)], &body)
    }

    /// Asks and reads the answer to its end; an answer that was cut off is none.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let path = if path == "/readyz" { path.to_owned() } else { format!("/api/v1{path}") };
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        if let Some(token) = &self.token {
            head.push_str(&format!("authorization: Bearer {token}\r\n"));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        read(&answer).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }
}

fn read(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")?;
    let (head, bytes) = (std::str::from_utf8(&answer[..end]).ok()?, &answer[end + 4..]);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    if length.is_some_and(|length| bytes.len() < length) {
        return None;
    }
    let body = serde_json::from_slice(bytes).unwrap_or_default();
    Some(Answer { status, body, bytes: bytes.to_vec() })
}
