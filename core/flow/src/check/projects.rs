//! Whether the project that an end brings into being is filled in from fields that the form has.

use weir_model::{Issue, Issues, Key};

use super::facts::{FieldFact, FormFacts};
use crate::definition::{FlowDefinition, NodeKind};

pub(super) fn check(definition: &FlowDefinition, form: &FormFacts, issues: &mut Issues) {
    for node in &definition.nodes {
        let NodeKind::End { project: Some(order) } = &node.kind else { continue };
        let mut found = |field: &Key, suits: fn(&FieldFact) -> bool, code: &'static str| {
            let code = match form.fields.get(field) {
                None => "flow.field_missing",
                Some(fact) if !suits(fact) => code,
                Some(_) => return,
            };
            issues.push(Issue::new(node.key.as_str(), code).with("field", field));
        };
        for field in [&order.name, &order.key, &order.description].into_iter().flatten() {
            found(field, |fact| *fact == FieldFact::Text, "flow.project_field_not_text");
        }
        if let Some(field) = &order.start {
            found(field, |fact| *fact == FieldFact::Day, "flow.project_field_not_day");
        }
        for field in order.lead.iter().chain(&order.members) {
            found(field, |fact| *fact == FieldFact::Person, "flow.project_field_not_person");
        }
    }
}
