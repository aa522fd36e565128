//! The end: the instance is approved when its last token arrives, and may bring a project into being.

use super::{note_entered, note_left};
use crate::effect::Effect;
use crate::run::Run;
use crate::state::{ActivationId, Status, Token};

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId, founds: bool) {
    note_entered(run, token, id);
    note_left(run, token, id);
    run.consume(token.id);
    if run.state.tokens.is_empty() && run.state.forks.is_empty() {
        run.end(Status::Approved);
        if founds {
            run.effect(Effect::FoundProject { node: token.node.clone() });
        }
    }
}
