//! Changes of a work item: by two people at once, along the workflow, within the order.

use serde_json::{Value as Json, json};
use weir_tests::each_app;

use super::{change, item, keys, project};
use crate::draw::text;

#[tokio::test]
async fn two_people_who_change_different_things_both_succeed() {
    each_app(|t| async move {
        let id = project(&t, "TWO", &[("employee", "member"), ("manager", "member")]).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let read = item(&employee, &id, json!({ "title": "Both", "fields": { "priority": "low" } })).await;
        change(&employee, &read, json!({ "due": "2026-12-01" })).await.done();
        let both = change(&manager, &read, json!({ "title": "Together", "fields": { "description": "d" } }))
            .await
            .ok();
        assert_eq!(
            (&both["due"], &both["title"], &both["rev"]),
            (&json!("2026-12-01"), &json!("Together"), &json!(3))
        );
        change(&employee, &read, json!({ "title": "Late" })).await.problem(412, "stale");
        change(&employee, &read, json!({ "fields": { "description": "late" } })).await.problem(412, "stale");
        let kept = change(&employee, &read, json!({ "fields": { "priority": "high" } })).await.ok();
        assert_eq!(kept["fields"], json!({ "priority": "high", "description": "d" }));
        let mut ahead = kept.clone();
        ahead["rev"] = json!(99);
        change(&employee, &ahead, json!({ "title": "x" })).await.problem(412, "stale");
        let path = format!("/work-items/{}", text(&read["id"]));
        employee
            .send(axum::http::Method::PATCH, &path, Some(json!({ "title": "x" })))
            .await
            .problem(428, "precondition_required");
    })
    .await;
}

#[tokio::test]
async fn a_status_is_reached_only_along_the_workflow_and_the_refusal_says_why() {
    each_app(|t| async move {
        let id =
            project(&t, "FLOW", &[("employee", "member"), ("manager", "member"), ("boss", "admin")]).await;
        let admin = t.login("admin").await;
        let types = admin.get(&format!("/projects/{id}/types")).await.ok();
        let mut workflow = types["items"][1]["workflow"].clone();
        workflow["transitions"] = json!([
            { "from": ["todo"], "to": "doing", "who": ["assignee"] },
            { "from": ["doing"], "to": "checking", "required": ["steps", "$due"] },
            { "from": ["checking"], "to": "done", "who": ["admin"] },
            { "to": "cancelled", "who": ["creator"] },
            { "from": ["cancelled"], "to": "todo" },
        ]);
        let path = format!("/projects/{id}/types/bug");
        admin.patch(&path, &types["items"][1]["rev"], json!({ "workflow": workflow })).await.done();

        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let wish = json!({ "title": "Leak", "type": "bug", "assignee": t.demo.user("manager") });
        let made = item(&employee, &id, wish).await;
        let moves: Vec<_> = made["moves"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| (text(&m["to"]), m["allowed"] == true))
            .collect();
        assert_eq!(moves, [("doing".to_owned(), false), ("cancelled".to_owned(), true)]);
        assert_eq!(made["moves"][0]["reasons"][0]["code"], "work.transition_forbidden");
        let to = |status: &str| json!({ "status": status });
        change(&employee, &made, to("doing")).await.invalid(&[("status", "work.transition_forbidden")]);
        let told =
            change(&employee, &made, to("done")).await.invalid(&[("status", "work.transition_missing")]);
        assert_eq!(told["errors"][0]["message"], "No way leads from “To do” to “Done”.");
        change(&employee, &made, to("lost")).await.invalid(&[("status", "work.status_unknown")]);
        let doing = change(&manager, &made, to("doing")).await.ok();
        let told = change(&manager, &doing, to("checking"))
            .await
            .invalid(&[("fields.steps", "work.field_required"), ("due", "work.field_required")]);
        assert_eq!(told["errors"][0]["params"]["field"], "Steps to reproduce");
        let filled =
            json!({ "status": "checking", "due": "2026-12-01", "fields": { "steps": "Open the valve" } });
        let checking = change(&manager, &doing, filled).await.ok();
        change(&manager, &checking, to("done")).await.invalid(&[("status", "work.transition_forbidden")]);
        let done = change(&t.login("boss").await, &checking, to("done")).await.ok();
        assert_eq!(done["category"], "done");
    })
    .await;
}

#[tokio::test]
async fn a_full_column_refuses_and_says_so() {
    each_app(|t| async move {
        let id = project(&t, "WIP", &[("employee", "member")]).await;
        let admin = t.login("admin").await;
        let path = format!("/projects/{id}");
        let rev = admin.get(&path).await.ok()["rev"].clone();
        admin
            .patch(&path, &rev, json!({ "board": { "wip": { "doing": 0 } } }))
            .await
            .invalid(&[("board.wip.doing", "work.wip_range")]);
        admin.patch(&path, &rev, json!({ "board": { "wip": { "doing": 1 } } })).await.done();
        let employee = t.login("employee").await;
        let first = item(&employee, &id, json!({ "title": "a", "status": "doing" })).await;
        let second = item(&employee, &id, json!({ "title": "b" })).await;
        let wish = json!({ "status": "doing" });
        let told = change(&employee, &second, wish.clone()).await.invalid(&[("status", "work.wip_reached")]);
        assert_eq!(told["errors"][0]["params"], json!({ "max": "1", "status": "In progress" }));
        change(&employee, &first, json!({ "title": "still there" })).await.done();
        employee.delete(&format!("/work-items/{}", text(&first["id"]))).await.done();
        change(&employee, &second, wish).await.done();
    })
    .await;
}

#[tokio::test]
async fn the_manual_order_is_what_people_made_it() {
    each_app(|t| async move {
        let id = project(&t, "O", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let mut items: Vec<Json> = Vec::new();
        for n in 0..4 {
            items.push(item(&employee, &id, json!({ "title": n.to_string() })).await);
        }
        let place = |place: Json| json!({ "place": place });
        let moved = change(&employee, &items[3], place(json!({ "after": items[0]["id"] }))).await.ok();
        assert_eq!(moved["rev"], 1, "its place is no part of what it says");
        assert_eq!(keys(&employee, &id, &[]).await, ["O-1", "O-4", "O-2", "O-3"]);
        change(&employee, &items[0], place(json!({ "before": items[2]["id"] }))).await.done();
        assert_eq!(keys(&employee, &id, &[]).await, ["O-4", "O-2", "O-1", "O-3"]);
        change(&employee, &items[2], place(json!({}))).await.done();
        assert_eq!(keys(&employee, &id, &[]).await, ["O-3", "O-4", "O-2", "O-1"]);
        // Always between the same two: the order is numbered anew before ranks grow long.
        for n in 0..130 {
            let (mover, beside) = if n % 2 == 0 { (1, 3) } else { (3, 1) };
            let wish = place(json!({ "before": items[beside]["id"] }));
            change(&employee, &items[mover], wish).await.done();
        }
        let own = employee.get(&format!("/work-items/{}", text(&items[1]["id"]))).await.ok();
        assert!(text(&own["rank"]).len() <= 120, "{}", own["rank"]);
        let itself = place(json!({ "after": items[0]["id"] }));
        change(&employee, &items[0], itself).await.invalid(&[("place.after", "work.item_unknown")]);
        let both = place(json!({ "after": items[1]["id"], "before": items[2]["id"] }));
        change(&employee, &items[0], both).await.invalid(&[("place", "work.place_twice")]);
    })
    .await;
}
