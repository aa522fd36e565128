//! 转办 (R14): somebody else decides instead; who had it stays on record. An administrator hands on the to-dos of
//! who left, also where the node lets nobody hand on. That they may, `app` has permitted.

use weir_model::id::{FileId, UserId};

use super::{check_comment, open_slot};
use crate::definition::{OnSelf, SignMode};
use crate::effect::{Effect, TaskOutcome};
use crate::event::Happened;
use crate::nodes::Station;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::{ActivationId, Handover};

/// Hand a to-do to somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The activation.
    pub activation: ActivationId,
    /// The slot.
    pub slot: u16,
    /// Who has it.
    pub actor: UserId,
    /// The administrator who hands it on for them; none when they do so themselves.
    pub ordered_by: Option<UserId>,
    /// Who gets it.
    pub to: UserId,
    /// Why.
    pub comment: String,
    /// Files that go along.
    pub files: Vec<FileId>,
}

pub(crate) fn carry_out(transfer: Transfer, run: &mut Run) -> Result<(), Refusal> {
    let Transfer { activation: id, slot: index, actor, ordered_by, to, comment, files } = transfer;
    let node = open_slot(&run.state, id, index, actor)?;
    let plan = run.plan;
    let station = plan.node(&node).and_then(|n| Station::of(&n.kind)).ok_or(Refusal::TransferNotAllowed)?;
    check_comment(&comment)?;
    if ordered_by.is_none() && !station.may_transfer {
        return Err(Refusal::TransferNotAllowed);
    }
    check_receiver(run, &station, id, actor, to)?;
    run.by = Some(ordered_by.unwrap_or(actor));
    let at = run.now;
    if let Some(slot) =
        run.state.activation_mut(id).and_then(|a| a.slots.iter_mut().find(|s| s.index == index))
    {
        slot.actor = to;
        slot.handovers.push(Handover { from: actor, to, at });
    }
    let (slot, from) = (index, actor);
    let node_key = node.clone();
    run.happened(Happened::Transferred { activation: id, node: node_key, slot, from, to, comment, files });
    run.effect(Effect::CloseTask { activation: id, slot, user: from, outcome: TaskOutcome::Done });
    run.effect(Effect::OpenTask { activation: id, slot, user: to, node });
    Ok(())
}

fn check_receiver(
    run: &Run,
    station: &Station,
    id: ActivationId,
    actor: UserId,
    to: UserId,
) -> Result<(), Refusal> {
    if to == actor {
        return Err(Refusal::TransferToSelf);
    }
    if !run.env.is_active(to) {
        return Err(Refusal::NotActive);
    }
    if to == run.state.initiator && station.on_self != OnSelf::SelfApprove {
        return Err(Refusal::TransferToInitiator);
    }
    // One person with two votes of one node would make a countersignature of fewer people than it asks for;
    // in a sequence the same person may stand twice (R7).
    let decides_here = |a: &crate::state::Activation| {
        a.mode != SignMode::Sequential && a.slots.iter().any(|s| s.actor == to)
    };
    if run.state.activation(id).is_some_and(decides_here) {
        return Err(Refusal::TransferToActor);
    }
    Ok(())
}
