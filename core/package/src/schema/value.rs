//! Whether a value is what a schema asks for.

use std::cmp::Ordering;

use serde_json::{Map, Value as Json};
use url::Url;
use weir_model::{Issue, Issues};

use super::Type;
use crate::document::shortened;

/// Findings about one value: whoever mends these sees the rest in the next run.
const VALUE_ISSUES_MAX: usize = 100;

/// What is wrong with a value; `at` is its own path. The schema is one that [`super::check_schema`] accepts; by any other
/// nothing is accepted that it does not plainly name.
#[must_use]
pub fn check_value(at: &str, schema: &Json, value: &Json) -> Issues {
    let mut issues = Issues::new();
    check(at, schema, value, &mut issues);
    issues
}

fn check(at: &str, schema: &Json, value: &Json, issues: &mut Issues) {
    let Some((map, of)) = schema.as_object().and_then(|map| Some((map, Type::of(map)?))) else {
        return issues.push(Issue::new(at, "schema.no_schema"));
    };
    if issues.len() >= VALUE_ISSUES_MAX {
        return;
    }
    if !is_of(of, value) {
        return issues.push(Issue::new(at, "schema.value_type").with("type", super::type_name(map)));
    }
    if let Some(choices) = map.get("enum").and_then(Json::as_array)
        && !choices.contains(value)
    {
        issues.push(Issue::new(at, "schema.value_enum"));
    }
    match value {
        Json::Object(properties) => object(at, map, properties, issues),
        Json::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                check(&format!("{at}[{n}]"), map.get("items").unwrap_or(&Json::Null), item, issues);
            }
        }
        Json::String(text) => string(at, map, text, issues),
        Json::Number(_) => {
            let below = map.get("minimum").is_some_and(|min| less(value, min));
            let above = map.get("maximum").is_some_and(|max| less(max, value));
            if below || above {
                issues.push(Issue::new(at, "schema.value_range"));
            }
        }
        Json::Bool(_) | Json::Null => {}
    }
}

fn object(at: &str, schema: &Map<String, Json>, value: &Map<String, Json>, issues: &mut Issues) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    let properties = schema.get("properties").and_then(Json::as_object);
    for (name, value) in value {
        match properties.and_then(|p| p.get(name)) {
            Some(schema) => check(&below(name), schema, value, issues),
            None => issues.push(Issue::new(at, "schema.value_unknown").with("name", shortened(name))),
        }
    }
    let required =
        schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    for name in required.filter(|name| !value.contains_key(*name)) {
        issues.push(Issue::new(below(name), "schema.value_missing").with("name", name));
    }
}

fn string(at: &str, schema: &Map<String, Json>, text: &str, issues: &mut Issues) {
    let length = text.chars().count() as u64;
    let bound = |key| schema.get(key).and_then(Json::as_u64);
    if bound("minLength").is_some_and(|min| length < min)
        || bound("maxLength").is_some_and(|max| length > max)
    {
        issues.push(Issue::new(at, "schema.value_length"));
    }
    if schema.get("format").and_then(Json::as_str) == Some("uri") && !is_address(text) {
        issues.push(Issue::new(at, "schema.value_uri"));
    }
}

/// An address of the web that names a host and carries no user.
fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "https" | "http")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    })
}

/// Whether a value is of a type. A whole number may be written with a point.
pub(super) fn is_of(of: Type, value: &Json) -> bool {
    match (of, value) {
        (Type::Object, Json::Object(_))
        | (Type::Array, Json::Array(_))
        | (Type::String, Json::String(_))
        | (Type::Number, Json::Number(_))
        | (Type::Boolean, Json::Bool(_)) => true,
        (Type::Integer, Json::Number(n)) => {
            n.is_i64() || n.is_u64() || n.as_f64().is_some_and(|f| f.fract() == 0.0)
        }
        _ => false,
    }
}

/// Whether the one number is below the other; what are no numbers never are.
pub(super) fn less(one: &Json, other: &Json) -> bool {
    let whole = |json: &Json| json.as_i64().map(i128::from).or_else(|| json.as_u64().map(i128::from));
    let order = match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64().zip(other.as_f64()).and_then(|(one, other)| one.partial_cmp(&other)),
    };
    order == Some(Ordering::Less)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_judged_in_each_of_its_places() {
        let schema = json!({"type": "object", "required": ["a", "b"], "properties": {
            "a": {"type": "string", "minLength": 2, "maxLength": 3},
            "b": {"type": "integer", "minimum": 1, "maximum": 9_007_199_254_740_993_i64},
            "c": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
            "d": {"type": "string", "format": "uri"},
        }});
        let codes = |value: Json| -> Vec<String> {
            check_value("", &schema, &value).into_iter().map(|i| format!("{} {}", i.at, i.code)).collect()
        };
        let none = Vec::<String>::new();
        assert_eq!(codes(json!({"a": "中文", "b": 2.0, "c": ["x"], "d": "https://a.example/p?q"})), none);
        assert_eq!(codes(json!({"a": "x", "b": 0})), ["a schema.value_length", "b schema.value_range"]);
        assert_eq!(codes(json!({"a": "abcd", "b": 1.5})), ["a schema.value_length", "b schema.value_type"]);
        // One above a bound that a float cannot tell from it.
        assert_eq!(codes(json!({"a": "ab", "b": 9_007_199_254_740_994_i64})), ["b schema.value_range"]);
        assert_eq!(
            codes(json!({"c": ["x", "z"], "z": 1})),
            [
                "c[1] schema.value_enum",
                " schema.value_unknown",
                "a schema.value_missing",
                "b schema.value_missing"
            ]
        );
        for address in ["javascript:alert(1)", "https://u:p@a.example", "/path", ""] {
            assert_eq!(codes(json!({"a": "ab", "b": 1, "d": address})), ["d schema.value_uri"], "{address}");
        }
        assert_eq!(codes(json!([])), [" schema.value_type"]);
    }
}
