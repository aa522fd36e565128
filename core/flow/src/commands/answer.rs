//! What the scripts of a condition say. The engine runs none itself: it asks, waits before the node, and goes on here.

use std::collections::BTreeMap;

use weir_model::Key;

use crate::refusal::Refusal;
use crate::run::Run;
use crate::state::{Stands, TokenId};

/// What scripts said, by the key of their branch.
pub type Answers = BTreeMap<Key, bool>;

/// The answers to one [`Effect::AskScripts`](crate::Effect::AskScripts). Branches behind the first that holds need none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The token that waits.
    pub token: TokenId,
    /// The condition that it stands before.
    pub node: Key,
    /// What its scripts said.
    pub answers: Answers,
}

pub(crate) fn carry_out(answer: Answer, run: &mut Run) -> Result<(), Refusal> {
    if !run.is_running() {
        return Err(Refusal::NotRunning);
    }
    let token = run.token_mut(answer.token).filter(|t| t.stands == Stands::Asking && t.node == answer.node);
    token.ok_or(Refusal::NothingToContinue)?.stands = Stands::Before;
    run.answer = Some(answer);
    Ok(())
}
