//! 终止 (R20): an administrator stops the instance. That they may, `app` has permitted.

use weir_model::id::UserId;

use super::check_comment;
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::Status;

/// Stop the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminate {
    /// The administrator.
    pub actor: UserId,
    /// Why.
    pub comment: String,
}

pub(crate) fn carry_out(terminate: Terminate, run: &mut Run) -> Result<(), Refusal> {
    if !run.is_running() {
        return Err(Refusal::NotRunning);
    }
    check_comment(&terminate.comment)?;
    run.by = Some(terminate.actor);
    run.happened(Happened::Terminated { comment: terminate.comment });
    run.end(Status::Terminated);
    Ok(())
}
