//! The real server speaking https by itself: what a browser gets, what it never gets, and what stops the start.
//!
//! `WEIR_BIN` names the server's program; without it the specifications are skipped and say so, in CI they fail.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod client;

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls::version::{TLS12, TLS13};
use serde_json::json;
use tempfile::TempDir;
use weir_store::{Store, StoreConfig};
use weir_tests::PASSWORD;
use weir_tests::live::{Company, Server, program};

use client::{NAME, PATIENCE, TlsClient};

/// Far longer than a start takes.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// `protocol_version` among TLS's alerts, and the record that carries an alert.
const ALERT_PROTOCOL_VERSION: u8 = 70;
const RECORD_ALERT: u8 = 21;

/// A server with a certificate for [`NAME`], its files in a folder of their own.
struct House {
    data: TempDir,
    files: TempDir,
    certified: CertifiedKey<KeyPair>,
    server: Server,
}

impl House {
    async fn new() -> Option<Self> {
        let program = program("to speak https with")?;
        let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let certified = generate_simple_self_signed([NAME.to_owned()]).unwrap();
        fs::write(files.path().join("cert.pem"), certified.cert.pem()).unwrap();
        fs::write(files.path().join("key.pem"), certified.signing_key.serialize_pem()).unwrap();
        let server = Server::new(program, data.path(), None)
            .with("WEIR_PUBLIC_URL", format!("https://{NAME}"))
            .with("WEIR_TLS_CERT", files.path().join("cert.pem"))
            .with("WEIR_TLS_KEY", files.path().join("key.pem"));
        Some(Self { data, files, certified, server })
    }

    fn client(&self, protocol: &str) -> TlsClient {
        TlsClient::new(
            self.server.address(),
            self.certified.cert.der(),
            &[&TLS13, &TLS12],
            protocol.as_bytes(),
        )
    }

    /// Starts it over a company.
    async fn open(mut self) -> Self {
        let config = StoreConfig::embedded(self.data.path());
        Store::migrate(&config).await.unwrap();
        let store = Store::connect(&config).await.unwrap();
        Company::found(store.clone()).await;
        store.close().await.unwrap();
        let client = self.client("http/1.1");
        let ready = || client.get("/readyz").is_ok_and(|page| page.status() == "200");
        tokio::task::block_in_place(|| self.server.start_until(READY_WITHIN, ready));
        self
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_pages_and_answers_and_a_cookie_that_only_https_carries() {
    let Some(house) = House::new().await else { return };
    let house = house.open().await;
    let browser = house.client("http/1.1");

    let page = browser.get("/").unwrap();
    assert_eq!(page.status(), "200");
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.body.contains("<html"), "{}", page.body);
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(browser.get("/api/v1/me").unwrap().status(), "401");

    let words = json!({ "tenant": "demo", "login": "employee", "password": PASSWORD }).to_string();
    let headers = format!("content-type: application/json\r\norigin: https://{NAME}\r\n");
    let signed_in = browser.ask("POST", "/api/v1/auth/login", &headers, &words).unwrap();
    assert_eq!(signed_in.status(), "200", "{}", signed_in.body);
    assert_eq!(signed_in.header("strict-transport-security"), "max-age=31536000");
    let cookie = signed_in.header("set-cookie");
    assert!(cookie.starts_with("__Host-"), "{cookie}");
    for part in ["; Path=/;", "; HttpOnly;", "; SameSite=Lax;", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");

    let carried = format!("cookie: {}\r\n", cookie.split(';').next().unwrap());
    let me = browser.ask("GET", "/api/v1/me", &carried, "").unwrap();
    assert_eq!(me.status(), "200", "{}", me.body);
    assert!(me.body.contains("employee"), "{}", me.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_asks_for_http2_is_served_in_it() {
    let Some(house) = House::new().await else { return };
    let house = house.open().await;
    let mut stream = house.client("h2").connect().unwrap();
    assert_eq!(stream.conn.alpn_protocol(), Some(&b"h2"[..]));
    // The client's preface, and its settings: none.
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").unwrap();
    let mut head = [0; 9];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(head[3], 4, "the server begins with its settings: {head:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_spoken_to_in_the_clear_or_in_an_old_version() {
    let Some(house) = House::new().await else { return };
    let house = house.open().await;
    let address = house.server.address();

    for version in [&TLS12, &TLS13] {
        let client = TlsClient::new(address, house.certified.cert.der(), &[version], b"http/1.1");
        assert_eq!(client.get("/healthz").unwrap().status(), "200", "{version:?}");
    }
    let stranger = generate_simple_self_signed([NAME.to_owned()]).unwrap();
    let suspicious = TlsClient::new(address, stranger.cert.der(), &[&TLS13, &TLS12], b"http/1.1");
    let refused = suspicious.get("/healthz").err().unwrap().to_string();
    assert!(refused.contains("certificate"), "another certificate is not trusted: {refused}");

    let plain = raw(address, b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert!(
        !plain.windows(4).any(|w| w == b"HTTP"),
        "answered in the clear: {}",
        String::from_utf8_lossy(&plain)
    );
    // 3.1 is TLS 1.0, 3.2 is TLS 1.1; 3.3, the control, is TLS 1.2 and is answered by a handshake record.
    for minor in [1, 2] {
        let answer = raw(address, &client_hello(minor));
        assert_eq!((answer[0], answer[6]), (RECORD_ALERT, ALERT_PROTOCOL_VERSION), "TLS 1.{}", minor - 1);
    }
    assert_eq!(raw_head(address, &client_hello(3))[0], 22, "the hello itself is a good one");

    assert_eq!(house.client("http/1.1").get("/healthz").unwrap().status(), "200", "and it goes on serving");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_do_not_work_stop_the_start_before_any_data_is_touched() {
    let Some(house) = House::new().await else { return };
    let at = |name: &str| house.files.path().join(name);
    let stranger = generate_simple_self_signed([NAME.to_owned()]).unwrap();
    fs::write(at("other.pem"), stranger.signing_key.serialize_pem()).unwrap();
    fs::write(at("empty.pem"), "").unwrap();
    fs::write(at("broken.pem"), "-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n").unwrap();
    let said = |cert: &str, key: &str| {
        let program = program("to speak https with").unwrap();
        let server = Server::new(program, house.data.path(), None)
            .with("WEIR_TLS_CERT", if cert.is_empty() { cert.into() } else { at(cert) })
            .with("WEIR_TLS_KEY", if key.is_empty() { key.into() } else { at(key) });
        server.refusal()
    };
    let names = |said: &str, path: &Path| assert!(said.contains(&path.display().to_string()), "{said}");

    names(&said("cert.pem", "missing.pem"), &at("missing.pem"));
    names(&said("missing.pem", "key.pem"), &at("missing.pem"));
    for cert in ["empty.pem", "broken.pem", "key.pem"] {
        names(&said(cert, "key.pem"), &at(cert));
    }
    for key in ["empty.pem", "broken.pem", "cert.pem"] {
        names(&said("cert.pem", key), &at(key));
    }
    let mixed_up = said("cert.pem", "other.pem");
    names(&mixed_up, &at("cert.pem"));
    names(&mixed_up, &at("other.pem"));
    assert!(said("cert.pem", "").contains("tls.key"), "one without the other");
    assert!(said("", "key.pem").contains("tls.cert"), "one without the other");
    assert_eq!(fs::read_dir(house.data.path()).unwrap().count(), 0, "data was touched");
}

/// Says something without TLS and hears all that comes back until the server hangs up.
fn raw(address: SocketAddr, words: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(words).unwrap();
    let mut answer = Vec::new();
    // Hanging up hard is as good as hanging up; only silence is not.
    if let Err(why) = stream.read_to_end(&mut answer) {
        assert_eq!(why.kind(), std::io::ErrorKind::ConnectionReset, "{why}");
    }
    answer
}

/// Says something without TLS and hears the head of the first record.
fn raw_head(address: SocketAddr, words: &[u8]) -> [u8; 5] {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(words).unwrap();
    let mut head = [0; 5];
    stream.read_exact(&mut head).unwrap();
    head
}

/// A `ClientHello` of an old style that offers TLS 1.(`minor` - 1) at most, with what TLS 1.2 needs to answer it.
fn client_hello(minor: u8) -> Vec<u8> {
    let suites: [u8; 8] = [0xc0, 0x2b, 0xc0, 0x2f, 0xc0, 0x09, 0xc0, 0x13];
    let extensions: [&[u8]; 5] = [
        &[0, 0, 0, 14, 0, 12, 0, 0, 9],
        NAME.as_bytes(),
        // x25519 and P-256, uncompressed points.
        &[0, 10, 0, 6, 0, 4, 0, 29, 0, 23, 0, 11, 0, 2, 1, 0],
        // ECDSA with SHA-256 on P-256.
        &[0, 13, 0, 4, 0, 2, 4, 3],
        // Extended master secret.
        &[0, 23, 0, 0],
    ];
    let extensions = extensions.concat();
    let mut body = vec![3, minor];
    body.extend([7; 32]);
    body.push(0);
    body.extend([0, 8]);
    body.extend(suites);
    body.extend([1, 0]);
    body.extend(u16::try_from(extensions.len()).unwrap().to_be_bytes());
    body.extend(extensions);
    let mut hello = vec![1, 0];
    hello.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    hello.extend(body);
    let mut record = vec![22, 3, 1];
    record.extend(u16::try_from(hello.len()).unwrap().to_be_bytes());
    record.extend(hello);
    record
}
