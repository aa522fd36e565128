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

impl Place {
    /// Reads one; line 0 stands for none.
    fn read(answer: &mut Reader<'_>) -> Result<Option<Self>, Malformed> {
        let (line, column) = (answer.number()?, answer.number()?);
        Ok((line > 0).then_some(Self { line, column }))
    }
}

/// A name that a source takes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The name; in a script with the property that is asked of it directly: `form.amount`.
    pub name: String,
    /// Where it stands first; `None` in templates.
    pub at: Option<Place>,
}

impl Used {
    pub(crate) fn read(answer: &mut Reader<'_>) -> Result<Self, Malformed> {
        let name = answer.text()?.to_owned();
        Ok(Self { name, at: Place::read(answer)? })
    }
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
        let at = Place::read(answer)?;
        Ok(Self { reason, at, message: answer.text()?.to_owned() })
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        Self::new(Reason::Fault, malformed.to_string())
    }
}
