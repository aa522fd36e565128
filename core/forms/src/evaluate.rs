//! What a form shows for given data: computed values, visible, required and read-only fields, totals.
//!
//! Formulas run in the order of their dependencies, rules from top to bottom; a hidden field's entered value does
//! not exist for them. Both repeat until nothing changes, so that evaluating the result changes nothing again.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use weir_model::permission::{FieldRight, FieldRights};
use weir_model::value::Value;

use crate::Data;
use crate::access::{column_right, may_edit, may_edit_column, right};
use crate::schema::{Field, FieldKind, FormSchema};
use crate::settle::{Flags, Settled, canonical_computed, settle};
use crate::situation::Situation;
use crate::types::{Report, behaviour};

/// What a form shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FormState {
    /// The data with formulas and set-rules applied and without what hidden fields held.
    #[cfg_attr(feature = "openapi", schema(value_type = serde_json::Value))]
    pub data: Data,
    /// Every field by key; a column as `table.column`.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, FieldState>))]
    pub fields: IndexMap<String, FieldState>,
    /// The sums below detail tables, by `table.column`.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub totals: IndexMap<String, String>,
}

/// What a field shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FieldState {
    /// Whether it is shown.
    pub visible: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it is only shown.
    pub read_only: bool,
}

/// What the form shows for the data as entered, to somebody with these rights. Never fails: values that are not
/// (yet) of their field's form stay as they are and count as nothing.
#[must_use]
pub fn evaluate(schema: &FormSchema, data: &Data, rights: &FieldRights, situation: &Situation) -> FormState {
    let mut entered = Data::new();
    let mut unfinished: Vec<(usize, &Json)> = Vec::new();
    for (index, field) in schema.fields.iter().enumerate() {
        let Some(input) = data.get(field.key.as_str()) else { continue };
        let mut issues = Vec::new();
        let value = behaviour(&field.kind).canonical(input, &mut Report { at: "", issues: &mut issues });
        if !issues.is_empty() {
            unfinished.push((index, input));
        }
        if !value.is_null() {
            entered.insert(field.key.to_string(), value);
        }
    }
    let settled = settle(schema, &entered, None, situation);
    let mut state = settled.state(rights);
    for (index, input) in unfinished {
        if settled.flags[index].is_shown && !settled.flags[index].is_computed {
            state.data.insert(schema.fields[index].key.to_string(), input.clone());
        }
    }
    state
}

/// The data of a new record: every field's default.
#[must_use]
pub fn initial_data(schema: &FormSchema, situation: &Situation) -> Data {
    schema
        .fields
        .iter()
        .map(|field| (field.key.to_string(), initial_value(field, situation)))
        .filter(|(_, value)| !value.is_null())
        .collect()
}

/// A field's canonical default; null when it has none.
pub(crate) fn initial_value(field: &Field, situation: &Situation) -> Json {
    let Some(default) = &field.default else { return Json::Null };
    let kind = behaviour(&field.kind);
    kind.canonical(&kind.initial(default, situation), &mut Report { at: "", issues: &mut Vec::new() })
}

impl Settled<'_> {
    /// What somebody with these rights is shown.
    pub fn state(&self, rights: &FieldRights) -> FormState {
        let mut fields = IndexMap::new();
        let mut totals = IndexMap::new();
        for (field, flags) in self.schema.fields.iter().zip(&self.flags) {
            let key = field.key.as_str();
            let visible = flags.is_shown && right(rights, key) != Some(FieldRight::Hidden);
            let editable = self.may_edit(field, flags, rights);
            let own = FieldState {
                visible,
                required: visible && editable && flags.is_required,
                read_only: !editable,
            };
            fields.insert(key.to_owned(), own);
            for column in field.columns() {
                let path = format!("{key}.{}", column.key);
                let seen = column_right(rights, key, column.key.as_str()) != Some(FieldRight::Hidden);
                let visible = visible && seen && !column.hidden;
                let editable = !flags.is_locked
                    && !flags.is_computed
                    && column.formula.is_none()
                    && !behaviour(&column.kind).is_given()
                    && may_edit_column(rights, key, may_edit(right(rights, key), field.read_only), column);
                let required = visible && editable && column.required;
                fields.insert(path, FieldState { visible, required, read_only: !editable });
            }
            self.add_totals(field, &mut totals);
        }
        FormState { data: self.data.clone(), fields, totals }
    }

    /// Whether somebody with these rights changes the field by hand.
    pub fn may_edit(&self, field: &Field, flags: &Flags, rights: &FieldRights) -> bool {
        !flags.is_locked
            && !flags.is_computed
            && !behaviour(&field.kind).is_given()
            && may_edit(right(rights, field.key.as_str()), field.read_only)
    }

    fn add_totals(&self, field: &Field, totals: &mut IndexMap<String, String>) {
        let FieldKind::Detail { fields, totals: wanted, .. } = &field.kind else { return };
        let rows = self.data.get(field.key.as_str()).and_then(Json::as_array);
        for column in fields.iter().filter(|column| wanted.contains(&column.key)) {
            let kind = behaviour(&column.kind);
            let cells = rows.into_iter().flatten().filter_map(|row| row.get(column.key.as_str()));
            let sum = cells
                .filter_map(|cell| kind.value(cell).number())
                .try_fold(weir_model::Decimal::ZERO, weir_model::Decimal::checked_add);
            if let Some(Json::String(text)) = sum.map(|sum| canonical_computed(&*kind, Value::Number(sum))) {
                totals.insert(format!("{}.{}", field.key, column.key), text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use weir_model::Key;

    use super::*;
    use crate::schema::RuleAction;
    use crate::schema::sample::{self, form, rule};

    fn situation() -> Situation {
        Situation {
            today: jiff::civil::Date::constant(2026, 11, 21),
            now: "2026-11-21T08:00:00Z".parse().unwrap(),
            initiator: None,
            department: None,
        }
    }

    fn run(schema: &FormSchema, data: Json) -> FormState {
        evaluate(schema, data.as_object().unwrap(), &FieldRights::new(), &situation())
    }

    fn keys(names: &[&str]) -> Vec<Key> {
        names.iter().map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn row_formulas_sums_and_totals_are_computed_in_order() {
        let state = run(
            &sample::purchase(),
            json!({"items": [
                {"name": "A", "price": "100000.01", "quantity": "5"},
                {"name": "B", "quantity": "5", "amount": "999"},
            ]}),
        );
        assert_eq!(state.data["items"][0]["amount"], "500000.05");
        assert_eq!(
            state.data["items"][1].get("amount"),
            None,
            "an entered value never replaces a computed one"
        );
        assert_eq!(state.data["total"], "500000.05");
        assert_eq!(state.totals["items.amount"], "500000.05");
        assert!(state.fields["items.amount"].read_only && state.fields["total"].read_only);
    }

    #[test]
    fn a_shown_field_is_hidden_until_its_rule_holds_r30() {
        let budget = |price: &str| {
            let state = run(
                &sample::purchase(),
                json!({"items": [{"price": price, "quantity": "1"}], "reason": "because"}),
            );
            (state.fields["reason"], state.data.contains_key("reason"))
        };
        let hidden = FieldState { visible: false, required: false, read_only: false };
        let shown = FieldState { visible: true, required: true, read_only: false };
        assert_eq!(budget("500000.00"), (hidden, false));
        assert_eq!(budget("500000.01"), (shown, true));
    }

    #[test]
    fn a_hidden_value_does_not_count() {
        let mut schema = form(vec![
            json!({"key": "a", "type": "number"}),
            json!({"key": "more", "type": "checkbox"}),
            json!({"key": "sum", "type": "formula", "result": "number", "scale": 0,
                   "formula": sample::expr("SUM({a}, 1)")}),
        ]);
        schema.rules = vec![rule("r", "{more}", vec![RuleAction::Show { fields: keys(&["a"]) }])];
        assert_eq!(run(&schema, json!({"a": "5"})).data["sum"], "1");
        assert_eq!(run(&schema, json!({"a": "5", "more": true})).data["sum"], "6");
    }

    #[test]
    fn a_section_hides_the_fields_after_it() {
        let mut schema = form(vec![
            json!({"key": "s1", "type": "section"}),
            json!({"key": "a", "type": "text"}),
            json!({"key": "s2", "type": "section"}),
            json!({"key": "b", "type": "text"}),
        ]);
        schema.rules = vec![rule("r", "TRUE", vec![RuleAction::Hide { fields: keys(&["s1"]) }])];
        let state = run(&schema, json!({"a": "x", "b": "y"}));
        assert!(!state.fields["a"].visible && state.fields["b"].visible);
        assert_eq!(Json::Object(state.data), json!({"b": "y"}));
    }

    #[test]
    fn a_set_value_holds_while_its_condition_does_even_in_a_hidden_field() {
        let mut schema = form(vec![
            json!({"key": "days", "type": "number"}),
            json!({"key": "kind", "type": "singleSelect", "hidden": true, "options": [
                {"key": "short", "label": {"en": "s"}}, {"key": "long", "label": {"en": "l"}}]}),
        ]);
        let set = RuleAction::Set {
            field: "kind".parse().unwrap(),
            value: sample::expr("IF({days} > 3, \"long\", \"short\")"),
        };
        schema.rules = vec![rule("r", "{days} IS NOT EMPTY", vec![set])];
        let state = run(&schema, json!({"days": "4", "kind": "short"}));
        assert_eq!(state.data["kind"], "long");
        assert!(state.fields["kind"].read_only);
        assert_eq!(run(&schema, json!({"kind": "short"})).data.get("kind"), None);
    }

    #[test]
    fn later_rules_win_and_see_what_earlier_ones_did() {
        let mut schema = form(vec![
            json!({"key": "a", "type": "number"}),
            json!({"key": "b", "type": "number"}),
            json!({"key": "c", "type": "number"}),
        ]);
        let set = |field: &str, value: &str| RuleAction::Set {
            field: field.parse().unwrap(),
            value: sample::expr(value),
        };
        schema.rules = vec![
            rule("one", "{a} > 0", vec![set("b", "{a} * 2")]),
            rule("two", "{b} > 5", vec![set("c", "{b} + 1"), RuleAction::Hide { fields: keys(&["c"]) }]),
            rule("three", "{c} = 7", vec![set("c", "{b} + 2"), RuleAction::Hide { fields: keys(&["b"]) }]),
        ];
        let state = run(&schema, json!({"a": "3"}));
        assert_eq!(Json::Object(state.data.clone()), json!({"a": "3", "b": "6", "c": "8"}));
        assert_eq!(run(&schema, Json::Object(state.data.clone())), state, "evaluating again changes nothing");
    }

    #[test]
    fn contradicting_rules_end() {
        let mut schema = form(vec![json!({"key": "a", "type": "number"})]);
        schema.rules = vec![rule("r", "{a} > 0", vec![RuleAction::Hide { fields: keys(&["a"]) }])];
        let _ = run(&schema, json!({"a": "1"}));
    }

    #[test]
    fn unfinished_input_stays_and_counts_as_nothing() {
        let state =
            run(&sample::purchase(), json!({"budget": "12.", "items": [{"price": "x", "quantity": "2"}]}));
        assert_eq!(state.data["budget"], "12.");
        assert_eq!(state.data["items"][0]["price"], "x");
        assert_eq!(state.data["total"], "0.00");
    }

    #[test]
    fn rights_show_and_lock() {
        let rights = FieldRights::from_iter([
            ("title".to_owned(), FieldRight::Hidden),
            ("budget".to_owned(), FieldRight::Read),
            ("items.price".to_owned(), FieldRight::Hidden),
            ("items.name".to_owned(), FieldRight::Read),
        ]);
        let fields = evaluate(&sample::purchase(), &Data::new(), &rights, &situation()).fields;
        assert_eq!(fields["title"], FieldState { visible: false, required: false, read_only: true });
        assert_eq!(fields["budget"], FieldState { visible: true, required: false, read_only: true });
        assert!(!fields["items.price"].visible);
        assert_eq!(fields["items.name"], FieldState { visible: true, required: false, read_only: true });
        assert!(!fields["items.quantity"].read_only);
    }

    #[test]
    fn defaults_know_today_and_the_initiator() {
        let schema = form(vec![
            json!({"key": "day", "type": "date", "default": "$today"}),
            json!({"key": "who", "type": "person", "default": ["$initiator"]}),
            json!({"key": "n", "type": "number", "default": "1"}),
            json!({"key": "t", "type": "text"}),
        ]);
        let me = weir_model::id::UserId::from_uuid(Default::default());
        let data = initial_data(&schema, &Situation { initiator: Some(me), ..situation() });
        assert_eq!(Json::Object(data), json!({"day": "2026-11-21", "who": [me.to_string()], "n": "1"}));
    }
}
