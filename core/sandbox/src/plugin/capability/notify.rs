//! `notify`: messages to people.

use async_trait::async_trait;

use super::Error;
use super::wit::notify::Host;
use crate::plugin::guest::Guest;

pub use super::wit::notify::{Message, Recipient};

/// Sends messages, which say which plugin they come from.
#[async_trait]
pub trait Notify: Send + Sync {
    /// Puts a message on its way.
    async fn notify_send(&self, to: Recipient, message: Message) -> Result<(), Error>;
}

impl Host for Guest {
    fn send(&mut self, to: Recipient, message: Message) -> wasmtime::Result<Result<(), Error>> {
        let allowed = if matches!(to, Recipient::Caller) { self.needs_caller() } else { Ok(()) };
        self.ask(allowed, |powers| async move { powers.notify_send(to, message).await })
    }
}
