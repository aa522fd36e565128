//! To-dos in the week ahead. The tests' clock stands at nine on a Monday, 23 November 2026, in Shanghai.

use serde_json::json;
use weir_model::id::TaskId;
use weir_store::queries::tasks::{self, TaskRow};
use weir_tests::each_app;

use super::desk::*;

#[tokio::test]
async fn a_to_do_is_due_on_a_day_of_the_company_until_the_seventh_ends() {
    each_app(|t| async move {
        let node = approve(&t, "first", &["manager"], json!({}));
        publish(&t, "one", title_and_amount(), straight(json!({}), &[node], json!({}))).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        submit(&employee, "one", json!({ "title": "A" })).await;
        let id: TaskId = text(&todo(&manager).await["id"]).parse().unwrap();
        let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
        let known = tasks::get(&tx, id).await.unwrap();
        let dues = [
            "2026-11-22T15:59:59Z",
            "2026-11-22T16:00:00Z",
            "2026-11-25T04:00:00Z",
            "2026-11-29T15:59:59Z",
            "2026-11-29T16:00:00Z",
        ];
        for (n, due) in dues.iter().enumerate() {
            let id = id.to_string();
            let id = format!("{}fff{n}", &id[..id.len() - 4]).parse().unwrap();
            let due_at = Some(due.parse().unwrap());
            tasks::insert(&tx, &[TaskRow { id, due_at, ..known.clone() }]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let ahead = manager.get("/me/deadlines").await.ok();
        let listed: Vec<String> =
            ahead["tasks"].as_array().unwrap().iter().map(|task| text(&task["dueAt"])).collect();
        assert_eq!(listed, dues[1..4]);
        let days: Vec<u64> =
            ahead["days"].as_array().unwrap().iter().map(|day| day["tasks"].as_u64().unwrap()).collect();
        assert_eq!(days, [1, 0, 1, 0, 0, 0, 1]);
        assert_eq!(employee.get("/me/deadlines").await.ok()["tasks"], json!([]), "nobody else's");
    })
    .await;
}
