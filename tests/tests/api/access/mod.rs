//! Who may see and do what, down to fields: set, explained, and kept in every place where a value may show.

mod audit;
mod explained;
mod field_rights;
mod field_rules;
mod invitations;
pub mod sign_in;
mod view_as;

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

use crate::draw::text;

/// Replaces what a role may do with the fields of a form.
pub async fn set_rules(client: &Client, role: impl ToString, form: &str, rules: &[(&str, &str)]) -> Answer {
    let path = format!("/roles/{}/field-rules/{form}", role.to_string());
    let rev = client.get(&path).await.json()["rev"].clone();
    let rules: Vec<Json> = rules.iter().map(|(f, r)| json!({ "field": f, "right": r })).collect();
    client.put(&path, &rev, json!({ "rules": rules })).await
}

/// A role with these grants, held by somebody; tells its id.
pub async fn role_of(t: &TestApp, login: &str, key: &str, grants: Json) -> String {
    let admin = t.login("admin").await;
    let role = json!({ "key": key, "name": { "zh-CN": key, "en": key }, "grants": grants });
    let role = text(&admin.post("/roles", role).await.ok()["id"]);
    let holders = json!({ "userIds": [t.demo.user(login)] });
    admin.post(&format!("/roles/{role}/holders"), holders).await.done();
    role
}
