//! Departments, posts, people and roles: who may look, who may change, and what nobody may.

mod departments;
mod hand_over;
mod limits;
mod people;
mod roles;

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

/// Gives somebody a new role with these permissions, over everything, and signs them in.
async fn with_role(t: &TestApp, login: &str, key: &str, permissions: &[&str]) -> Client {
    let admin = t.login("admin").await;
    let role = json!({ "key": key, "name": { "en": key }, "grants": grants(permissions) });
    let role = admin.post("/roles", role).await.ok();
    let holders = json!({ "userIds": [t.demo.user(login)] });
    admin.post(&format!("/roles/{}/holders", text(&role["id"])), holders).await.done();
    t.login(login).await
}

fn grants(permissions: &[&str]) -> Json {
    let scoped = ["records.read", "records.update", "records.delete"];
    permissions
        .iter()
        .map(|p| {
            if scoped.contains(p) {
                json!({ "permission": p, "dataScope": "all" })
            } else {
                json!({ "permission": p })
            }
        })
        .collect()
}

fn text(value: &Json) -> String {
    value.as_str().expect("a text").to_owned()
}

fn names(page: &Json) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|p| text(&p["name"])).collect()
}

async fn person(client: &Client, id: impl ToString) -> Json {
    client.get(&format!("/people/{}", id.to_string())).await.ok()
}

async fn set(client: &Client, person: &Json, body: Json) -> Answer {
    client.patch(&format!("/people/{}", text(&person["id"])), &person["rev"], body).await
}

async fn department(client: &Client, name: &str) -> Json {
    let all = client.get("/departments").await.ok();
    let found = all["items"].as_array().unwrap().iter().find(|d| d["name"]["en"] == name);
    found.expect("a department").clone()
}

fn place(department: &Json) -> String {
    format!("/departments/{}", text(&department["id"]))
}
