//! For whom an instance exists: who takes part, who administers, whose data scope covers it. For nobody else.

use serde_json::json;
use weir_tests::each_app;

use super::desk::*;

#[tokio::test]
async fn an_instance_exists_for_who_takes_part_only() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "purchase", json!({ "title": "Lathe", "amount": "1" })).await;
        let id = text(&started["id"]);
        let task = todo(&manager).await;
        let stranger = t.login("colleague").await;
        for path in ["", "/print", "/comments"] {
            stranger.get(&format!("/instances/{id}{path}")).await.problem(404, "not_found");
        }
        for deed in ["withdraw", "terminate"] {
            let path = format!("/instances/{id}/{deed}");
            stranger.post(&path, json!({ "comment": "x" })).await.problem(404, "not_found");
        }
        stranger.get(&format!("/tasks/{}", text(&task["id"]))).await.problem(404, "not_found");
        for deed in ["approve", "reject", "complete", "transfer"] {
            let body = json!({ "comment": "x", "to": t.demo.user("boss") });
            decide(&stranger, &task, deed, body).await.problem(404, "not_found");
        }
        t.anonymous().get(&format!("/instances/{id}")).await.problem(401, "unauthenticated");
        instance(&t.login("admin").await, &started).await;
        decide(&manager, &task, "approve", json!({})).await.done();
        instance(&manager, &started).await;
    })
    .await;
}

#[tokio::test]
async fn another_company_learns_nothing() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "purchase", json!({ "title": "Lathe", "amount": "1" })).await;
        let task = todo(&manager).await;
        for login in ["admin", "manager"] {
            let foreign = t.login_to("other", login).await;
            let id = text(&started["id"]);
            foreign.get(&format!("/instances/{id}")).await.problem(404, "not_found");
            foreign.get(&format!("/tasks/{}", text(&task["id"]))).await.problem(404, "not_found");
            decide(&foreign, &task, "approve", json!({})).await.problem(404, "not_found");
            foreign.post("/flows/purchase/instances", json!({ "data": {} })).await.problem(404, "not_found");
            assert_eq!(foreign.get("/tasks").await.ok()["items"], json!([]));
        }
        assert_eq!(todo(&manager).await["id"], task["id"], "nothing happened");
    })
    .await;
}

#[tokio::test]
async fn a_data_scope_reaches_the_instance_of_a_record_it_covers() {
    each_app(|t| async move {
        let flow = straight(json!({}), &[approve(&t, "check", &["boss"], json!({}))], json!({}));
        publish(&t, "scoped", title_and_amount(), flow).await;
        let employee = t.login("employee").await;
        let started = submit(&employee, "scoped", json!({ "title": "A", "amount": "3" })).await;
        // The manager's role reads the records of their department and those below, without taking part.
        let shown = instance(&t.login("manager").await, &started).await;
        assert_eq!(shown["data"]["amount"], "3.00");
        assert_eq!(shown["rights"]["amount"], "read");
        assert_eq!(shown["myTasks"], json!([]));
        let finance = t.login("finance-director").await;
        finance.get(&format!("/instances/{}", text(&started["id"]))).await.problem(404, "not_found");
    })
    .await;
}
