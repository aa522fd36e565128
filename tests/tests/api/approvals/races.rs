//! Several people at the same instant.

use serde_json::{Value as Json, json};
use weir_tests::each_app;

use super::desk::*;

#[tokio::test]
async fn of_two_last_signers_exactly_one_closes_the_node_r26() {
    each_app(|t| async move {
        let all = approve(&t, "both", &["manager", "boss"], json!({ "mode": "all" }));
        let next = approve(&t, "next", &["finance-director"], json!({}));
        publish(&t, "race", title_and_amount(), straight(json!({}), &[all, next], json!({}))).await;
        let employee = t.login("employee").await;
        let (manager, boss) = (t.login("manager").await, t.login("boss").await);
        for _ in 0..5 {
            let started = submit(&employee, "race", json!({ "title": "A" })).await;
            let (a, b) = (todo(&manager).await, todo(&boss).await);
            let (a, b) = tokio::join!(
                decide(&manager, &a, "approve", json!({})),
                decide(&boss, &b, "approve", json!({}))
            );
            a.done();
            b.done();
            let shown = instance(&employee, &started).await;
            let entered: Vec<&Json> =
                shown["steps"].as_array().unwrap().iter().filter(|s| s["node"] == "next").collect();
            assert_eq!(entered.len(), 1, "the flow goes on once");
            assert_eq!(step(&shown, "both")["decisions"].as_array().unwrap().len(), 2);
            let finance = t.login("finance-director").await;
            decide(&finance, &todo(&finance).await, "approve", json!({})).await.done();
            assert_eq!(instance(&employee, &started).await["status"], "approved");
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_that_may_decide_alone_the_slower_learns_that_it_is_decided_r5() {
    each_app(|t| async move {
        let any = approve(&t, "either", &["manager", "boss"], json!({ "mode": "any" }));
        publish(&t, "either", title_and_amount(), straight(json!({}), &[any], json!({}))).await;
        let employee = t.login("employee").await;
        let (manager, boss) = (t.login("manager").await, t.login("boss").await);
        let started = submit(&employee, "either", json!({ "title": "A" })).await;
        let (a, b) = (todo(&manager).await, todo(&boss).await);
        let (a, b) = tokio::join!(
            decide(&manager, &a, "approve", json!({})),
            decide(&boss, &b, "reject", json!({ "comment": "no" }))
        );
        let (won, lost) = if a.status.is_success() { (a, b) } else { (b, a) };
        let verdict = won.ok()["outcome"].clone();
        lost.problem(409, "task.already_decided");
        let expected = if verdict == "approve" { "approved" } else { "rejected" };
        assert_eq!(instance(&employee, &started).await["status"], expected);
        nothing_to_do(&manager).await;
        nothing_to_do(&boss).await;
    })
    .await;
}

#[tokio::test]
async fn one_person_twice_at_once_decides_once() {
    each_app(|t| async move {
        let flow = straight(json!({}), &[approve(&t, "check", &["manager"], json!({}))], json!({}));
        publish(&t, "double", title_and_amount(), flow).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        submit(&employee, "double", json!({ "title": "A" })).await;
        let task = todo(&manager).await;
        let again = || decide(&manager, &task, "approve", json!({}));
        let answers: [weir_tests::Answer; 3] = tokio::join!(again(), again(), again()).into();
        let won = answers.iter().filter(|a| a.status.is_success()).count();
        assert_eq!(won, 1);
        for lost in answers.into_iter().filter(|a| !a.status.is_success()) {
            lost.problem(409, "task.already_decided");
        }
    })
    .await;
}
