//! Approve, reject, or say that the work is done.

use weir_model::id::{FileId, UserId};

use super::{check_comment, open_slot};
use crate::command::Verdict;
use crate::effect::{Effect, TaskOutcome};
use crate::event::Happened;
use crate::nodes::Station;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::settle;
use crate::state::{ActivationId, Approval, SlotStand};

/// Files that come with one decision: enough for the evidence of a case, small enough for one page.
pub const DECISION_FILES_MAX: usize = 20;

/// A verdict in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// The activation.
    pub activation: ActivationId,
    /// The slot.
    pub slot: u16,
    /// Who decides.
    pub actor: UserId,
    /// What they say.
    pub verdict: Verdict,
    /// Their opinion; may be empty where the node does not demand one.
    pub comment: String,
    /// Their hand-written signature.
    pub signature: Option<FileId>,
    /// What they attach.
    pub files: Vec<FileId>,
}

pub(crate) fn carry_out(decide: Decide, run: &mut Run) -> Result<(), Refusal> {
    let Decide { activation: id, slot: index, actor, verdict, comment, signature, files } = decide;
    let node = open_slot(&run.state, id, index, actor)?;
    let plan = run.plan;
    let station = plan.node(&node).and_then(|n| Station::of(&n.kind)).ok_or(Refusal::WrongVerdict)?;
    check_demands(&station, verdict, &comment, signature, &files)?;
    run.by = Some(actor);
    let at = run.now;
    if let Some(slot) =
        run.state.activation_mut(id).and_then(|a| a.slots.iter_mut().find(|s| s.index == index))
    {
        slot.stand = SlotStand::Decided { verdict, at };
    }
    run.state.verdict_given = true;
    if verdict == Verdict::Approve {
        run.state.approvals.push(Approval { user: actor, node: node.clone(), activation: id });
    }
    let (slot, user) = (index, actor);
    run.happened(Happened::Decided { activation: id, node, slot, user, verdict, comment, signature, files });
    run.effect(Effect::CloseTask { activation: id, slot, user, outcome: TaskOutcome::Done });
    settle::settle(run, id);
    Ok(())
}

/// R10.
fn check_demands(
    station: &Station,
    verdict: Verdict,
    comment: &str,
    signature: Option<FileId>,
    files: &[FileId],
) -> Result<(), Refusal> {
    if station.completes != (verdict == Verdict::Complete) {
        return Err(Refusal::WrongVerdict);
    }
    check_comment(comment)?;
    let rejects = verdict == Verdict::Reject;
    let demands = station.demands;
    let wants_comment = if rejects { demands.comment_on_reject } else { demands.comment_on_approve };
    if wants_comment && comment.trim().is_empty() {
        return Err(Refusal::CommentRequired);
    }
    if demands.signature && !rejects && signature.is_none() {
        return Err(Refusal::SignatureRequired);
    }
    if files.len() > DECISION_FILES_MAX {
        return Err(Refusal::TooManyFiles { max: DECISION_FILES_MAX });
    }
    Ok(())
}
