//! Conditions that ask a script: the way it says is taken, and one that fails is an incident, never a stuck decision.

use serde_json::{Value as Json, json};
use weir_app::worker::Worker;
use weir_tests::{Answer, Client, TestApp, each_app};

use super::desk::*;

/// The manager decides; then the boss too, where the script holds.
fn asking(t: &TestApp, script: &str) -> Json {
    let node = |key: &str, kind: Json| json!({ "key": key, "name": { "en": key }, "kind": kind });
    let edge = |key: &str, from: &str, to: &str| json!({ "key": key, "from": from, "to": to });
    let mut join = node("join", json!("join"));
    join["of"] = json!("ask");
    let mut dear = edge("dear", "ask", "above");
    dear["script"] = json!(script);
    json!({
        "name": { "en": "Flow" },
        "nodes": [
            node("start", json!("start")), approve(t, "check", &["manager"], json!({})), node("ask", json!("condition")),
            approve(t, "above", &["boss"], json!({})), join, node("end", json!("end")),
        ],
        "edges": [
            edge("e0", "start", "check"), edge("e1", "check", "ask"), dear, edge("e2", "above", "join"),
            edge("else", "ask", "join"), edge("e3", "join", "end"),
        ],
    })
}

async fn work_off(t: &TestApp) {
    Worker::new(t.app.clone()).work_off_due().await.unwrap();
}

/// Submits, and lets the manager agree.
async fn agreed(t: &TestApp, amount: &str) -> Json {
    let (employee, manager) = (t.login("employee").await, t.login("manager").await);
    let started = submit(&employee, "scripted", json!({ "title": "Press", "amount": amount })).await;
    decide(&manager, &todo(&manager).await, "approve", json!({})).await.done();
    started
}

async fn incidents(client: &Client) -> Vec<Json> {
    client.get("/incidents?open=true").await.ok()["items"].as_array().unwrap().clone()
}

async fn save(designer: &Client, definition: &Json) -> Answer {
    let rev = designer.get("/flows/scripted/draft").await.ok()["rev"].clone();
    designer.put("/flows/scripted/draft", &rev, json!({ "definition": definition })).await
}

/// Drawn by going round the checks: a script that fails on what a form may hold.
const FAILING: &str = "form.amount / 0 > 1";

#[tokio::test]
async fn the_script_decides_which_way_is_taken_on_the_exact_amount_r30() {
    each_app(|t| async move {
        publish(&t, "scripted", title_and_amount(), asking(&t, "form.amount > 500000")).await;
        let (employee, boss) = (t.login("employee").await, t.login("boss").await);
        let cheap = agreed(&t, "500000.00").await;
        assert_eq!(
            instance(&employee, &cheap).await["status"],
            "running",
            "the decision is taken, the script asked after"
        );
        work_off(&t).await;
        let ended = instance(&employee, &cheap).await;
        assert_eq!(ended["status"], "approved");
        assert_eq!(step(&ended, "ask")["reason"], "The script did not hold; takes “join”");

        let dear = agreed(&t, "500000.01").await;
        work_off(&t).await;
        decide(&boss, &todo(&boss).await, "approve", json!({})).await.done();
        let ended = instance(&employee, &dear).await;
        assert_eq!((&ended["status"], has_step(&ended, "above")), (&json!("approved"), true));
        assert!(incidents(&t.login("admin").await).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_script_that_fails_is_an_incident_that_is_tried_again_or_skipped() {
    each_app(|t| async move {
        publish(&t, "scripted", title_and_amount(), asking(&t, FAILING)).await;
        let (employee, admin) = (t.login("employee").await, t.login("admin").await);
        let started = agreed(&t, "1.00").await;
        work_off(&t).await;
        let waits = instance(&employee, &started).await;
        assert_eq!(
            (&waits["status"], &step(&waits, "check")["status"]),
            (&json!("running"), &json!("approved"))
        );
        let open = incidents(&admin).await;
        assert_eq!(
            (open.len(), &open[0]["kind"], &open[0]["instanceId"]),
            (1, &json!("ask_scripts"), &started["id"])
        );
        assert_eq!(text(&open[0]["error"]).split(": ").next(), Some("dear"), "{open:?}");

        admin.post_empty(&format!("/incidents/{}/retry", text(&open[0]["id"]))).await.done();
        work_off(&t).await;
        let again = incidents(&admin).await;
        assert_eq!(again.len(), 1, "it fails again");
        admin.post_empty(&format!("/incidents/{}/skip", text(&again[0]["id"]))).await.done();
        work_off(&t).await;
        assert_eq!(instance(&employee, &started).await["status"], "approved", "the way without the script");
        assert!(incidents(&admin).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_looping_script_stops_its_own_instance_only_and_that_can_be_terminated() {
    each_app(|t| async move {
        publish(&t, "scripted", title_and_amount(), asking(&t, "if form.amount > 5 { loop {} } true")).await;
        let (admin, boss) = (t.login("admin").await, t.login("boss").await);
        let stuck = agreed(&t, "6.00").await;
        agreed(&t, "5.00").await;
        work_off(&t).await;
        decide(&boss, &todo(&boss).await, "approve", json!({})).await.done();
        let open = incidents(&admin).await;
        assert_eq!((open.len(), &open[0]["instanceId"]), (1, &stuck["id"]));
        let because = json!({ "comment": "it loops" });
        admin.post(&format!("/instances/{}/terminate", text(&stuck["id"])), because).await.done();
        admin.post_empty(&format!("/incidents/{}/retry", text(&open[0]["id"]))).await.done();
        work_off(&t).await;
        assert!(incidents(&admin).await.is_empty(), "nothing waits there any more");
        assert_eq!(instance(&admin, &stuck).await["status"], "terminated");
    })
    .await;
}

#[tokio::test]
async fn publishing_refuses_a_script_that_is_none_at_its_branch() {
    each_app(|t| async move {
        publish(&t, "scripted", title_and_amount(), asking(&t, "true")).await;
        let admin = t.login("admin").await;
        for (script, code, place) in [
            ("form.amount >", "script.syntax", ("1", "14")),
            ("true &&\n form.amuont > 1", "script.unknown_field", ("2", "7")),
            ("amount > 1", "script.unknown_name", ("1", "1")),
            ("  ", "script.empty", ("1", "1")),
        ] {
            let saved = save(&admin, &asking(&t, script)).await.ok();
            assert_eq!(crate::draw::issues(&saved), [("dear".to_owned(), code.to_owned())], "{script}");
            let problem = admin.post("/flows/scripted/publish", json!({})).await.invalid(&[("dear", code)]);
            let params = &problem["errors"][0]["params"];
            assert_eq!((&params["line"], &params["column"]), (&json!(place.0), &json!(place.1)), "{script}");
        }
        let mut both = asking(&t, "true");
        both["edges"][2]["when"] = json!({
            "op": "compare", "cmp": "gt",
            "left": { "op": "field", "key": "amount" }, "right": { "op": "lit", "value": { "number": "5" } },
        });
        save(&admin, &both).await.done();
        let found = admin.post("/flows/scripted/publish", json!({})).await.problem(422, "invalid");
        assert_eq!(found["errors"][0]["code"], "flow.when_and_script");
    })
    .await;
}
