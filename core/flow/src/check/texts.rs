//! Names and messages that people will read.

use weir_model::{Issue, Issues};

use crate::definition::{FlowDefinition, NodeKind};

pub(super) fn check(definition: &FlowDefinition, issues: &mut Issues) {
    if definition.name.is_empty() {
        issues.push(Issue::new("", "flow.name_missing"));
    }
    for node in &definition.nodes {
        // Nobody reads the name of a join: it is drawn as a line.
        if node.name.is_empty() && !matches!(node.kind, NodeKind::Join { .. }) {
            issues.push(Issue::new(node.key.as_str(), "flow.node_name_missing"));
        }
        if let NodeKind::Notify { subject, .. } = &node.kind
            && subject.is_empty()
        {
            issues.push(Issue::new(node.key.as_str(), "flow.subject_missing"));
        }
    }
}
