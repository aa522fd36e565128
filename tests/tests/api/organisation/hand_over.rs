//! Handing over the work of somebody who leaves.

use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use crate::draw::{column, field, published_form, text};
use crate::projects::{item, project};

/// A flow whose only node lets nobody hand on, with these people at it, and an instance of it by the employee.
async fn waiting(t: &TestApp, key: &str, logins: &[&str]) -> String {
    let admin = t.login("admin").await;
    let users: Vec<_> = logins.iter().map(|login| t.demo.user(login)).collect();
    let form = published_form(t, key, &[field("title", "text", json!({}))]).await;
    let flow = json!({ "key": key, "name": { "en": key }, "formId": form });
    admin.post("/flows", flow).await.done();
    let definition = json!({
        "name": { "en": key },
        "nodes": [
            { "key": "start", "name": { "en": "Start" }, "kind": "start" },
            { "key": "step", "name": { "en": "Step" }, "kind": "approve", "buttons": { "transfer": false },
              "who": { "kind": "user", "users": users } },
            { "key": "end", "name": { "en": "End" }, "kind": "end" },
        ],
        "edges": [
            { "key": "e1", "from": "start", "to": "step" }, { "key": "e2", "from": "step", "to": "end" },
        ],
    });
    let path = format!("/flows/{key}/draft");
    let rev = admin.get(&path).await.ok()["rev"].clone();
    admin.put(&path, &rev, json!({ "definition": definition })).await.done();
    admin.post(&format!("/flows/{key}/publish"), json!({})).await.done();
    let employee = t.login("employee").await;
    let wish = json!({ "data": { "title": "Chairs" } });
    text(&employee.post(&format!("/flows/{key}/instances"), wish).await.ok()["id"])
}

async fn open_tasks(client: &Client) -> Vec<String> {
    column(&client.get("/tasks?state=open").await.ok(), "/instanceId")
}

fn path(t: &TestApp, login: &str) -> String {
    format!("/people/{}/hand-over", t.demo.user(login))
}

#[tokio::test]
async fn everything_that_hangs_on_somebody_changes_hands() {
    each_app(async |t| {
        let admin = t.login("admin").await;
        let instance = waiting(&t, "chairs", &["manager"]).await;
        let plan = project(&t, "plan", &[("manager", "admin"), ("boss", "viewer")]).await;
        let read = admin.get(&format!("/projects/{plan}")).await.ok();
        let lead = json!({ "lead": t.demo.user("manager") });
        admin.patch(&format!("/projects/{plan}"), &read["rev"], lead).await.done();
        item(&admin, &plan, json!({ "title": "Draw", "assignee": t.demo.user("manager") })).await;
        let held = admin.get(&path(&t, "manager")).await.ok();
        assert_eq!((&held["tasks"], &held["projects"][0]["leads"], &held["projects"][0]["items"]), (&json!(1), &json!(true), &json!(1)));
        let heads = held["departments"].as_array().unwrap().len();
        assert!(heads > 0, "the manager heads a department");

        let wish = json!({
            "to": t.demo.user("boss"), "tasks": true, "departments": true, "projects": true, "workItems": true,
            "comment": "Li has left",
        });
        let done = admin.post(&path(&t, "manager"), wish).await.ok();
        assert_eq!(done["failed"], json!([]));
        assert_eq!(done["done"], json!(3 + heads), "a to-do, a lead, an item, and every department");
        assert_eq!(done["left"], json!({ "tasks": 0, "departments": [], "projects": [], "links": [] }));

        let boss = t.login("boss").await;
        assert_eq!(open_tasks(&boss).await, [instance.clone()]);
        assert!(open_tasks(&t.login("manager").await).await.is_empty());
        let items = boss.get(&format!("/projects/{plan}/work-items")).await.ok();
        assert_eq!(items["items"][0]["assignee"]["login"], json!("boss"));
        let history = boss.get(&format!("/instances/{instance}")).await.ok();
        let told = history["events"].as_array().into_iter().flatten().filter_map(|h| h["text"].as_str());
        let told: Vec<&str> = told.filter(|text| text.contains("Li has left")).collect();
        assert_eq!(told.len(), 1, "{history:#}");
        let task = text(&boss.get("/tasks?state=open").await.ok()["items"][0]["id"]);
        boss.post(&format!("/tasks/{task}/approve"), json!({})).await.done();
    })
    .await;
}

#[tokio::test]
async fn what_cannot_change_hands_is_told_and_stays() {
    each_app(async |t| {
        let admin = t.login("admin").await;
        waiting(&t, "desks", &["manager", "boss"]).await;
        // Nobody decides twice at one node.
        let wish = json!({ "to": t.demo.user("boss"), "tasks": true });
        let done = admin.post(&path(&t, "manager"), wish).await.ok();
        assert_eq!(
            (&done["done"], &done["failed"][0]["problem"]["errors"][0]["code"]),
            (&json!(0), &json!("task.transfer_to_actor"))
        );
        assert_eq!(done["left"]["tasks"], json!(1));
    })
    .await;
}

#[tokio::test]
async fn nobody_takes_over_from_themselves_or_after_they_left_and_nothing_is_no_wish() {
    each_app(async |t| {
        let admin = t.login("admin").await;
        let from = path(&t, "manager");
        let nobody = json!({ "to": format!("usr_{}", "7".repeat(32)), "tasks": true });
        for (wish, at, code) in [
            (json!({ "to": t.demo.user("manager"), "tasks": true }), "to", "org.hand_over_to_self"),
            (nobody, "to", "form.person_unknown"),
            (json!({ "to": t.demo.user("boss") }), "tasks", "org.hand_over_nothing"),
        ] {
            admin.post(&from, wish).await.invalid(&[(at, code)]);
        }
        let wish: Json = json!({ "to": t.demo.user("boss"), "tasks": true });
        t.login("employee").await.post(&from, wish).await.problem(403, "denied");
    })
    .await;
}
