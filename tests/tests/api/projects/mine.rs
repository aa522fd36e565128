//! What somebody has to do over all their projects. The tests' clock stands on a Monday, 23 November 2026.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use super::{change, encoded, item, list, project};
use crate::draw::{column, text};

/// What the groups show, and the list of each project narrowed alike.
const GROUPS: [(&str, &str); 4] = [
    ("overdue", r#"{"field":"$due","op":"lt","value":"2026-11-23"}"#),
    ("today", r#"{"field":"$due","op":"eq","value":"2026-11-23"}"#),
    ("week", r#"{"field":"$due","op":"between","value":["2026-11-24","2026-11-29"]}"#),
    (
        "later",
        r#"{"or":[{"field":"$due","op":"gt","value":"2026-11-29"},{"field":"$due","op":"empty","value":null}]}"#,
    ),
];

async fn mine(client: &Client, query: &str) -> Json {
    client.get(&format!("/me/work{query}")).await.ok()
}

fn titles(page: &Json) -> Vec<String> {
    column(page, "/title")
}

/// How many of a project's items pass a filter, and are the person's and not done.
async fn listed(client: &Client, project: &str, due: &str, me: &str) -> u64 {
    let filter = format!(
        r#"{{"and":[{{"field":"$assignee","op":"eq","value":"{me}"}},
        {{"field":"$category","op":"ne","value":"done"}},{due}]}}"#
    );
    list(client, project, &[("filter", &filter), ("total", "true")]).await.ok()["total"].as_u64().unwrap()
}

#[tokio::test]
async fn every_count_is_the_length_of_its_list_and_of_the_projects_lists_together() {
    each_app(|t| async move {
        let me = t.demo.user("employee").to_string();
        let a = project(&t, "AA", &[("employee", "member"), ("manager", "member")]).await;
        let b = project(&t, "BB", &[("employee", "member"), ("manager", "member")]).await;
        let secret = project(&t, "CC", &[("manager", "member"), ("employee", "member")]).await;
        let gone = project(&t, "DD", &[("employee", "member")]).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let due = |title: &str, due: Json| json!({ "title": title, "due": due, "assignee": me });
        for (place, wish) in [
            (&a, due("late", json!("2026-11-20"))),
            (&b, due("later than late", json!("2026-11-22"))),
            (&a, due("today", json!("2026-11-23"))),
            (&b, due("wednesday", json!("2026-11-25"))),
            (&a, due("sunday", json!("2026-11-29"))),
            (&a, due("next monday", json!("2026-11-30"))),
            (&b, due("some day", Json::Null)),
            (&a, json!({ "title": "finished", "due": "2026-11-23", "assignee": me, "status": "done" })),
            (&a, json!({ "title": "somebody's", "due": "2026-11-23", "assignee": t.demo.user("manager") })),
            (&a, json!({ "title": "nobody's", "due": "2026-11-23" })),
            (&secret, due("out of sight", json!("2026-11-23"))),
            (&gone, due("archived", json!("2026-11-23"))),
        ] {
            item(&admin, place, wish).await;
        }
        let binned = item(&admin, &a, due("binned", json!("2026-11-23"))).await;
        admin.delete(&format!("/work-items/{}", text(&binned["id"]))).await.done();
        admin.delete(&format!("/projects/{secret}/members/{me}")).await.done();
        admin.post_empty(&format!("/projects/{gone}/archive")).await.done();

        let all = mine(&employee, "").await;
        let order = ["late", "later than late", "today", "wednesday", "sunday", "next monday", "some day"];
        assert_eq!(titles(&all), order);
        assert_eq!(all["counts"], json!({ "all": 7, "overdue": 2, "today": 1, "week": 2, "later": 2 }));
        assert_eq!(employee.get("/counts").await.ok()["workItems"], 7);
        for (press, due) in GROUPS {
            let page = mine(&employee, &format!("?press={press}")).await;
            let rows = titles(&page).len() as u64;
            assert_eq!(page["counts"][press], rows, "{press}");
            assert!(column(&page, "/press").iter().all(|p| p == press));
            let lists = listed(&employee, &a, due, &me).await + listed(&employee, &b, due, &me).await;
            assert_eq!(lists, rows, "{press}");
        }
        // A page after the other, over those that are due at no time too.
        let mut cursor = String::new();
        let mut walked = Vec::new();
        loop {
            let page = mine(&employee, &format!("?limit=3{cursor}")).await;
            walked.extend(titles(&page));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(walked, order);
        assert_eq!(mine(&t.login("boss").await, "").await["counts"]["all"], 0);
        assert_eq!(mine(&t.login_to("other", "employee").await, "").await["counts"]["all"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_row_says_how_it_is_finished_where_its_person_may() {
    each_app(|t| async move {
        let me = t.demo.user("employee").to_string();
        let id = project(&t, "FIN", &[("employee", "member")]).await;
        let admin = t.login("admin").await;
        item(&admin, &id, json!({ "title": "Do it", "due": "2026-11-24", "assignee": me })).await;
        let employee = t.login("employee").await;
        let row = mine(&employee, "").await["items"][0].clone();
        assert_eq!((&row["key"], &row["projectName"]), (&json!("FIN-1"), &json!("Project FIN")));
        assert_eq!((&row["finish"], &row["press"]), (&json!("done"), &json!("week")));
        change(&employee, &row, json!({ "status": row["finish"] })).await.done();
        assert_eq!(mine(&employee, "").await["counts"]["all"], 0);

        let made = item(&admin, &id, json!({ "title": "Look", "assignee": me })).await;
        let place = format!("/projects/{id}/members/{me}");
        admin.send(Method::PUT, &place, Some(json!({ "role": "viewer" }))).await.done();
        let row = mine(&employee, "").await["items"][0].clone();
        assert_eq!((&row["id"], row.get("finish")), (&made["id"], None), "a viewer finishes nothing");
        employee.get("/me/work?press=soon").await.problem(422, "invalid");
        employee.get("/me/work?cursor=x").await.invalid(&[("cursor", "request.cursor_malformed")]);
    })
    .await;
}

#[tokio::test]
async fn the_week_ahead_counts_what_it_lists() {
    each_app(|t| async move {
        let me = t.demo.user("employee").to_string();
        let id = project(&t, "DUE", &[("employee", "member")]).await;
        let admin = t.login("admin").await;
        for (title, due) in
            [("late", "2026-11-22"), ("now", "2026-11-23"), ("then", "2026-11-29"), ("far", "2026-11-30")]
        {
            item(&admin, &id, json!({ "title": title, "due": due, "assignee": me })).await;
        }
        let ahead = t.login("employee").await.get("/me/deadlines").await.ok();
        let days = column(&json!({ "items": ahead["days"] }), "/day");
        assert_eq!((days.len(), days[0].as_str(), days[6].as_str()), (7, "2026-11-23", "2026-11-29"));
        let counts: Vec<&Json> = ahead["days"].as_array().unwrap().iter().map(|day| &day["items"]).collect();
        assert_eq!(counts, [1, 0, 0, 0, 0, 0, 1]);
        assert_eq!(titles(&ahead), ["now", "then"]);
        assert_eq!((&ahead["tasks"], &ahead["more"]), (&json!([]), &json!(false)));
    })
    .await;
}

#[tokio::test]
async fn mentions_are_counted_as_they_are_listed_until_they_are_read() {
    each_app(|t| async move {
        let id = project(&t, "AT", &[("employee", "member"), ("manager", "member")]).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let made = item(&employee, &id, json!({ "title": "Talk" })).await;
        let path = format!("/work-items/{}/comments", text(&made["id"]));
        let named = json!([t.demo.user("manager")]);
        for words in ["@manager one", "@manager two"] {
            employee.post(&path, json!({ "text": words, "mentions": named })).await.done();
        }
        manager.post(&path, json!({ "text": "three" })).await.done();
        let query = encoded(&[("event", "mentioned"), ("unread", "true"), ("total", "true")]);
        for left in [2_u64, 1] {
            let page = manager.get(&format!("/notifications?{query}")).await.ok();
            assert_eq!((&page["total"], titles(&page).len()), (&json!(left), left as usize));
            assert_eq!(manager.get("/counts").await.ok()["unreadMentions"], left);
            let first = text(&page["items"][0]["id"]);
            manager.post_empty(&format!("/notifications/{first}/read")).await.done();
        }
        assert_eq!(manager.get("/counts").await.ok()["unreadMentions"], 0);
        employee.get("/notifications?event=birthday").await.problem(422, "invalid");
    })
    .await;
}
