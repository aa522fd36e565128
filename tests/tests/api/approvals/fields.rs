//! Field rights along a flow: what an approver may change, and what they never learn.

use serde_json::json;
use weir_tests::{TestApp, each_app};

use super::desk::*;

/// The first approver does not see the amount and fills in the note; the second sees everything.
async fn secret_amount(t: &TestApp) {
    let fields = json!([
        { "key": "title", "label": { "en": "Title" }, "type": "text", "required": true },
        { "key": "amount", "label": { "en": "Amount" }, "type": "money", "currency": "CNY" },
        { "key": "note", "label": { "en": "Note" }, "type": "text", "required": true },
    ]);
    let blind = json!({ "fieldRights": { "amount": "hidden", "note": "edit" } });
    let condition = json!({ "key": "large", "name": { "en": "Large?" }, "kind": "condition" });
    let join = json!({ "key": "join", "name": { "en": "Join" }, "kind": "join", "of": "large" });
    let mut flow = straight(
        json!({ "fieldRights": { "note": "read" } }),
        &[
            condition,
            join,
            approve(t, "blind", &["manager"], blind),
            approve(t, "seeing", &["boss"], json!({})),
        ],
        json!({ "messages": { "taskAssigned": {
            "subject": { "en": "{title} for {amount}" }, "body": { "en": "" },
        } } }),
    );
    let when = json!({
        "op": "compare", "cmp": "gt",
        "left": { "op": "field", "key": "amount" },
        "right": { "op": "lit", "value": { "number": "100" } },
    });
    let edges = flow["edges"].as_array_mut().unwrap();
    edges[1]["when"] = when;
    edges.push(json!({ "key": "other", "from": "large", "to": "join" }));
    publish(t, "secret", fields, flow).await;
}

#[tokio::test]
async fn a_hidden_value_never_leaves_the_server() {
    each_app(|t| async move {
        secret_amount(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "secret", json!({ "title": "Lathe", "amount": "777123" })).await;
        assert_eq!(started["data"]["amount"], "777123.00", "the initiator sees their own");
        let id = text(&started["id"]);
        let task = todo(&manager).await;
        for path in [
            format!("/instances/{id}"),
            format!("/instances/{id}/print"),
            format!("/tasks/{}", text(&task["id"])),
            "/tasks?state=open".to_owned(),
            "/notifications".to_owned(),
        ] {
            let body = manager.get(&path).await.ok().to_string();
            assert!(!body.contains("777"), "{path}: {body}");
        }
        let shown = instance(&manager, &started).await;
        assert_eq!(shown["schema"]["fields"].as_array().unwrap().len(), 2);
        assert_eq!(
            step(&shown, "large")["reason"],
            "the condition reads a field that you may not see; takes “Join”"
        );
        let own = instance(&employee, &started).await;
        assert!(text(&step(&own, "large")["reason"]).contains("777123"), "the initiator may read why");
        let told = manager.get("/notifications").await.ok();
        assert_eq!(told["items"][0]["title"], "Lathe for —");
    })
    .await;
}

#[tokio::test]
async fn an_approver_changes_their_fields_only_and_the_history_keeps_both_values() {
    each_app(|t| async move {
        secret_amount(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "secret", json!({ "title": "Lathe", "amount": "50" })).await;
        let task = todo(&manager).await;
        decide(&manager, &task, "approve", json!({})).await.invalid(&[("note", "form.field_required")]);
        let body = json!({ "data": { "note": "checked", "title": "Stolen", "amount": "1" } });
        decide(&manager, &task, "approve", body).await.done();
        let shown = instance(&employee, &started).await;
        assert_eq!(shown["data"], json!({ "title": "Lathe", "amount": "50.00", "note": "checked" }));
        let told = shown["events"].as_array().unwrap().iter().find(|e| e["kind"] == "dataChanged").unwrap();
        assert_eq!(told["actor"]["login"], "manager");
        assert_eq!(
            told["changes"],
            json!([{ "field": "note", "label": { "en": "Note" }, "after": "checked" }])
        );
        let boss = t.login("boss").await;
        assert_eq!(instance(&boss, &started).await["data"]["amount"], "50.00");
    })
    .await;
}

#[tokio::test]
async fn a_rejection_demands_no_fields() {
    each_app(|t| async move {
        secret_amount(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        submit(&employee, "secret", json!({ "title": "Lathe" })).await;
        decide(&manager, &todo(&manager).await, "reject", json!({ "comment": "no" })).await.done();
    })
    .await;
}
