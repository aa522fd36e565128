//! Why there is no result.

use std::fmt;

use weir_wire::{Malformed, Reader, Reason};

/// Where in a source, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

/// Why a script or a template gave no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// What kind of thing went wrong.
    pub reason: Reason,
    /// Where, when it is one place.
    pub at: Option<Place>,
    /// A sentence for the author, in English.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "line {}, column {}: {}", at.line, at.column, self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl Refusal {
    /// A refusal without a place.
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, at: None, message: message.into() }
    }

    /// Reads the guest's.
    pub(crate) fn read(answer: &mut Reader<'_>) -> Result<Self, Malformed> {
        let reason = Reason::of_byte(answer.byte()?).ok_or(Malformed)?;
        let (line, column) = (answer.number()?, answer.number()?);
        let at = (line > 0).then_some(Place { line, column });
        Ok(Self { reason, at, message: answer.text()?.to_owned() })
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        Self::new(Reason::Fault, malformed.to_string())
    }
}
