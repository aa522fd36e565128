//! What these tests do all the time: publish a flow, submit, find a to-do, decide it.

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp};

pub fn text(value: &Json) -> String {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}")).to_owned()
}

/// The pack `purchase`, installed as an administrator would.
pub async fn install_purchase(t: &TestApp) {
    t.login("admin").await.post_empty("/templates/purchase/install").await.done();
}

/// Publishes a form and a flow on it, both of that key; tells the form's id.
pub async fn publish(t: &TestApp, key: &str, fields: Json, flow: Json) -> String {
    let admin = t.login("admin").await;
    let name = json!({ "zh-CN": key, "en": key });
    let form = json!({ "key": key, "name": name, "schema": { "name": name, "fields": fields } });
    let form = text(&admin.post("/forms", form).await.ok()["id"]);
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
    admin.post("/flows", json!({ "key": key, "name": name, "formId": form })).await.done();
    let draft = admin.get(&format!("/flows/{key}/draft")).await.ok();
    let body = json!({ "definition": flow });
    admin.put(&format!("/flows/{key}/draft"), &draft["rev"], body).await.done();
    admin.post(&format!("/flows/{key}/publish"), json!({})).await.done();
    form
}

/// A straight flow: start, these nodes one after the other, end.
pub fn straight(start: Json, nodes: &[Json], settings: Json) -> Json {
    let mut all = vec![merge(json!({ "key": "start", "name": { "en": "Start" }, "kind": "start" }), start)];
    all.extend(nodes.iter().cloned());
    all.push(json!({ "key": "end", "name": { "en": "End" }, "kind": "end" }));
    let edges: Vec<Json> = all
        .windows(2)
        .enumerate()
        .map(|(n, pair)| json!({ "key": format!("e{n}"), "from": pair[0]["key"], "to": pair[1]["key"] }))
        .collect();
    json!({ "name": { "en": "Flow" }, "nodes": all, "edges": edges, "settings": settings })
}

/// An approving node at which these people decide.
pub fn approve(t: &TestApp, key: &str, logins: &[&str], more: Json) -> Json {
    let users: Vec<Json> = logins.iter().map(|l| json!(t.demo.user(l))).collect();
    let node = json!({
        "key": key, "name": { "zh-CN": key, "en": key }, "kind": "approve",
        "who": { "kind": "user", "users": users },
    });
    merge(node, more)
}

fn merge(mut node: Json, more: Json) -> Json {
    if let (Some(node), Json::Object(more)) = (node.as_object_mut(), more) {
        node.extend(more);
    }
    node
}

pub fn title_and_amount() -> Json {
    json!([
        { "key": "title", "label": { "en": "Title" }, "type": "text", "required": true },
        { "key": "amount", "label": { "en": "Amount" }, "type": "money", "currency": "CNY" },
    ])
}

pub async fn submit(client: &Client, flow: &str, data: Json) -> Json {
    client.post(&format!("/flows/{flow}/instances"), json!({ "data": data })).await.ok()
}

pub async fn instance(client: &Client, of: &Json) -> Json {
    client.get(&format!("/instances/{}", text(&of["id"]))).await.ok()
}

/// The client's one open to-do.
pub async fn todo(client: &Client) -> Json {
    let page = client.get("/tasks?state=open").await.ok();
    let items = page["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "one open to-do: {page}");
    items[0].clone()
}

pub async fn nothing_to_do(client: &Client) {
    let page = client.get("/tasks?state=open").await.ok();
    assert_eq!(page["items"], json!([]));
    assert_eq!(client.get("/counts").await.ok()["openTasks"], 0);
}

pub async fn decide(client: &Client, task: &Json, deed: &str, body: Json) -> Answer {
    client.post(&format!("/tasks/{}/{deed}", text(&task["id"])), body).await
}

/// The step of a node in an instance; the last one, when it was entered several times.
pub fn step<'a>(instance: &'a Json, node: &str) -> &'a Json {
    let steps = instance["steps"].as_array().expect("steps");
    steps.iter().rev().find(|s| s["node"] == node).unwrap_or_else(|| panic!("no step {node}: {steps:?}"))
}

pub fn has_step(instance: &Json, node: &str) -> bool {
    instance["steps"].as_array().expect("steps").iter().any(|s| s["node"] == node)
}

pub fn logins(people: &Json) -> Vec<String> {
    people.as_array().expect("people").iter().map(|p| text(&p["login"])).collect()
}
