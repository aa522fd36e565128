//! What tests draw in the studio: fields, forms and flows, saved and published as an administrator would.

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

/// A text in an answer.
pub fn text(value: &Json) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}")).to_owned()
}

/// A field of a type, with what only this one has.
pub fn field(key: &str, kind: &str, more: Json) -> Json {
    let mut field = json!({ "key": key, "label": { "zh-CN": key, "en": key }, "type": kind });
    field.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    field
}

/// A form's schema of these fields.
pub fn schema(fields: &[Json]) -> Json {
    json!({ "name": { "zh-CN": "表单", "en": "Form" }, "fields": fields })
}

/// A form's id, not yet published.
pub async fn create_form(designer: &Client, key: &str, fields: &[Json]) -> String {
    let form = json!({ "key": key, "name": { "en": key }, "schema": schema(fields) });
    text(&designer.post("/forms", form).await.ok()["id"])
}

/// A published form's id.
pub async fn published_form(t: &TestApp, key: &str, fields: &[Json]) -> String {
    let admin = t.login("admin").await;
    let form = create_form(&admin, key, fields).await;
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
    form
}

/// Saves a draft over whatever stands there.
pub async fn save_form(designer: &Client, form: &str, fields: &[Json]) -> Answer {
    let rev = designer.get(&format!("/forms/{form}/draft")).await.ok()["rev"].clone();
    designer.put(&format!("/forms/{form}/draft"), &rev, json!({ "schema": schema(fields) })).await
}

/// The findings of a draft, as `(field, code)`.
pub fn issues(draft: &Json) -> Vec<(String, String)> {
    let issues = draft["issues"].as_array().cloned().unwrap_or_default();
    issues.iter().map(|i| (text(&i["field"]), text(&i["code"]))).collect()
}

/// Texts at a place of every row.
pub fn column(page: &Json, pointer: &str) -> Vec<String> {
    let items = page["items"].as_array().unwrap_or_else(|| panic!("a list: {page}"));
    items.iter().map(|i| i.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned()).collect()
}
