//! The purchase of the demo company: the department head, above 500,000 also the finance director.

use serde_json::json;
use weir_tests::each_app;

use super::desk::*;

#[tokio::test]
async fn exactly_the_bound_is_the_managers_alone_r30() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "purchase", json!({ "title": "Lathe", "amount": "500000.00" })).await;
        assert_eq!(started["status"], "running");
        assert_eq!(started["serial"], "CG-2026-0001");
        let head = step(&started, "department_head");
        assert_eq!(
            (head["status"].as_str(), logins(&head["actors"])),
            (Some("waiting"), vec!["manager".into()])
        );
        assert_eq!(head["reason"], "Head of purchasing");
        assert_eq!(step(&started, "start")["status"], "completed");

        let task = todo(&manager).await;
        assert_eq!(task["title"], "Lathe");
        assert_eq!(task["summary"][0]["text"], "¥500,000.00");
        assert_eq!(task["initiator"]["login"], "employee");
        let decided = decide(&manager, &task, "approve", json!({ "comment": "fine" })).await.ok();
        assert_eq!((&decided["state"], &decided["outcome"]), (&json!("done"), &json!("approve")));

        let ended = instance(&employee, &started).await;
        assert_eq!(ended["status"], "approved");
        assert!(!has_step(&ended, "finance_director"));
        let condition = step(&ended, "amount_check");
        assert_eq!(condition["status"], "taken");
        assert_eq!(
            condition["reason"], "Budget 500000.00 > 500000 does not hold; takes “Otherwise”",
            "the compared values are kept"
        );
        let head = step(&ended, "department_head");
        assert_eq!(head["status"], "approved");
        assert_eq!(head["decisions"][0]["comment"], "fine");
        assert_eq!(head["decisions"][0]["actor"]["login"], "manager");
        assert_eq!(step(&ended, "copy_buyer")["status"], "sent");
        nothing_to_do(&manager).await;
    })
    .await;
}

#[tokio::test]
async fn a_cent_above_also_asks_the_finance_director_r1_r30() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let finance = t.login("finance-director").await;
        let started = submit(&employee, "purchase", json!({ "title": "Lathe", "amount": "500000.01" })).await;
        let ahead: Vec<_> =
            started["upcoming"].as_array().unwrap().iter().map(|u| text(&u["node"])).collect();
        assert_eq!(ahead, ["finance_director", "copy_buyer"], "the preview takes the same branch");
        nothing_to_do(&finance).await;
        decide(&manager, &todo(&manager).await, "approve", json!({})).await.done();

        let waiting = instance(&employee, &started).await;
        let condition = step(&waiting, "amount_check");
        assert!(text(&condition["reason"]).contains("500000.01 > 500000 holds"), "{condition}");
        let director = step(&waiting, "finance_director");
        assert_eq!(logins(&director["actors"]), ["finance-director"]);
        assert_eq!(director["reason"], "Role: finance-director");
        assert_eq!(waiting["status"], "running");

        decide(&finance, &todo(&finance).await, "approve", json!({})).await.done();
        let ended = instance(&employee, &started).await;
        assert_eq!(ended["status"], "approved");
        assert!(ended["endedAt"].is_string());

        let told = employee.get("/notifications").await.ok();
        let subjects: Vec<_> = told["items"].as_array().unwrap().iter().map(|n| text(&n["title"])).collect();
        assert!(
            subjects.contains(&"Purchase approved: Lathe".to_owned()),
            "the flow's own wording: {subjects:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_is_told_with_a_link_to_the_to_do() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let started = submit(&employee, "purchase", json!({ "title": "Lathe", "amount": "1200.5" })).await;
        let task = todo(&manager).await;
        let told = manager.get("/notifications").await.ok();
        let notice = &told["items"][0];
        assert_eq!(notice["event"], "taskAssigned");
        assert_eq!(notice["title"], "Purchase to approve: Lathe");
        assert_eq!(
            notice["body"],
            "employee asks to buy “Lathe” for CNY 1,200.50. Please act at “Department head”."
        );
        let link = format!("/approvals/todo/{}?task={}", text(&started["id"]), text(&task["id"]));
        assert_eq!(notice["link"], link.as_str());
    })
    .await;
}

#[tokio::test]
async fn the_head_of_the_department_does_not_approve_their_own_request_r3() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (manager, boss) = (t.login("manager").await, t.login("boss").await);
        let started = submit(&manager, "purchase", json!({ "title": "Chair", "amount": "10" })).await;
        let head = step(&started, "department_head");
        assert_eq!(logins(&head["actors"]), ["boss"]);
        assert!(text(&head["reason"]).contains("their superior acts instead"), "{head}");
        nothing_to_do(&manager).await;
        let task = todo(&boss).await;
        let why = boss.get(&format!("/tasks/{}", text(&task["id"]))).await.ok();
        assert_eq!(why["why"], "The approver is the initiator; their superior acts instead");
    })
    .await;
}

#[tokio::test]
async fn the_start_page_and_its_preview_tell_who_will_be_asked() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let employee = t.login("employee").await;
        let flows = employee.get("/flows").await.ok();
        assert_eq!(flows["items"][0]["key"], "purchase");
        let page = employee.get("/flows/purchase").await.ok();
        assert_eq!(page["start"]["upcoming"][0]["actors"][0]["login"], "manager");
        let data = json!({ "data": { "title": "Lathe", "amount": "500000.01" } });
        let preview = employee.post("/flows/purchase/preview", data).await.ok();
        let nodes: Vec<_> =
            preview["upcoming"].as_array().unwrap().iter().map(|u| text(&u["node"])).collect();
        assert_eq!(nodes, ["department_head", "finance_director", "copy_buyer"]);
        assert_eq!(preview["state"]["fields"]["comparison"]["visible"], true, "a linkage rule shows it");
        let none = employee.get("/instances").await.ok();
        assert_eq!(none["items"], json!([]), "a preview writes nothing");
    })
    .await;
}
