//! `[server]`: addresses and folders.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};
use url::Url;

use super::Wrong;

/// Addresses and folders.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServerSection {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address under which people reach it; empty for the one above.
    pub public_url: String,
    /// Where data lives.
    pub data_dir: PathBuf,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// The key under which secrets are sealed, in hexadecimal; empty for the one in the data directory.
    pub secret_key: String,
}

impl ServerSection {
    pub fn check(&self) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        if !self.public_url.is_empty() && !is_public(&self.public_url) {
            let why = "expected http:// or https://, a host and nothing behind it, such as https://weir.example.com";
            wrong.push(Wrong::new("server.public_url", why));
        }
        if self.data_dir.as_os_str().is_empty() {
            wrong.push(Wrong::new("server.data_dir", "expected a folder"));
        }
        if !self.secret_key.is_empty() && self.secret_key().is_none() {
            let why = "expected 64 hexadecimal digits, such as `openssl rand -hex 32` prints";
            wrong.push(Wrong::new("server.secret_key", why));
        }
        wrong
    }
}

impl ServerSection {
    /// The key, where one is set.
    pub fn secret_key(&self) -> Option<[u8; 32]> {
        weir_app::session::parse_key(&self.secret_key)
    }
}

fn is_public(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
    })
}

/// A network, or a single address.
fn networks<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(d)?;
    let net = |t: &String| {
        t.parse::<IpNet>().or_else(|_| t.parse::<IpAddr>().map(IpNet::from)).map_err(|_| t.clone())
    };
    texts.iter().map(net).collect::<Result<_, _>>().map_err(|t| {
        serde::de::Error::custom(format!("expected addresses or networks such as 10.0.0.0/8, not `{t}`"))
    })
}
