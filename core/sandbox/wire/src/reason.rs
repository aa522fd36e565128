//! Why a script or a template gave no result.

/// Why a script or a template gave no result. What its author can mend comes first, what only bounds it after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Reason {
    /// It is not written as the language wants it, or uses a word that is not allowed here.
    Syntax = 1,
    /// A name or a property that there is not.
    UnknownName = 2,
    /// A function that there is not, or not for such arguments.
    UnknownFunction = 3,
    /// A value of the wrong kind.
    Type = 4,
    /// A division by zero, or a number that grew beyond what numbers hold.
    Arithmetic = 5,
    /// A place in a list or text that there is not.
    Bounds = 6,
    /// The script itself gave up, with `throw`.
    Raised = 7,
    /// The result is no value: a function, a map outside a list, or nested too deep.
    Result = 8,
    /// A template could not be filled in; the message says why.
    Render = 9,

    /// More steps than a script may take.
    Operations = 20,
    /// Calls or expressions nested deeper than they may.
    Depth = 21,
    /// A text, list, map or source larger than it may be.
    Size = 22,
    /// More processor time than a call may take.
    Time = 23,
    /// More memory than an instance may have.
    Memory = 24,
    /// The tenant, or all of them together, have as many calls waiting as there may be.
    Busy = 25,
    /// The guest broke down. A fault of ours; the instance is gone, and nothing else has noticed.
    Fault = 26,
}

impl Reason {
    const ALL: [Self; 16] = [
        Self::Syntax,
        Self::UnknownName,
        Self::UnknownFunction,
        Self::Type,
        Self::Arithmetic,
        Self::Bounds,
        Self::Raised,
        Self::Result,
        Self::Render,
        Self::Operations,
        Self::Depth,
        Self::Size,
        Self::Time,
        Self::Memory,
        Self::Busy,
        Self::Fault,
    ];

    /// The reason of a byte; `None` when it is none's.
    #[must_use]
    pub fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| *reason as u8 == byte)
    }
}
