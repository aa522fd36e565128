//! What may be asked of an instance. One command per file in `commands/`; this is the closed list.

use serde::{Deserialize, Serialize};

pub use crate::commands::answer::{Answer, Answers};
pub use crate::commands::decide::Decide;
pub use crate::commands::resubmit::Resubmit;
pub use crate::commands::start::Start;
pub use crate::commands::terminate::Terminate;
pub use crate::commands::transfer::Transfer;
pub use crate::commands::withdraw::Withdraw;

/// A caller's own name for one command: the same name again is the same command.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommandId(pub String);

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Its name.
    pub id: CommandId,
    /// What is asked.
    pub act: Act,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Begin.
    Start(Start),
    /// Approve, reject, or say that the work is done.
    Decide(Decide),
    /// Hand a to-do to somebody else (R14).
    Transfer(Transfer),
    /// The initiator submits a returned form again.
    Resubmit(Resubmit),
    /// The initiator takes the instance back (R19).
    Withdraw(Withdraw),
    /// An administrator stops it (R20).
    Terminate(Terminate),
    /// Go on where the engine yielded (R29).
    Continue,
    /// What the scripts of a condition say.
    Answer(Answer),
}

/// What somebody says in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// 同意, at an approve node.
    Approve,
    /// 拒绝, at an approve node.
    Reject,
    /// 完成, at a handle node.
    Complete,
}
