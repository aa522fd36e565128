//! A message. Does not wait; filling in the text and sending it is a job of `app`.

use weir_model::LocalizedText;

use super::{note_entered, note_left};
use crate::assign;
use crate::definition::WhoActs;
use crate::effect::Effect;
use crate::event::Happened;
use crate::run::Run;
use crate::state::{ActivationId, Token};

pub(super) fn enter(
    run: &mut Run,
    token: &Token,
    id: ActivationId,
    who: &WhoActs,
    subject: &LocalizedText,
    body: &LocalizedText,
) {
    note_entered(run, token, id);
    let found = assign::readers(&run.state, run.env, &token.node, who);
    let node = token.node.clone();
    if !found.users.is_empty() {
        run.effect(Effect::Notify {
            activation: id,
            node: node.clone(),
            users: found.users.clone(),
            subject: subject.clone(),
            body: body.clone(),
        });
    }
    run.happened(Happened::Notified { activation: id, node, users: found.users, reason: found.reason });
    note_left(run, token, id);
    run.go_on(token.id, &token.node);
}
