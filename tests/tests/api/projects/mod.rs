//! Projects: who sees them, their types, their work items, and what is said about them.

mod boards;
mod changes;
mod comments;
mod items;
mod membership;
mod mine;
mod templates;
mod types;

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

use crate::draw::text;

/// A project of the admin's, with these people in these roles.
pub async fn project(t: &TestApp, key: &str, members: &[(&str, &str)]) -> String {
    let members: Vec<Json> =
        members.iter().map(|(login, role)| json!({ "user": t.demo.user(login), "role": role })).collect();
    let wish = json!({ "key": key, "name": format!("Project {key}"), "members": members });
    text(&t.login("admin").await.post("/projects", wish).await.ok()["id"])
}

/// A work item's page after it was created.
pub async fn item(client: &Client, project: &str, wish: Json) -> Json {
    create(client, project, wish).await.ok()
}

pub async fn create(client: &Client, project: &str, wish: Json) -> Answer {
    client.post(&format!("/projects/{project}/work-items"), wish).await
}

/// A change over the revision that was read.
pub async fn change(client: &Client, item: &Json, wish: Json) -> Answer {
    client.patch(&format!("/work-items/{}", text(&item["id"])), &item["rev"], wish).await
}

/// The keys of the items of a list.
pub async fn keys(client: &Client, project: &str, query: &[(&str, &str)]) -> Vec<String> {
    crate::draw::column(&list(client, project, query).await.ok(), "/key")
}

pub async fn list(client: &Client, project: &str, query: &[(&str, &str)]) -> Answer {
    client.get(&format!("/projects/{project}/work-items?{}", encoded(query))).await
}

pub fn encoded(query: &[(&str, &str)]) -> String {
    let hex = |s: &str| s.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
    query.iter().map(|(name, value)| format!("{name}={}", hex(value))).collect::<Vec<_>>().join("&")
}
