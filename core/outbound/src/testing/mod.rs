//! A real SMTP server for tests: takes what it is sent, or answers as the test wants.
//!
//! Plain SMTP on a loopback port of its own; no TLS, no checks of addresses.

mod message;
mod sink;

pub use message::Received;
pub use sink::{Behaviour, SmtpSink};
