//! Turns what serde says about a body or a query into a located finding.

use serde_path_to_error::{Path, Segment};
use weir_model::Issue;

/// The finding behind a serde message at a path.
pub fn issue(path: &Path, message: &str) -> Issue {
    let at = locate(path);
    if let Some(field) = quoted_after(message, "unknown field ") {
        return Issue::new(below(&at, field), "request.unknown_field").with("field", field);
    }
    if let Some(field) = quoted_after(message, "missing field ") {
        return Issue::new(below(&at, field), "request.field_missing").with("field", field);
    }
    if let Some(field) = quoted_after(message, "duplicate field ") {
        return Issue::new(below(&at, field), "request.field_twice").with("field", field);
    }
    if let Some(variant) = quoted_after(message, "unknown variant ") {
        let allowed = message.split("expected ").nth(1).map_or_else(String::new, position_cut);
        let allowed = allowed.trim_start_matches("one of ").to_owned();
        return Issue::new(at, "request.unknown_value").with("value", variant).with("allowed", allowed);
    }
    let expected = message.split("expected ").nth(1).map_or_else(|| position_cut(message), position_cut);
    Issue::new(at, "request.wrong_type").with("expected", expected)
}

/// `rows[3].amount`; what has no name of its own adds nothing.
fn locate(path: &Path) -> String {
    let mut at = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => at.push_str(&format!("[{index}]")),
            Segment::Map { key } => at = below(&at, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    at
}

fn below(at: &str, field: &str) -> String {
    let last = at.rsplit('.').next().unwrap_or_default();
    match at {
        "" => field.to_owned(),
        _ if last == field => at.to_owned(),
        _ => format!("{at}.{field}"),
    }
}

fn quoted_after<'m>(message: &'m str, lead: &str) -> Option<&'m str> {
    message.strip_prefix(lead)?.strip_prefix('`')?.split('`').next()
}

/// serde_json ends its messages with a position, which means nothing to a form.
fn position_cut(message: &str) -> String {
    message.split(" at line ").next().unwrap_or_default().replace('`', "")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its shape is tested")]
    struct Body {
        name: String,
        #[serde(default)]
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only its shape is tested")]
    struct Row {
        amount: u32,
    }

    fn check(body: &str, at: &str, code: &str) {
        let mut d = serde_json::Deserializer::from_str(body);
        let error = serde_path_to_error::deserialize::<_, Body>(&mut d).unwrap_err();
        let issue = super::issue(error.path(), &error.inner().to_string());
        assert_eq!((issue.at.as_str(), &*issue.code), (at, code), "{body}: {error}");
    }

    #[test]
    fn a_wrong_body_is_told_where_it_is_wrong() {
        check("{}", "name", "request.field_missing");
        check(r#"{"name":1}"#, "name", "request.wrong_type");
        check(r#"{"name":"a","x":1}"#, "x", "request.unknown_field");
        check(r#"{"name":"a","name":"b"}"#, "name", "request.field_twice");
        check(r#"{"name":"a","rows":[{"amount":1},{"amount":"2"}]}"#, "rows[1].amount", "request.wrong_type");
        check(r#"{"name":"a","rows":[{"amount":1,"y":2}]}"#, "rows[0].y", "request.unknown_field");
        check(r#"{"name":"a","rows":[{}]}"#, "rows[0].amount", "request.field_missing");
        check("[]", "", "request.wrong_type");
    }
}
