//! The graph by itself: keys, ends, ways on, reachability, circles.

use std::collections::{HashMap, HashSet};

use weir_model::limits::FLOW_NODES_MAX;
use weir_model::{Issue, Issues, Key};

use crate::definition::{FlowDefinition, NodeKind};

/// Edges of a flow: two a node is more than any block-structured flow of this size needs.
pub const FLOW_EDGES_MAX: usize = 2 * FLOW_NODES_MAX;

/// The code of the finding after which nothing else is looked at.
pub(crate) const TOO_LARGE: &str = "flow.too_large";

/// Look-ups over a definition that may still be wrong in any way.
pub struct Graph<'d> {
    pub(crate) definition: &'d FlowDefinition,
    pub(crate) by_key: HashMap<&'d Key, usize>,
    /// Edges by the node that they leave.
    pub(crate) out: Vec<Vec<usize>>,
    /// Edges by the node that they enter.
    pub(crate) into: Vec<Vec<usize>>,
    pub(crate) starts: Vec<usize>,
}

impl<'d> Graph<'d> {
    pub(crate) fn new(definition: &'d FlowDefinition) -> Self {
        let mut by_key = HashMap::new();
        for (at, node) in definition.nodes.iter().enumerate() {
            by_key.entry(&node.key).or_insert(at);
        }
        let mut out = vec![Vec::new(); definition.nodes.len()];
        let mut into = out.clone();
        for (at, edge) in definition.edges.iter().enumerate() {
            if let (Some(from), Some(to)) = (by_key.get(&edge.from), by_key.get(&edge.to)) {
                out[*from].push(at);
                into[*to].push(at);
            }
        }
        let starts = nodes_where(definition, |k| matches!(k, NodeKind::Start { .. }));
        Self { definition, by_key, out, into, starts }
    }

    pub(crate) fn kind(&self, at: usize) -> &'d NodeKind {
        &self.definition.nodes[at].kind
    }

    pub(crate) fn key(&self, at: usize) -> &'d Key {
        &self.definition.nodes[at].key
    }

    /// Where an edge leads; only known edges stand in `out` and `into`.
    pub(crate) fn to(&self, edge: usize) -> usize {
        self.by_key[&self.definition.edges[edge].to]
    }

    fn from(&self, edge: usize) -> usize {
        self.by_key[&self.definition.edges[edge].from]
    }

    pub(crate) fn issue(&self, at: usize, code: &'static str) -> Issue {
        Issue::new(self.key(at).as_str(), code)
    }
}

fn nodes_where(definition: &FlowDefinition, is: impl Fn(&NodeKind) -> bool) -> Vec<usize> {
    definition.nodes.iter().enumerate().filter(|(_, n)| is(&n.kind)).map(|(at, _)| at).collect()
}

/// Everything that is wrong with the graph, blocks left aside.
pub(crate) fn issues(graph: &Graph) -> Issues {
    let mut issues = Issues::new();
    let definition = graph.definition;
    if definition.nodes.len() > FLOW_NODES_MAX || definition.edges.len() > FLOW_EDGES_MAX {
        let issue = Issue::new("", TOO_LARGE).with("nodes", FLOW_NODES_MAX).with("edges", FLOW_EDGES_MAX);
        return vec![issue];
    }
    keys(graph, &mut issues);
    ends(graph, &mut issues);
    for at in 0..definition.nodes.len() {
        ways(graph, at, &mut issues);
    }
    if issues.is_empty() {
        reach(graph, &mut issues);
    }
    issues
}

fn keys(graph: &Graph, issues: &mut Issues) {
    let mut seen = HashSet::new();
    for node in &graph.definition.nodes {
        if !seen.insert(&node.key) {
            issues.push(Issue::new(node.key.as_str(), "flow.node_key_twice"));
        }
    }
    seen.clear();
    for edge in &graph.definition.edges {
        if !seen.insert(&edge.key) {
            issues.push(Issue::new(edge.key.as_str(), "flow.edge_key_twice"));
        }
        for end in [&edge.from, &edge.to] {
            if !graph.by_key.contains_key(end) {
                issues.push(Issue::new(edge.key.as_str(), "flow.edge_dangling").with("node", end));
            }
        }
    }
}

fn ends(graph: &Graph, issues: &mut Issues) {
    match graph.starts.len() {
        0 => issues.push(Issue::new("", "flow.no_start")),
        1 => {}
        _ => issues.extend(graph.starts[1..].iter().map(|at| graph.issue(*at, "flow.several_starts"))),
    }
    if !graph.definition.nodes.iter().any(|n| matches!(n.kind, NodeKind::End { .. })) {
        issues.push(Issue::new("", "flow.no_end"));
    }
}

/// How many edges enter and leave a node, and what stands on them.
fn ways(graph: &Graph, at: usize, issues: &mut Issues) {
    let (out, into) = (&graph.out[at], &graph.into[at]);
    let kind = graph.kind(at);
    let mut found = |code| issues.push(graph.issue(at, code));
    match kind {
        NodeKind::End { .. } if !out.is_empty() => found("flow.edge_from_end"),
        NodeKind::End { .. } => {}
        NodeKind::Condition {} | NodeKind::Parallel {} if out.len() < 2 => found("flow.branches_too_few"),
        NodeKind::Condition {} | NodeKind::Parallel {} => {}
        _ if out.is_empty() => found("flow.no_way_on"),
        _ if out.len() > 1 => found("flow.several_ways_on"),
        _ => {}
    }
    match kind {
        NodeKind::Start { .. } if !into.is_empty() => found("flow.edge_into_start"),
        NodeKind::Start { .. } | NodeKind::Join { .. } | NodeKind::End { .. } => {}
        _ if into.len() > 1 => found("flow.merge_without_join"),
        _ => {}
    }
    let is_condition = matches!(kind, NodeKind::Condition {});
    let defaults = out.iter().filter(|e| !graph.definition.edges[**e].is_guarded()).count();
    match defaults {
        0 if is_condition && !out.is_empty() => found("flow.condition_no_default"),
        2.. if is_condition => found("flow.condition_several_defaults"),
        _ => {}
    }
    if !is_condition {
        let guarded = out.iter().map(|e| &graph.definition.edges[*e]).filter(|e| e.is_guarded());
        issues.extend(guarded.map(|e| Issue::new(e.key.as_str(), "flow.when_outside_condition")));
    }
    let twice =
        out.iter().map(|e| &graph.definition.edges[*e]).filter(|e| e.when.is_some() && e.script.is_some());
    issues.extend(twice.map(|e| Issue::new(e.key.as_str(), "flow.when_and_script")));
}

/// Every node is reached from the start, none lies on a circle, every one can reach an end.
fn reach(graph: &Graph, issues: &mut Issues) {
    let count = graph.definition.nodes.len();
    let forward =
        walk(count, graph.starts.clone(), |at| graph.out[at].iter().map(|e| graph.to(*e)).collect());
    let ends = nodes_where(graph.definition, |k| matches!(k, NodeKind::End { .. }));
    let backward = walk(count, ends, |at| graph.into[at].iter().map(|e| graph.from(*e)).collect());
    let circles = on_circles(graph);
    for at in 0..count {
        if !forward[at] {
            issues.push(graph.issue(at, "flow.unreachable"));
        } else if circles[at] {
            issues.push(graph.issue(at, "flow.cycle"));
        } else if !backward[at] {
            issues.push(graph.issue(at, "flow.cannot_end"));
        }
    }
}

fn walk(count: usize, from: Vec<usize>, ways: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut seen = vec![false; count];
    let mut open = from;
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(ways(at));
        }
    }
    seen
}

/// Nodes that lie on a circle: what is left once everything without a predecessor, and then everything
/// without a successor, has been taken away again and again.
fn on_circles(graph: &Graph) -> Vec<bool> {
    let count = graph.definition.nodes.len();
    let mut left = vec![true; count];
    let peel =
        |left: &mut Vec<bool>, near: &dyn Fn(usize) -> Vec<usize>, far: &dyn Fn(usize) -> Vec<usize>| {
            let mut degree: Vec<usize> =
                (0..count).map(|at| near(at).into_iter().filter(|n| left[*n]).count()).collect();
            let mut open: Vec<usize> = (0..count).filter(|at| left[*at] && degree[*at] == 0).collect();
            while let Some(at) = open.pop() {
                left[at] = false;
                for next in far(at).into_iter().filter(|n| left[*n]).collect::<Vec<_>>() {
                    degree[next] -= 1;
                    if degree[next] == 0 {
                        open.push(next);
                    }
                }
            }
        };
    let before = |at: usize| graph.into[at].iter().map(|e| graph.from(*e)).collect::<Vec<_>>();
    let after = |at: usize| graph.out[at].iter().map(|e| graph.to(*e)).collect::<Vec<_>>();
    peel(&mut left, &before, &after);
    peel(&mut left, &after, &before);
    left
}
