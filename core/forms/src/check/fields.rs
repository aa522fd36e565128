//! Fields: keys, labels, settings, defaults.

use std::collections::HashSet;

use jiff::Timestamp;
use weir_model::limits::FORM_FIELDS_MAX;
use weir_model::{Issue, Issues};

use super::texts_fit;
use crate::limits::{HELP_MAX_CHARS, LABEL_MAX_CHARS};
use crate::schema::{Field, FieldKind, FormSchema};
use crate::situation::Situation;
use crate::types::{Report, behaviour};

pub(super) fn check(schema: &FormSchema, issues: &mut Issues) {
    let count = schema.fields.len() + schema.fields.iter().map(|field| field.columns().len()).sum::<usize>();
    if count == 0 {
        issues.push(Issue::new("", "form.no_fields"));
    }
    if count > FORM_FIELDS_MAX {
        issues.push(Issue::new("", "form.too_many_fields").with("max", FORM_FIELDS_MAX));
    }
    check_all(&schema.fields, None, issues);
}

fn check_all(fields: &[Field], table: Option<&Field>, issues: &mut Issues) {
    let mut seen = HashSet::new();
    for field in fields {
        let at = match table {
            Some(table) => format!("{}.{}", table.key, field.key),
            None => field.key.to_string(),
        };
        if !seen.insert(&field.key) {
            issues.push(Issue::new(&at, "form.key_repeated").with("key", &field.key));
        }
        check_texts(field, &at, issues);
        let kind = behaviour(&field.kind);
        kind.check(&mut Report { at: &at, issues });
        if table.is_some() && !kind.can_be_column() {
            issues.push(Issue::new(&at, "form.column_type"));
        }
        if field.unique && (table.is_some() || !kind.can_be_unique()) {
            issues.push(Issue::new(&at, "form.unique_not_possible"));
        }
        check_default(field, &at, issues);
        check_all(field.columns(), Some(field), issues);
    }
}

fn check_texts(field: &Field, at: &str, issues: &mut Issues) {
    match &field.kind {
        FieldKind::Hint { text } => {
            if text.is_empty() {
                issues.push(Issue::new(at, "form.hint_missing"));
            }
            texts_fit(at, text, HELP_MAX_CHARS, issues);
        }
        _ if field.label.is_empty() => issues.push(Issue::new(at, "form.label_missing")),
        FieldKind::Number { unit, .. } => texts_fit(at, unit, LABEL_MAX_CHARS, issues),
        FieldKind::Text { pattern_message, .. } => texts_fit(at, pattern_message, HELP_MAX_CHARS, issues),
        _ => {}
    }
    texts_fit(at, &field.label, LABEL_MAX_CHARS, issues);
    texts_fit(at, &field.help, HELP_MAX_CHARS, issues);
    texts_fit(at, &field.placeholder, HELP_MAX_CHARS, issues);
}

/// A default must be a value that the field takes. Places such as `$today` are tried with the first day of 1970.
fn check_default(field: &Field, at: &str, issues: &mut Issues) {
    let Some(default) = &field.default else { return };
    let kind = behaviour(&field.kind);
    let trial = Situation {
        today: jiff::civil::Date::constant(1970, 1, 1),
        now: Timestamp::UNIX_EPOCH,
        initiator: None,
        department: None,
    };
    let mut found = Vec::new();
    let mut report = Report { at, issues: &mut found };
    let value = kind.canonical(&kind.initial(default, &trial), &mut report);
    let is_place = default.as_str().is_some_and(|text| text.starts_with('$'));
    if !value.is_null() && !is_place {
        kind.limits(&value, &mut report);
    }
    if !found.is_empty() || field.formula.is_some() || kind.is_given() || kind.value_type().is_none() {
        issues.push(Issue::new(at, "form.bad_default"));
    }
}
