//! `http`: requests to the hosts that the manifest names. Where they may go, the application decides.

use async_trait::async_trait;

use super::wit::http as wit;
use super::{Error, at_most};
use crate::limits::HTTP_BODY_MAX_BYTES;
use crate::plugin::guest::Guest;

pub use wit::{Response, ResponseHeader};

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderValue {
    /// This text.
    Text(String),
    /// The secret of this name.
    Secret(String),
    /// `Bearer`, a space, and the secret of this name.
    Bearer(String),
}

/// A header to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: HeaderValue,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, as it was given.
    pub method: String,
    /// The address, as it was given.
    pub url: String,
    /// Headers, in order.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Vec<u8>,
    /// How long to wait; the host waits no longer than the call has left.
    pub timeout_ms: u32,
}

/// Sends requests.
#[async_trait]
pub trait Http: Send + Sync {
    /// Sends a request where it may go, with the secrets in it, and waits for the response.
    async fn http_send(&self, request: Request) -> Result<Response, Error>;
}

impl wit::Host for Guest {
    fn send(&mut self, request: wit::Request) -> wasmtime::Result<Result<Response, Error>> {
        let headers = request.headers.into_iter().map(|header| {
            let value = match header.value {
                wit::HeaderValue::Text(text) => HeaderValue::Text(text),
                wit::HeaderValue::Secret(secret) => {
                    HeaderValue::Secret(self.resources.get(&secret)?.name.clone())
                }
                wit::HeaderValue::Bearer(secret) => {
                    HeaderValue::Bearer(self.resources.get(&secret)?.name.clone())
                }
            };
            Ok(Header { name: header.name, value })
        });
        let headers = headers.collect::<wasmtime::Result<_>>()?;
        let wit::Request { method, url, body, timeout_ms, .. } = request;
        let request = Request { method, url, headers, body, timeout_ms };
        let fits = at_most("bytes of a body", request.body.len(), HTTP_BODY_MAX_BYTES);
        self.ask(fits, |powers| async move { powers.http_send(request).await })
    }
}
