//! Where branches come together: after a condition the token walks through; after a parallel it waits in the
//! count of its own fork until every branch of that fork is there.

use weir_model::Key;

use super::{note_entered, note_left};
use crate::event::Happened;
use crate::run::Run;
use crate::state::{ActivationId, Stands, Token, TokenId};

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId, of: &Key) {
    if !run.plan.closes_parallel(of) {
        note_entered(run, token, id);
        note_left(run, token, id);
        return run.go_on(token.id, &token.node);
    }
    run.consume(token.id);
    let Some(branch) = token.branch else { return };
    let Some(at) = run.state.forks.iter().position(|f| f.id == branch.fork) else { return };
    let fork = &mut run.state.forks[at];
    fork.arrived.insert(branch.index);
    if fork.arrived.len() < usize::from(fork.branches) {
        return;
    }
    let fork = run.state.forks.remove(at);
    note_entered(run, token, id);
    run.happened(Happened::Joined { activation: id, node: token.node.clone(), fork: fork.id });
    note_left(run, token, id);
    let Some(to) = run.plan.next(&token.node).cloned() else { return };
    let id = TokenId(run.state.next_id());
    run.state.tokens.push(Token {
        id,
        node: to,
        stands: Stands::Before,
        branch: fork.branch,
        cause: token.cause,
        by_return: false,
    });
}
