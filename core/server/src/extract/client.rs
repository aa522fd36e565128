//! Where a request came from, past the proxies that we trust.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header;
use axum::http::request::Parts;
use std::sync::Arc;

use crate::options::HttpOptions;

/// Characters kept of what a browser says it is; the rest tells nobody anything.
const USER_AGENT_MAX_CHARS: usize = 200;

/// The other end of the connection.
#[derive(Debug, Clone)]
pub struct Client {
    /// Its network address.
    pub address: IpAddr,
    /// What it says it is.
    pub user_agent: String,
}

impl<S> FromRequestParts<S> for Client
where
    S: Send + Sync,
    Arc<HttpOptions>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let options = Arc::<HttpOptions>::from_ref(state);
        // Without a socket (a router called directly) the caller is this machine.
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok());
        Ok(Self {
            address: origin(peer, &parts.headers, &options),
            user_agent: user_agent.unwrap_or_default().chars().take(USER_AGENT_MAX_CHARS).collect(),
        })
    }
}

/// The last address of `X-Forwarded-For` that is no trusted proxy: what stands before it, anybody may have written.
fn origin(peer: IpAddr, headers: &HeaderMap, options: &HttpOptions) -> IpAddr {
    let mut address = peer.to_canonical();
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !options.trusts(address) {
            break;
        }
        let Ok(next) = hop.trim().parse::<IpAddr>() else { break };
        address = next.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let options =
            HttpOptions { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..HttpOptions::default() };
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        assert_eq!(origin(peer.parse().unwrap(), &headers, &options).to_string(), expected, "{forwarded:?}");
    }

    #[test]
    fn only_trusted_proxies_speak_for_others() {
        check("1.1.1.1", &[], "1.1.1.1");
        check("1.1.1.1", &["9.9.9.9"], "1.1.1.1");
        check("10.0.0.1", &["9.9.9.9"], "9.9.9.9");
        check("10.0.0.1", &["6.6.6.6, 9.9.9.9, 10.0.0.2"], "9.9.9.9");
        check("10.0.0.1", &["6.6.6.6", "9.9.9.9"], "9.9.9.9");
        check("::ffff:10.0.0.1", &["9.9.9.9"], "9.9.9.9");
        check("10.0.0.1", &["nonsense"], "10.0.0.1");
    }
}
