//! Runs formulas and linkage rules over canonical data until nothing changes any more.
//!
//! Knows no rights: what a form holds does not depend on who looks at it.

use std::collections::HashSet;

use serde_json::Value as Json;
use weir_model::Key;
use weir_model::expr::{Facts, RowScope, eval};
use weir_model::value::Value;

use crate::Data;
use crate::formulas::{Formula, in_order};
use crate::limits::PASSES_MAX;
use crate::schema::{Field, FieldKind, FormSchema, RuleAction};
use crate::situation::Situation;
use crate::types::{FieldType, Report, behaviour};

/// Data on which formulas and rules change nothing any more.
pub(crate) struct Settled<'a> {
    /// The form.
    pub schema: &'a FormSchema,
    /// Canonical data in the order of the form.
    pub data: Data,
    /// By field, in the order of the form.
    pub flags: Vec<Flags>,
}

/// What rules and formulas say of a field.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Flags {
    visible: bool,
    /// Visible, and so is the section it stands in.
    pub is_shown: bool,
    /// Demanded by the field or a rule.
    pub is_required: bool,
    /// A rule allows no changes.
    pub is_locked: bool,
    /// Computed by a formula or set by a rule.
    pub is_computed: bool,
}

/// Runs formulas and rules over canonical data until nothing changes. A field that a rule locks keeps the value
/// of `previous`.
pub(crate) fn settle<'a>(
    schema: &'a FormSchema,
    entered: &Data,
    previous: Option<&Data>,
    situation: &Situation,
) -> Settled<'a> {
    let formulas = in_order(schema).unwrap_or_default();
    let mut entered = entered.clone();
    let mut result = Pass::run(schema, &formulas, &entered, previous, situation);
    for _ in 1..PASSES_MAX {
        if result.data == entered {
            break;
        }
        entered = result.data;
        result = Pass::run(schema, &formulas, &entered, previous, situation);
    }
    result
}

/// One run of formulas and rules.
struct Pass<'a, 'f> {
    schema: &'a FormSchema,
    formulas: &'f [Formula<'a>],
    kinds: Vec<Box<dyn FieldType + 'a>>,
    /// The section that each field stands in.
    sections: Vec<Option<usize>>,
    entered: Data,
    data: Data,
    facts: Facts,
    flags: Vec<Flags>,
}

impl<'a, 'f> Pass<'a, 'f> {
    fn run(
        schema: &'a FormSchema,
        formulas: &'f [Formula<'a>],
        entered: &Data,
        previous: Option<&Data>,
        situation: &Situation,
    ) -> Settled<'a> {
        let mut section = None;
        let mut sections = Vec::with_capacity(schema.fields.len());
        for (index, field) in schema.fields.iter().enumerate() {
            let is_section = matches!(field.kind, FieldKind::Section {});
            sections.push(if is_section { None } else { section });
            section = if is_section { Some(index) } else { section };
        }
        let shown_by_rules: HashSet<&Key> = schema
            .rules
            .iter()
            .filter(|rule| rule.enabled)
            .flat_map(|rule| &rule.actions)
            .filter_map(|action| if let RuleAction::Show { fields } = action { Some(fields) } else { None })
            .flatten()
            .collect();
        let flags = |field: &Field| Flags {
            visible: !field.hidden && !shown_by_rules.contains(&field.key),
            is_required: field.required,
            is_computed: field.formula.is_some(),
            ..Flags::default()
        };
        let mut pass = Self {
            schema,
            formulas,
            kinds: schema.fields.iter().map(|field| behaviour(&field.kind)).collect(),
            sections,
            entered: entered.clone(),
            data: Data::new(),
            facts: Facts { fields: Default::default(), context: situation.context() },
            flags: schema.fields.iter().map(flags).collect(),
        };
        pass.show_and_compute();
        for rule in schema.rules.iter().filter(|rule| rule.enabled) {
            if eval(&rule.when, &pass.facts).holds() {
                rule.actions.iter().for_each(|action| pass.apply(action, previous));
                pass.show_and_compute();
            }
        }
        let mut data = Data::new();
        for field in &schema.fields {
            if let Some(value) = pass.data.remove(field.key.as_str()) {
                data.insert(field.key.to_string(), value);
            }
        }
        Settled { schema, data, flags: pass.flags }
    }

    fn index(&self, key: &Key) -> Option<usize> {
        self.schema.fields.iter().position(|field| field.key == *key)
    }

    fn apply(&mut self, action: &RuleAction, previous: Option<&Data>) {
        let (keys, change): (&[Key], fn(&mut Flags)) = match action {
            RuleAction::Show { fields } => (fields, |flags| flags.visible = true),
            RuleAction::Hide { fields } => (fields, |flags| flags.visible = false),
            RuleAction::Require { fields } => (fields, |flags| flags.is_required = true),
            RuleAction::ReadOnly { fields } => (fields, |flags| flags.is_locked = true),
            RuleAction::Set { field, value } => {
                if let Some(index) = self.index(field) {
                    let computed = eval(value, &self.facts);
                    self.flags[index].is_computed = true;
                    self.put_computed(index, computed);
                }
                return;
            }
        };
        for key in keys {
            let Some(index) = self.index(key) else { continue };
            change(&mut self.flags[index]);
            if let (RuleAction::ReadOnly { .. }, Some(previous)) = (action, previous) {
                match previous.get(key.as_str()) {
                    Some(value) => self.entered.insert(key.to_string(), value.clone()),
                    None => self.entered.remove(key.as_str()),
                };
            }
        }
    }

    /// Puts what shown fields were given, takes away what hidden ones were given, computes the rest.
    fn show_and_compute(&mut self) {
        for index in 0..self.flags.len() {
            let section_visible = self.sections[index].is_none_or(|section| self.flags[section].visible);
            let shown = self.flags[index].visible && section_visible;
            self.flags[index].is_shown = shown;
            if !self.flags[index].is_computed {
                let given = if shown || self.kinds[index].is_given() {
                    self.entered.get(self.schema.fields[index].key.as_str()).cloned()
                } else {
                    None
                };
                self.put(index, given.unwrap_or_default());
            }
        }
        for formula in self.formulas {
            match formula.table {
                None => {
                    if let Some(index) = self.index(&formula.field.key) {
                        let computed = eval(formula.expr, &self.facts);
                        self.put_computed(index, computed);
                    }
                }
                Some(table) => self.compute_column(table, formula),
            }
        }
    }

    fn put(&mut self, index: usize, value: Json) {
        let key = &self.schema.fields[index].key;
        if value.is_null() {
            self.data.remove(key.as_str());
            self.facts.fields.remove(key);
        } else if self.data.get(key.as_str()) != Some(&value) {
            self.facts.fields.insert(key.clone(), self.kinds[index].value(&value));
            self.data.insert(key.to_string(), value);
        }
    }

    fn put_computed(&mut self, index: usize, computed: Value) {
        let value = canonical_computed(&*self.kinds[index], computed);
        self.put(index, value);
    }

    fn compute_column(&mut self, table: &Field, formula: &Formula) {
        let key = &formula.field.key;
        let kind = behaviour(&formula.field.kind);
        let Some(Value::Rows(rows)) = self.facts.fields.get(&table.key) else { return };
        let scope = |row| RowScope { outer: &self.facts, table: &table.key, row };
        let cells: Vec<Json> =
            rows.iter().map(|row| canonical_computed(&*kind, eval(formula.expr, &scope(row)))).collect();
        if let Some(Value::Rows(rows)) = self.facts.fields.get_mut(&table.key) {
            for (row, cell) in rows.iter_mut().zip(&cells) {
                row.insert(key.clone(), kind.value(cell));
            }
        }
        if let Some(Json::Array(rows)) = self.data.get_mut(table.key.as_str()) {
            for (row, cell) in rows.iter_mut().filter_map(Json::as_object_mut).zip(cells) {
                if cell.is_null() {
                    row.remove(key.as_str());
                } else {
                    row.insert(key.to_string(), cell);
                }
            }
        }
    }
}

/// A computed value in the field's canonical form; null when the field cannot hold it.
pub(crate) fn canonical_computed(kind: &dyn FieldType, computed: Value) -> Json {
    if computed.is_empty() {
        return Json::Null;
    }
    kind.canonical(&kind.computed(computed), &mut Report { at: "", issues: &mut Vec::new() })
}
