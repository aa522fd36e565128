//! Links by which others fill in a form: colleagues without a right of their own, or whoever has the address.
//!
//! A link lends the rights of whoever made it, for as long as they have them. What comes in by it is a record like any
//! other, written by the one use case that writes records.

mod fill;
mod ground;
mod keep;
mod look;
mod throttle;

pub use fill::Visit;
pub use throttle::FILLS_PER_ADDRESS_MAX;

/// Through what a change came that somebody made by a link.
pub(crate) const LINK_CHANNEL: &str = "link";
/// Where the page behind a link lives in the web app, in front of the token.
const PAGE: &str = "/f/";
