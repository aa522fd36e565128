//! What a route takes from a request, each with its own located refusal.

mod caller;
mod caretaker;
mod client;
mod decode;
mod if_match;
mod json;
mod path;
mod query;

pub use caller::{Caller, NewcomerToo, cookie_name, token};
pub use caretaker::{Caretaker, NewCaretakerToo, platform_cookie_name};
pub use client::Client;
pub use if_match::IfMatch;
pub use json::{Json, Limited};
pub use path::Path;
pub use query::Query;
