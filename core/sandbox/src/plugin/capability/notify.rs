//! `notify`: messages to people.

use async_trait::async_trait;

use super::wit::notify::Host;
use super::{Error, at_most};
use crate::limits::{NOTIFY_BODY_MAX_BYTES, NOTIFY_MAX, NOTIFY_TITLE_MAX_BYTES};
use crate::plugin::guest::Guest;

pub use super::wit::notify::{Message, Recipient};

/// Sends messages, which say which plugin they come from.
#[async_trait]
pub trait Notify: Send + Sync {
    /// Puts a message on its way.
    async fn notify_send(&self, to: Recipient, message: Message) -> Result<(), Error>;
}

impl Guest {
    fn may_tell(&mut self, to: &Recipient, message: &Message) -> Result<(), Error> {
        at_most("bytes of a title", message.title.len(), NOTIFY_TITLE_MAX_BYTES)?;
        at_most("bytes of a body", message.body.len(), NOTIFY_BODY_MAX_BYTES)?;
        if matches!(to, Recipient::Caller) {
            self.needs_caller()?;
        }
        self.messages += 1;
        if self.messages > NOTIFY_MAX {
            return Err(Error::Quota(format!("a call may send {NOTIFY_MAX} messages")));
        }
        Ok(())
    }
}

impl Host for Guest {
    fn send(&mut self, to: Recipient, message: Message) -> wasmtime::Result<Result<(), Error>> {
        let allowed = self.may_tell(&to, &message);
        self.ask(allowed, |powers| async move { powers.notify_send(to, message).await })
    }
}
