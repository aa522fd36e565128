//! All branches at once. The token becomes a fork, which remembers where it came from and counts its branches.

use weir_model::Key;

use super::{note_entered, note_left};
use crate::event::Happened;
use crate::run::Run;
use crate::state::{ActivationId, Branch, Fork, ForkId, Stands, Token, TokenId};

pub(super) fn enter(run: &mut Run, token: &Token, id: ActivationId) {
    note_entered(run, token, id);
    let fork = ForkId(run.state.next_id());
    let ways: Vec<&Key> = run.plan.edges_from(&token.node).map(|e| &e.to).collect();
    run.consume(token.id);
    let mut branches = 0;
    for to in ways {
        let branch = Some(Branch { fork, index: branches });
        branches += 1;
        let id = TokenId(run.state.next_id());
        let node = to.clone();
        let by_return = false;
        run.state.tokens.push(Token {
            id,
            node,
            stands: Stands::Before,
            branch,
            cause: token.cause,
            by_return,
        });
    }
    run.state.forks.push(Fork {
        id: fork,
        node: token.node.clone(),
        branch: token.branch,
        branches,
        arrived: Default::default(),
    });
    run.happened(Happened::Forked { activation: id, node: token.node.clone(), fork, branches });
    note_left(run, token, id);
}
