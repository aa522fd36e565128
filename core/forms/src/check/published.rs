//! What earlier versions promised: a key means one type for ever, an option stays known.

use std::collections::HashSet;

use weir_model::{Issue, Issues};

use crate::schema::{Field, FieldKind, FormSchema, SelectOption};
use crate::types::{behaviour, type_name};

pub(super) fn check(schema: &FormSchema, published: &[&FormSchema], issues: &mut Issues) {
    let mut told = HashSet::new();
    for older in published {
        compare(&schema.fields, &older.fields, None, &mut told, issues);
    }
}

fn compare(
    fields: &[Field],
    older: &[Field],
    table: Option<&Field>,
    told: &mut HashSet<String>,
    issues: &mut Issues,
) {
    for field in fields {
        let Some(before) = older.iter().find(|before| before.key == field.key) else { continue };
        let at = match table {
            Some(table) => format!("{}.{}", table.key, field.key),
            None => field.key.to_string(),
        };
        let storage = |field: &Field| (type_name(&field.kind), behaviour(&field.kind).storage());
        if storage(field) != storage(before) {
            if told.insert(at.clone()) {
                issues.push(Issue::new(at, "form.field_type_changed").with("type", type_name(&before.kind)));
            }
            continue;
        }
        for gone in options(before).iter().filter(|old| !options(field).iter().any(|new| new.key == old.key))
        {
            if told.insert(format!("{at} {}", gone.key)) {
                issues.push(Issue::new(&at, "form.option_removed").with("option", &gone.key));
            }
        }
        compare(field.columns(), before.columns(), Some(field), told, issues);
    }
}

fn options(field: &Field) -> &[SelectOption] {
    match &field.kind {
        FieldKind::SingleSelect { options } | FieldKind::MultiSelect { options } => options,
        _ => &[],
    }
}
