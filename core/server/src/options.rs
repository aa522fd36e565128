//! What the operator decides about HTTP itself.

use std::net::IpAddr;

use ipnet::IpNet;
use tokio_util::sync::CancellationToken;

/// The operator's decisions about HTTP.
#[derive(Debug, Clone, Default)]
pub struct HttpOptions {
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Cancelled when the server stops: open streams end then.
    pub stop: CancellationToken,
}

impl HttpOptions {
    /// Whether the address is one of the trusted proxies.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted_proxies.iter().any(|net| net.contains(&address))
    }
}
