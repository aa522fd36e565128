//! Why a call gave no result, with its place in the source.

use weir_wire::{Malformed, Reason, Writer, answer};

/// Characters of a message: a `throw` may carry a whole text, and nobody reads more than this of it.
const MESSAGE_MAX_CHARS: usize = 500;

/// Why a call gave no result.
#[derive(Debug)]
pub struct Refusal {
    /// What kind of thing went wrong.
    pub reason: Reason,
    /// Line and column, both from 1.
    pub at: Option<(u32, u32)>,
    /// A sentence for the author.
    pub message: String,
}

impl Refusal {
    /// A refusal without a place.
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, at: None, message: message.into() }
    }

    /// Writes it as an answer.
    pub fn write(&self, out: &mut Writer<'_>) {
        out.byte(answer::REFUSED);
        out.byte(self.reason as u8);
        let (line, column) = self.at.unwrap_or_default();
        out.fixed(&line.to_le_bytes());
        out.fixed(&column.to_le_bytes());
        let end = self.message.char_indices().nth(MESSAGE_MAX_CHARS).map_or(self.message.len(), |(at, _)| at);
        out.text(&self.message[..end]);
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        Self::new(Reason::Fault, malformed.to_string())
    }
}
