//! Why a plugin was stopped, or not even begun.

use super::capability::Capability;

/// What kind of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// What was uploaded is no component, or not a whole one.
    NotAComponent,
    /// What was uploaded is machine code; only the compiler of the server makes that.
    Precompiled,
    /// It was made for a contract that this server does not know.
    Contract,
    /// It imports a capability that its manifest does not name.
    Undeclared(Capability),
    /// It imports something that there is not.
    Import,
    /// It does not export what was asked of it.
    Export,
    /// It cannot be compiled, or not within what compiling may take.
    Compile,
    /// Its machine code is not there, or is not what the server has written.
    Artifact,
    /// It took more processor time than a call may take.
    Time,
    /// It waited longer for the host than a call may take.
    Wait,
    /// It asked for more memory, or for larger tables, than a call may have.
    Memory,
    /// Its calls were nested too deep.
    Depth,
    /// It handed more to the host at once than it may, or more came back than may come.
    Size,
    /// What it gave is not what the contract says.
    Result,
    /// It holds more handles than a call may have.
    Handles,
    /// It called the host more often than a call may.
    HostCalls,
    /// It gave up: a panic, or anything else that stops a program.
    Trap,
    /// Calls that lead to one another went too far.
    Chain,
    /// Too many calls wait.
    Busy,
    /// The host broke down.
    Fault,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What kind of thing went wrong.
    pub reason: Reason,
    /// A sentence for whoever looks after the plugin, in English.
    pub message: String,
}

impl Refusal {
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }
}

impl From<crate::turns::Full> for Refusal {
    fn from(_: crate::turns::Full) -> Self {
        Self::new(Reason::Busy, "too many calls of plugins are waiting; try again later")
    }
}
