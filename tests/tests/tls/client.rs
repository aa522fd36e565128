//! A client that trusts one certificate only, and speaks one protocol.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};

/// How long an answer may take: far longer than any does.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The name on the certificate.
pub const NAME: &str = "localhost";

/// Somebody who speaks TLS.
pub struct TlsClient {
    address: SocketAddr,
    config: Arc<ClientConfig>,
}

/// An answer's head, and its body as text.
pub struct Page {
    pub head: String,
    pub body: String,
}

impl Page {
    pub fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    /// A header's value, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        });
        found.unwrap_or_default()
    }
}

impl TlsClient {
    pub fn new(
        address: SocketAddr,
        trusted: &CertificateDer<'static>,
        versions: &[&'static SupportedProtocolVersion],
        protocol: &[u8],
    ) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(trusted.clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![protocol.to_vec()];
        Self { address, config: Arc::new(config) }
    }

    /// A connection on which the handshake is done.
    pub fn connect(&self) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
        let mut socket = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        let name = ServerName::try_from(NAME).unwrap();
        let mut session = ClientConnection::new(Arc::clone(&self.config), name).map_err(io::Error::other)?;
        session.complete_io(&mut socket)?;
        Ok(StreamOwned::new(session, socket))
    }

    /// Asks over HTTP/1.1.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> io::Result<Page> {
        let mut stream = self.connect()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {NAME}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes())?;
        let mut answer = Vec::new();
        // An answer must end with TLS's own goodbye: one that was cut off is an error here.
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Page { head: head.to_owned(), body: body.to_owned() })
    }

    pub fn get(&self, path: &str) -> io::Result<Page> {
        self.ask("GET", path, "", "")
    }
}
