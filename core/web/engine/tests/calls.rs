//! The engine as the browser calls it: JSON in, JSON out.

use serde_json::{Value as Json, json};

fn call(name: &str, args: Json) -> Json {
    let reply = weir_web_engine::call(json!({"name": name, "args": args}).to_string().as_bytes());
    serde_json::from_slice(&reply).unwrap()
}

fn ok(name: &str, args: Json) -> Json {
    let mut reply = call(name, args);
    assert!(reply.get("error").is_none(), "{reply}");
    reply["ok"].take()
}

fn context() -> Json {
    json!({"today": "2026-11-21", "now": "2026-11-21T08:00:00Z"})
}

fn schema() -> Json {
    let formula = ok("parseFormula", json!({"text": "{price} * {count}", "locale": "en"}))["expr"].take();
    json!({"name": {"en": "Order"}, "fields": [
        {"key": "price", "label": {"en": "Price"}, "type": "money", "currency": "CNY", "required": true},
        {"key": "count", "label": {"en": "Count"}, "type": "number", "default": "1"},
        {"key": "total", "label": {"en": "Total"}, "type": "formula", "result": "number", "formula": formula},
    ]})
}

#[test]
fn a_form_is_evaluated_validated_and_checked() {
    let data = json!({"price": "0.10", "count": "3"});
    let state =
        ok("evaluateForm", json!({"schema": schema(), "data": data, "rights": {}, "context": context()}));
    assert_eq!(state["data"]["total"], "0.30");
    assert_eq!(state["fields"]["total"], json!({"visible": true, "required": false, "readOnly": true}));

    let args = json!({"schema": schema(), "data": {}, "context": context(), "locale": "zh-CN"});
    let findings = ok("validateForm", args);
    assert_eq!(
        findings,
        json!([{"field": "price", "code": "form.field_required", "message": "请填写此项。", "params": {}}])
    );
    assert_eq!(ok("checkForm", json!({"schema": schema(), "locale": "en"})), json!([]));
    assert_eq!(ok("initialForm", json!({"schema": schema(), "context": context()})), json!({"count": "1"}));
}

#[test]
fn findings_in_formula_text_stand_where_the_browser_counts() {
    let args = |text: &str| json!({"text": text, "schema": schema(), "locale": "en"});
    let place = |reply: Json| {
        let issue = &reply["issues"][0];
        (issue["from"].clone(), issue["to"].clone(), issue["code"].clone())
    };
    let found = place(ok("checkFormula", args("CONCAT(\"😀\", 1) & 2")));
    assert_eq!(found, (json!(16), json!(17), json!("expr.unexpected_character")));
    let found = place(ok("checkFormula", args("LEN(\"😀\") + LEN({count})")));
    assert_eq!(found, (json!(16), json!(23), json!("expr.text_expected")));
    assert_eq!(ok("checkFormula", args("{price} * 2"))["issues"], json!([]));
}

#[test]
fn an_expression_is_computed_printed_and_told() {
    let expr = ok("parseFormula", json!({"text": "{price}*2>1", "locale": "en"}))["expr"].take();
    let data = json!({"price": "0.51"});
    let args = json!({"expr": expr, "schema": schema(), "data": data, "context": context()});
    assert_eq!(ok("evalExpr", args), json!({"value": true, "text": "true"}));
    assert_eq!(ok("printFormula", json!({"expr": expr})), "{price} * 2 > 1");
    let args = json!({"code": "form.number_max", "params": {"max": "10"}, "locale": "en"});
    assert_eq!(ok("message", args), "Enter 10 or less.");
    assert_eq!(
        ok("functions", json!({}))[0],
        json!({"function": "sum", "name": "SUM", "minArgs": 1, "maxArgs": null})
    );
}

#[test]
fn a_call_that_makes_no_sense_is_an_error_for_the_programmer() {
    assert!(call("fly", json!({}))["error"].is_string());
    assert!(call("evaluateForm", json!({"schema": 5}))["error"].is_string());
    let reply: Json = serde_json::from_slice(&weir_web_engine::call(b"not json")).unwrap();
    assert!(reply["error"].is_string());
}
