//! The initiator submits a returned form again; the flow walks down again from the start.

use std::collections::BTreeMap;

use weir_model::Key;
use weir_model::id::UserId;

use super::{check_chosen, check_comment, open_slot};
use crate::command::Verdict;
use crate::effect::{Effect, TaskOutcome};
use crate::event::Happened;
use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::{ActivationId, Outcome, SlotStand};

/// Submit a returned form again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resubmit {
    /// The activation in which the initiator holds the form.
    pub activation: ActivationId,
    /// The slot.
    pub slot: u16,
    /// The initiator.
    pub actor: UserId,
    /// Whom they choose this time; `None` to keep whom they chose before.
    pub chosen: Option<BTreeMap<Key, Vec<UserId>>>,
    /// What they changed.
    pub comment: String,
}

pub(crate) fn carry_out(resubmit: Resubmit, run: &mut Run) -> Result<(), Refusal> {
    let Resubmit { activation: id, slot: index, actor, chosen, comment } = resubmit;
    let node = open_slot(&run.state, id, index, actor)?;
    if node != *run.plan.start() {
        return Err(Refusal::WrongVerdict);
    }
    check_comment(&comment)?;
    if let Some(chosen) = chosen {
        check_chosen(&chosen, run.plan, run.env)?;
        run.state.chosen = chosen;
    }
    run.by = Some(actor);
    let at = run.now;
    let Some(activation) = run.state.activation_mut(id) else { return Err(Refusal::NoSuchTask) };
    let token = activation.token;
    for slot in &mut activation.slots {
        slot.stand = SlotStand::Decided { verdict: Verdict::Complete, at };
    }
    run.effect(Effect::CloseTask { activation: id, slot: index, user: actor, outcome: TaskOutcome::Done });
    run.happened(Happened::Resubmitted { activation: id, comment });
    run.close(id, Outcome::Resubmitted);
    if let Some(token) = run.token_mut(token) {
        token.cause = Some(id);
    }
    run.go_on(token, &node);
    Ok(())
}
