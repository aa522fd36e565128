//! Scripts while somebody writes them: what is wrong and where, what they give, and that nothing hostile hurts.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use crate::draw::{create_form, field, published_form, text};

/// A published form with a field of many kinds.
async fn form(t: &TestApp) -> String {
    let row = [field("item", "text", json!({})), field("price", "money", json!({ "currency": "CNY" }))];
    let option = |key: &str| json!({ "key": key, "label": { "en": key } });
    let fields = [
        field("title", "text", json!({})),
        field("amount", "money", json!({ "currency": "CNY" })),
        field("unit-price", "number", json!({ "scale": 2 })),
        field("needed", "date", json!({})),
        field("kind", "singleSelect", json!({ "options": [option("a"), option("b")] })),
        field("rows", "detail", json!({ "fields": row })),
    ];
    published_form(t, "scripted", &fields).await
}

async fn check(client: &Client, form: &str, script: &str, sample: Json) -> Json {
    let body =
        json!({ "script": script, "place": { "kind": "flowCondition", "formId": form }, "sample": sample });
    client.post("/scripts/check", body).await.ok()
}

/// The findings, as `(line, column, code)`.
fn errors(answer: &Json) -> Vec<(u64, u64, String)> {
    let errors = answer["errors"].as_array().unwrap().iter();
    errors
        .map(|e| {
            assert_ne!(e["message"], e["code"], "no sentence for {e}");
            assert!(!text(&e["message"]).contains('{'), "{e}");
            (e["line"].as_u64().unwrap(), e["column"].as_u64().unwrap(), text(&e["code"]))
        })
        .collect()
}

fn at(line: u64, column: u64, code: &str) -> Vec<(u64, u64, String)> {
    vec![(line, column, code.to_owned())]
}

#[tokio::test]
async fn a_script_is_tried_out_on_sample_data_exactly() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, form(&t).await);
        let sample = json!({
            "title": "Press", "amount": "500000.01", "unit-price": "0.10", "needed": "2026-12-01", "kind": "a",
            "rows": [{ "item": "a", "price": "0.10" }, { "item": "b", "price": "0.20" }],
        });
        for (script, holds) in [
            ("form.amount > 500000", true),
            ("form.amount > 500000.01", false),
            ("form[\"unit-price\"] * 3 == 0.3", true),
            ("form.title == \"Press\" && form.kind == \"a\"", true),
            ("let sum = 0.0; for row in form.rows { sum += row.price; } sum == 0.3", true),
            ("form.needed > today", true),
            ("form.needed.month == 12", true),
            ("initiator == () || initiator_department == () || now == ()", true),
        ] {
            let answer = check(&admin, &form, script, sample.clone()).await;
            assert_eq!((errors(&answer), &answer["value"]), (vec![], &json!(holds)), "{script}");
            assert!(answer["timeUs"].is_u64(), "{answer}");
        }
        // A field that nobody filled in is there, and is nothing.
        let answer = check(&admin, &form, "form.amount == () && form.rows == ()", json!({})).await;
        assert_eq!((errors(&answer), &answer["value"]), (vec![], &json!(true)));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_place_in_the_readers_language() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, form(&t).await);
        for (script, expected) in [
            ("", at(1, 1, "script.empty")),
            ("form.amount >", at(1, 14, "script.syntax")),
            ("let a = 1;\n  a + amuont > 1", at(2, 7, "script.unknown_name")),
            ("form.amount > 1 &&\n  form.amuont > 1", at(2, 8, "script.unknown_field")),
            ("form.amount", at(1, 1, "script.not_a_condition")),
            ("form.amount + 1 > 2", at(1, 13, "script.unknown_function")),
            ("1 / 0 > 1", at(1, 3, "script.arithmetic")),
            ("throw \"too dear\"", at(1, 1, "script.raised")),
        ] {
            let answer = check(&admin, &form, script, json!({})).await;
            assert_eq!(errors(&answer), expected, "{script}");
            assert!(answer["timeUs"].is_null(), "{answer}");
        }
        // Every field that there is not, not only the first.
        let two = check(&admin, &form, "form.one == form.two", json!({})).await;
        assert_eq!(errors(&two).len(), 2);
        let unknown = check(&admin, &form, "form.amuont > 1", json!({})).await;
        assert_eq!(unknown["errors"][0]["params"]["detail"], "amuont");
        admin.send(Method::PATCH, "/me", Some(json!({ "locale": "zh-CN" }))).await.done();
        let chinese = check(&admin, &form, "form.amuont > 1", json!({})).await;
        assert_eq!(
            chinese["errors"][0]["message"],
            "第 1 行第 6 列：表单里没有字段“amuont”，请从列表中选择。"
        );
    })
    .await;
}

#[tokio::test]
async fn hostile_scripts_are_refused_and_the_next_one_runs() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, form(&t).await);
        let stranger = t.login_to("other", "admin").await;
        let theirs = create_form(&stranger, "theirs", &[field("title", "text", json!({}))]).await;
        stranger.post(&format!("/forms/{theirs}/publish"), json!({})).await.done();
        let deep = format!("{}true{}", "(".repeat(4_000), ")".repeat(4_000));
        let long = format!("true{}", " ".repeat(16 * 1024));
        let slow =
            "let s = \"a\"; for i in 0..14 { s += s; } for i in 0..90000 { s.replace(\"b\", \"c\"); } true";
        for (script, codes) in [
            ("loop {}", &["script.operations"][..]),
            ("fn f(n) { f(n + 1) } f(0)", &["script.depth"]),
            (&deep, &["script.depth", "script.syntax"]),
            (&long, &["script.size"]),
            ("let s = \"x\"; loop { s += s; }", &["script.size"]),
            ("let a = []; loop { a.push(1); }", &["script.size", "script.operations"]),
            (slow, &["script.time", "script.memory", "script.operations"]),
            ("eval(\"true\")", &["script.syntax"]),
            ("import \"os\" as os; true", &["script.syntax"]),
            ("sleep(10); true", &["script.unknown_function"]),
            ("open(\"/etc/passwd\") == 1", &["script.unknown_function"]),
        ] {
            let answer = check(&admin, &form, script, json!({})).await;
            let found = errors(&answer);
            let told: String = script.chars().take(60).collect();
            assert!(found.len() == 1 && codes.contains(&found[0].2.as_str()), "{told}: {answer}");
            let neighbour = check(&stranger, &theirs, "form.title == ()", json!({})).await;
            assert_eq!((&neighbour["value"], errors(&neighbour)), (&json!(true), vec![]), "{told}");
            let next = check(&admin, &form, "form.title == ()", json!({})).await;
            assert_eq!((&next["value"], errors(&next)), (&json!(true), vec![]), "{told}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_script_is_about_a_published_form_of_the_company() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, form(&t).await);
        let drawn = create_form(&admin, "drawn", &[field("title", "text", json!({}))]).await;
        let stranger = t.login_to("other", "admin").await;
        let body =
            |form: &str| json!({ "script": "true", "place": { "kind": "flowCondition", "formId": form } });
        let ask = async |client: &Client, form: &str| client.post("/scripts/check", body(form)).await;
        ask(&admin, &drawn).await.invalid(&[("place.formId", "flow.form_unpublished")]);
        ask(&stranger, &form).await.invalid(&[("place.formId", "design.form_unknown")]);
        ask(&t.login("employee").await, &form).await.problem(403, "denied");
        let elsewhere = json!({ "script": "true", "place": { "kind": "elsewhere", "formId": form } });
        let answer = admin.post("/scripts/check", elsewhere).await;
        assert_eq!(answer.status.as_u16(), 422, "{}", answer.text());
    })
    .await;
}
