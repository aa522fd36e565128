//! What the page behind a public link tells: what is to be filled in, and nothing else of the company.

use serde_json::json;
use weir_tests::each_app;

use super::{fill, link, look, records, token};
use crate::access::{role_of, set_rules};
use crate::draw::{field, published_form, schema, text};

#[tokio::test]
async fn hidden_fields_and_what_is_computed_from_them_are_not_told() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let read = |key: &str| json!({ "op": "field", "key": key });
        let times =
            |a: &str, b: &str| json!({ "op": "math", "math": "mul", "left": read(a), "right": read(b) });
        let formula = |key: &str, a: &str, b: &str| {
            field(key, "formula", json!({ "result": "number", "scale": 0, "formula": times(a, b) }))
        };
        let mut schema = schema(&[
            field("price", "number", json!({ "required": true })),
            field("margin", "number", json!({ "hidden": true, "default": "37" })),
            formula("profit", "price", "margin"),
            formula("square", "price", "price"),
            field("boss", "person", json!({ "label": { "en": "Secret boss" } })),
        ]);
        schema["titleTemplate"] = json!("{margin}");
        let form = json!({ "key": "offer", "name": { "en": "Offer" }, "schema": schema });
        let form = text(&admin.post("/forms", form).await.ok()["id"]);
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        let made = link(&admin, &form, json!({ "name": "Internal name" })).await;
        let token = token(&made);
        let told = look(&t, &token).await.ok();
        let keys: Vec<_> =
            told["schema"]["fields"].as_array().unwrap().iter().map(|f| text(&f["key"])).collect();
        assert_eq!(keys, ["price", "square"]);
        for secret in
            ["margin", "37", "profit", "boss", "Secret", "Internal", "admin", &form, &text(&made["id"])]
        {
            assert!(!told.to_string().contains(secret), "{secret}: {told}");
        }
        // Whether a hidden field exists is not told either.
        for key in ["margin", "nowhere"] {
            let data = json!({ "price": "2", key: "1" });
            fill(&t, &token, data).await.invalid(&[(key, "form.unknown_field")]);
        }
        fill(&t, &token, json!({ "price": "2" })).await.done();
        // As by any other way in, what a field held that is not shown is not kept.
        let data = json!({ "price": "2", "square": "4" });
        assert_eq!(records(&t, &form).await[0]["data"], data);
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_from_whoever_made_the_link_is_hidden_behind_it() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let fields = [
            field("name", "text", json!({})),
            field("pay", "number", json!({ "default": "9" })),
            field("grade", "text", json!({ "default": "B" })),
        ];
        let form = published_form(&t, "pay", &fields).await;
        let grants = json!([
            { "permission": "forms.design" },
            { "permission": "records.create", "formId": form },
        ]);
        let role = role_of(&t, "boss", "linker", grants).await;
        set_rules(&admin, role, &form, &[("pay", "hidden"), ("grade", "read")]).await.done();
        let boss = t.login("boss").await;
        for audience in ["public", "internal"] {
            let token = token(&link(&boss, &form, json!({ "audience": audience })).await);
            let (client, at) = match audience {
                "public" => (t.anonymous(), "/public/form-links"),
                _ => (t.login("employee").await, "/form-links"),
            };
            let told = client.post(&format!("{at}/look"), json!({ "token": token })).await.ok();
            assert!(!told.to_string().contains("pay"), "{told}");
            assert_eq!(told["rights"]["grade"], "read");
            let body = json!({ "token": token, "data": { "name": audience, "grade": "A" } });
            client.post(&format!("{at}/fill"), body).await.done();
            let row = records(&t, &form).await.into_iter().find(|r| r["data"]["name"] == audience).unwrap();
            assert_eq!(row["data"], json!({ "name": audience, "pay": "9", "grade": "B" }));
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_that_strangers_cannot_fill_in_gets_no_public_link_and_is_told_why() {
    each_app(|t| async move {
        let admin = t.login("admin").await.with_header("accept-language", "en");
        let required = |key: &str, kind: &str| field(key, kind, json!({ "required": true }));
        let column = required("scan", "file");
        let fields = [
            field("name", "text", json!({})),
            required("who", "person"),
            field("rows", "detail", json!({ "fields": [field("note", "text", json!({})), column] })),
        ];
        let form = published_form(&t, "closed", &fields).await;
        let path = format!("/forms/{form}/links");
        let wish = json!({ "name": "Fair", "audience": "public" });
        let told = admin.post(&path, wish).await.problem(422, "invalid");
        let finding = &told["errors"][0];
        assert_eq!(
            (&finding["field"], &finding["code"]),
            (&json!("audience"), &json!("links.fields_closed"))
        );
        let message = text(&finding["message"]);
        assert!(message.contains("who, scan") || message.contains("who、scan"), "{message}");
        link(&admin, &form, json!({ "audience": "internal" })).await;
        let only = published_form(&t, "people", &[field("who", "person", json!({}))]).await;
        let wish = json!({ "name": "Fair", "audience": "public" });
        let nothing = &[("audience", "links.nothing_open")];
        admin.post(&format!("/forms/{only}/links"), wish).await.invalid(nothing);
    })
    .await;
}
