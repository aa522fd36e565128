//! Exactly one branch: the first whose condition holds, else the default. The compared values are kept (R30).
//!
//! A branch may have a script instead of a condition. The engine runs none: the token waits before the node, and an
//! effect asks for what the scripts say.

use weir_model::Key;

use super::{note_entered, note_left};
use crate::commands::answer::Answers;
use crate::definition::Edge;
use crate::effect::{Effect, IncidentCause};
use crate::event::{Happened, Tried};
use crate::plan::Plan;
use crate::run::Run;
use crate::state::{ActivationId, Stands, Token};
use crate::surroundings::Surroundings;

/// Which branch a condition takes, and what was looked at on the way there.
pub(crate) struct Choice<'p> {
    pub(crate) edge: &'p Key,
    pub(crate) to: &'p Key,
    pub(crate) is_default: bool,
    pub(crate) tried: Vec<Tried>,
}

/// Why no branch is taken.
pub(crate) enum NoChoice {
    /// What a script says is not known.
    Unanswered,
    /// No branch holds and none is the default, which `check` refuses.
    NoBranch,
}

/// The branch that is taken, over what the scripts said.
pub(crate) fn choose<'p>(
    plan: &'p Plan,
    node: &Key,
    env: &dyn Surroundings,
    answers: &Answers,
) -> Result<Choice<'p>, NoChoice> {
    let mut tried = Vec::new();
    for edge in plan.edges_from(node).filter(|e| e.is_guarded()) {
        let looked = look(edge, env, answers).ok_or(NoChoice::Unanswered)?;
        let holds = looked.holds;
        tried.push(looked);
        if holds {
            return Ok(Choice { edge: &edge.key, to: &edge.to, is_default: false, tried });
        }
    }
    let edge = plan.edges_from(node).find(|e| !e.is_guarded()).ok_or(NoChoice::NoBranch)?;
    Ok(Choice { edge: &edge.key, to: &edge.to, is_default: true, tried })
}

/// Whether a guarded branch holds; `None` when its script has not been asked.
fn look(edge: &Edge, env: &dyn Surroundings, answers: &Answers) -> Option<Tried> {
    let (holds, compared) = match &edge.when {
        Some(when) => {
            let result = env.condition(when);
            (result.holds, result.compared)
        }
        None => (*answers.get(&edge.key)?, Vec::new()),
    };
    Some(Tried { edge: edge.key.clone(), holds, compared })
}

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId) {
    let told = run.answer.take().filter(|a| a.token == token.id && a.node == token.node);
    let answers = told.map(|a| a.answers).unwrap_or_default();
    let choice = match choose(run.plan, &token.node, run.env, &answers) {
        Ok(choice) => choice,
        Err(NoChoice::Unanswered) => return ask(run, token),
        Err(NoChoice::NoBranch) => {
            note_entered(run, token, id);
            return run.fail(&token.node, IncidentCause::NoBranch);
        }
    };
    note_entered(run, token, id);
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

fn ask(run: &mut Run, token: &Token) {
    if let Some(token) = run.token_mut(token.id) {
        token.stands = Stands::Asking;
    }
    run.effect(Effect::AskScripts { token: token.id, node: token.node.clone() });
}
