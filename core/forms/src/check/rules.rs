//! Linkage rules: their conditions and what they do to which fields.

use std::collections::HashSet;

use weir_model::expr::{self, Expr};
use weir_model::limits::RULES_MAX;
use weir_model::{Issue, Issues, Key};

use super::expressions::{can_hold_computed, located, reads, takes};
use super::types::expression_types;
use crate::schema::{FormSchema, RuleAction};
use crate::types::behaviour;

pub(super) fn check(schema: &FormSchema, issues: &mut Issues) {
    if schema.rules.len() > RULES_MAX {
        issues.push(Issue::new("rules", "form.too_many_rules").with("max", RULES_MAX));
    }
    let mut seen = HashSet::new();
    for rule in &schema.rules {
        let at = format!("rules.{}", rule.key);
        if !seen.insert(&rule.key) {
            issues.push(Issue::new(&at, "form.key_repeated").with("key", &rule.key));
        }
        if let Err(found) = expr::check_condition(&rule.when, &expression_types(schema, None)) {
            issues.extend(found.into_iter().map(|issue| located(issue, &at)));
        }
        if rule.actions.is_empty() {
            issues.push(Issue::new(&at, "form.rule_empty"));
        }
        for action in &rule.actions {
            match action {
                RuleAction::Show { fields }
                | RuleAction::Hide { fields }
                | RuleAction::Require { fields }
                | RuleAction::ReadOnly { fields } => check_fields(schema, fields, &at, issues),
                RuleAction::Set { field, value } => check_set(schema, field, value, &at, issues),
            }
        }
    }
}

fn check_fields(schema: &FormSchema, fields: &[Key], at: &str, issues: &mut Issues) {
    if fields.is_empty() {
        issues.push(Issue::new(at, "form.rule_empty"));
    }
    for key in fields.iter().filter(|key| schema.field(key.as_str()).is_none()) {
        issues.push(Issue::new(at, "form.rule_unknown_field").with("field", key));
    }
}

fn check_set(schema: &FormSchema, key: &Key, value: &Expr, at: &str, issues: &mut Issues) {
    let Some(field) = schema.field(key.as_str()) else {
        issues.push(Issue::new(at, "form.rule_unknown_field").with("field", key));
        return;
    };
    let label = field.label.get(weir_model::Locale::default());
    if !can_hold_computed(field) || field.formula.is_some() || behaviour(&field.kind).is_given() {
        issues.push(Issue::new(at, "form.set_not_possible").with("field", label));
        return;
    }
    if reads(value, key) {
        issues.push(Issue::new(at, "form.set_refers_to_itself").with("field", label));
        return;
    }
    match expr::check(value, &expression_types(schema, None)) {
        Ok(found) if takes(field, &found) => {}
        Ok(_) => issues.push(Issue::new(at, "form.set_type").with("field", label)),
        Err(found) => issues.extend(found.into_iter().map(|issue| located(issue, at))),
    }
}
