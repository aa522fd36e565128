//! 撤回 (R19): the initiator takes the instance back.

use weir_model::id::UserId;

use super::check_comment;
use crate::definition::WithdrawRule;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::Status;

/// Take the instance back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// The initiator.
    pub actor: UserId,
    /// Why.
    pub comment: String,
}

pub(crate) fn carry_out(withdraw: Withdraw, run: &mut Run) -> Result<(), Refusal> {
    if withdraw.actor != run.state.initiator {
        return Err(Refusal::NotYours);
    }
    if !run.is_running() {
        return Err(Refusal::NotRunning);
    }
    let allowed = match run.plan.definition().settings.withdraw {
        WithdrawRule::UntilFirstVerdict => !run.state.verdict_given,
        WithdrawRule::WhileRunning => true,
        WithdrawRule::Never => false,
    };
    if !allowed {
        return Err(Refusal::WithdrawNotAllowed);
    }
    check_comment(&withdraw.comment)?;
    run.by = Some(withdraw.actor);
    run.happened(Happened::Withdrawn { comment: withdraw.comment });
    run.end(Status::Withdrawn);
    Ok(())
}
