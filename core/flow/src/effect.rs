//! What a transition asks of the world. `app` carries it out in the same commit (to-dos) or as jobs (messages).

use weir_model::id::UserId;
use weir_model::{Key, LocalizedText};

use crate::state::{ActivationId, Status, TokenId};

/// One thing to do. A to-do is known by activation, slot and user together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Somebody has something to decide; at the start node: to change and submit again.
    OpenTask { activation: ActivationId, slot: u16, user: UserId, node: Key },
    /// A to-do is over.
    CloseTask { activation: ActivationId, slot: u16, user: UserId, outcome: TaskOutcome },
    /// People may read along 抄送.
    CopyTo { activation: ActivationId, node: Key, users: Vec<UserId> },
    /// A message. Its `{field}` places are still to be filled.
    Notify {
        activation: ActivationId,
        node: Key,
        users: Vec<UserId>,
        subject: LocalizedText,
        body: LocalizedText,
    },
    /// Send `Act::Continue` after the commit (R29).
    Continue,
    /// Evaluate the scripts of the condition before which the token stands, after the commit, and send `Act::Answer`.
    AskScripts { token: TokenId, node: Key },
    /// The instance is over.
    Ended { status: Status },
    /// The approval at this end brings a project into being.
    FoundProject { node: Key },
    /// The engine gave up and an administrator should look.
    Incident { node: Key, cause: IncidentCause },
}

/// How a to-do ended for its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskOutcome {
    /// They decided or handed it on.
    Done,
    /// It was taken from them.
    Cancelled,
}

/// Why the engine gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IncidentCause {
    /// More automatic nodes than an instance may have (R29): the flow goes in circles.
    TooManyAutomaticNodes,
    /// No branch of a condition holds and none is the default.
    NoBranch,
}
