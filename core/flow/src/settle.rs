//! What the verdicts so far mean for a node: still open, passed, rejected (R5, R6, R7).

use weir_model::Key;

use crate::command::Verdict;
use crate::definition::{OnReject, SignMode};
use crate::effect::Effect;
use crate::event::Happened;
use crate::nodes::Station;
use crate::returns;
use crate::run::Run;
use crate::state::{ActivationId, Outcome, Slot, SlotStand, Status, TokenId};

/// Looks at an open activation after one of its slots changed: opens the next slots, or closes the node and
/// sends its token on.
pub(crate) fn settle(run: &mut Run, id: ActivationId) {
    let plan = run.plan;
    let Some(activation) = run.state.activation(id) else { return };
    let (node, token) = (activation.node.clone(), activation.token);
    let Some(station) = plan.node(&node).and_then(|n| Station::of(&n.kind)) else { return };
    match outcome(&activation.slots, activation.mode, station.reject_at_once, station.completes) {
        Some(outcome) => leave(run, id, token, &node, &station, outcome),
        None => open_slots(run, id, &node),
    }
}

/// Closes a node and follows what its outcome demands.
pub(crate) fn leave(
    run: &mut Run,
    id: ActivationId,
    token: TokenId,
    node: &Key,
    station: &Station,
    outcome: Outcome,
) {
    run.close(id, outcome);
    if outcome != Outcome::Rejected {
        if let Some(token) = run.token_mut(token) {
            token.cause = Some(id);
        }
        return run.go_on(token, node);
    }
    let plan = run.plan;
    match station.on_reject {
        OnReject::End => run.end(Status::Rejected),
        OnReject::Initiator => returns::send_back(run, id, token, node, plan.start()),
        OnReject::Node { node: target } => returns::send_back(run, id, token, node, target),
    }
}

/// The verdict of the whole node, when there is one.
fn outcome(slots: &[Slot], mode: SignMode, reject_at_once: bool, completes: bool) -> Option<Outcome> {
    let said = |v: Verdict| {
        slots.iter().any(|s| matches!(s.stand, SlotStand::Decided { verdict, .. } if verdict == v))
    };
    let passes = |s: &Slot| match s.stand {
        SlotStand::Decided { verdict, .. } => verdict != Verdict::Reject,
        SlotStand::Passed { .. } => true,
        _ => false,
    };
    let closed = |s: &Slot| !matches!(s.stand, SlotStand::Open {} | SlotStand::Waiting {});
    let rejected = said(Verdict::Reject);
    let passed = if mode == SignMode::Any { slots.iter().any(passes) } else { slots.iter().all(passes) };
    let at_once = reject_at_once || mode != SignMode::All;
    if rejected && (at_once || slots.iter().all(closed)) {
        Some(Outcome::Rejected)
    } else if !passed {
        None
    } else if completes && said(Verdict::Complete) {
        Some(Outcome::Completed)
    } else if said(Verdict::Approve) {
        Some(Outcome::Approved)
    } else {
        Some(Outcome::Passed)
    }
}

/// Opens what may be decided now: the first waiting slot of a sequence, all slots otherwise.
fn open_slots(run: &mut Run, id: ActivationId, node: &Key) {
    let Some(activation) = run.state.activation_mut(id) else { return };
    let one_at_a_time = activation.mode == SignMode::Sequential;
    if one_at_a_time && activation.slots.iter().any(|s| matches!(s.stand, SlotStand::Open {})) {
        return;
    }
    let waiting = activation.slots.iter_mut().filter(|s| matches!(s.stand, SlotStand::Waiting {}));
    let mut opened = Vec::new();
    for slot in waiting.take(if one_at_a_time { 1 } else { usize::MAX }) {
        slot.stand = SlotStand::Open {};
        opened.push((slot.index, slot.actor));
    }
    for (slot, user) in opened {
        run.effect(Effect::OpenTask { activation: id, slot, user, node: node.clone() });
    }
}

/// Records, for each slot that need not be asked, that it passed and why.
pub(crate) fn note_passed(run: &mut Run, id: ActivationId, node: &Key) {
    let Some(activation) = run.state.activation(id) else { return };
    let passed: Vec<_> = activation
        .slots
        .iter()
        .filter_map(|s| match s.stand {
            SlotStand::Passed { why } => Some((s.index, s.actor, why)),
            _ => None,
        })
        .collect();
    for (slot, user, why) in passed {
        let (slot, user) = (Some(slot), Some(user));
        run.happened(Happened::AutoPassed { activation: id, node: node.clone(), slot, user, why });
    }
}
