//! What changed between two versions of a form, for the person who is about to publish.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use weir_model::LocalizedText;

use crate::schema::{Field, FormSchema, Rule};

/// One change of a definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DefinitionChange {
    /// What happened.
    pub kind: ChangeKind,
    /// To what.
    pub subject: ChangeSubject,
    /// Its key; `table.column` for a column.
    pub key: String,
    /// Its label.
    pub name: LocalizedText,
    /// The properties that changed.
    pub properties: Vec<PropertyChange>,
}

/// What happened to a part of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its properties differ.
    Changed,
    /// It stands elsewhere among its neighbours.
    Moved,
}

/// Which part of a form changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ChangeSubject {
    /// A field or column.
    Field,
    /// A linkage rule.
    Rule,
    /// The form itself.
    Setting,
}

/// One changed property, in its JSON form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PropertyChange {
    /// The property, as JSON names it.
    pub name: String,
    /// Before; left out when it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub before: Option<Json>,
    /// After; left out when it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<serde_json::Value>))]
    pub after: Option<Json>,
}

/// The changes from one version to another: of the form, of its fields, of its rules.
#[must_use]
pub fn compare_schemas(before: &FormSchema, after: &FormSchema) -> Vec<DefinitionChange> {
    let settings = |schema: &FormSchema| Part {
        properties: without(schema, &["fields", "rules"]),
        key: String::new(),
        name: schema.name.clone(),
    };
    let mut changes = Vec::new();
    compare_parts(ChangeSubject::Setting, &[settings(before)], &[settings(after)], &mut changes);
    compare_parts(ChangeSubject::Field, &field_parts(before), &field_parts(after), &mut changes);
    compare_parts(ChangeSubject::Rule, &rule_parts(&before.rules), &rule_parts(&after.rules), &mut changes);
    changes
}

/// One comparable part of a form.
struct Part {
    key: String,
    name: LocalizedText,
    properties: Map<String, Json>,
}

fn field_parts(schema: &FormSchema) -> Vec<Part> {
    let part = |key: String, field: &Field| Part {
        key,
        name: field.label.clone(),
        properties: without(field, &["key", "fields"]),
    };
    let mut parts = Vec::new();
    for field in &schema.fields {
        parts.push(part(field.key.to_string(), field));
        parts.extend(
            field.columns().iter().map(|column| part(format!("{}.{}", field.key, column.key), column)),
        );
    }
    parts
}

fn rule_parts(rules: &[Rule]) -> Vec<Part> {
    let part = |rule: &Rule| Part {
        key: rule.key.to_string(),
        name: LocalizedText::default(),
        properties: without(rule, &["key"]),
    };
    rules.iter().map(part).collect()
}

fn without(whole: &impl Serialize, names: &[&str]) -> Map<String, Json> {
    match serde_json::to_value(whole) {
        Ok(Json::Object(mut properties)) => {
            properties.retain(|name, _| !names.contains(&name.as_str()));
            properties
        }
        _ => Map::new(),
    }
}

fn compare_parts(
    subject: ChangeSubject,
    before: &[Part],
    after: &[Part],
    changes: &mut Vec<DefinitionChange>,
) {
    let change = |kind, part: &Part, properties| DefinitionChange {
        kind,
        subject,
        key: part.key.clone(),
        name: part.name.clone(),
        properties,
    };
    let moved = moved(before, after);
    for part in after {
        match before.iter().find(|old| old.key == part.key) {
            None => changes.push(change(ChangeKind::Added, part, Vec::new())),
            Some(old) => {
                let properties = differences(&old.properties, &part.properties);
                if !properties.is_empty() {
                    changes.push(change(ChangeKind::Changed, part, properties));
                }
                if moved.contains(&part.key.as_str()) {
                    changes.push(change(ChangeKind::Moved, part, Vec::new()));
                }
            }
        }
    }
    for part in before.iter().filter(|old| !after.iter().any(|part| part.key == old.key)) {
        changes.push(change(ChangeKind::Removed, part, Vec::new()));
    }
}

fn differences(before: &Map<String, Json>, after: &Map<String, Json>) -> Vec<PropertyChange> {
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    after
        .keys()
        .chain(gone)
        .map(|name| PropertyChange {
            name: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The fewest parts whose moving explains the new order: those outside a longest run that kept its order.
fn moved<'a>(before: &[Part], after: &'a [Part]) -> Vec<&'a str> {
    let place = |key: &str| before.iter().position(|old| old.key == key);
    let kept: Vec<(usize, &str)> =
        after.iter().filter_map(|part| place(&part.key).map(|place| (place, part.key.as_str()))).collect();
    // best[i]: length of the longest ordered run that ends at i, and the one before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(kept.len());
    for i in 0..kept.len() {
        let previous = (0..i).filter(|&j| kept[j].0 < kept[i].0).max_by_key(|&j| best[j].0);
        best.push((previous.map_or(1, |j| best[j].0 + 1), previous));
    }
    let mut stayed = vec![false; kept.len()];
    let mut next = (0..kept.len()).max_by_key(|&i| best[i].0);
    while let Some(i) = next {
        stayed[i] = true;
        next = best[i].1;
    }
    kept.iter().zip(stayed).filter(|(_, stayed)| !stayed).map(|((_, key), _)| *key).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::sample::form;

    #[test]
    fn changes_are_told_by_part_and_property() {
        let text = |key: &str| json!({"key": key, "type": "text"});
        let before = form(vec![text("a"), text("b"), text("c"), text("d")]);
        let mut after = form(vec![text("d"), text("a"), text("b"), text("e")]);
        after.fields[2].required = true;
        after.name = LocalizedText::both("新", "New");
        let told: Vec<(ChangeKind, ChangeSubject, String)> =
            compare_schemas(&before, &after).into_iter().map(|c| (c.kind, c.subject, c.key)).collect();
        assert_eq!(
            told,
            [
                (ChangeKind::Changed, ChangeSubject::Setting, String::new()),
                (ChangeKind::Moved, ChangeSubject::Field, "d".to_owned()),
                (ChangeKind::Changed, ChangeSubject::Field, "b".to_owned()),
                (ChangeKind::Added, ChangeSubject::Field, "e".to_owned()),
                (ChangeKind::Removed, ChangeSubject::Field, "c".to_owned()),
            ]
        );
        assert_eq!(compare_schemas(&before, &before), []);
    }
}
