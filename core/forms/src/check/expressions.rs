//! Formulas: present where needed, well typed, and none that refers to itself. Findings stand at `amount.formula`.

use weir_model::expr::{self, Expr, Type};
use weir_model::{Issue, Issues, Key};

use super::types::expression_types;
use crate::formulas::{in_order, label};
use crate::schema::{Field, FieldKind, FormSchema, FormulaResult};
use crate::types::behaviour;

pub(super) fn check(schema: &FormSchema, issues: &mut Issues) {
    for field in &schema.fields {
        check_formula(schema, field, None, issues);
        for column in field.columns() {
            check_formula(schema, column, Some(&field.key), issues);
        }
    }
    if let Err(cycle) = in_order(schema) {
        let names: Vec<String> = cycle.iter().map(|name| label(schema, name)).collect();
        let at = cycle.first().map(|name| match &name.table {
            Some(table) => format!("{table}.{}.formula", name.key),
            None => format!("{}.formula", name.key),
        });
        issues
            .push(Issue::new(at.unwrap_or_default(), "form.formula_cycle").with("cycle", names.join(" → ")));
    }
}

fn check_formula(schema: &FormSchema, field: &Field, table: Option<&Key>, issues: &mut Issues) {
    let at = table
        .map_or_else(|| format!("{}.formula", field.key), |table| format!("{table}.{}.formula", field.key));
    let Some(formula) = &field.formula else {
        if matches!(field.kind, FieldKind::Formula { .. }) {
            issues.push(Issue::new(at, "form.formula_missing"));
        }
        return;
    };
    if !can_hold_computed(field) {
        issues.push(Issue::new(at, "form.formula_not_possible"));
        return;
    }
    match expr::check(formula, &expression_types(schema, table)) {
        Ok(found) if takes(field, &found) => {}
        Ok(_) => issues.push(Issue::new(at, "form.formula_result")),
        Err(found) => issues.extend(found.into_iter().map(|issue| located(issue, &at))),
    }
}

/// The finding of an expression at the place of the field or rule that holds it; the path within goes along.
pub(super) fn located(issue: Issue, at: &str) -> Issue {
    let path = issue.at.clone();
    Issue { at: at.to_owned(), ..issue }.with("path", path)
}

/// Whether a computed value may stand in the field.
pub(super) fn can_hold_computed(field: &Field) -> bool {
    let kind = behaviour(&field.kind);
    let structured = matches!(
        field.kind,
        FieldKind::Detail { .. }
            | FieldKind::File { .. }
            | FieldKind::Image { .. }
            | FieldKind::Signature {}
            | FieldKind::Serial { .. }
            | FieldKind::RichText {}
    );
    kind.value_type().is_some() && !structured
}

/// Whether a field takes a value of that type. Text takes everything that has a text.
pub(super) fn takes(field: &Field, found: &Type) -> bool {
    let is_text = matches!(
        field.kind,
        FieldKind::Text { .. }
            | FieldKind::LongText { .. }
            | FieldKind::Formula { result: FormulaResult::Text, .. }
    );
    match behaviour(&field.kind).value_type() {
        None => false,
        Some(_) if is_text => !matches!(found, Type::Rows | Type::List(_) | Type::Range),
        Some(wanted) => wanted.join(found).is_some() || wanted.item() == *found,
    }
}

/// Whether the expression reads the field itself.
pub(super) fn reads(value: &Expr, key: &Key) -> bool {
    expr::fields_of(value).iter().any(|read| read.table.is_none() && read.key == *key)
}
