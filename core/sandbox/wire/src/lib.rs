//! What the sandbox and its guest say to each other: requests, answers and values as bytes.
//!
//! Both sides read what they are given within bounds and trust nothing in it. It is written flat, item by item, so
//! that neither side builds anything between the bytes and its own values: a call takes microseconds. Never stored,
//! never sent over a network: the two sides are always of one build, so it has no version.
//!
//! A request is an operation's byte and its parts, in the order that [`op`] tells; an answer is a byte of [`answer`]
//! and its parts.

mod bytes;
mod item;
mod reason;

pub use bytes::{Malformed, Reader, Writer};
pub use item::Item;
pub use reason::Reason;

/// The longest script or template, in bytes: what one screen shows, many times over. Longer ones are plugins.
pub const SOURCE_MAX_BYTES: usize = 16 * 1024;
/// The longest text that a template may become, in bytes.
pub const OUTPUT_MAX_BYTES: usize = 1024 * 1024;
/// How deep lists and maps may nest on their way in or out: a record, its table, a cell, a list of people, and room.
pub const NESTING_MAX: u32 = 16;
/// Bytes of the digest under which a guest keeps what it has compiled.
pub const DIGEST_BYTES: usize = 32;

/// The first byte of a request, with what follows it.
pub mod op {
    /// Names known (0 or 1), their count and texts, the source. Answers `CHECKED`.
    pub const CHECK_SCRIPT: u8 = 1;
    /// Digest, whether the source comes with it (0 or 1), the source, a map of names. Answers `VALUE`.
    pub const EVALUATE_SCRIPT: u8 = 2;
    /// Whether it is HTML (0 or 1), the source. Answers `CHECKED`.
    pub const CHECK_TEMPLATE: u8 = 3;
    /// Digest, whether it is HTML, whether the source comes with it, the source, a map of names. Answers `TEXT`.
    pub const RENDER_TEMPLATE: u8 = 4;
}

/// The first byte of an answer, with what follows it.
pub mod answer {
    /// An item.
    pub const VALUE: u8 = 1;
    /// A text.
    pub const TEXT: u8 = 2;
    /// How many names are used that the source does not define; each with its line and column, or 0 without a place.
    /// A property that is asked of such a name directly stands behind it: `form.amount`.
    pub const CHECKED: u8 = 3;
    /// Nothing of that digest is kept: the request is to come again with its source.
    pub const SEND_SOURCE: u8 = 4;
    /// A reason's byte, line, column (both from 1, or 0 when it has no place), a message.
    pub const REFUSED: u8 = 5;
}
