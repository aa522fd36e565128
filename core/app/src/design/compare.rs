//! Differences between two definitions, part by part, told by key.

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use weir_flow::definition::FlowDefinition;
use weir_forms::schema::FormSchema;
use weir_model::LocalizedText;

use crate::dto::definition::{ChangeKind, ChangeSubject, DefinitionChange, PropertyChange};

/// What publishing `after` would change of `before`.
pub fn forms(before: Option<&FormSchema>, after: &FormSchema) -> Vec<DefinitionChange> {
    let empty = FormSchema::default();
    let before = before.unwrap_or(&empty);
    let mut changes = settings(before, after, &["fields", "rules"]);
    parts(ChangeSubject::Field, &before.fields, &after.fields, &mut changes);
    parts(ChangeSubject::Rule, &before.rules, &after.rules, &mut changes);
    changes
}

/// What publishing `after` would change of `before`.
pub fn flows(before: Option<&FlowDefinition>, after: &FlowDefinition) -> Vec<DefinitionChange> {
    let empty = FlowDefinition::default();
    let before = before.unwrap_or(&empty);
    let mut changes = settings(before, after, &["nodes", "edges"]);
    parts(ChangeSubject::Node, &before.nodes, &after.nodes, &mut changes);
    parts(ChangeSubject::Edge, &before.edges, &after.edges, &mut changes);
    changes
}

fn object<T: Serialize>(value: &T) -> Map<String, Json> {
    match serde_json::to_value(value) {
        Ok(Json::Object(map)) => map,
        // Definitions are structs: they always write as objects.
        _ => Map::new(),
    }
}

/// Properties of the whole that are not lists of parts.
fn settings<T: Serialize>(before: &T, after: &T, lists: &[&str]) -> Vec<DefinitionChange> {
    let own = |whole: &T| -> Map<String, Json> {
        object(whole).into_iter().filter(|(name, _)| !lists.contains(&name.as_str())).collect()
    };
    let (before, after) = (own(before), own(after));
    let properties = properties(&before, &after);
    if properties.is_empty() {
        return Vec::new();
    }
    vec![DefinitionChange {
        kind: ChangeKind::Changed,
        subject: ChangeSubject::Setting,
        key: String::new(),
        name: name(&after),
        properties,
    }]
}

fn parts<T: Serialize>(
    subject: ChangeSubject,
    before: &[T],
    after: &[T],
    changes: &mut Vec<DefinitionChange>,
) {
    let keyed = |parts: &[T]| -> IndexMap<String, Map<String, Json>> {
        parts
            .iter()
            .map(object)
            .map(|o| (o.get("key").and_then(Json::as_str).unwrap_or_default().to_owned(), o))
            .collect()
    };
    let (before, after) = (keyed(before), keyed(after));
    let change = |kind, key: &str, part: &Map<String, Json>, properties| DefinitionChange {
        kind,
        subject,
        key: key.to_owned(),
        name: name(part),
        properties,
    };
    // A part has moved when it stands behind another than before, among the parts that both versions have.
    let order = |of: &IndexMap<String, Map<String, Json>>,
                 other: &IndexMap<String, Map<String, Json>>|
     -> Vec<String> { of.keys().filter(|key| other.contains_key(*key)).cloned().collect() };
    let (old_order, new_order) = (order(&before, &after), order(&after, &before));
    let predecessor = |keys: &[String], key: &str| -> Option<String> {
        let place = keys.iter().position(|k| k == key)?;
        place.checked_sub(1).map(|p| keys[p].clone())
    };
    for (key, part) in &after {
        match before.get(key) {
            None => changes.push(change(ChangeKind::Added, key, part, Vec::new())),
            Some(old) => {
                let different = properties(old, part);
                if !different.is_empty() {
                    changes.push(change(ChangeKind::Changed, key, part, different));
                } else if predecessor(&old_order, key) != predecessor(&new_order, key) {
                    changes.push(change(ChangeKind::Moved, key, part, Vec::new()));
                }
            }
        }
    }
    for (key, part) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        changes.push(change(ChangeKind::Removed, key, part, Vec::new()));
    }
}

fn properties(before: &Map<String, Json>, after: &Map<String, Json>) -> Vec<PropertyChange> {
    let mut names: Vec<&String> = before.keys().collect();
    names.extend(after.keys().filter(|name| !before.contains_key(*name)));
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| PropertyChange {
            name: name.clone(),
            before: before.get(name).cloned(),
            after: after.get(name).cloned(),
        })
        .collect()
}

fn name(part: &Map<String, Json>) -> LocalizedText {
    let text = part.get("label").or_else(|| part.get("name")).cloned().unwrap_or_default();
    serde_json::from_value(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> FormSchema {
        let fields: Vec<Json> = fields
            .iter()
            .map(|(key, label)| serde_json::json!({ "key": key, "label": { "en": label }, "type": "text" }))
            .collect();
        serde_json::from_value(serde_json::json!({ "name": { "en": "F" }, "fields": fields })).unwrap()
    }

    fn told(before: &FormSchema, after: &FormSchema) -> Vec<(ChangeKind, String)> {
        forms(Some(before), after).into_iter().map(|c| (c.kind, c.key)).collect()
    }

    #[test]
    fn added_removed_changed_and_moved_fields_are_told_by_key() {
        let before = form(&[("a", "A"), ("b", "B"), ("c", "C")]);
        let after = form(&[("b", "B"), ("a", "A!"), ("d", "D")]);
        let expected = [
            (ChangeKind::Moved, "b".to_owned()),
            (ChangeKind::Changed, "a".to_owned()),
            (ChangeKind::Added, "d".to_owned()),
            (ChangeKind::Removed, "c".to_owned()),
        ];
        assert_eq!(told(&before, &after), expected);
        assert!(told(&before, &before).is_empty());
    }

    #[test]
    fn a_field_in_between_moves_nobody() {
        let after = form(&[("a", "A"), ("x", "X"), ("b", "B")]);
        assert_eq!(told(&form(&[("a", "A"), ("b", "B")]), &after), [(ChangeKind::Added, "x".to_owned())]);
    }

    #[test]
    fn a_change_shows_each_property_before_and_after() {
        let changes = forms(Some(&form(&[("a", "A")])), &form(&[("a", "B")]));
        let [property] = changes[0].properties.as_slice() else { panic!("{changes:?}") };
        assert_eq!(property.name, "label");
        assert_eq!(property.before, Some(serde_json::json!({ "en": "A" })));
        assert_eq!(property.after, Some(serde_json::json!({ "en": "B" })));
    }
}
