//! Sending the flow back (R9, R17, R18): to the initiator or to a node before.
//!
//! What lies between is undone: inside one branch only that branch; with the target before a parallel, every
//! token of that pass through the parallel and its counts. Approvals that lie there are taken back, so walking
//! down again asks again (R4).

use weir_model::Key;

use crate::event::Happened;
use crate::run::Run;
use crate::state::{ActivationId, Stands, Status, Token, TokenId};

/// Sends the token of a rejecting activation back to `target`, which `check` found to lie before it.
pub(crate) fn send_back(run: &mut Run, from: ActivationId, token: TokenId, node: &Key, target: &Key) {
    let to_initiator = target == run.plan.start();
    if to_initiator && !run.env.is_active(run.state.initiator) {
        // Nobody is left who could change the form: a return would wait for ever.
        return run.end(Status::Rejected);
    }
    let Some(sent) = run.state.tokens.iter().find(|t| t.id == token).cloned() else { return };
    let around = run.state.forks_around(sent.branch);
    let (branch, cancelled) = match around.get(run.plan.parallels_around(target)) {
        Some(outermost) => {
            let outermost = *outermost;
            let branch = run.state.forks.iter().find(|f| f.id == outermost).and_then(|f| f.branch);
            (branch, run.cancel_fork(outermost))
        }
        None => (sent.branch, run.cancel_tokens(|t| t.id == token)),
    };
    let plan = run.plan;
    run.state.approvals.retain(|a| !plan.is_from(target, &a.node));
    if to_initiator {
        run.state.verdict_given = false;
    }
    run.happened(Happened::Returned { activation: from, node: node.clone(), to: target.clone(), cancelled });
    let id = TokenId(run.state.next_id());
    run.state.tokens.push(Token {
        id,
        node: target.clone(),
        stands: Stands::Before,
        branch,
        cause: Some(from),
        by_return: true,
    });
}
