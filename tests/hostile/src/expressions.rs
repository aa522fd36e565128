//! Formulas as text, and expressions as JSON.

use serde_json::Value as Json;
use weir_model::expr::{
    ContextName, Expr, Facts, Type, TypeScope, check, check_condition, eval, explain, fields_of, parse, print,
};
use weir_model::value::Value;
use weir_model::{Decimal, Key};

/// A field for every type, and a detail table.
struct Fields;

impl TypeScope for Fields {
    fn field(&self, key: &Key) -> Option<Type> {
        Some(match key.as_str() {
            "a" | "amount" => Type::Number,
            "b" => Type::Text,
            "c" => Type::Bool,
            "d" => Type::Date,
            "e" => Type::Time,
            "f" => Type::Instant,
            "g" => Type::Range,
            "h" => Type::Text.list(),
            "items" => Type::Rows,
            _ => return None,
        })
    }

    fn column(&self, table: &Key, _: &Key) -> Option<Type> {
        (table.as_str() == "items").then(|| Type::Number.list())
    }
}

fn facts() -> Facts {
    let day = jiff::civil::date(2026, 11, 21);
    let now: jiff::Timestamp = "2026-11-21T01:00:00Z".parse().expect("an instant");
    let row = [(Key::literal("amount"), Value::Number(Decimal::MAX))];
    let fields = [
        ("a", Value::Number(Decimal::MIN)),
        ("amount", Value::Number(Decimal::new(1, 28))),
        ("b", Value::Text("采购".to_owned())),
        ("c", Value::Bool(true)),
        ("d", Value::Date(jiff::civil::Date::MAX)),
        ("e", Value::Time(jiff::civil::Time::MIN)),
        ("f", Value::Instant(jiff::Timestamp::MAX)),
        ("g", Value::List(vec![Value::Date(jiff::civil::Date::MIN), Value::Date(day)])),
        ("h", Value::List(vec![Value::Text("x".to_owned())])),
        ("items", Value::Rows(vec![row.clone().into(), row.into()])),
    ];
    let context = [(ContextName::Today, Value::Date(day)), (ContextName::Now, Value::Instant(now))];
    Facts { fields: fields.map(|(key, value)| (Key::literal(key), value)).into(), context: context.into() }
}

/// A formula as somebody types it. What is read prints as a text that reads as the same.
pub fn formula(text: &str) {
    if let Ok(expr) = parse(text) {
        let printed = print(&expr);
        assert_eq!(parse(&printed).as_ref(), Ok(&expr), "{printed}");
        use_expression(&expr);
    }
}

/// An expression as a client sends it. What is checked prints as a text that can be read.
pub fn expression(json: &Json) {
    if let Ok(expr) = serde_json::from_value::<Expr>(json.clone()) {
        use_expression(&expr);
        if check(&expr, &Fields).is_ok() {
            let printed = print(&expr);
            assert!(parse(&printed).is_ok(), "{printed}");
        }
    }
}

fn use_expression(expr: &Expr) {
    let _ = check_condition(expr, &Fields);
    let _ = fields_of(expr);
    if check(expr, &Fields).is_ok() {
        let _ = (eval(expr, &facts()), explain(expr, &facts()));
        let _ = eval(expr, &Facts::default());
    }
}
