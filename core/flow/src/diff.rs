//! What changed between two versions of a definition, by key.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use weir_model::{Key, LocalizedText};

use crate::definition::FlowDefinition;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What kind of part.
    pub part: Part,
    /// Its key; `None` for the flow itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key: Option<Key>,
    /// What people call it, in the newer of the versions that have it.
    pub name: LocalizedText,
    /// What became of it.
    pub change: ChangeKind,
    /// For a changed part: which of its properties, by their JSON names.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub properties: Vec<String>,
}

/// A part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = FlowPart))]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// Name, description, settings.
    Flow,
    /// A node.
    Node,
    /// An edge.
    Edge,
}

/// What became of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = FlowChangeKind))]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// The new version has it, the old one has not.
    Added,
    /// The old version has it, the new one has not.
    Removed,
    /// Both have it, with differences.
    Changed,
}

/// The differences from `old` to `new`: the flow's own first, then nodes, then edges, each in the order of the
/// new version with removed ones last.
#[must_use]
pub fn diff(old: &FlowDefinition, new: &FlowDefinition) -> Vec<Change> {
    let mut changes = Vec::new();
    let properties = differing(&own(old), &own(new));
    if !properties.is_empty() {
        let (part, change) = (Part::Flow, ChangeKind::Changed);
        changes.push(Change { part, key: None, name: new.name.clone(), change, properties });
    }
    let nodes = |d: &FlowDefinition| -> Vec<_> {
        d.nodes.iter().map(|n| (n.key.clone(), n.name.clone(), object(n))).collect()
    };
    parts(Part::Node, &nodes(old), &nodes(new), &mut changes);
    let edges = |d: &FlowDefinition| -> Vec<_> {
        d.edges.iter().map(|e| (e.key.clone(), e.name.clone(), object(e))).collect()
    };
    parts(Part::Edge, &edges(old), &edges(new), &mut changes);
    changes
}

type Named = (Key, LocalizedText, Map<String, Json>);

fn parts(part: Part, old: &[Named], new: &[Named], changes: &mut Vec<Change>) {
    for (key, name, content) in new {
        let (change, properties) = match old.iter().find(|(k, ..)| k == key) {
            None => (ChangeKind::Added, Vec::new()),
            Some((.., before)) => (ChangeKind::Changed, differing(before, content)),
        };
        if change == ChangeKind::Added || !properties.is_empty() {
            changes.push(Change { part, key: Some(key.clone()), name: name.clone(), change, properties });
        }
    }
    for (key, name, _) in old.iter().filter(|(key, ..)| new.iter().all(|(k, ..)| k != key)) {
        let (change, properties) = (ChangeKind::Removed, Vec::new());
        changes.push(Change { part, key: Some(key.clone()), name: name.clone(), change, properties });
    }
}

/// The flow's own properties: everything but its nodes and edges.
fn own(definition: &FlowDefinition) -> Map<String, Json> {
    let bare = FlowDefinition { nodes: Vec::new(), edges: Vec::new(), ..definition.clone() };
    object(&bare)
}

fn object(part: &impl Serialize) -> Map<String, Json> {
    match serde_json::to_value(part) {
        Ok(Json::Object(map)) => map,
        _ => Map::new(),
    }
}

fn differing(old: &Map<String, Json>, new: &Map<String, Json>) -> Vec<String> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    names.into_iter().filter(|name| old.get(*name) != new.get(*name)).cloned().collect()
}
