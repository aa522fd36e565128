//! What each kind of node does when a token enters it. One kind per file; this is the closed list.

mod approve;
mod carbon_copy;
pub(crate) mod condition;
mod end;
mod handle;
mod join;
mod notify;
mod parallel;
pub(crate) mod people;
pub(crate) mod start;

use crate::definition::NodeKind;
use crate::event::Happened;
use crate::run::Run;
use crate::state::{ActivationId, Outcome, Token};

pub(crate) use people::Station;

/// Lets a token enter the node it stands before.
pub(crate) fn enter(run: &mut Run, token: Token) {
    let plan = run.plan;
    // Every edge of a compiled plan leads to a node of it; a token that a wrong pairing of plan and state
    // left elsewhere has nowhere to go.
    let Some(node) = plan.node(&token.node) else { return run.consume(token.id) };
    let id = ActivationId(run.state.next_id());
    match &node.kind {
        NodeKind::Start { .. } => start::enter(run, &token, id),
        NodeKind::Approve { .. } | NodeKind::Handle { .. } => people::enter(run, &token, id, node),
        NodeKind::CarbonCopy { who, .. } => carbon_copy::enter(run, &token, id, who),
        NodeKind::Condition {} => condition::enter(run, &token, id),
        NodeKind::Parallel {} => parallel::enter(run, &token, id),
        NodeKind::Join { of } => join::enter(run, &token, id, of),
        NodeKind::Notify { who, subject, body } => notify::enter(run, &token, id, who, subject, body),
        NodeKind::End { project } => end::enter(run, &token, id, project.is_some()),
    }
}

/// Records that a token entered a node that asks nobody, and counts it (R29).
pub(super) fn note_entered(run: &mut Run, token: &Token, id: ActivationId) {
    run.count_automatic();
    run.happened(Happened::NodeEntered {
        activation: id,
        node: token.node.clone(),
        cause: token.cause,
        by_return: token.by_return,
        actors: Vec::new(),
        reason: None,
    });
}

/// Records that a node that asks nobody is done.
pub(super) fn note_left(run: &mut Run, token: &Token, id: ActivationId) {
    let node = token.node.clone();
    run.happened(Happened::NodeLeft { activation: id, node, outcome: Outcome::Passed });
}
