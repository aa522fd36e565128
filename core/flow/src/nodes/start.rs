//! The start: passed through at submission; after a return the initiator holds it until they submit again.

use crate::definition::SignMode;
use crate::effect::Effect;
use crate::event::{Asked, Happened};
use crate::run::Run;
use crate::state::{Activation, ActivationId, Slot, SlotStand, Stands, Token, Via};
use crate::surroundings::Reason;

use super::{note_entered, note_left};

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId) {
    if token.by_return {
        return wait_for_initiator(run, token, id);
    }
    note_entered(run, token, id);
    note_left(run, token, id);
    run.go_on(token.id, &token.node);
}

fn wait_for_initiator(run: &mut Run, token: &Token, id: ActivationId) {
    let initiator = run.state.initiator;
    let asked = Asked { slot: 0, user: initiator, via: Via::Resolved };
    run.happened(Happened::NodeEntered {
        activation: id,
        node: token.node.clone(),
        cause: token.cause,
        by_return: true,
        actors: vec![asked],
        reason: Some(Reason::new(Reason::INITIATOR)),
    });
    run.state.activations.push(Activation {
        id,
        node: token.node.clone(),
        token: token.id,
        cause: token.cause,
        mode: SignMode::Any,
        slots: vec![Slot {
            index: asked.slot,
            actor: initiator,
            via: asked.via,
            handovers: Vec::new(),
            stand: SlotStand::Open {},
        }],
        entered_at: run.now,
        by_return: true,
        outcome: None,
    });
    if let Some(token) = run.token_mut(token.id) {
        token.stands = Stands::In(id);
    }
    let node = token.node.clone();
    run.effect(Effect::OpenTask { activation: id, slot: asked.slot, user: initiator, node });
}
