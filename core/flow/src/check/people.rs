//! Whether every node that needs people says whom.

use weir_model::limits::DEPARTMENT_DEPTH_MAX;
use weir_model::{Issue, Issues};

use super::facts::{FieldFact, FormFacts};
use crate::definition::{FlowDefinition, WhoActs};

pub(super) fn check(definition: &FlowDefinition, form: &FormFacts, issues: &mut Issues) {
    for node in &definition.nodes {
        let Some(who) = node.kind.who() else { continue };
        let at = node.key.as_str();
        let levels = 1..=DEPARTMENT_DEPTH_MAX;
        match who {
            WhoActs::Nobody {} => issues.push(Issue::new(at, "flow.who_missing")),
            WhoActs::User { users } if users.is_empty() => issues.push(Issue::new(at, "flow.who_missing")),
            WhoActs::Superior { level } | WhoActs::Superiors { up_to: level }
                if !levels.contains(&usize::from(*level)) =>
            {
                issues.push(Issue::new(at, "flow.level_range").with("max", DEPARTMENT_DEPTH_MAX));
            }
            WhoActs::Field { field } => match form.fields.get(field) {
                Some(FieldFact::Person | FieldFact::Department) => {}
                Some(_) => issues.push(Issue::new(at, "flow.field_not_people").with("field", field)),
                None => issues.push(Issue::new(at, "flow.field_missing").with("field", field)),
            },
            _ => {}
        }
    }
}
