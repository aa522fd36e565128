//! Where a rejection may send the flow back to (R9, R17, R18).

use weir_model::{Issues, Key};

use super::blocks::Blocks;
use super::graph::Graph;
use crate::definition::{NodeKind, OnReject};

pub(super) fn check(graph: &Graph, blocks: &Blocks, issues: &mut Issues) {
    for at in 0..graph.definition.nodes.len() {
        if let NodeKind::Approve { on_reject: OnReject::Node { node }, .. } = graph.kind(at)
            && let Some(code) = fault(graph, blocks, at, node)
        {
            issues.push(graph.issue(at, code).with("target", node));
        }
    }
}

fn fault(graph: &Graph, blocks: &Blocks, at: usize, target: &Key) -> Option<&'static str> {
    let Some(target) = graph.by_key.get(target).copied() else {
        return Some("flow.return_target_missing");
    };
    let waits = matches!(
        graph.kind(target),
        NodeKind::Start { .. } | NodeKind::Approve { .. } | NodeKind::Handle { .. }
    );
    if !waits {
        return Some("flow.return_target_kind");
    }
    if blocks.comes_before(target, at) {
        return None;
    }
    match blocks.part_at(target, at).map(|opener| graph.kind(opener)) {
        Some(NodeKind::Parallel {}) => Some("flow.return_target_sibling"),
        _ => Some("flow.return_target_not_before"),
    }
}
