//! The checks before publishing. Every finding is located by the key of a node or edge.
//!
//! A draft may be anything; what passes here runs to an end. Types inside conditions are the expression
//! language's own business, and so is whether named people, roles and departments still exist: `app` knows.

pub mod blocks;
pub mod facts;
mod fields;
pub mod graph;
mod people;
mod projects;
mod returns;
mod texts;

use weir_model::Issues;

use crate::definition::FlowDefinition;
pub use facts::{FieldFact, FormFacts};
use graph::Graph;

/// Everything that keeps a definition from being published; empty when nothing does.
#[must_use]
pub fn check(definition: &FlowDefinition, form: &FormFacts) -> Issues {
    let graph = Graph::new(definition);
    let mut issues = graph::issues(&graph);
    if issues.iter().any(|i| i.code == graph::TOO_LARGE) {
        return issues;
    }
    if issues.is_empty() {
        match blocks::of(&graph) {
            Ok(blocks) => returns::check(&graph, &blocks, &mut issues),
            Err(found) => issues.extend(found),
        }
    }
    texts::check(definition, &mut issues);
    people::check(definition, form, &mut issues);
    fields::check(definition, form, &mut issues);
    projects::check(definition, form, &mut issues);
    issues
}
