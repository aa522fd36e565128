//! Whether entered data may be kept, and in which form.
//!
//! What somebody may not change takes its previous value, whatever they send. What is left out keeps its previous
//! value, what is null is cleared. Everything wrong is told at once.

use serde_json::{Map, Value as Json};
use weir_model::permission::{FieldRight, FieldRights};
use weir_model::{Issue, Issues};

use crate::Data;
use crate::access::{may_edit, may_edit_column, may_enter, right};
use crate::evaluate::{FormState, initial_value};
use crate::lookups::{Lookups, UniqueLookup};
use crate::schema::{Field, FieldKind, FormSchema};
use crate::settle::{Flags, Settled, settle};
use crate::situation::Situation;
use crate::types::{Report, behaviour, cell_place};

/// Data that may be kept, once its look-ups are checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Validated {
    /// Canonical data in the order of the form.
    pub data: Data,
    /// What only the store knows.
    pub lookups: Lookups,
    /// What the form shows for it.
    pub state: FormState,
}

/// Checks entered data for submission.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn validate(
    schema: &FormSchema,
    input: &Data,
    rights: &FieldRights,
    situation: &Situation,
    previous: Option<&Data>,
) -> Result<Validated, Issues> {
    let unknown = input
        .keys()
        .filter(|key| schema.field(key).is_none_or(|field| behaviour(&field.kind).value_type().is_none()));
    let mut issues: Issues =
        unknown.map(|key| Issue::new(key, "form.unknown_field").with("field", key)).collect();

    let mut entered = Data::new();
    let mut misshapen: Vec<Issues> = Vec::with_capacity(schema.fields.len());
    for field in &schema.fields {
        let mut found = Vec::new();
        let given = given_value(field, input, rights, situation, previous, &mut found);
        let mut report = Report { at: field.key.as_str(), issues: &mut found };
        let value = behaviour(&field.kind).canonical(&given, &mut report);
        if !value.is_null() {
            entered.insert(field.key.to_string(), value);
        }
        misshapen.push(found);
    }

    let settled = settle(schema, &entered, previous, situation);
    let mut lookups = Lookups::default();
    for ((field, flags), found) in schema.fields.iter().zip(&settled.flags).zip(misshapen) {
        if flags.is_shown || flags.is_computed {
            let well_shaped = found.is_empty();
            issues.extend(found);
            if well_shaped {
                check_field(field, flags, &settled, rights, previous, &mut issues, &mut lookups);
            }
        }
    }
    if issues.is_empty() {
        let state = settled.state(rights);
        Ok(Validated { data: settled.data, lookups, state })
    } else {
        Err(issues)
    }
}

/// The fields that somebody wished to change and may only read: what was sent is neither what was there before nor what
/// the form makes of itself. Of fields that they may not even see nothing is told.
#[must_use]
pub fn overreach(
    schema: &FormSchema,
    input: &Data,
    rights: &FieldRights,
    (before, after): (&Data, &Data),
) -> Issues {
    let closed = schema.fields.iter().filter(|field| {
        // Tables keep the cells that are closed, row by row.
        let entered =
            field.formula.is_none() && !behaviour(&field.kind).is_given() && field.columns().is_empty();
        let hidden = right(rights, field.key.as_str()) == Some(FieldRight::Hidden);
        entered && !hidden && !may_enter(rights, field)
    });
    let told = |field: &Field| {
        let key = field.key.as_str();
        let sent = input.get(key)?;
        let is = |data: &Data| data.get(key).unwrap_or(&Json::Null) == sent;
        (!is(before) && !is(after)).then(|| Issue::new(key, "form.field_closed"))
    };
    closed.filter_map(told).collect()
}

/// What counts as entered for a field: the caller's value where they may change it, else what was there before.
fn given_value(
    field: &Field,
    input: &Data,
    rights: &FieldRights,
    situation: &Situation,
    previous: Option<&Data>,
    issues: &mut Issues,
) -> Json {
    let key = field.key.as_str();
    let kept = || match previous {
        Some(previous) => previous.get(key).cloned().unwrap_or_default(),
        None => initial_value(field, situation),
    };
    if field.formula.is_some() {
        return Json::Null;
    }
    if behaviour(&field.kind).is_given() {
        return previous.and_then(|previous| previous.get(key)).cloned().unwrap_or_default();
    }
    let editable = may_edit(right(rights, key), field.read_only);
    let Some(given) = input.get(key) else { return kept() };
    let is_locked =
        |column: &Field| column.formula.is_none() && !may_edit_column(rights, key, editable, column);
    let columns = field.columns();
    if columns.is_empty() || columns.iter().all(|column| column.formula.is_some() || is_locked(column)) {
        return if editable { given.clone() } else { kept() };
    }
    let locked: Vec<&Field> = columns.iter().filter(|column| is_locked(column)).collect();
    if editable && locked.is_empty() {
        return given.clone();
    }
    match (given, previous.map(|previous| previous.get(key))) {
        (Json::Array(rows), Some(before)) => {
            let before = before.and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
            if rows.len() != before.len() {
                issues.push(Issue::new(key, "form.rows_locked"));
                return kept();
            }
            let cell = |row: usize, column: &Field| {
                before[row].get(column.key.as_str()).cloned().unwrap_or_default()
            };
            with_cells(rows, &locked, &cell)
        }
        (Json::Array(rows), None) => with_cells(rows, &locked, &|_, column| initial_value(column, situation)),
        _ => given.clone(),
    }
}

/// The rows with the cells of some columns replaced.
fn with_cells(rows: &[Json], columns: &[&Field], cell: &dyn Fn(usize, &Field) -> Json) -> Json {
    let replaced = |(index, row): (usize, &Json)| {
        let Json::Object(row) = row else { return row.clone() };
        let mut row: Map<String, Json> = row.clone();
        for column in columns {
            row.insert(column.key.to_string(), cell(index, column));
        }
        Json::Object(row)
    };
    rows.iter().enumerate().map(replaced).collect()
}

/// Checks one shown field of settled data: filled in when demanded, within its limits, and what to look up.
fn check_field(
    field: &Field,
    flags: &Flags,
    settled: &Settled,
    rights: &FieldRights,
    previous: Option<&Data>,
    issues: &mut Issues,
    lookups: &mut Lookups,
) {
    let key = field.key.as_str();
    let kind = behaviour(&field.kind);
    let value = settled.data.get(key).unwrap_or(&Json::Null);
    let editable = settled.may_edit(field, flags, rights);
    if flags.is_shown && flags.is_required && editable && kind.is_missing(value) {
        issues.push(Issue::new(key, "form.field_required"));
    }
    check_rows(field, value, editable, rights, issues);
    let before = previous.and_then(|previous| previous.get(key));
    if value.is_null() || before == Some(value) {
        return;
    }
    let kept: Vec<&Json> = before.into_iter().collect();
    let mut report = Report { at: key, issues };
    kind.limits(value, &mut report);
    kind.newly_chosen(value, &kept, &mut report);
    kind.lookups(value, key, lookups);
    if field.unique
        && let Some(text) = value.as_str()
    {
        lookups.unique.push(UniqueLookup { key: key.to_owned(), value: text.to_lowercase() });
    }
}

/// Checks that a detail table has enough rows and that their cells are filled in.
fn check_rows(field: &Field, value: &Json, may_edit_table: bool, rights: &FieldRights, issues: &mut Issues) {
    let FieldKind::Detail { fields, min_rows, .. } = &field.kind else { return };
    let table = field.key.as_str();
    let rows = value.as_array().map_or(&[][..], Vec::as_slice);
    if may_edit_table && rows.len() < usize::from(*min_rows) {
        issues.push(Issue::new(table, "form.rows_min").with("min", min_rows));
    }
    let demanded: Vec<&Field> = fields
        .iter()
        .filter(|column| column.required && !column.hidden && column.formula.is_none())
        .filter(|column| may_edit_column(rights, table, may_edit_table, column))
        .collect();
    for (index, row) in rows.iter().enumerate() {
        for column in &demanded {
            let cell = row.get(column.key.as_str()).unwrap_or(&Json::Null);
            if behaviour(&column.kind).is_missing(cell) {
                issues.push(Issue::new(cell_place(table, index, column.key.as_str()), "form.field_required"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use weir_model::id::UserId;
    use weir_model::permission::FieldRight;

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

    fn rights(entries: &[(&str, FieldRight)]) -> FieldRights {
        entries.iter().map(|(key, right)| ((*key).to_owned(), *right)).collect()
    }

    fn run(
        schema: &FormSchema,
        input: Json,
        rights: &FieldRights,
        previous: Option<Json>,
    ) -> Result<Validated, Issues> {
        let previous = previous.map(|p| p.as_object().cloned().unwrap());
        validate(schema, input.as_object().unwrap(), rights, &situation(), previous.as_ref())
    }

    #[track_caller]
    fn refused(schema: &FormSchema, input: Json, wanted: &[(&str, &str)]) {
        let issues = run(schema, input.clone(), &FieldRights::new(), None).unwrap_err();
        let found: Vec<(&str, &str)> = issues.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(found, wanted, "{input}");
    }

    #[test]
    fn everything_wrong_is_told_at_once_and_at_its_place() {
        refused(
            &sample::purchase(),
            json!({
                "budget": "1.005", "needed": "soon", "tags": ["it", "nothing"], "urgent": "yes",
                "items": [{"name": "A"}, {"price": "x", "colour": "red"}], "extra": 1,
            }),
            &[
                ("extra", "form.unknown_field"),
                ("title", "form.field_required"),
                ("budget", "form.number_scale"),
                ("needed", "form.date_expected"),
                ("tags", "form.unknown_option"),
                ("items[1].colour", "form.unknown_field"),
                ("items[1].price", "form.number_expected"),
                ("urgent", "form.yes_or_no_expected"),
            ],
        );
        refused(
            &sample::purchase(),
            json!({"title": "a", "items": [{"price": "1"}]}),
            &[("items[0].name", "form.field_required")],
        );
    }

    #[test]
    fn a_rule_demands_what_it_shows() {
        let row =
            |price: &str| json!({"title": "a", "items": [{"name": "A", "price": price, "quantity": "1"}]});
        refused(&sample::purchase(), row("500000.01"), &[("reason", "form.field_required")]);
        assert!(run(&sample::purchase(), row("500000.00"), &FieldRights::new(), None).is_ok());
    }

    #[test]
    fn what_a_hidden_field_held_is_dropped_even_when_wrong() {
        let mut input = json!({"title": "a", "reason": 7});
        let kept = run(&sample::purchase(), input.clone(), &FieldRights::new(), None).unwrap();
        input["reason"] = json!("x");
        assert_eq!(kept.data, run(&sample::purchase(), input, &FieldRights::new(), None).unwrap().data);
        assert!(!kept.data.contains_key("reason"));
    }

    #[test]
    fn protected_fields_keep_their_previous_value() {
        let before =
            json!({"title": "a", "budget": "1.00", "needed": "2026-01-01", "number": "CG-2026-0001"});
        let input = json!({"title": "b", "budget": "9.00", "needed": "2027-01-01", "number": "CG-1"});
        let locked = rights(&[("budget", FieldRight::Read), ("needed", FieldRight::Hidden)]);
        let kept = run(&sample::purchase(), input, &locked, Some(before)).unwrap();
        assert_eq!(
            Json::Object(kept.data),
            json!({"title": "b", "budget": "1.00", "needed": "2026-01-01", "total": "0.00", "number": "CG-2026-0001"})
        );
    }

    #[test]
    fn left_out_keeps_and_null_clears() {
        let before = json!({"title": "a", "budget": "1.00", "urgent": true});
        let kept =
            run(&sample::purchase(), json!({"budget": null}), &FieldRights::new(), Some(before)).unwrap();
        assert_eq!(Json::Object(kept.data), json!({"title": "a", "total": "0.00", "urgent": true}));
    }

    #[test]
    fn a_new_record_starts_from_defaults_where_the_caller_is_silent_or_may_not_speak() {
        let schema = form(vec![
            json!({"key": "a", "type": "text", "default": "x"}),
            json!({"key": "b", "type": "text", "default": "y", "readOnly": true}),
            json!({"key": "c", "type": "text", "default": "z"}),
        ]);
        let kept = run(&schema, json!({"b": "mine", "c": null}), &FieldRights::new(), None).unwrap();
        assert_eq!(Json::Object(kept.data), json!({"a": "x", "b": "y"}));
    }

    #[test]
    fn locked_columns_keep_their_cells_and_their_rows() {
        let before = json!({"title": "a", "items": [{"name": "A", "price": "1.00", "quantity": "1"}]});
        let locked = rights(&[("items", FieldRight::Read), ("items.quantity", FieldRight::Edit)]);
        let input = json!({"items": [{"name": "B", "price": "9.00", "quantity": "3"}]});
        let kept = run(&sample::purchase(), input, &locked, Some(before.clone())).unwrap();
        assert_eq!(
            kept.data["items"],
            json!([{"name": "A", "price": "1.00", "quantity": "3", "amount": "3.00"}])
        );
        let issues = run(&sample::purchase(), json!({"items": []}), &locked, Some(before)).unwrap_err();
        assert_eq!((issues[0].at.as_str(), issues[0].code.as_ref()), ("items", "form.rows_locked"));
    }

    #[test]
    fn a_field_that_a_rule_locks_keeps_its_previous_value() {
        let mut schema =
            form(vec![json!({"key": "a", "type": "text"}), json!({"key": "done", "type": "checkbox"})]);
        schema.rules =
            vec![rule("r", "{done}", vec![RuleAction::ReadOnly { fields: vec!["a".parse().unwrap()] }])];
        let before = json!({"a": "old", "done": true});
        let kept = run(&schema, json!({"a": "new"}), &FieldRights::new(), Some(before)).unwrap();
        assert_eq!(kept.data["a"], "old");
    }

    #[test]
    fn what_only_the_store_knows_is_listed_unless_unchanged() {
        let mut schema = sample::purchase();
        schema.fields[0].unique = true;
        let user = UserId::from_uuid(Default::default());
        let input = json!({"title": "Über", "buyer": [user.to_string()]});
        let first = run(&schema, input.clone(), &FieldRights::new(), None).unwrap();
        assert_eq!(first.lookups.users, [("buyer".to_owned(), user)]);
        assert_eq!(first.lookups.unique, [UniqueLookup { key: "title".into(), value: "über".into() }]);
        let again = run(&schema, input, &FieldRights::new(), Some(Json::Object(first.data))).unwrap();
        assert_eq!(again.lookups, Lookups::default());
    }

    #[test]
    fn a_retired_option_stays_where_it_was_but_is_not_chosen_anew() {
        let retired = json!({"title": "a", "tags": ["old"]});
        refused(&sample::purchase(), retired.clone(), &[("tags", "form.retired_option")]);
        let more = json!({"title": "a", "tags": ["old", "it"]});
        let kept = run(&sample::purchase(), more, &FieldRights::new(), Some(retired)).unwrap();
        assert_eq!(kept.data["tags"], json!(["it", "old"]));
    }

    #[test]
    fn validating_the_result_again_changes_nothing() {
        let input = json!({
            "title": " a ", "budget": "5", "tags": ["hw", "it"], "needed": "2026-11-21", "urgent": false,
            "items": [{"name": "A", "price": "600000", "quantity": "1"}], "reason": "big",
        });
        let first = run(&sample::purchase(), input, &FieldRights::new(), None).unwrap();
        let second =
            run(&sample::purchase(), Json::Object(first.data.clone()), &FieldRights::new(), None).unwrap();
        assert_eq!(first.data, second.data);
    }

    #[test]
    fn a_field_one_may_not_change_is_not_demanded() {
        let schema = form(vec![json!({"key": "a", "type": "text", "required": true})]);
        assert!(run(&schema, json!({}), &rights(&[("a", FieldRight::Read)]), Some(json!({}))).is_ok());
    }

    #[test]
    fn a_required_checkbox_must_be_ticked() {
        let schema = form(vec![json!({"key": "agree", "type": "checkbox", "required": true})]);
        refused(&schema, json!({"agree": false}), &[("agree", "form.field_required")]);
    }

    #[test]
    fn what_is_closed_is_refused_unless_nothing_would_change() {
        let schema = form(vec![
            json!({"key": "open", "type": "text"}),
            json!({"key": "read", "type": "text"}),
            json!({"key": "hidden", "type": "text"}),
        ]);
        let rights = FieldRights::from_iter([
            ("read".to_owned(), FieldRight::Read),
            ("hidden".to_owned(), FieldRight::Hidden),
        ]);
        let data = |value: Json| value.as_object().cloned().unwrap();
        let before = data(json!({"open": "a", "read": "b", "hidden": "c"}));
        let after = data(json!({"open": "a", "read": "set by a rule", "hidden": "c"}));
        let told = |sent: Json| -> Vec<String> {
            let found = overreach(&schema, &data(sent), &rights, (&before, &after));
            found.iter().map(|i| format!("{} {}", i.at, i.code)).collect()
        };
        assert!(told(json!({"open": "z", "read": "b"})).is_empty(), "sent back as it was");
        assert!(told(json!({"read": "set by a rule"})).is_empty(), "what the form makes of itself");
        assert_eq!(told(json!({"read": "z"})), ["read form.field_closed"]);
        assert_eq!(told(json!({"read": null})), ["read form.field_closed"]);
        assert!(told(json!({"hidden": "z"})).is_empty(), "nothing is told of it");
    }
}
