//! What a view may name: fields that are there, that its keeper sees, and that suit how it is drawn.

use weir_forms::schema::FieldKind;
use weir_model::limits::{FORM_FIELDS_MAX, TAB_NAME_MAX_CHARS};
use weir_model::{Issue, Issues};

use super::place::Place;
use crate::dto::views::ViewSettings;

/// Columns by whose values a board can be made although no form has them.
const STANDING_GROUPS: [&str; 5] = ["$status", "$type", "$assignee", "$createdBy", "$department"];
/// Days that every row has.
const STANDING_DAYS: [&str; 4] = ["$start", "$due", "$createdAt", "$updatedAt"];

/// What is wrong with the name of a view.
pub(super) fn check_name(name: &str) -> Issues {
    let found = match name.chars().count() {
        0 => Some(Issue::new("name", "view.name_missing")),
        n if n > TAB_NAME_MAX_CHARS => {
            Some(Issue::new("name", "view.name_too_long").with("max", TAB_NAME_MAX_CHARS))
        }
        _ => None,
    };
    found.into_iter().collect()
}

/// What is wrong with the fields that a view names; its filter and order are checked as a list's are.
pub(super) fn check_fields(place: &Place, settings: &ViewSettings) -> Issues {
    let mut issues = Issues::new();
    if settings.columns.len() > FORM_FIELDS_MAX {
        issues.push(Issue::new("settings.columns", "view.too_many_columns").with("max", FORM_FIELDS_MAX));
        return issues;
    }
    for (n, column) in settings.columns.iter().enumerate() {
        if !place.is_standing(column) && place.kinds(column).next().is_none() {
            let at = format!("settings.columns[{n}]");
            issues.push(Issue::new(at, "view.column_unknown").with("field", column));
        }
    }
    let named = [
        (
            "groupBy",
            &settings.group_by,
            &STANDING_GROUPS[..],
            groups as fn(&FieldKind) -> bool,
            "view.group_field",
        ),
        ("dateField", &settings.date_field, &STANDING_DAYS[..], has_a_day, "view.date_field"),
        ("coverField", &settings.cover_field, &[], is_image, "view.cover_field"),
    ];
    for (at, name, standing, suits, code) in named {
        let Some(name) = name else { continue };
        let stands = standing.contains(&name.as_str()) && place.is_standing(name);
        if !stands && !place.kinds(name).any(suits) {
            issues.push(Issue::new(format!("settings.{at}"), code).with("field", name));
        }
    }
    issues
}

/// Whether rows can stand in columns by the value: there is one of few.
const fn groups(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::SingleSelect { .. } | FieldKind::Person { multiple: false })
}

const fn has_a_day(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Date { .. } | FieldKind::DateTime {} | FieldKind::DateRange {})
}

const fn is_image(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Image { .. })
}
