//! The real program at work: started, spoken to over HTTP, killed, and asked afterwards what became of it.

pub mod chance;
mod company;
mod http;
mod program;
mod server;
pub mod verify;
pub mod work;

pub use chance::Chance;
pub use company::{Company, PAIR, PURCHASE, People};
pub use http::{Answer, Http};
pub use program::program;
pub use server::{READY_WITHIN, Server};
