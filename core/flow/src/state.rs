//! Where an instance stands: the snapshot that a store keeps and `step` takes and returns.
//!
//! It holds no form data and no texts; data is asked for through `Surroundings`, opinions stand in the events.
//! Only `step` changes it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use weir_model::Key;
use weir_model::id::{DepartmentId, UserId};

use crate::command::{CommandId, Verdict};
use crate::definition::SignMode;

/// The format that this build writes. A golden file per format keeps old snapshots loading.
pub const SNAPSHOT_FORMAT: u16 = 1;

/// A running or ended instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct State {
    /// The snapshot format it was written in.
    pub format: u16,
    /// How it stands.
    pub status: Status,
    /// Who started it.
    pub initiator: UserId,
    /// The department that the initiator acts for.
    pub initiator_department: Option<DepartmentId>,
    /// Whom the initiator chose, by node.
    pub chosen: BTreeMap<Key, Vec<UserId>>,
    /// Where it is now; a tree, whose inner nodes are the open forks.
    pub tokens: Vec<Token>,
    /// Open parallels, each with its own count of arrivals.
    pub forks: Vec<Fork>,
    /// Every pass through a node that asks people, in the order of entering; closed ones have an outcome.
    pub activations: Vec<Activation>,
    /// Approvals that still stand (R4); a return takes back those it goes back over.
    pub approvals: Vec<Approval>,
    /// Whether somebody decided since the form was last submitted (R19).
    pub verdict_given: bool,
    /// Automatic nodes so far (R29).
    pub auto_nodes: u32,
    /// Commands that were carried out; the same one again is refused.
    pub commands: BTreeSet<CommandId>,
    /// The last number given to a token, fork or activation.
    pub last_id: u32,
}

/// How an instance stands. Every status but the first is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Under way; also while the initiator changes a returned form.
    Running,
    /// The last token reached an end.
    Approved,
    /// Somebody rejected it, and the rejection ends.
    Rejected,
    /// The initiator took it back.
    Withdrawn,
    /// An administrator stopped it.
    Terminated,
    /// The engine gave up; an incident says why.
    Failed,
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);
    )*};
}

numbers! {
    /// A pass of a token through a node; unique within the instance.
    ActivationId;
    /// A token; unique within the instance.
    TokenId;
    /// A pass through a parallel; unique within the instance.
    ForkId;
}

/// One thread of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// The node where it stands.
    pub node: Key,
    /// Whether it still has to enter the node or waits in it.
    pub stands: Stands,
    /// The branch it runs in; `None` outside of every parallel.
    pub branch: Option<Branch>,
    /// The last activation of people on its way; what "previous" means.
    pub cause: Option<ActivationId>,
    /// It was sent back here rather than having walked here.
    pub by_return: bool,
}

/// Whether a token still has to enter its node or waits in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stands {
    /// About to enter the node.
    Before,
    /// About to enter a condition, and waits for what its scripts say.
    Asking,
    /// Waits for people.
    In(ActivationId),
}

/// One branch of one pass through a parallel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Branch {
    /// Which pass.
    pub fork: ForkId,
    /// Which branch, in the order of the edges.
    pub index: u16,
}

/// One pass through a parallel whose branches have not all arrived. Joins count here, never per node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fork {
    /// Its number.
    pub id: ForkId,
    /// The parallel node.
    pub node: Key,
    /// The branch in which it was opened.
    pub branch: Option<Branch>,
    /// How many branches it has.
    pub branches: u16,
    /// The branches that reached the join.
    pub arrived: BTreeSet<u16>,
}

/// One pass through a node that asks people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Activation {
    /// Its number.
    pub id: ActivationId,
    /// The node.
    pub node: Key,
    /// The token that caused it.
    pub token: TokenId,
    /// The activation of people before it on the token's way.
    pub cause: Option<ActivationId>,
    /// How many of the slots it takes.
    pub mode: SignMode,
    /// The decisions it needs.
    pub slots: Vec<Slot>,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// Whether a return led here; then nobody passes for having approved before (R4).
    pub by_return: bool,
    /// How it ended; `None` while it waits.
    pub outcome: Option<Outcome>,
}

/// How an activation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// People approved.
    Approved,
    /// Rejected, by a person or by the rule for nobody (R2).
    Rejected,
    /// The work is done.
    Completed,
    /// It passed without anybody being asked (R2, R3, R4).
    Passed,
    /// The initiator submitted again.
    Resubmitted,
    /// A return, withdrawal or end elsewhere closed it.
    Cancelled,
}

/// One required decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Slot {
    /// Its place, from 0.
    pub index: u16,
    /// Who decides now.
    pub actor: UserId,
    /// How they came to be asked.
    pub via: Via,
    /// Who had it before, oldest first (R14).
    pub handovers: Vec<Handover>,
    /// Where it stands.
    pub stand: SlotStand,
}

/// Where a slot stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum SlotStand {
    /// Its turn has not come (R7).
    Waiting {},
    /// Its actor has a to-do.
    Open {},
    /// Its actor decided.
    Decided { verdict: Verdict, at: Timestamp },
    /// It passed by itself.
    Passed { why: AutoReason },
    /// It is no longer needed.
    Cancelled {},
}

/// How somebody came to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Via {
    /// The node's rule found them (R1).
    Resolved,
    /// Superior of the initiator, who would have had to decide on their own request (R3).
    SuperiorOfInitiator,
    /// Head of the initiator's department, for the same reason (R3).
    DepartmentHead,
    /// Named for the case that nobody is found (R2).
    NamedForEmpty,
    /// Administrator of flows, because nobody was found (R2).
    AdministratorForEmpty,
}

/// Why something passed, or was rejected, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum AutoReason {
    /// Nobody was found (R2).
    Nobody {},
    /// The approver is the initiator (R3).
    Initiator {},
    /// The person approved before, in that activation (R4).
    ApprovedBefore { activation: ActivationId },
}

impl AutoReason {
    /// The code of its sentence in the message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nobody {} => "flow.auto_nobody",
            Self::Initiator {} => "flow.auto_initiator",
            Self::ApprovedBefore { .. } => "flow.auto_approved_before",
        }
    }
}

/// One transfer of a slot (R14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Handover {
    /// Who had it.
    pub from: UserId,
    /// Who got it.
    pub to: UserId,
    /// When.
    pub at: Timestamp,
}

/// An approval that stands (R4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Approval {
    /// Who approved.
    pub user: UserId,
    /// Where.
    pub node: Key,
    /// In which pass.
    pub activation: ActivationId,
}

/// Why a snapshot does not load.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It is not a snapshot, or a damaged one.
    #[error("the snapshot does not read: {0}")]
    Damaged(#[from] serde_json::Error),
    /// A newer build wrote it.
    #[error("the snapshot has format {0}; this build reads up to {SNAPSHOT_FORMAT}")]
    Newer(u16),
}

impl State {
    /// An instance before its first node.
    #[must_use]
    pub fn new(
        initiator: UserId,
        initiator_department: Option<DepartmentId>,
        chosen: BTreeMap<Key, Vec<UserId>>,
    ) -> Self {
        Self {
            format: SNAPSHOT_FORMAT,
            status: Status::Running,
            initiator,
            initiator_department,
            chosen,
            tokens: Vec::new(),
            forks: Vec::new(),
            activations: Vec::new(),
            approvals: Vec::new(),
            verdict_given: false,
            auto_nodes: 0,
            commands: BTreeSet::new(),
            last_id: 0,
        }
    }

    /// Reads a snapshot of this or an older format.
    ///
    /// # Errors
    /// When it is damaged or newer than this build.
    pub fn from_snapshot(json: &str) -> Result<Self, SnapshotError> {
        #[derive(Deserialize)]
        struct Format {
            format: u16,
        }
        let Format { format } = serde_json::from_str(json)?;
        if format > SNAPSHOT_FORMAT {
            return Err(SnapshotError::Newer(format));
        }
        Ok(serde_json::from_str(json)?)
    }

    /// The snapshot as a store keeps it.
    ///
    /// # Errors
    /// Never for a state that `step` made; the signature is that of the serializer.
    pub fn to_snapshot(&self) -> Result<String, SnapshotError> {
        Ok(serde_json::to_string(self)?)
    }

    /// One pass by its number.
    #[must_use]
    pub fn activation(&self, id: ActivationId) -> Option<&Activation> {
        self.activations.iter().find(|a| a.id == id)
    }

    /// Passes that wait for people.
    pub fn waiting(&self) -> impl Iterator<Item = &Activation> {
        self.activations.iter().filter(|a| a.outcome.is_none())
    }

    /// Slots that stand open: exactly the open to-dos.
    pub fn open_slots(&self) -> impl Iterator<Item = (&Activation, &Slot)> {
        self.waiting().flat_map(|a| {
            a.slots.iter().filter(|s| matches!(s.stand, SlotStand::Open {})).map(move |s| (a, s))
        })
    }

    pub(crate) fn next_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    pub(crate) fn activation_mut(&mut self, id: ActivationId) -> Option<&mut Activation> {
        self.activations.iter_mut().find(|a| a.id == id)
    }

    /// The open forks around a branch, outermost first.
    pub(crate) fn forks_around(&self, mut branch: Option<Branch>) -> Vec<ForkId> {
        let mut found = Vec::new();
        while let Some(b) = branch {
            found.push(b.fork);
            branch = self.forks.iter().find(|f| f.id == b.fork).and_then(|f| f.branch);
        }
        found.reverse();
        found
    }
}
