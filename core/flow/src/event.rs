//! What happened in an instance: its history, each entry with what, why and who.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use weir_model::Key;
use weir_model::id::{DepartmentId, FileId, UserId};

use crate::command::Verdict;
use crate::effect::IncidentCause;
use crate::state::{ActivationId, AutoReason, ForkId, Outcome, Status, Via};
use crate::surroundings::{Compared, Reason};

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Whose command led to it; `None` for the engine going on by itself.
    pub by: Option<UserId>,
    /// What.
    #[serde(flatten)]
    pub what: Happened,
}

/// Somebody who is asked, and how they came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// The slot.
    pub slot: u16,
    /// The person.
    pub user: UserId,
    /// How they came to be asked.
    pub via: Via,
}

/// One condition that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// The branch.
    pub edge: Key,
    /// Whether it held.
    pub holds: bool,
    /// The values that were compared (R30).
    pub compared: Vec<Compared>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Happened {
    /// The form was submitted.
    Started { initiator: UserId, department: Option<DepartmentId> },
    /// A token entered a node; with whoever is asked and why (R1).
    NodeEntered {
        activation: ActivationId,
        node: Key,
        cause: Option<ActivationId>,
        by_return: bool,
        actors: Vec<Asked>,
        reason: Option<Reason>,
    },
    /// A branch was chosen, with the compared values (R30). `is_default`: because no other held.
    ConditionTaken { activation: ActivationId, node: Key, edge: Key, is_default: bool, tried: Vec<Tried> },
    /// Somebody decided.
    Decided {
        activation: ActivationId,
        node: Key,
        slot: u16,
        user: UserId,
        verdict: Verdict,
        comment: String,
        signature: Option<FileId>,
        files: Vec<FileId>,
    },
    /// A slot, or the whole node, passed by itself.
    AutoPassed {
        activation: ActivationId,
        node: Key,
        slot: Option<u16>,
        user: Option<UserId>,
        why: AutoReason,
    },
    /// The node rejected by itself (R2).
    AutoRejected { activation: ActivationId, node: Key, why: AutoReason },
    /// A to-do went to somebody else (R14).
    Transferred {
        activation: ActivationId,
        node: Key,
        slot: u16,
        from: UserId,
        to: UserId,
        comment: String,
        /// None in histories of before files could go along.
        #[serde(default)]
        files: Vec<FileId>,
    },
    /// A rejection sent the flow back; the passes that it closed are named (R9, R18).
    Returned { activation: ActivationId, node: Key, to: Key, cancelled: Vec<ActivationId> },
    /// The initiator submitted again.
    Resubmitted { activation: ActivationId, comment: String },
    /// A node is done.
    NodeLeft { activation: ActivationId, node: Key, outcome: Outcome },
    /// Branches began.
    Forked { activation: ActivationId, node: Key, fork: ForkId, branches: u16 },
    /// All branches of one pass came together.
    Joined { activation: ActivationId, node: Key, fork: ForkId },
    /// People received a copy.
    Copied { activation: ActivationId, node: Key, users: Vec<UserId>, reason: Reason },
    /// People receive a message.
    Notified { activation: ActivationId, node: Key, users: Vec<UserId>, reason: Reason },
    /// The initiator took it back.
    Withdrawn { comment: String },
    /// An administrator stopped it.
    Terminated { comment: String },
    /// The engine paused to let others run (R29).
    Yielded { node: Key },
    /// The engine gave up.
    Failed { node: Key, cause: IncidentCause },
    /// It is over.
    Ended { status: Status },
}
