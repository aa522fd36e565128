//! Why a command is not carried out. The state stays as it was.

use weir_model::{Issue, Key};

/// Why a command is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// This very command was carried out before.
    #[error("this command was carried out before")]
    Repeated,
    /// The slot or its activation is closed: somebody was faster, or it is no longer needed.
    #[error("already decided")]
    AlreadyDecided,
    /// The slot is somebody else's.
    #[error("the to-do belongs to somebody else")]
    NotYours,
    /// There is no such activation or slot.
    #[error("no such to-do")]
    NoSuchTask,
    /// The instance has ended, or never started.
    #[error("the instance does not run")]
    NotRunning,
    /// The instance started before.
    #[error("the instance started before")]
    AlreadyStarted,
    /// The node knows no such verdict.
    #[error("this verdict does not fit the node")]
    WrongVerdict,
    /// The node demands an opinion (R10).
    #[error("an opinion is required")]
    CommentRequired,
    /// The opinion is too long.
    #[error("the opinion has more than {max} characters")]
    CommentTooLong { max: usize },
    /// The node demands a hand-written signature (R10).
    #[error("a signature is required")]
    SignatureRequired,
    /// More files than a decision may carry.
    #[error("more than {max} files")]
    TooManyFiles { max: usize },
    /// The node does not allow handing over.
    #[error("this to-do may not be handed over")]
    TransferNotAllowed,
    /// Handing over to oneself.
    #[error("the to-do is already theirs")]
    TransferToSelf,
    /// Handing over to the initiator would get round R3.
    #[error("the initiator may not decide here")]
    TransferToInitiator,
    /// The receiver already decides at this node.
    #[error("the receiver already decides here")]
    TransferToActor,
    /// The person cannot act any more.
    #[error("the person is not active")]
    NotActive,
    /// The node does not let the initiator choose.
    #[error("nobody is chosen at `{node}`")]
    ChoiceUnknown { node: Key },
    /// The node lets the initiator choose one person only.
    #[error("one person is chosen at `{node}`")]
    ChoiceTooMany { node: Key },
    /// The flow's rule for withdrawing does not allow it, or no longer (R19).
    #[error("the instance may not be withdrawn any more")]
    WithdrawNotAllowed,
    /// Nothing was left to go on with.
    #[error("nothing to go on with")]
    NothingToContinue,
}

impl Refusal {
    /// The stable code of the problem.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Repeated => "command.repeated",
            Self::AlreadyDecided => "task.already_decided",
            Self::NotYours => "task.not_yours",
            Self::NoSuchTask => "task.unknown",
            Self::NotRunning => "instance.not_running",
            Self::AlreadyStarted => "instance.already_started",
            Self::WrongVerdict => "task.wrong_verdict",
            Self::CommentRequired => "task.comment_required",
            Self::CommentTooLong { .. } => "task.comment_too_long",
            Self::SignatureRequired => "task.signature_required",
            Self::TooManyFiles { .. } => "task.too_many_files",
            Self::TransferNotAllowed => "task.transfer_not_allowed",
            Self::TransferToSelf => "task.transfer_to_self",
            Self::TransferToInitiator => "task.transfer_to_initiator",
            Self::TransferToActor => "task.transfer_to_actor",
            Self::NotActive => "task.person_not_active",
            Self::ChoiceUnknown { .. } => "instance.choice_unknown",
            Self::ChoiceTooMany { .. } => "instance.choice_too_many",
            Self::WithdrawNotAllowed => "instance.withdraw_not_allowed",
            Self::NothingToContinue => "instance.nothing_to_continue",
        }
    }

    /// The refusal as a located finding: at the part of the command that it concerns, empty for the whole.
    #[must_use]
    pub fn issue(&self) -> Issue {
        let at = match self {
            Self::CommentRequired | Self::CommentTooLong { .. } => "comment",
            Self::SignatureRequired => "signature",
            Self::TooManyFiles { .. } => "files",
            Self::TransferToSelf | Self::TransferToInitiator | Self::TransferToActor | Self::NotActive => {
                "to"
            }
            Self::ChoiceUnknown { .. } | Self::ChoiceTooMany { .. } => "chosen",
            _ => "",
        };
        let issue = Issue::new(at, self.code());
        match self {
            Self::CommentTooLong { max } | Self::TooManyFiles { max } => issue.with("max", max),
            Self::ChoiceUnknown { node } | Self::ChoiceTooMany { node } => issue.with("node", node),
            _ => issue,
        }
    }
}
