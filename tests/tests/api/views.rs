//! Views of lists that people keep, and what several records are changed to at once.

use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp, each_app};

use crate::draw::{column, field, published_form, text};
use crate::projects::{item, project};

/// A form of tools that every member sees.
async fn tools(t: &TestApp) -> String {
    let kinds = json!({ "options": [
        { "key": "hand", "label": { "en": "Hand" } }, { "key": "power", "label": { "en": "Power" } },
    ] });
    let fields = [
        field("title", "text", json!({ "required": true })),
        field("code", "text", json!({ "unique": true })),
        field("kind", "singleSelect", kinds),
        field("bought", "date", json!({})),
        field("photo", "image", json!({})),
        field("price", "money", json!({ "currency": "CNY" })),
    ];
    published_form(t, "tools", &fields).await
}

async fn keep(client: &Client, list: &str, view: Json) -> Answer {
    client.post(&format!("{list}/views"), view).await
}

async fn names(client: &Client, list: &str) -> Vec<String> {
    column(&client.get(&format!("{list}/views")).await.ok(), "/name")
}

async fn tool(client: &Client, form: &str, data: Json) -> Json {
    client.post(&format!("/forms/{form}/records"), json!({ "data": data })).await.ok()
}

/// Lets an employee read, change and delete their own records of forms.
async fn with_own(t: &TestApp) -> Client {
    let admin = t.login("admin").await;
    let mut grants: Vec<Json> = ["records.read", "records.update", "records.delete"]
        .iter()
        .map(|permission| json!({ "permission": permission, "dataScope": "own" }))
        .collect();
    grants.push(json!({ "permission": "records.create" }));
    let role = json!({ "key": "own-records", "name": { "en": "Own" }, "grants": grants });
    let role = text(&admin.post("/roles", role).await.ok()["id"]);
    let holders = json!({ "userIds": [t.demo.user("colleague")] });
    admin.post(&format!("/roles/{role}/holders"), holders).await.done();
    t.login("colleague").await
}

#[tokio::test]
async fn a_view_comes_back_as_it_was_kept_and_only_to_its_keeper() {
    each_app(async |t| {
        let list = format!("/forms/{}", tools(&t).await);
        let (admin, colleague) = (t.login("admin").await, with_own(&t).await);
        let settings = json!({
            "layout": "board", "groupBy": "kind", "sort": "-price", "columns": ["kind", "price", "$createdAt"],
            "filter": { "and": [{ "field": "price", "op": "gt", "value": "100" }] },
        });
        let kept = keep(&colleague, &list, json!({ "name": " Dear ", "settings": settings })).await.ok();
        assert_eq!((&kept["name"], &kept["settings"], &kept["canEdit"]), (&json!("Dear"), &settings, &json!(true)));
        assert_eq!(names(&colleague, &list).await, ["Dear"]);
        assert!(names(&admin, &list).await.is_empty(), "what one keeps for oneself is nobody else's");
        let path = format!("/views/{}", text(&kept["id"]));
        admin.patch(&path, &kept["rev"], json!({ "name": "Mine" })).await.problem(404, "not_found");
        admin.delete(&path).await.problem(404, "not_found");
        let renamed = colleague.patch(&path, &kept["rev"], json!({ "name": "Costly" })).await.ok();
        assert_eq!((&renamed["name"], &renamed["settings"]), (&json!("Costly"), &settings));
        colleague.patch(&path, &kept["rev"], json!({ "name": "Late" })).await.problem(412, "stale");
        colleague.delete(&path).await.done();
        assert!(names(&colleague, &list).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_is_seen_by_all_and_changed_by_who_may_share() {
    each_app(async |t| {
        let list = format!("/forms/{}", tools(&t).await);
        let (admin, colleague) = (t.login("admin").await, with_own(&t).await);
        keep(&colleague, &list, json!({ "name": "All", "shared": true })).await.problem(403, "denied");
        let shared = keep(&admin, &list, json!({ "name": "All", "shared": true })).await.ok();
        let seen = colleague.get(&format!("{list}/views")).await.ok()["items"][0].clone();
        assert_eq!(
            (&seen["name"], &seen["canEdit"], &seen["shared"]),
            (&json!("All"), &json!(false), &json!(true))
        );
        let path = format!("/views/{}", text(&shared["id"]));
        colleague.patch(&path, &shared["rev"], json!({ "name": "Ours" })).await.problem(403, "denied");
        colleague.delete(&path).await.problem(403, "denied");
        admin.patch(&path, &shared["rev"], json!({ "shared": false })).await.done();
        assert!(names(&colleague, &list).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_view_names_only_what_is_there_and_suits_how_it_is_drawn() {
    each_app(async |t| {
        let list = format!("/forms/{}", tools(&t).await);
        let admin = t.login("admin").await;
        for (view, at, code) in [
            (json!({ "name": "  " }), "name", "view.name_missing"),
            (json!({ "name": "n".repeat(61) }), "name", "view.name_too_long"),
            (json!({ "name": "a", "settings": { "columns": ["price", "gone"] } }), "settings.columns[1]", "view.column_unknown"),
            (json!({ "name": "a", "settings": { "groupBy": "price" } }), "settings.groupBy", "view.group_field"),
            (json!({ "name": "a", "settings": { "groupBy": "$assignee" } }), "settings.groupBy", "view.group_field"),
            (json!({ "name": "a", "settings": { "dateField": "kind" } }), "settings.dateField", "view.date_field"),
            (json!({ "name": "a", "settings": { "coverField": "title" } }), "settings.coverField", "view.cover_field"),
            (json!({ "name": "a", "settings": { "itemType": "bug" } }), "settings.itemType", "view.no_item_types"),
            (json!({ "name": "a", "settings": { "filter": { "field": "gone", "op": "eq", "value": "1" } } }), "gone", "filter.unknown_field"),
        ] {
            keep(&admin, &list, view).await.invalid(&[(at, code)]);
        }
        let fits = json!({ "layout": "calendar", "dateField": "bought", "coverField": "photo", "groupBy": "$createdBy" });
        keep(&admin, &list, json!({ "name": "fits", "settings": fits })).await.done();
    })
    .await;
}

#[tokio::test]
async fn nobody_keeps_views_without_end() {
    each_app(async |t| {
        let list = format!("/forms/{}", tools(&t).await);
        let admin = t.login("admin").await;
        for n in 0..weir_model::limits::SAVED_VIEWS_MAX {
            keep(&admin, &list, json!({ "name": format!("view {n}") })).await.done();
        }
        keep(&admin, &list, json!({ "name": "one more" })).await.invalid(&[("name", "view.too_many")]);
    })
    .await;
}

#[tokio::test]
async fn a_shared_view_over_a_hidden_field_shows_its_name_and_not_what_it_compares() {
    each_app(async |t| {
        let form = tools(&t).await;
        let list = format!("/forms/{form}");
        let (admin, colleague) = (t.login("admin").await, with_own(&t).await);
        let settings = json!({
            "columns": ["kind", "price"], "sort": "price",
            "filter": { "field": "price", "op": "gt", "value": "30000" },
        });
        keep(&admin, &list, json!({ "name": "Dear", "shared": true, "settings": settings })).await.done();
        for role in admin.get("/roles").await.ok()["items"].as_array().unwrap() {
            if matches!(role["key"].as_str(), Some("member" | "own-records")) {
                let path = format!("/roles/{}/field-rules/{form}", text(&role["id"]));
                let rules = json!({ "rules": [{ "field": "price", "right": "hidden" }] });
                let rev = admin.get(&path).await.ok()["rev"].clone();
                admin.put(&path, &rev, rules).await.done();
            }
        }
        let seen = colleague.get(&format!("{list}/views")).await.ok()["items"][0].clone();
        assert_eq!((&seen["name"], &seen["broken"]), (&json!("Dear"), &json!(true)));
        assert_eq!(seen["settings"], json!({ "layout": "table", "columns": ["kind"] }));
    })
    .await;
}

#[tokio::test]
async fn the_views_of_a_project_are_shared_by_its_admins() {
    each_app(async |t| {
        let plan = project(&t, "plan", &[("employee", "member"), ("manager", "viewer")]).await;
        let list = format!("/projects/{plan}");
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        item(&employee, &plan, json!({ "title": "First" })).await;
        let board = json!({ "layout": "board", "groupBy": "$status", "columns": ["$assignee", "$due"],
            "filter": { "field": "$category", "op": "ne", "value": "done" } });
        keep(&employee, &list, json!({ "name": "b", "shared": true, "settings": board }))
            .await
            .problem(403, "denied");
        keep(&admin, &list, json!({ "name": "Board", "shared": true, "settings": board })).await.done();
        keep(&employee, &list, json!({ "name": "Bugs", "settings": { "itemType": "bug" } })).await.done();
        let unknown = json!({ "name": "x", "settings": { "itemType": "gone" } });
        keep(&employee, &list, unknown).await.invalid(&[("type", "work.type_unknown")]);
        assert_eq!(names(&employee, &list).await, ["Board", "Bugs"]);
        assert_eq!(names(&t.login("manager").await, &list).await, ["Board"]);
        t.login("colleague").await.get(&format!("{list}/views")).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn several_records_change_each_by_itself() {
    each_app(async |t| {
        let form = tools(&t).await;
        let (admin, colleague) = (t.login("admin").await, with_own(&t).await);
        let saw = tool(&colleague, &form, json!({ "title": "Saw", "kind": "hand" })).await;
        let drill = tool(&colleague, &form, json!({ "title": "Drill", "kind": "power" })).await;
        let press = tool(&admin, &form, json!({ "title": "Press" })).await;
        let bulk = format!("/forms/{form}/records/bulk");
        let wish = json!({ "ids": [saw["id"], press["id"], drill["id"]], "change": { "data": { "kind": "power" } } });
        let done = colleague.post(&bulk, wish).await.ok();
        let told: Vec<_> = done["results"].as_array().unwrap().iter().map(|r| (r["ok"].clone(), r["problem"]["code"].clone())).collect();
        assert_eq!(told, [(json!(true), Json::Null), (json!(false), json!("not_found")), (json!(true), Json::Null)]);
        let now = colleague.get(&format!("/records/{}", text(&saw["id"]))).await.ok();
        assert_eq!((&now["data"]["kind"], &now["data"]["title"]), (&json!("power"), &json!("Saw")));

        // A unique value goes to the first only; the second keeps what it had.
        let wish = json!({ "ids": [saw["id"], drill["id"]], "change": { "data": { "code": "T-1" } } });
        let done = colleague.post(&bulk, wish).await.ok();
        assert_eq!((&done["results"][0]["ok"], &done["results"][1]["ok"]), (&json!(true), &json!(false)));

        let gone = json!({ "ids": [drill["id"]], "delete": true });
        assert_eq!(colleague.post(&bulk, gone).await.ok()["results"][0]["ok"], json!(true));
        colleague.get(&format!("/records/{}", text(&drill["id"]))).await.problem(404, "not_found");
        for neither in [json!({ "ids": [saw["id"]] }), json!({ "ids": [saw["id"]], "delete": true, "change": { "data": {} } })] {
            colleague.post(&bulk, neither).await.invalid(&[("change", "record.bulk_one_deed")]);
        }
        let many: Vec<&Json> = std::iter::repeat_n(&saw["id"], weir_model::limits::BATCH_MAX + 1).collect();
        let many = json!({ "ids": many, "delete": true });
        colleague.post(&bulk, many).await.invalid(&[("ids", "task.batch_too_large")]);
    })
    .await;
}

#[tokio::test]
async fn the_recycle_bin_shows_what_one_could_restore() {
    each_app(async |t| {
        let form = tools(&t).await;
        let (admin, colleague) = (t.login("admin").await, with_own(&t).await);
        for (who, title) in [(&colleague, "Saw"), (&admin, "Press"), (&colleague, "Drill")] {
            let record = tool(who, &form, json!({ "title": title })).await;
            t.clock.advance(jiff::SignedDuration::from_secs(60));
            who.delete(&format!("/records/{}", text(&record["id"]))).await.done();
        }
        let bin = format!("/forms/{form}/records/deleted");
        assert_eq!(column(&colleague.get(&bin).await.ok(), "/title"), ["Drill", "Saw"]);
        let first = admin.get(&format!("{bin}?limit=2")).await.ok();
        assert_eq!(column(&first, "/title"), ["Drill", "Press"]);
        assert_eq!(column(&first, "/deletedBy/login"), ["colleague", "admin"]);
        let rest = admin.get(&format!("{bin}?limit=2&cursor={}", text(&first["next"]))).await.ok();
        assert_eq!((column(&rest, "/title"), &rest["next"]), (vec!["Saw".to_owned()], &Json::Null));
        let saw = text(&rest["items"][0]["id"]);
        colleague.post(&format!("/records/{saw}/restore"), json!({})).await.done();
        assert_eq!(column(&colleague.get(&bin).await.ok(), "/title"), ["Drill"]);
        t.login("employee").await.get(&bin).await.problem(403, "denied");
    })
    .await;
}
