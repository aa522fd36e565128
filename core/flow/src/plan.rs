//! A definition ready to run: looked up by index, its blocks known. Only sound graphs become one.

use std::collections::HashMap;
use std::sync::Arc;

use weir_model::{Issues, Key};

use crate::check::blocks::{self, Blocks};
use crate::check::graph::{self, Graph};
use crate::definition::{Edge, FlowDefinition, Node, NodeKind, WhoActs};

/// A sound definition with its look-ups.
#[derive(Debug, Clone)]
pub struct Plan {
    definition: Arc<FlowDefinition>,
    by_key: HashMap<Key, usize>,
    out: Vec<Vec<usize>>,
    blocks: Blocks,
    start: usize,
}

impl Plan {
    /// Compiles a definition. Looks at the graph only; `check` looks at everything.
    ///
    /// # Errors
    /// The located findings when the graph is not sound.
    pub fn compile(definition: impl Into<Arc<FlowDefinition>>) -> Result<Self, Issues> {
        let definition = definition.into();
        let graph = Graph::new(&definition);
        let issues = graph::issues(&graph);
        if !issues.is_empty() {
            return Err(issues);
        }
        let blocks = blocks::of(&graph)?;
        let Graph { by_key, out, starts, .. } = graph;
        let by_key = by_key.into_iter().map(|(key, at)| (key.clone(), at)).collect();
        let start = starts.first().copied().unwrap_or_default();
        Ok(Self { by_key, out, blocks, start, definition })
    }

    /// What it was compiled from.
    #[must_use]
    pub fn definition(&self) -> &FlowDefinition {
        &self.definition
    }

    /// A node by its key.
    #[must_use]
    pub fn node(&self, key: &Key) -> Option<&Node> {
        self.by_key.get(key).and_then(|i| self.definition.nodes.get(*i))
    }

    /// The start node's key.
    #[must_use]
    pub fn start(&self) -> &Key {
        &self.definition.nodes[self.start].key
    }

    /// The edges that leave a node, in the order of the definition.
    pub fn edges_from(&self, key: &Key) -> impl Iterator<Item = &Edge> {
        let out = self.by_key.get(key).map_or(&[][..], |i| &self.out[*i]);
        out.iter().map(|e| &self.definition.edges[*e])
    }

    /// Where a node with one way on leads.
    #[must_use]
    pub fn next(&self, key: &Key) -> Option<&Key> {
        self.edges_from(key).next().map(|e| &e.to)
    }

    /// The branches of the whole flow that a script decides about.
    pub fn scripts(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.definition.edges.iter().filter_map(|e| Some((&e.key, e.script.as_deref()?)))
    }

    /// The nodes at which the initiator chooses, and whether several people.
    pub fn choices(&self) -> impl Iterator<Item = (&Node, bool)> {
        self.definition.nodes.iter().filter_map(|n| match n.kind.who() {
            Some(WhoActs::InitiatorChooses { multiple }) => Some((n, *multiple)),
            _ => None,
        })
    }

    /// Whether the join closes a parallel rather than a condition.
    pub(crate) fn closes_parallel(&self, of: &Key) -> bool {
        matches!(self.node(of).map(|n| &n.kind), Some(NodeKind::Parallel {}))
    }

    /// Puts nodes in the order of reading: branch by branch, each block before what follows it.
    pub(crate) fn reading_order(&self, key: &Key) -> usize {
        self.by_key.get(key).map_or(usize::MAX, |at| self.blocks.order(*at))
    }

    /// How many parallels stand around a node.
    pub(crate) fn parallels_around(&self, key: &Key) -> usize {
        let Some(at) = self.by_key.get(key) else { return 0 };
        self.blocks
            .path(*at)
            .iter()
            .filter(|step| matches!(self.definition.nodes[step.opener].kind, NodeKind::Parallel {}))
            .count()
    }

    /// Whether `key` is `from` itself or lies behind it in the same branch, inner blocks included.
    pub(crate) fn is_from(&self, from: &Key, key: &Key) -> bool {
        match (self.by_key.get(from), self.by_key.get(key)) {
            (Some(from), Some(key)) => from == key || self.blocks.comes_before(*from, *key),
            _ => false,
        }
    }
}
