//! Block structure: which branches stand around each node, and that every block is closed by its own join.
//!
//! A branch of a condition may run to an end instead of the join, unless a parallel stands around it:
//! its join would wait for ever. Expects a graph without circles.

use weir_model::{Issues, Key};

use super::graph::Graph;
use crate::definition::NodeKind;

/// One branch around a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    /// The condition or parallel.
    pub(crate) opener: usize,
    /// Which of its branches.
    pub(crate) branch: usize,
}

/// Where each node stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks {
    paths: Vec<Vec<Step>>,
    order: Vec<usize>,
}

impl Blocks {
    /// The branches around a node, outermost first.
    pub(crate) fn path(&self, at: usize) -> &[Step] {
        &self.paths[at]
    }

    /// Its place in the order of reading.
    pub(crate) fn order(&self, at: usize) -> usize {
        self.order[at]
    }

    /// Whether every walk to `later` passes `earlier`, on a level that `later`'s branch is part of.
    pub(crate) fn comes_before(&self, earlier: usize, later: usize) -> bool {
        self.order[earlier] < self.order[later] && self.paths[later].starts_with(&self.paths[earlier])
    }

    /// The opener at which the ways to two nodes part, when they stand in different branches of it.
    pub(crate) fn part_at(&self, a: usize, b: usize) -> Option<usize> {
        let (a, b) = (&self.paths[a], &self.paths[b]);
        a.iter().zip(b).find(|(a, b)| a != b).filter(|(a, b)| a.opener == b.opener).map(|(a, _)| a.opener)
    }
}

/// Where a sequence of nodes stops.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Exit {
    Join(usize),
    End,
    /// An issue was already reported.
    Broken,
}

struct Walk<'g, 'd> {
    graph: &'g Graph<'d>,
    blocks: Blocks,
    seen: Vec<bool>,
    visited: usize,
    path: Vec<Step>,
    issues: Issues,
}

/// The blocks of a graph, or what is wrong with them.
pub(crate) fn of(graph: &Graph) -> Result<Blocks, Issues> {
    let count = graph.definition.nodes.len();
    let mut walk = Walk {
        graph,
        blocks: Blocks { paths: vec![Vec::new(); count], order: vec![usize::MAX; count] },
        seen: vec![false; count],
        visited: 0,
        path: Vec::new(),
        issues: Issues::new(),
    };
    for start in &graph.starts {
        if let Exit::Join(join) = walk.sequence(*start) {
            walk.issues.push(graph.issue(join, "flow.join_alone"));
        }
    }
    if walk.issues.is_empty() { Ok(walk.blocks) } else { Err(walk.issues) }
}

impl Walk<'_, '_> {
    fn sequence(&mut self, mut at: usize) -> Exit {
        loop {
            let kind = self.graph.kind(at);
            if matches!(kind, NodeKind::Join { .. }) {
                return Exit::Join(at);
            }
            self.place(at);
            at = match kind {
                NodeKind::End { .. } => return Exit::End,
                NodeKind::Condition {} | NodeKind::Parallel {} => match self.block(at) {
                    Exit::Join(join) => {
                        self.place(join);
                        self.graph.to(self.graph.out[join][0])
                    }
                    other => return other,
                },
                _ => self.graph.to(self.graph.out[at][0]),
            };
        }
    }

    /// A node that several walks meet (an end) keeps the branches that all of them share.
    fn place(&mut self, at: usize) {
        if std::mem::replace(&mut self.seen[at], true) {
            let shared = self.blocks.paths[at].iter().zip(&self.path).take_while(|(a, b)| a == b).count();
            self.blocks.paths[at].truncate(shared);
        } else {
            self.blocks.paths[at].clone_from(&self.path);
        }
        self.blocks.order[at] = self.visited;
        self.visited += 1;
    }

    fn block(&mut self, opener: usize) -> Exit {
        let parallel = matches!(self.graph.kind(opener), NodeKind::Parallel {});
        let mut join: Option<usize> = None;
        let mut broken = false;
        for branch in 0..self.graph.out[opener].len() {
            let first = self.graph.to(self.graph.out[opener][branch]);
            self.path.push(Step { opener, branch });
            let exit = self.sequence(first);
            self.path.pop();
            match exit {
                Exit::Broken => broken = true,
                Exit::End if parallel || self.inside_parallel() => {
                    self.issues.push(self.graph.issue(opener, "flow.end_inside_parallel"));
                    broken = true;
                }
                Exit::End => {}
                Exit::Join(found) if join.is_some_and(|j| j != found) || !self.closes(found, opener) => {
                    let issue = self.graph.issue(opener, "flow.block_not_closed");
                    self.issues.push(issue.with("join", self.graph.key(found)));
                    broken = true;
                }
                Exit::Join(found) => join = Some(found),
            }
            if broken {
                return Exit::Broken;
            }
        }
        join.map_or(Exit::End, Exit::Join)
    }

    fn inside_parallel(&self) -> bool {
        self.path.iter().any(|s| matches!(self.graph.kind(s.opener), NodeKind::Parallel {}))
    }

    fn closes(&self, join: usize, opener: usize) -> bool {
        let named: Option<&Key> = match self.graph.kind(join) {
            NodeKind::Join { of } => Some(of),
            _ => None,
        };
        named == Some(self.graph.key(opener))
    }
}
