//! The board: columns, lanes, counts, and what may be moved where.

use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use super::{encoded, item, project};
use crate::draw::text;

async fn board(client: &Client, project: &str, query: &[(&str, &str)]) -> Json {
    client.get(&format!("/projects/{project}/board?{}", encoded(query))).await.ok()
}

/// Columns with the keys of their cards.
fn columns(board: &Json) -> Vec<(String, Vec<String>)> {
    let cards = |c: &Json| c["cards"].as_array().unwrap().iter().map(|card| text(&card["key"])).collect();
    let key = |c: &Json| c["key"].as_str().unwrap_or("-").to_owned();
    board["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (key(c), cards(c)))
        .filter(|(_, cards): &(_, Vec<_>)| !cards.is_empty())
        .collect()
}

fn lanes(board: &Json) -> Vec<String> {
    board["lanes"].as_array().unwrap().iter().map(|l| l["key"].as_str().unwrap_or("-").to_owned()).collect()
}

#[tokio::test]
async fn a_board_shows_statuses_of_all_types_and_what_may_be_moved() {
    each_app(|t| async move {
        let id = project(&t, "B", &[("employee", "member"), ("colleague", "viewer")]).await;
        let admin = t.login("admin").await;
        let rev = admin.get(&format!("/projects/{id}")).await.ok()["rev"].clone();
        admin
            .patch(&format!("/projects/{id}"), &rev, json!({ "board": { "wip": { "doing": 1 } } }))
            .await
            .done();
        let employee = t.login("employee").await;
        let me = t.demo.user("employee");
        for wish in [
            json!({ "title": "1", "assignee": me, "fields": { "priority": "high" } }),
            json!({ "title": "2", "type": "bug", "status": "doing", "fields": { "priority": "low" } }),
            json!({ "title": "3", "type": "bug" }),
            json!({ "title": "4", "status": "done", "assignee": me }),
        ] {
            item(&employee, &id, wish).await;
        }
        let by = |pairs: &[(&str, &[&str])]| -> Vec<(String, Vec<String>)> {
            pairs
                .iter()
                .map(|(c, k)| ((*c).to_owned(), k.iter().map(|k| (*k).to_owned()).collect()))
                .collect()
        };
        let shown = board(&employee, &id, &[("lanes", "$assignee")]).await;
        assert_eq!(
            columns(&shown),
            by(&[("todo", &["B-1", "B-3"]), ("doing", &["B-2"]), ("done", &["B-4"])])
        );
        let keys: Vec<_> = shown["columns"].as_array().unwrap().iter().map(|c| text(&c["key"])).collect();
        assert_eq!(keys, ["todo", "doing", "checking", "done", "cancelled"]);
        assert_eq!((&shown["columns"][1]["wip"], &shown["columns"][1]["count"]), (&json!(1), &json!(1)));
        assert_eq!(lanes(&shown), [me.to_string(), "-".to_owned()]);
        assert_eq!(shown["lanes"][0]["person"]["login"], "employee");
        let first = &shown["columns"][0]["cards"][0];
        assert_eq!(first["moves"], json!(["done", "cancelled"]), "the column in between is full");
        assert_eq!(first["lane"], me.to_string());
        let viewed = board(&t.login("colleague").await, &id, &[]).await;
        assert_eq!(viewed["columns"][0]["cards"][0]["moves"], json!([]));

        let by_field = board(&employee, &id, &[("columns", "priority"), ("lanes", "$type")]).await;
        assert_eq!(columns(&by_field), by(&[("high", &["B-1"]), ("low", &["B-2"]), ("-", &["B-3", "B-4"])]));
        assert_eq!(lanes(&by_field), ["task", "bug"]);
        let short = board(&employee, &id, &[("limit", "1"), ("type", "task")]).await;
        assert_eq!(columns(&short), by(&[("todo", &["B-1"]), ("done", &["B-4"])]));
        let narrow =
            board(&employee, &id, &[("filter", r#"{"field":"$assignee","op":"eq","value":"$me"}"#)]).await;
        assert_eq!(columns(&narrow), by(&[("todo", &["B-1"]), ("done", &["B-4"])]));
        for (query, at, code) in [
            (("columns", "description"), "columns", "work.no_select_field"),
            (("lanes", "$due"), "lanes", "work.no_select_field"),
            (("limit", "201"), "limit", "request.limit_range"),
        ] {
            employee.get(&format!("/projects/{id}/board?{}", encoded(&[query]))).await.invalid(&[(at, code)]);
        }
    })
    .await;
}
