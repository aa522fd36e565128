//! Whether a project can be founded from a template. Every finding is located in the document.

use std::collections::BTreeSet;

use weir_model::limits::{SAVED_VIEWS_MAX, TAB_NAME_MAX_CHARS, TEXT_MAX_CHARS};
use weir_model::{Issue, Issues, Key, Locale, LocalizedText};
use weir_work::{DEPTH_MAX, Deed, Place, TYPES_MAX, check_board, check_place, check_type};

use crate::project::{PROJECT_FORMAT, ProjectTemplate, TemplateItem};

/// Work items of a template: all of them are created in one request.
pub const TEMPLATE_ITEMS_MAX: usize = 500;
/// Relations of a template's items.
pub const TEMPLATE_RELATIONS_MAX: usize = 1_000;
/// Places of a template: whoever founds a project fills them one by one.
pub const TEMPLATE_PLACES_MAX: usize = 50;
/// Days from a project's start to any day of its items, in either direction: ten years.
pub const TEMPLATE_DAYS_MAX: i32 = 3_660;

/// Everything that keeps a project from being founded from a template; empty when nothing does.
#[must_use]
pub fn check_project_template(template: &ProjectTemplate) -> Issues {
    let mut issues = Issues::new();
    if template.format != PROJECT_FORMAT {
        let issue = Issue::new("format", "template.format_unknown").with("format", template.format);
        return vec![issue.with("known", PROJECT_FORMAT)];
    }
    for (at, count, max) in [
        ("types", template.types.len(), TYPES_MAX),
        ("views", template.views.len(), SAVED_VIEWS_MAX),
        ("places", template.places.len(), TEMPLATE_PLACES_MAX),
        ("items", template.items.len(), TEMPLATE_ITEMS_MAX),
        ("relations", template.relations.len(), TEMPLATE_RELATIONS_MAX),
    ] {
        if count > max {
            issues.push(Issue::new(at, "template.too_many").with("count", count).with("max", max));
        }
    }
    if !issues.is_empty() {
        return issues;
    }
    types(template, &mut issues);
    issues.extend(check_board(&template.board));
    for (n, view) in template.views.iter().enumerate() {
        text(&format!("views[{n}].name"), &view.name, TAB_NAME_MAX_CHARS, &mut issues);
    }
    places(template, &mut issues);
    for (n, item) in template.items.iter().enumerate() {
        check_item(template, n, item, &mut issues);
    }
    hierarchy(template, &mut issues);
    relations(template, &mut issues);
    issues
}

/// Findings further down in the document.
fn below(at: &str, found: Issues, issues: &mut Issues) {
    issues.extend(found.into_iter().map(|mut issue| {
        issue.at = if issue.at.is_empty() { at.to_owned() } else { format!("{at}.{}", issue.at) };
        issue
    }));
}

fn text(at: &str, text: &LocalizedText, max: usize, issues: &mut Issues) {
    if text.is_empty() {
        issues.push(Issue::new(at, "request.text_empty"));
    } else if text.iter().any(|(_, t)| t.chars().count() > max) {
        issues.push(Issue::new(at, "request.text_long").with("max", max));
    }
}

fn types(template: &ProjectTemplate, issues: &mut Issues) {
    if template.types.is_empty() {
        issues.push(Issue::new("types", "template.no_types"));
    }
    let keys: Vec<Key> = template.types.iter().map(|t| t.key.clone()).collect();
    let mut seen = BTreeSet::new();
    for (n, kind) in template.types.iter().enumerate() {
        let at = format!("types[{n}]");
        if !seen.insert(&kind.key) {
            issues.push(Issue::new(format!("{at}.key"), "design.key_taken"));
        }
        // The fields that a type begins with are the application's: what demands one of them is checked there.
        let fields: Vec<&str> = match &kind.schema {
            Some(schema) => schema.fields.iter().map(|f| f.key.as_str()).collect(),
            None => kind
                .definition
                .workflow
                .transitions
                .iter()
                .flat_map(|t| &t.required)
                .map(String::as_str)
                .collect(),
        };
        below(&format!("{at}.definition"), check_type(&kind.definition, &keys, &fields), issues);
        if let Some(schema) = &kind.schema {
            below(&format!("{at}.schema"), weir_forms::check_schema(schema, &[]), issues);
        }
    }
}

fn places(template: &ProjectTemplate, issues: &mut Issues) {
    let mut seen = BTreeSet::new();
    for (n, place) in template.places.iter().enumerate() {
        text(&format!("places[{n}].name"), &place.name, TAB_NAME_MAX_CHARS, issues);
        if !seen.insert(&place.key) {
            issues.push(Issue::new(format!("places[{n}].key"), "design.key_taken"));
        }
    }
    if let Some(lead) = &template.lead {
        match template.place(lead) {
            None => issues.push(Issue::new("lead", "template.place_unknown").with("place", lead)),
            Some(place) if !place.role.may(Deed::Arrange) => {
                issues.push(Issue::new("lead", "template.lead_not_admin").with("place", lead));
            }
            Some(_) => {}
        }
    }
}

fn check_item(template: &ProjectTemplate, n: usize, item: &TemplateItem, issues: &mut Issues) {
    let at = |part: &str| format!("items[{n}].{part}");
    text(&at("title"), &item.title, TEXT_MAX_CHARS, issues);
    if template.kind(&item.kind).is_none() {
        issues.push(Issue::new(at("type"), "work.type_unknown").with("type", &item.kind));
    }
    for (part, day) in [("start", item.start), ("due", item.due)] {
        if day.is_some_and(|day| !(-TEMPLATE_DAYS_MAX..=TEMPLATE_DAYS_MAX).contains(&day)) {
            issues.push(Issue::new(at(part), "template.days_range").with("max", TEMPLATE_DAYS_MAX));
        }
    }
    if item.start.zip(item.due).is_some_and(|(start, due)| due < start) {
        issues.push(Issue::new(at("due"), "work.dates_reversed"));
    }
    if let Some(key) = &item.place {
        match template.place(key) {
            None => issues.push(Issue::new(at("place"), "template.place_unknown").with("place", key)),
            Some(place) if !place.role.may(Deed::Work) => {
                issues.push(Issue::new(at("place"), "template.place_only_looks").with("place", key));
            }
            Some(_) => {}
        }
    }
}

/// Every item stands where its type may stand, below nothing that stands below it, and not too deep.
fn hierarchy(template: &ProjectTemplate, issues: &mut Issues) {
    let reached: BTreeSet<usize> = template.parents_first().into_iter().collect();
    for (n, item) in template.items.iter().enumerate() {
        let at = format!("items[{n}].parent");
        let Some(kind) = template.kind(&item.kind) else { continue };
        if item.parent.is_some_and(|p| p >= template.items.len()) {
            issues.push(Issue::new(at, "work.item_unknown"));
            continue;
        }
        if !reached.contains(&n) {
            issues.push(Issue::new(at, "work.parent_loop"));
            continue;
        }
        // One more than may be: a deeper walk says no more.
        let above: Vec<usize> =
            std::iter::successors(item.parent, |p| template.items.get(*p).and_then(|i| i.parent))
                .take(DEPTH_MAX + 1)
                .collect();
        let parent = item.parent.and_then(|p| template.kind(&template.items[p].kind));
        let place = Place {
            item: Some(n),
            kind: &kind.definition,
            height: 1,
            parent: parent.map(|t| (&t.key, &t.definition.name)),
            above: &above,
            locale: Locale::default(),
        };
        if item.parent.is_none() || parent.is_some() {
            issues.extend(check_place(&place).into_iter().map(|i| Issue { at: at.clone(), ..i }));
        }
    }
}

fn relations(template: &ProjectTemplate, issues: &mut Issues) {
    let mut seen = BTreeSet::new();
    for (n, relation) in template.relations.iter().enumerate() {
        let (from, to) = (relation.from, relation.to);
        let code = match () {
            () if from.max(to) >= template.items.len() => "work.item_unknown",
            () if from == to => "work.relation_to_itself",
            () if !seen.insert((relation.kind, from.min(to), from.max(to))) => "template.relation_twice",
            () => continue,
        };
        issues.push(Issue::new(format!("relations[{n}]"), code));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;

    fn template(more: Json) -> ProjectTemplate {
        let both = |text: &str| json!({ "zh-CN": text, "en": text });
        let status =
            |key: &str, category: &str| json!({ "key": key, "name": both(key), "category": category });
        let kind = |key: &str, root: bool, parents: Json| {
            let workflow = json!({
                "initial": "todo", "statuses": [status("todo", "todo"), status("done", "done")],
                "transitions": [{ "to": "done" }, { "to": "todo" }],
            });
            let mut definition = json!({ "name": both(key), "root": root, "workflow": workflow });
            if !parents.is_null() {
                definition["parents"] = parents;
            }
            json!({ "key": key, "definition": definition })
        };
        let mut all = json!({
            "format": 1, "types": [kind("phase", true, json!([])), kind("task", false, json!(["phase", "task"]))],
            "places": [
                { "key": "lead", "name": both("Lead"), "role": "admin" },
                { "key": "guest", "name": both("Guest"), "role": "viewer" },
            ],
            "lead": "lead",
            "items": [
                { "title": both("First"), "type": "phase", "start": 0, "due": 10 },
                { "title": both("Second"), "type": "task", "parent": 0, "due": 3, "place": "lead" },
            ],
            "relations": [{ "from": 0, "kind": "relates", "to": 1 }],
        });
        for (name, value) in more.as_object().unwrap() {
            *all.pointer_mut(name).unwrap() = value.clone();
        }
        serde_json::from_value(all).unwrap()
    }

    #[track_caller]
    fn finds(more: Json, expected: &[(&str, &str)]) {
        let found = check_project_template(&template(more));
        let found: Vec<_> = found.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sound_template_has_no_findings() {
        finds(json!({}), &[]);
    }

    #[test]
    fn what_no_project_could_have_is_told_where_it_stands() {
        finds(json!({ "/format": 2 }), &[("format", "template.format_unknown")]);
        finds(
            json!({ "/types/1/key": "phase", "/items/1/type": "phase" }),
            &[
                ("types[1].key", "design.key_taken"),
                ("types[1].definition.parents[1]", "work.type_unknown"),
                ("items[1].parent", "work.parent_type"),
            ],
        );
        finds(
            json!({ "/types/0/definition/workflow/initial": "open" }),
            &[("types[0].definition.workflow.initial", "work.status_unknown")],
        );
        finds(json!({ "/lead": "guest" }), &[("lead", "template.lead_not_admin")]);
        finds(json!({ "/lead": "nobody" }), &[("lead", "template.place_unknown")]);
        finds(json!({ "/places/1/key": "lead" }), &[("places[1].key", "design.key_taken")]);
    }

    #[test]
    fn items_name_what_is_there_and_days_in_order() {
        finds(json!({ "/items/1/type": "bug" }), &[("items[1].type", "work.type_unknown")]);
        finds(json!({ "/items/1/place": "guest" }), &[("items[1].place", "template.place_only_looks")]);
        finds(json!({ "/items/1/place": "boss" }), &[("items[1].place", "template.place_unknown")]);
        finds(json!({ "/items/0/due": -1 }), &[("items[0].due", "work.dates_reversed")]);
        finds(json!({ "/items/0/due": 3661 }), &[("items[0].due", "template.days_range")]);
        finds(json!({ "/items/0/title": {} }), &[("items[0].title", "request.text_empty")]);
    }

    #[test]
    fn items_stand_where_their_types_may() {
        finds(json!({ "/items/1/parent": null }), &[("items[1].parent", "work.root_forbidden")]);
        finds(json!({ "/items/1/parent": 1 }), &[("items[1].parent", "work.parent_loop")]);
        finds(json!({ "/items/1/parent": 9 }), &[("items[1].parent", "work.item_unknown")]);
        let chain = |length: usize| {
            let mut deep = template(json!({}));
            for n in 2..length {
                deep.items.push(TemplateItem { parent: Some(n - 1), ..deep.items[1].clone() });
            }
            check_project_template(&deep)
        };
        assert_eq!(chain(DEPTH_MAX), []);
        assert_eq!(chain(DEPTH_MAX + 1)[0].code, "work.too_deep");
    }

    #[test]
    fn a_relation_joins_two_items_once() {
        finds(json!({ "/relations/0/to": 2 }), &[("relations[0]", "work.item_unknown")]);
        finds(json!({ "/relations/0/to": 0 }), &[("relations[0]", "work.relation_to_itself")]);
        let twice = json!([
            { "from": 0, "kind": "blocks", "to": 1 }, { "from": 1, "kind": "blocks", "to": 0 },
            { "from": 1, "kind": "relates", "to": 0 },
        ]);
        finds(json!({ "/relations": twice }), &[("relations[1]", "template.relation_twice")]);
    }

    #[test]
    fn a_template_holds_so_much_and_no_more() {
        let mut large = template(json!({ "/relations": [] }));
        let item = large.items[0].clone();
        large.items = vec![item; TEMPLATE_ITEMS_MAX];
        assert_eq!(check_project_template(&large), []);
        large.items.push(large.items[0].clone());
        let found = check_project_template(&large);
        assert_eq!((found[0].at.as_str(), found[0].code.as_ref()), ("items", "template.too_many"));
    }
}
