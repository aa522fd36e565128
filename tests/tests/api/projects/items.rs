//! Work items: creating, listing, the tree, the recycle bin, copies, moves, relations.

use serde_json::{Value as Json, json};
use weir_tests::each_app;

use super::{change, create, item, keys, list, project};
use crate::draw::{column, text};

#[tokio::test]
async fn an_item_is_created_read_and_its_history_tells_each_change() {
    each_app(|t| async move {
        let id = project(&t, "LINE", &[("employee", "member"), ("manager", "member")]).await;
        let employee = t.login("employee").await;
        let wish = json!({ "title": " Order sensors ", "type": "task", "assignee": t.demo.user("manager"),
            "start": "2026-11-02", "due": "2026-11-30", "fields": { "priority": "high" } });
        let made = create(&employee, &id, wish).await;
        assert_eq!(made.status, 201);
        let made = made.ok();
        assert_eq!((&made["key"], &made["title"]), (&json!("LINE-1"), &json!("Order sensors")));
        assert_eq!((&made["status"], &made["category"], &made["type"]), (&json!("todo"), &json!("todo"), &json!("task")));
        assert_eq!((&made["assignee"]["login"], &made["due"]), (&json!("manager"), &json!("2026-11-30")));
        assert_eq!(made["fields"], json!({ "priority": "high" }));
        let told = t.login("manager").await.get("/notifications").await.ok();
        assert_eq!((&told["items"][0]["event"], &told["items"][0]["title"]),
            (&json!("itemAssigned"), &json!("employee assigned “LINE-1 Order sensors” to you")));

        let wish = json!({ "title": "Order cameras", "status": "doing", "due": null, "fields": { "priority": null } });
        let changed = change(&employee, &made, wish).await.ok();
        assert_eq!((&changed["due"], &changed["fields"], &changed["rev"]), (&Json::Null, &json!({}), &json!(2)));
        let history = employee.get(&format!("/work-items/{}/history", text(&made["id"]))).await.ok();
        assert_eq!(column(&history, "/kind"), ["item.updated", "item.created"]);
        let changes = history["items"][0]["changes"].as_array().unwrap();
        let told: Vec<_> = changes.iter().map(|c| (text(&c["label"]["en"]), c["before"].clone(), c["after"].clone())).collect();
        assert_eq!(told.len(), 4, "{told:?}");
        for line in [
            ("Title", json!("Order sensors"), json!("Order cameras")),
            ("Status", json!("To do"), json!("In progress")),
            ("Due", json!("2026-11-30"), Json::Null),
            ("Priority", json!("High"), Json::Null),
        ] {
            assert!(told.contains(&(line.0.to_owned(), line.1, line.2)), "{told:?}");
        }
        let told = t.login("manager").await.get("/notifications").await.ok();
        assert_eq!(told["items"][0]["title"], "“LINE-1 Order cameras” is now in “In progress”");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_place_all_at_once() {
    each_app(|t| async move {
        let id = project(&t, "BAD", &[("employee", "member"), ("colleague", "viewer")]).await;
        let other = project(&t, "ELSE", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let elsewhere = text(&item(&employee, &other, json!({ "title": "x" })).await["id"]);
        let wish = json!({ "title": " ", "start": "2026-11-02", "due": "2026-11-01", "status": "nowhere",
            "assignee": t.demo.user("boss"), "parent": elsewhere, "fields": { "priority": "max", "x": 1 } });
        create(&employee, &id, wish).await.invalid(&[
            ("title", "request.text_empty"),
            ("due", "work.dates_reversed"),
            ("assignee", "work.person_outside"),
            ("parent", "work.item_unknown"),
            ("fields.x", "form.unknown_field"),
            ("fields.priority", "form.unknown_option"),
            ("status", "work.status_unknown"),
        ]);
        create(&employee, &id, json!({ "title": "x", "type": "epic" }))
            .await
            .invalid(&[("type", "work.type_unknown")]);
        for (user, code) in [
            (t.demo.user("colleague"), "work.viewer_assigned"),
            (t.other.user("employee"), "org.user_unknown"),
        ] {
            create(&employee, &id, json!({ "title": "x", "assignee": user }))
                .await
                .invalid(&[("assignee", code)]);
        }
        assert!(keys(&employee, &id, &[]).await.is_empty(), "nothing of it was kept");
        assert_eq!(text(&item(&employee, &id, json!({ "title": "x" })).await["key"]), "BAD-1", "nor counted");
        let bad = json!({ "title": "x", "colour": "red" });
        create(&employee, &id, bad).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_list_filters_over_types_sorts_and_pages() {
    each_app(|t| async move {
        let id = project(&t, "L", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let me = t.demo.user("employee");
        for wish in [
            json!({ "title": "Alpha", "due": "2026-11-20", "fields": { "priority": "high" } }),
            json!({ "title": "采购传感器", "type": "bug", "fields": { "severity": "major" }, "assignee": me }),
            json!({ "title": "Gamma", "type": "requirement", "due": "2026-11-10", "fields": { "priority": "low" } }),
            json!({ "title": "Delta", "status": "done", "assignee": me }),
        ] {
            item(&employee, &id, wish).await;
        }
        assert_eq!(keys(&employee, &id, &[]).await, ["L-1", "L-2", "L-3", "L-4"]);
        for (filter, expected) in [
            (json!({ "field": "$status", "op": "eq", "value": "done" }), vec!["L-4"]),
            (json!({ "field": "$category", "op": "ne", "value": "done" }), vec!["L-1", "L-2", "L-3"]),
            (json!({ "field": "$category", "op": "in", "value": ["todo", "doing"] }), vec!["L-1", "L-2", "L-3"]),
            (json!({ "field": "$assignee", "op": "eq", "value": "$me" }), vec!["L-2", "L-4"]),
            (json!({ "field": "$assignee", "op": "empty" }), vec!["L-1", "L-3"]),
            (json!({ "field": "$due", "op": "le", "value": "2026-11-20" }), vec!["L-1", "L-3"]),
            (json!({ "field": "$number", "op": "gt", "value": 2 }), vec!["L-3", "L-4"]),
            (json!({ "field": "$type", "op": "in", "value": ["bug"] }), vec!["L-2"]),
            (json!({ "field": "priority", "op": "eq", "value": "high" }), vec!["L-1"]),
            (json!({ "field": "severity", "op": "eq", "value": "major" }), vec!["L-2"]),
            (json!({ "field": "severity", "op": "ne", "value": "major" }), vec!["L-1", "L-3", "L-4"]),
            (json!({ "not": { "field": "severity", "op": "empty" } }), vec!["L-2"]),
            (json!({ "or": [{ "field": "severity", "op": "eq", "value": "major" },
                { "field": "priority", "op": "eq", "value": "low" }] }), vec!["L-2", "L-3"]),
        ] {
            let filter = filter.to_string();
            assert_eq!(keys(&employee, &id, &[("filter", &filter)]).await, expected, "{filter}");
        }
        assert_eq!(keys(&employee, &id, &[("q", "采购")]).await, ["L-2"]);
        assert_eq!(keys(&employee, &id, &[("q", "l-3")]).await, ["L-3"]);
        assert_eq!(keys(&employee, &id, &[("type", "bug")]).await, ["L-2"]);
        assert_eq!(keys(&employee, &id, &[("sort", "-$number")]).await, ["L-4", "L-3", "L-2", "L-1"]);
        assert_eq!(keys(&employee, &id, &[("sort", "$due")]).await[..2], ["L-3", "L-1"]);
        let first = list(&employee, &id, &[("limit", "3"), ("total", "true")]).await.ok();
        assert_eq!((first["items"].as_array().unwrap().len(), &first["total"]), (3, &json!(4)));
        assert_eq!(keys(&employee, &id, &[("limit", "3"), ("cursor", &text(&first["next"]))]).await, ["L-4"]);
        for (query, at, code) in [
            (("filter", r#"{"field":"nothing","op":"empty"}"#), "nothing", "filter.unknown_field"),
            (("filter", r#"{"field":"$category","op":"eq","value":"late"}"#), "$category", "filter.unknown_field"),
            (("filter", r#"{"field":"$due","op":"eq","value":"soon"}"#), "$due", "filter.bad_value"),
            (("sort", "priority"), "sort", "work.sort_needs_type"),
            (("sort", "$assignee"), "$assignee", "sort.no_slot"),
            (("type", "epic"), "type", "work.type_unknown"),
        ] {
            list(&employee, &id, &[query]).await.invalid(&[(at, code)]);
        }
        assert_eq!(keys(&employee, &id, &[("type", "bug"), ("sort", "severity")]).await, ["L-2"]);
    })
    .await;
}

#[tokio::test]
async fn a_tree_has_no_loops_and_no_strange_children() {
    each_app(|t| async move {
        let id = project(&t, "T", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let goal = item(&employee, &id, json!({ "title": "Goal", "type": "requirement" })).await;
        let task = item(&employee, &id, json!({ "title": "Task", "parent": goal["id"] })).await;
        let step = item(&employee, &id, json!({ "title": "Step", "parent": task["id"] })).await;
        assert_eq!(
            step["path"].as_array().unwrap().iter().map(|p| text(&p["key"])).collect::<Vec<_>>(),
            ["T-2", "T-1"]
        );
        assert_eq!((&step["parent"]["title"], &task["children"]), (&json!("Task"), &json!(0)));
        change(&employee, &goal, json!({ "parent": goal["id"] }))
            .await
            .invalid(&[("parent", "work.parent_loop")]);
        change(&employee, &task, json!({ "parent": step["id"] }))
            .await
            .invalid(&[("parent", "work.parent_loop")]);
        let below = json!({ "title": "Goal 2", "type": "requirement", "parent": task["id"] });
        create(&employee, &id, below).await.invalid(&[("parent", "work.parent_type")]);
        let roots = r#"{"field":"$parent","op":"empty"}"#;
        assert_eq!(keys(&employee, &id, &[("filter", roots)]).await, ["T-1"]);
        let children = format!(r#"{{"field":"$parent","op":"eq","value":"{}"}}"#, text(&goal["id"]));
        assert_eq!(keys(&employee, &id, &[("filter", &children)]).await, ["T-2"]);
        let freed = change(&employee, &step, json!({ "parent": null })).await.ok();
        assert_eq!((&freed["parent"], &freed["path"]), (&Json::Null, &json!([])));
        // As deep as it goes, and no deeper.
        let mut parent = goal["id"].clone();
        for level in 2..=30 {
            parent =
                item(&employee, &id, json!({ "title": level.to_string(), "parent": parent })).await["id"]
                    .clone();
        }
        create(&employee, &id, json!({ "title": "31", "parent": parent }))
            .await
            .invalid(&[("parent", "work.too_deep")]);
    })
    .await;
}

#[tokio::test]
async fn a_tree_goes_to_the_recycle_bin_and_comes_back_whole() {
    each_app(|t| async move {
        let id = project(&t, "R", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let top = item(&employee, &id, json!({ "title": "Top" })).await;
        let below = item(&employee, &id, json!({ "title": "Below", "parent": top["id"] })).await;
        let path = |item: &Json| format!("/work-items/{}", text(&item["id"]));
        employee.delete(&path(&top)).await.done();
        assert!(keys(&employee, &id, &[]).await.is_empty());
        assert_eq!(keys(&employee, &id, &[("deleted", "true")]).await, ["R-1", "R-2"]);
        employee.get(&path(&below)).await.problem(404, "not_found");
        employee.delete(&path(&top)).await.problem(404, "not_found");
        change(&employee, &top, json!({ "title": "No" })).await.problem(404, "not_found");
        let restored = employee.post_empty(&format!("{}/restore", path(&top))).await.ok();
        assert_eq!((&restored["children"], &restored["rev"]), (&json!(1), &json!(3)));
        assert_eq!(keys(&employee, &id, &[]).await, ["R-1", "R-2"]);
        employee.post_empty(&format!("{}/restore", path(&top))).await.problem(404, "not_found");
        // What stood below something that is gone comes back as a root.
        employee.delete(&path(&below)).await.done();
        employee.delete(&path(&top)).await.done();
        let alone = employee.post_empty(&format!("{}/restore", path(&below))).await.ok();
        assert_eq!(alone["parent"], Json::Null);
        let history = employee.get(&format!("{}/history", path(&below))).await.ok();
        assert_eq!(
            column(&history, "/kind"),
            ["item.restored", "item.deleted", "item.restored", "item.deleted", "item.created"]
        );
    })
    .await;
}

#[tokio::test]
async fn an_item_is_copied_converted_and_moved_to_another_project() {
    each_app(|t| async move {
        let id = project(&t, "A", &[("employee", "member"), ("manager", "member")]).await;
        let other = project(&t, "B", &[("employee", "member")]).await;
        let hidden = project(&t, "C", &[]).await;
        let employee = t.login("employee").await;
        let wish = json!({ "title": "Bug", "type": "bug", "status": "doing", "assignee": t.demo.user("manager"),
            "fields": { "priority": "high", "severity": "major" } });
        let made = item(&employee, &id, wish).await;
        let path = format!("/work-items/{}", text(&made["id"]));
        let copy = employee.post(&format!("{path}/copy"), json!({ "title": "Copy" })).await.ok();
        assert_eq!((&copy["key"], &copy["status"], &copy["fields"]), (&json!("A-2"), &json!("todo"), &made["fields"]));

        let checking = change(&employee, &made, json!({ "status": "checking" })).await.ok();
        let task = change(&employee, &checking, json!({ "type": "task" })).await.ok();
        assert_eq!((&task["type"], &task["status"]), (&json!("task"), &json!("todo")), "no such status there");
        assert_eq!(task["fields"], json!({ "priority": "high" }));
        let parent = item(&employee, &id, json!({ "title": "Goal", "type": "requirement" })).await;
        let child = item(&employee, &id, json!({ "title": "Goal below", "type": "requirement", "parent": parent["id"] })).await;
        change(&employee, &parent, json!({ "type": "task" })).await.invalid(&[("type", "work.parent_type")]);

        let go = |project: &str| json!({ "project": project });
        let moving = format!("{path}/move");
        employee.post(&moving, go(&hidden)).await.invalid(&[("project", "work.project_unknown")]);
        employee.post(&moving, go(&id)).await.invalid(&[("project", "work.project_same")]);
        let of_parent = format!("/work-items/{}/move", text(&parent["id"]));
        employee.post(&of_parent, go(&other)).await.problem(409, "work.has_children");
        let moved = employee.post(&moving, go(&other)).await.ok();
        assert_eq!((&moved["key"], &moved["assignee"], &moved["id"]), (&json!("B-1"), &Json::Null, &made["id"]));
        assert_eq!(keys(&employee, &id, &[]).await, ["A-2", "A-3", "A-4"]);
        t.login("manager").await.get(&path).await.problem(404, "not_found");
        drop(child);
    })
    .await;
}

#[tokio::test]
async fn items_are_related_across_projects_for_those_who_see_both() {
    each_app(|t| async move {
        let id = project(&t, "A", &[("employee", "member"), ("manager", "member")]).await;
        let other = project(&t, "B", &[("employee", "member")]).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let one = item(&employee, &id, json!({ "title": "One" })).await;
        let two = item(&employee, &other, json!({ "title": "Two" })).await;
        let path = |item: &Json| format!("/work-items/{}", text(&item["id"]));
        let relation = |kind: &str, to: &Json| json!({ "kind": kind, "to": to["id"] });
        let at = format!("{}/relations", path(&one));
        let related = employee.post(&at, relation("blocks", &two)).await.ok();
        assert_eq!(
            (&related["relations"][0]["item"]["key"], &related["relations"][0]["inverse"]),
            (&json!("B-1"), &json!(false))
        );
        let seen = employee.get(&path(&two)).await.ok();
        assert_eq!(
            (&seen["relations"][0]["item"]["key"], &seen["relations"][0]["inverse"]),
            (&json!("A-1"), &json!(true))
        );
        assert_eq!(
            manager.get(&path(&one)).await.ok()["relations"],
            json!([]),
            "who does not see the other one"
        );
        let back = format!("{}/relations", path(&two));
        employee.post(&back, relation("blocks", &one)).await.invalid(&[("to", "work.relation_reversed")]);
        employee.post(&at, relation("relates", &one)).await.invalid(&[("to", "work.relation_to_itself")]);
        manager.post(&at, relation("relates", &two)).await.invalid(&[("to", "work.item_unknown")]);
        let gone = format!("{at}/blocks/{}", text(&two["id"]));
        employee.delete(&gone).await.done();
        employee.delete(&gone).await.problem(404, "not_found");
        let history = employee.get(&format!("{}/history", path(&one))).await.ok();
        assert_eq!(column(&history, "/kind"), ["item.unrelated", "item.related", "item.created"]);
    })
    .await;
}

#[tokio::test]
async fn several_items_are_changed_each_by_itself() {
    each_app(|t| async move {
        let id = project(&t, "M", &[("employee", "member")]).await;
        let other = project(&t, "N", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let todo = item(&employee, &id, json!({ "title": "a", "type": "bug" })).await;
        let doing = item(&employee, &id, json!({ "title": "b", "type": "bug", "status": "doing" })).await;
        let foreign = item(&employee, &other, json!({ "title": "c" })).await;
        let ids = json!([todo["id"], doing["id"], foreign["id"]]);
        let path = format!("/projects/{id}/work-items/bulk");
        let change = json!({ "ids": ids, "change": { "status": "checking" } });
        let done = employee.post(&path, change).await.ok();
        let told: Vec<_> = done["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| (r["ok"] == true, r["problem"]["code"].clone()))
            .collect();
        assert_eq!(told, [(false, json!("invalid")), (true, Json::Null), (false, json!("not_found"))]);
        employee.post(&path, json!({ "ids": ids })).await.invalid(&[("change", "work.bulk_one_deed")]);
        let done = employee.post(&path, json!({ "ids": [todo["id"]], "delete": true })).await.ok();
        assert_eq!(done["results"][0]["ok"], true);
        assert_eq!(keys(&employee, &id, &[]).await, ["M-2"]);
    })
    .await;
}
