//! What approve and handle nodes have in common: slots are filled, people are asked, the token waits.

use crate::assign::{self, Arrival, WithNobody};
use crate::definition::{Demands, Node, NodeKind, OnEmpty, OnReject, OnSelf, SignMode, WhoActs};
use crate::event::{Asked, Happened};
use crate::run::Run;
use crate::settle;
use crate::state::{Activation, ActivationId, Approval, AutoReason, Outcome, Slot, SlotStand, Stands, Token};

use super::{approve, handle};

/// A node that waits for people, as the engine sees it.
pub(crate) struct Station<'d> {
    pub(crate) who: &'d WhoActs,
    pub(crate) mode: SignMode,
    pub(crate) on_empty: &'d OnEmpty,
    pub(crate) on_self: OnSelf,
    pub(crate) on_reject: &'d OnReject,
    pub(crate) reject_at_once: bool,
    pub(crate) demands: Demands,
    pub(crate) may_transfer: bool,
    /// Work is done here; nobody approves.
    pub(crate) completes: bool,
}

impl<'d> Station<'d> {
    /// The station that a node is, if it is one.
    pub(crate) fn of(kind: &'d NodeKind) -> Option<Self> {
        approve::station(kind).or_else(|| handle::station(kind))
    }
}

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId, node: &Node) {
    let Some(station) = Station::of(&node.kind) else { return };
    let dedup = run.plan.definition().settings.dedup;
    let arrival = Arrival { cause: token.cause, by_return: token.by_return };
    let found = assign::assign(&run.state, run.env, dedup, &node.key, &station, arrival);
    let slots: Vec<Slot> = (0..=u16::MAX)
        .zip(&found.seats)
        .map(|(index, seat)| Slot {
            index,
            actor: seat.actor,
            via: seat.via,
            handovers: Vec::new(),
            stand: seat.passes.map_or(SlotStand::Waiting {}, |why| SlotStand::Passed { why }),
        })
        .collect();
    run.happened(Happened::NodeEntered {
        activation: id,
        node: node.key.clone(),
        cause: token.cause,
        by_return: token.by_return,
        actors: slots.iter().map(|s| Asked { slot: s.index, user: s.actor, via: s.via }).collect(),
        reason: Some(found.reason),
    });
    remember_approvals(run, id, node, &slots);
    run.state.activations.push(Activation {
        id,
        node: node.key.clone(),
        token: token.id,
        cause: token.cause,
        mode: found.mode,
        slots,
        entered_at: run.now,
        by_return: token.by_return,
        outcome: None,
    });
    if let Some(token) = run.token_mut(token.id) {
        token.stands = Stands::In(id);
    }
    match found.nobody {
        Some(does) => by_itself(run, token, id, &station, does),
        None => {
            settle::note_passed(run, id, &node.key);
            settle::settle(run, id);
        }
    }
    if run.state.activation(id).is_some_and(|a| a.outcome.is_some()) {
        run.count_automatic();
    }
}

/// R2: the node decides by itself.
fn by_itself(run: &mut Run, token: &Token, id: ActivationId, station: &Station, does: WithNobody) {
    let node = token.node.clone();
    let why = AutoReason::Nobody {};
    let outcome = match does {
        WithNobody::Passes => {
            run.happened(Happened::AutoPassed { activation: id, node, slot: None, user: None, why });
            Outcome::Passed
        }
        WithNobody::Rejects => {
            run.happened(Happened::AutoRejected { activation: id, node, why });
            Outcome::Rejected
        }
    };
    settle::leave(run, id, token.id, &token.node, station, outcome);
}

/// Whoever passed for having approved before has approved here too, so that "the node just before" (R4)
/// holds along a row of nodes.
fn remember_approvals(run: &mut Run, id: ActivationId, node: &Node, slots: &[Slot]) {
    for slot in slots {
        if matches!(slot.stand, SlotStand::Passed { why: AutoReason::ApprovedBefore { .. } }) {
            run.state.approvals.push(Approval { user: slot.actor, node: node.key.clone(), activation: id });
        }
    }
}
