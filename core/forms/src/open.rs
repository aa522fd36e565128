//! A form as people see it who are not of the company: what they may know of it, and what keeps it from being theirs
//! to fill in.
//!
//! Fields that reach into the company (people, departments, records, files) stay out, and so do fields that are never
//! shown, with everything that is decided by what stays out: the page then shows the same as the server decides, and
//! a formula tells of nothing but what can be seen beside it.

use std::collections::BTreeSet;

use weir_model::Key;
use weir_model::expr::{Expr, FieldRef, fields_of};
use weir_model::permission::{FieldRight, FieldRights};

use crate::access::may_read;
use crate::schema::{Field, FieldKind, FormSchema, Rule, RuleAction};
use crate::types::behaviour;

/// A form open to strangers.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenForm {
    /// What they are shown.
    pub schema: FormSchema,
    /// The rights by which the whole form is checked: what stays out is hidden.
    pub rights: FieldRights,
    /// What must be filled in and stays out, by `field` or `table.column`. With any, the form cannot be opened.
    pub lacking: Vec<String>,
}

/// The form as strangers fill it in who are lent these rights.
#[must_use]
pub fn open_to_strangers(schema: &FormSchema, rights: &FieldRights) -> OpenForm {
    let mut withheld = Withheld { schema, quiet: BTreeSet::new(), lacking: BTreeSet::new() };
    withheld.never_seen(rights);
    withheld.of_the_company();
    while withheld.what_hangs_on_it() {}
    let mut open = rights.clone();
    for name in withheld.quiet.iter().chain(&withheld.lacking) {
        open.insert(path(name), FieldRight::Hidden);
    }
    OpenForm { schema: withheld.rest(), lacking: withheld.demanded(), rights: open }
}

fn path(name: &FieldRef) -> String {
    name.table.as_ref().map_or_else(|| name.key.to_string(), |table| format!("{table}.{}", name.key))
}

fn top(key: &Key) -> FieldRef {
    FieldRef { table: None, key: key.clone() }
}

fn column(table: &Key, key: &Key) -> FieldRef {
    FieldRef { table: Some(table.clone()), key: key.clone() }
}

/// What people outside have no way to fill in.
const fn reaches_inside(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Person { .. }
            | FieldKind::Department { .. }
            | FieldKind::Reference { .. }
            | FieldKind::File { .. }
            | FieldKind::Image { .. }
            | FieldKind::Signature {}
    )
}

/// The fields that stay out.
struct Withheld<'a> {
    schema: &'a FormSchema,
    /// Those that nobody misses: hidden from whoever lends the rights too, or never shown.
    quiet: BTreeSet<FieldRef>,
    /// Those that others would fill in.
    lacking: BTreeSet<FieldRef>,
}

impl<'a> Withheld<'a> {
    fn never_seen(&mut self, rights: &FieldRights) {
        let shown: BTreeSet<&Key> = self
            .rules()
            .flat_map(|rule| &rule.actions)
            .filter_map(|action| if let RuleAction::Show { fields } = action { Some(fields) } else { None })
            .flatten()
            .collect();
        let mut section_seen = true;
        for field in &self.schema.fields {
            let seen = may_read(rights, field.key.as_str()) && (!field.hidden || shown.contains(&field.key));
            if matches!(field.kind, FieldKind::Section {}) {
                section_seen = seen;
            }
            if !seen || !section_seen {
                self.quiet.insert(top(&field.key));
            }
            for inner in field.columns() {
                if inner.hidden || !may_read(rights, &format!("{}.{}", field.key, inner.key)) {
                    self.quiet.insert(column(&field.key, &inner.key));
                }
            }
        }
    }

    fn of_the_company(&mut self) {
        for field in &self.schema.fields {
            if reaches_inside(&field.kind) {
                self.withhold(top(&field.key));
            }
            for inner in field.columns().iter().filter(|inner| reaches_inside(&inner.kind)) {
                self.withhold(column(&field.key, &inner.key));
            }
        }
    }

    /// Withholds what is computed from, decided by or laid out under what is withheld; tells whether there was more.
    fn what_hangs_on_it(&mut self) -> bool {
        let mut found = Vec::new();
        let mut in_withheld_section = false;
        for field in &self.schema.fields {
            if matches!(field.kind, FieldKind::Section {}) {
                in_withheld_section = self.has(&top(&field.key));
            }
            let columns = field.columns();
            let no_columns =
                !columns.is_empty() && columns.iter().all(|c| self.has(&column(&field.key, &c.key)));
            if in_withheld_section || no_columns || self.is_read_by(field.formula.as_ref()) {
                found.push(top(&field.key));
            }
            let computed = columns.iter().filter(|c| self.is_read_by(c.formula.as_ref()));
            found.extend(computed.map(|c| column(&field.key, &c.key)));
        }
        for rule in self.rules() {
            let decided = self.is_read_by(Some(&rule.when));
            for action in &rule.actions {
                match action {
                    RuleAction::Set { field, value } if decided || self.is_read_by(Some(value)) => {
                        found.push(top(field));
                    }
                    _ if decided => found.extend(targets(action).iter().map(top)),
                    _ => {}
                }
            }
        }
        let before = self.lacking.len();
        found.into_iter().for_each(|name| self.withhold(name));
        self.lacking.len() > before
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rule> + use<'a> {
        let schema: &'a FormSchema = self.schema;
        schema.rules.iter().filter(|rule| rule.enabled)
    }

    fn withhold(&mut self, name: FieldRef) {
        if !self.has(&name) {
            self.lacking.insert(name);
        }
    }

    fn has(&self, name: &FieldRef) -> bool {
        let own = |name: &FieldRef| self.quiet.contains(name) || self.lacking.contains(name);
        own(name) || name.table.as_ref().is_some_and(|table| own(&top(table)))
    }

    fn is_read_by(&self, expr: Option<&Expr>) -> bool {
        expr.is_some_and(|expr| fields_of(expr).iter().any(|read| self.has(read)))
    }

    /// What strangers are shown.
    fn rest(&self) -> FormSchema {
        let fields = self.schema.fields.iter().filter(|f| !self.has(&top(&f.key)));
        let rules = self.rules().filter(|rule| !self.is_read_by(Some(&rule.when)));
        FormSchema {
            name: self.schema.name.clone(),
            description: self.schema.description.clone(),
            // How records are named is for those who read them.
            title_template: String::new(),
            fields: fields.map(|field| self.shown(field)).collect(),
            rules: rules.filter_map(|rule| self.shown_rule(rule)).collect(),
        }
    }

    fn shown(&self, field: &Field) -> Field {
        let mut shown = field.clone();
        match &mut shown.kind {
            FieldKind::Detail { fields, totals, .. } => {
                fields.retain(|inner| !self.has(&column(&field.key, &inner.key)));
                totals.retain(|key| !self.has(&column(&field.key, key)));
                fields.iter_mut().for_each(offered_only);
            }
            _ => offered_only(&mut shown),
        }
        shown
    }

    fn shown_rule(&self, rule: &Rule) -> Option<Rule> {
        let kept = |fields: &[Key]| -> Vec<Key> {
            fields.iter().filter(|key| !self.has(&top(key))).cloned().collect()
        };
        let mut shown = rule.clone();
        shown.actions.retain_mut(|action| match action {
            RuleAction::Show { fields }
            | RuleAction::Hide { fields }
            | RuleAction::Require { fields }
            | RuleAction::ReadOnly { fields } => {
                *fields = kept(fields);
                !fields.is_empty()
            }
            RuleAction::Set { field, .. } => !self.has(&top(field)),
        });
        (!shown.actions.is_empty()).then_some(shown)
    }

    /// What others would have to fill in.
    fn demanded(&self) -> Vec<String> {
        let by_rule: BTreeSet<&Key> = self
            .rules()
            .flat_map(|rule| &rule.actions)
            .filter_map(
                |action| if let RuleAction::Require { fields } = action { Some(fields) } else { None },
            )
            .flatten()
            .collect();
        let entered = |field: &Field| field.formula.is_none() && !behaviour(&field.kind).is_given();
        let mut found = Vec::new();
        for field in &self.schema.fields {
            let rows = matches!(field.kind, FieldKind::Detail { min_rows, .. } if min_rows > 0);
            let asked = field.required || rows || by_rule.contains(&field.key);
            if asked && entered(field) && self.lacking.contains(&top(&field.key)) {
                found.push(field.key.to_string());
                continue;
            }
            for inner in field.columns().iter().filter(|inner| inner.required && entered(inner)) {
                let name = column(&field.key, &inner.key);
                if self.lacking.contains(&name) && !self.has(&top(&field.key)) {
                    found.push(path(&name));
                }
            }
        }
        found
    }
}

fn targets(action: &RuleAction) -> &[Key] {
    match action {
        RuleAction::Show { fields }
        | RuleAction::Hide { fields }
        | RuleAction::Require { fields }
        | RuleAction::ReadOnly { fields } => fields,
        RuleAction::Set { field, .. } => std::slice::from_ref(field),
    }
}

/// Options that are no longer offered are of old records only.
fn offered_only(field: &mut Field) {
    if let FieldKind::SingleSelect { options } | FieldKind::MultiSelect { options } = &mut field.kind {
        options.retain(|option| !option.retired);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::schema::sample::{expr, form, rule};

    fn keys(names: &[&str]) -> Vec<Key> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    fn shown(open: &OpenForm) -> Vec<String> {
        let mut found = Vec::new();
        for field in &open.schema.fields {
            found.push(field.key.to_string());
            found.extend(field.columns().iter().map(|c| format!("{}.{}", field.key, c.key)));
        }
        found
    }

    #[track_caller]
    fn check(fields: Vec<Json>, rules: Vec<Rule>, expected: &[&str], lacking: &[&str]) -> OpenForm {
        let mut schema = form(fields);
        schema.rules = rules;
        let open = open_to_strangers(&schema, &FieldRights::new());
        assert_eq!(
            (shown(&open), open.lacking.clone()),
            (
                expected.iter().map(|s| (*s).to_owned()).collect(),
                lacking.iter().map(|s| (*s).to_owned()).collect(),
            )
        );
        open
    }

    #[test]
    fn what_reaches_into_the_company_stays_out() {
        let file = || json!({"key": "scan", "type": "file", "required": true});
        check(
            vec![
                json!({"key": "name", "type": "text", "required": true}),
                json!({"key": "who", "type": "person"}),
                file(),
                json!({"key": "rows", "type": "detail", "fields": [
                    {"key": "item", "type": "text", "label": {"en": "i"}},
                    {"key": "boss", "type": "person", "required": true, "label": {"en": "b"}}]}),
                json!({"key": "pictures", "type": "detail", "fields": [
                    {"key": "one", "type": "image", "required": true, "label": {"en": "o"}}]}),
            ],
            vec![],
            &["name", "rows", "rows.item"],
            &["scan", "rows.boss"],
        );
        let by_rule = rule("r", "{name} = \"x\"", vec![RuleAction::Require { fields: keys(&["who"]) }]);
        let fields = vec![json!({"key": "name", "type": "text"}), json!({"key": "who", "type": "person"})];
        let open = check(fields, vec![by_rule], &["name"], &["who"]);
        assert_eq!(open.schema.rules, []);
        assert_eq!(open.rights.get("who"), Some(&FieldRight::Hidden));
    }

    #[test]
    fn a_table_that_must_have_rows_nobody_outside_can_write_is_lacking() {
        let table = |more: Json| {
            let mut table = json!({"key": "people", "type": "detail", "fields": [
                {"key": "who", "type": "person", "label": {"en": "w"}}]});
            table.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            vec![json!({"key": "name", "type": "text"}), table]
        };
        check(table(json!({})), vec![], &["name"], &[]);
        check(table(json!({"minRows": 1})), vec![], &["name"], &["people"]);
    }

    #[test]
    fn what_is_never_shown_stays_out_with_all_that_is_computed_from_it() {
        let fields = vec![
            json!({"key": "price", "type": "number", "required": true}),
            json!({"key": "margin", "type": "number", "hidden": true, "required": true, "default": "30"}),
            json!({"key": "profit", "type": "formula", "result": "number", "formula": expr("{price} * {margin}")}),
            json!({"key": "twice", "type": "formula", "result": "number", "formula": expr("{price} * 2")}),
            json!({"key": "more", "type": "formula", "result": "number", "formula": expr("{profit} + 1")}),
            json!({"key": "note", "type": "text", "hidden": true}),
        ];
        let show = rule("r", "{price} > 1", vec![RuleAction::Show { fields: keys(&["note"]) }]);
        let open = check(fields, vec![show.clone()], &["price", "twice", "note"], &[]);
        assert_eq!(open.schema.rules, [show]);
    }

    #[test]
    fn what_is_decided_by_something_withheld_is_withheld_too() {
        let fields = vec![
            json!({"key": "grade", "type": "text", "hidden": true, "default": "a"}),
            json!({"key": "name", "type": "text"}),
            json!({"key": "reason", "type": "text", "required": true}),
            json!({"key": "part", "type": "section"}),
            json!({"key": "inside", "type": "text", "required": true}),
            json!({"key": "next", "type": "section"}),
            json!({"key": "last", "type": "text"}),
        ];
        let rules = vec![
            rule("a", "{grade} = \"a\"", vec![RuleAction::Show { fields: keys(&["reason"]) }]),
            rule("b", "{reason} = \"x\"", vec![RuleAction::Hide { fields: keys(&["part"]) }]),
            rule("c", "{name} = \"x\"", vec![RuleAction::Hide { fields: keys(&["reason", "last"]) }]),
        ];
        let open = check(fields, rules, &["name", "next", "last"], &["reason", "inside"]);
        let left: Vec<&[Key]> = open.schema.rules.iter().map(|r| targets(&r.actions[0])).collect();
        assert_eq!(left, [keys(&["last"])]);
    }

    #[test]
    fn neither_retired_options_nor_rules_that_are_off_are_told() {
        let fields = vec![json!({"key": "kind", "type": "singleSelect", "options": [
            {"key": "new", "label": {"en": "n"}}, {"key": "old", "label": {"en": "o"}, "retired": true}]})];
        let mut off = rule("r", "{kind} = \"old\"", vec![RuleAction::Hide { fields: keys(&["kind"]) }]);
        off.enabled = false;
        let open = check(fields, vec![off], &["kind"], &[]);
        let json = serde_json::to_string(&open.schema).unwrap();
        assert!(!json.contains("old"), "{json}");
    }

    #[test]
    fn what_is_hidden_from_the_lender_is_hidden_from_the_borrower() {
        let schema = form(vec![
            json!({"key": "name", "type": "text"}),
            json!({"key": "pay", "type": "number", "required": true}),
        ]);
        let rights = FieldRights::from_iter([("pay".to_owned(), FieldRight::Hidden)]);
        let open = open_to_strangers(&schema, &rights);
        assert_eq!((shown(&open), open.lacking), (vec!["name".to_owned()], vec![]));
    }
}
