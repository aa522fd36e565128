//! Whether conditions and field rights name fields that the form has.

use weir_model::expr::Expr;
use weir_model::{Issue, Issues};

use super::facts::FormFacts;
use crate::definition::FlowDefinition;

pub(super) fn check(definition: &FlowDefinition, form: &FormFacts, issues: &mut Issues) {
    for node in &definition.nodes {
        for name in node.kind.field_rights().into_iter().flat_map(|rights| rights.keys()) {
            if !form.is_field_or_column(name) {
                let issue = Issue::new(node.key.as_str(), "flow.field_right_unknown");
                issues.push(issue.with("field", name));
            }
        }
    }
    for edge in &definition.edges {
        for name in edge.when.iter().flat_map(|when| unknown_in(when, form)) {
            issues.push(Issue::new(edge.key.as_str(), "flow.field_missing").with("field", name));
        }
    }
}

/// The fields of an expression that the form does not have. Walks without recursion: a draft may hold an
/// expression of any depth.
fn unknown_in(expr: &Expr, form: &FormFacts) -> Vec<String> {
    let mut unknown = Vec::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        match expr {
            Expr::Lit { .. } | Expr::Context { .. } => {}
            Expr::Field { key } if form.has_value(key) => {}
            Expr::Field { key } => unknown.push(key.to_string()),
            Expr::Column { table, key } if form.has_column(table.as_str(), key.as_str()) => {}
            Expr::Column { table, key } => unknown.push(format!("{table}.{key}")),
            Expr::All { args } | Expr::Any { args } | Expr::Call { args, .. } => {
                open.extend(args.iter().rev())
            }
            Expr::Not { arg } => open.push(arg),
            Expr::Compare { left, right, .. } | Expr::Math { left, right, .. } => {
                open.extend([&**right, left])
            }
        }
    }
    unknown
}
