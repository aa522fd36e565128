//! Exactly one branch: the first whose condition holds, else the default. The compared values are kept (R30).

use weir_model::Key;

use super::{note_entered, note_left};
use crate::effect::IncidentCause;
use crate::event::{Happened, Tried};
use crate::plan::Plan;
use crate::run::Run;
use crate::state::{ActivationId, Token};
use crate::surroundings::Surroundings;

/// Which branch a condition takes, and what was looked at on the way there.
pub(crate) struct Choice<'p> {
    pub(crate) edge: &'p Key,
    pub(crate) to: &'p Key,
    pub(crate) is_default: bool,
    pub(crate) tried: Vec<Tried>,
}

/// `None` when no branch holds and none is the default, which `check` refuses.
pub(crate) fn choose<'p>(plan: &'p Plan, node: &Key, env: &dyn Surroundings) -> Option<Choice<'p>> {
    let mut tried = Vec::new();
    for edge in plan.edges_from(node) {
        let Some(when) = &edge.when else { continue };
        let result = env.condition(when);
        tried.push(Tried { edge: edge.key.clone(), holds: result.holds, compared: result.compared });
        if result.holds {
            return Some(Choice { edge: &edge.key, to: &edge.to, is_default: false, tried });
        }
    }
    let edge = plan.edges_from(node).find(|e| e.when.is_none())?;
    Some(Choice { edge: &edge.key, to: &edge.to, is_default: true, tried })
}

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId) {
    note_entered(run, token, id);
    let Some(choice) = choose(run.plan, &token.node, run.env) else {
        return run.fail(&token.node, IncidentCause::NoBranch);
    };
    run.happened(Happened::ConditionTaken {
        activation: id,
        node: token.node.clone(),
        edge: choice.edge.clone(),
        is_default: choice.is_default,
        tried: choice.tried,
    });
    note_left(run, token, id);
    run.go(token.id, choice.to);
}
