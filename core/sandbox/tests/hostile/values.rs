//! Values come back from a script as they went in, exactly.

use std::collections::BTreeMap;

use proptest::prelude::*;
use weir_model::Key;
use weir_model::value::Value;
use weir_sandbox::{Reason, Scope};

use crate::{evaluate, number, tenant};

fn row(fields: &[(&'static str, Value)]) -> BTreeMap<Key, Value> {
    fields.iter().map(|(key, value)| (Key::literal(key), value.clone())).collect()
}

#[test]
fn every_kind_of_value_comes_back_the_same() {
    let tenant = tenant();
    for value in [
        Value::Null,
        Value::Bool(true),
        number("0"),
        number("-12.50"),
        number("79228162514264337593543950335"),
        number("0.0000000000000000000000000001"),
        "".into(),
        "堰 \u{10ffff} \0".into(),
        Value::Date("2024-02-29".parse().unwrap()),
        Value::Date("-009999-01-01".parse().unwrap()),
        Value::Time("23:59:59.999999999".parse().unwrap()),
        Value::Instant("2026-11-22T08:00:00.000000001Z".parse().unwrap()),
        Value::List(vec!["a".into(), number("1.0"), Value::List(vec![])]),
        Value::Rows(vec![row(&[("qty", number("2")), ("unit-price", number("9.90"))]), row(&[])]),
    ] {
        assert_eq!(evaluate(tenant, "v", &Scope::new().with("v", value.clone())), Ok(value));
    }
}

#[test]
fn money_is_exact() {
    let scope = Scope::new()
        .with("amount", number("0.1"))
        .with_record("form", row(&[("unit-price", number("19.99"))]));
    for (source, expected) in [
        ("amount + 0.2", "0.3"),
        ("amount * 3", "0.3"),
        ("amount + 0.2 == 0.3", "true"),
        ("form[\"unit-price\"] * 100", "1999.00"),
        ("round_half_up(2.345, 2)", "2.35"),
        ("amount > 0 && amount < 1", "true"),
    ] {
        let result = evaluate(tenant(), source, &scope).unwrap();
        let expected = if expected == "true" { Value::Bool(true) } else { number(expected) };
        assert_eq!(result, expected, "{source}");
    }
}

#[test]
fn days_are_reckoned_with() {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let scope = Scope::new().with("due", day("2026-03-01")).with("today", day("2026-02-27"));
    for (source, expected) in [
        ("due - today", number("2")),
        ("today + 2 == due", Value::Bool(true)),
        ("due < today", Value::Bool(false)),
        ("date(\"2026-01-31\").add_months(1)", day("2026-02-28")),
        ("due.weekday", number("7")),
        ("`${due}`", "2026-03-01".into()),
    ] {
        assert_eq!(evaluate(tenant(), source, &scope), Ok(expected), "{source}");
    }
}

#[test]
fn a_table_is_summed_and_mapped() {
    let rows = Value::Rows(vec![
        row(&[("qty", number("2")), ("price", number("9.90"))]),
        row(&[("qty", number("1")), ("price", number("0.20"))]),
    ]);
    let scope = Scope::new().with("rows", rows);
    let source = "let sum = 0.0; for row in rows { sum += row.qty * row.price; } sum";
    assert_eq!(evaluate(tenant(), source, &scope), Ok(number("20.00")));
    let mapped = evaluate(tenant(), "rows.map(|row| #{ total: row.qty * row.price })", &scope).unwrap();
    let expected = vec![row(&[("total", number("19.80"))]), row(&[("total", number("0.20"))])];
    assert_eq!(mapped, Value::Rows(expected));
}

/// What comes in is not what a script makes: a record larger than a script may build is still read.
#[test]
fn a_field_is_read_out_of_a_record_with_a_large_table() {
    let wide =
        |n: i64| (0..6).map(|k| (format!("c{k}").parse().unwrap(), number(&(n + k).to_string()))).collect();
    let rows = Value::Rows((0..1_200).map(wide).collect());
    let scope = Scope::new().with_record("form", row(&[("amount", number("6")), ("rows", rows)]));
    for source in
        ["form.amount > 5", "form.rows.len() == 1200", "form.rows[7].c0 == 7", "form[\"amount\"] == 6"]
    {
        assert_eq!(evaluate(tenant(), source, &scope), Ok(Value::Bool(true)), "{source}");
    }
}

#[test]
fn what_is_no_value_is_no_result() {
    for source in ["#{ a: 1 }", "|x| x", "[1, #{ a: 1 }]", "[#{ \"Not a key\": 1 }]", "0..5"] {
        let refusal = evaluate(tenant(), source, &Scope::new()).unwrap_err();
        assert_eq!(refusal.reason, Reason::Result, "{source}: {refusal:?}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (any::<i64>(), 0_u32..28).prop_map(|(n, scale)| Value::Number(weir_model::Decimal::new(n, scale))),
        ".{0,20}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::vec(
                prop::collection::btree_map("[a-z][a-z0-9_-]{0,8}", inner, 0..4)
                    .prop_map(|row| row.into_iter().map(|(k, v)| (k.parse().unwrap(), v)).collect()),
                1..4
            )
            .prop_map(Value::Rows),
        ]
    })
}

/// A list whose items are all rows within lists is told apart from a table by its items alone.
fn as_read(value: Value) -> Value {
    match value {
        Value::Rows(rows) if rows.is_empty() => Value::List(vec![]),
        other => other,
    }
}

proptest! {
    #[test]
    fn any_value_comes_back_the_same(value in any_value()) {
        let given = Scope::new().with("v", value.clone());
        prop_assert_eq!(evaluate(tenant(), "v", &given), Ok(as_read(value)));
    }
}
