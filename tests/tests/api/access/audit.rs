//! The change log: narrowed, exported, complete, and sealed.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_store::portable::{Cell, catalogue};
use weir_tests::{Client, PASSWORD, TestApp, each_app};

use super::role_of;
use crate::draw::text;

async fn entries(client: &Client, query: &str) -> Vec<Json> {
    client.get(&format!("/change-log?{query}")).await.ok()["items"].as_array().unwrap().clone()
}

async fn table(client: &Client, query: &str) -> Vec<Vec<String>> {
    let answer = client.get(&format!("/change-log/export?{query}")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let whole = answer.text();
    assert_eq!(whole.matches('\u{FEFF}').count(), 1, "one mark, at the beginning");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(whole.trim_start_matches('\u{FEFF}').as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[tokio::test]
async fn it_narrows_by_what_happened_to_what_through_what() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let role = role_of(&t, "boss", "clerk", json!([{ "permission": "audit.read" }])).await;
        let about = format!("subject=role&subjectId={role}");
        let verbs: Vec<_> = entries(&admin, &about).await.iter().map(|e| text(&e["verb"])).collect();
        assert_eq!(verbs, ["granted", "created"]);
        let granted = entries(&admin, &format!("{about}&verb=granted")).await;
        assert_eq!((granted.len(), &granted[0]["channel"]), (1, &json!("session")));
        assert!(granted[0]["requestId"].is_string());
        assert_eq!(entries(&admin, &format!("{about}&channel=token")).await, [Json::Null; 0]);
        let wish = json!({ "name": "ci", "scopes": ["roles.manage"] });
        let token = text(&admin.post("/api-tokens", wish).await.ok()["token"]);
        let program = t.anonymous().with_token(&token);
        program.post("/roles", json!({ "key": "made", "name": { "en": "Made" } })).await.done();
        assert_eq!(entries(&admin, "subject=role&channel=token").await.len(), 1);
        let theirs = format!("subjectId={}", t.other.role("member"));
        assert_eq!(entries(&admin, &theirs).await, [Json::Null; 0]);
        for (query, at, code) in [
            ("verb=flown", "verb", "request.unknown_value"),
            ("channel=pigeon", "channel", "request.unknown_value"),
            ("subjectId=7", "subjectId", "audit.id_malformed"),
            ("subjectId=rol_'%20or%201=1", "subjectId", "audit.id_malformed"),
            ("from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:00Z", "to", "audit.range_backwards"),
        ] {
            admin.get(&format!("/change-log?{query}")).await.invalid(&[(at, code)]);
            admin.get(&format!("/change-log/export?{query}")).await.invalid(&[(at, code)]);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_exported_is_what_is_listed_harmless_and_written_down() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for n in 0..3 {
            let role = json!({ "key": format!("k{n}"), "name": { "en": "=1+1,\"x\"" } });
            admin.post("/roles", role).await.done();
        }
        let rev = admin.get("/settings").await.ok()["rev"].clone();
        admin.patch("/settings", &rev, json!({ "name": "=cmd|' /C calc'!A0" })).await.done();
        let listed = entries(&admin, "subject=role&verb=created").await;
        let rows = table(&admin, "subject=role&verb=created").await;
        assert_eq!(rows[0][..4], ["Number", "Time", "Who", "Sign-in name"]);
        let numbers: Vec<String> = rows[1..].iter().map(|r| r[0].clone()).collect();
        assert_eq!(numbers, listed.iter().map(|e| e["seq"].to_string()).collect::<Vec<_>>());
        assert_eq!(rows[1][3], "admin");
        assert_eq!(serde_json::from_str::<Json>(&rows[1][10]).unwrap(), listed[0]["after"]);
        for row in table(&admin, "").await {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '@', '\t'])), "{row:?}");
        }
        let exported = entries(&admin, "verb=exported").await;
        assert_eq!(exported.len(), 2);
        assert_eq!(exported[1]["after"]["entries"], 3);
        assert_eq!(exported[1]["after"]["subject"], "role");
        admin.get("/change-log/export?limit=5").await.invalid(&[("limit", "request.unknown_field")]);
        t.login("employee").await.get("/change-log/export").await.problem(403, "denied");
        assert_eq!(table(&t.login_to("other", "admin").await, "subject=role&verb=created").await.len(), 1);
        admin.post("/view-as", json!({ "userId": t.demo.user("boss"), "password": PASSWORD })).await.done();
        admin.get("/change-log/export").await.problem(403, "auth.view_only");
    })
    .await;
}

#[tokio::test]
async fn an_export_is_longer_than_a_page_and_has_every_entry_once() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for n in 0..260 {
            let phone = json!({ "phone": format!("{:03}", n + 100) });
            admin.send(axum::http::Method::PATCH, "/me", Some(phone.clone())).await.done();
            admin.send(axum::http::Method::PATCH, "/me", Some(phone)).await.done();
        }
        let query = format!("subjectId={}&verb=updated", t.demo.user("admin"));
        let rows = table(&admin, &query).await;
        let mut numbers: Vec<i64> = rows[1..].iter().map(|r| r[0].parse().unwrap()).collect();
        assert_eq!(numbers.len(), 520);
        numbers.dedup();
        assert!(numbers.len() == 520 && numbers.is_sorted_by(|a, b| a > b));
    })
    .await;
}

#[tokio::test]
async fn sign_ins_and_refusals_are_in_it() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        t.try_login("demo", "employee", "wrong").await.problem(401, "auth.login_failed");
        for _ in 0..3 {
            employee.get("/settings").await.problem(403, "denied");
        }
        employee.get(&format!("/roles/{}/field-rules", t.demo.role("member"))).await.problem(403, "denied");
        let admin = t.login("admin").await;
        let about = format!("subject=session&subjectId={}", t.demo.user("employee"));
        let told: Vec<(String, Json)> =
            entries(&admin, &about).await.iter().map(|e| (text(&e["verb"]), e["after"].clone())).collect();
        let denied = |call: &str| ("denied".to_owned(), json!({ "call": call }));
        assert_eq!(told[0], denied("GET /api/v1/roles/{id}/field-rules"));
        assert_eq!(told[1], denied("GET /api/v1/settings"));
        assert_eq!(told.len(), 4, "the same refusal once in a while: {told:?}");
        assert_eq!((told[2].0.as_str(), told[3].0.as_str()), ("denied", "signedIn"));
        assert!(told[2].1["address"].is_string());
        t.clock.advance(SignedDuration::from_mins(11));
        employee.get("/settings").await.problem(403, "denied");
        assert_eq!(entries(&admin, &format!("{about}&verb=denied")).await.len(), 4);
    })
    .await;
}

/// Adds an entry behind the server's back, among those under seal.
async fn forge(t: &TestApp, seq: i64) {
    let table = catalogue::tables().into_iter().find(|table| table.name == "change_log").unwrap();
    let columns: Vec<_> = table.columns.iter().filter(|c| c.name != "xid").cloned().collect();
    let cell = |name: &str| match name {
        "tenant_id" => Cell::Uuid(t.demo.tenant.uuid()),
        "seq" => Cell::Integer(seq),
        "at" => Cell::Integer(0),
        "channel" => Cell::Text("system".to_owned()),
        "subject" => Cell::Text("role".to_owned()),
        "verb" => Cell::Text("granted".to_owned()),
        _ => Cell::Null,
    };
    let row: Vec<Cell> = columns.iter().map(|c| cell(&c.name)).collect();
    let refill = t.app.store().refill().await.unwrap();
    refill.insert(&table, &columns, Some(t.demo.tenant), &[row]).await.unwrap();
    refill.commit(1_000_000).await.unwrap();
}

#[tokio::test]
async fn an_entry_that_is_added_under_seal_is_found() {
    each_app(|t| async move {
        let fresh = t.app.examine_changes(t.demo.tenant).await.unwrap();
        assert_eq!((fresh.entries, fresh.newest), (0, None));
        t.login("employee").await;
        t.clock.advance(SignedDuration::from_hours(2));
        t.app.tidy_up().await.unwrap();
        let first = t.app.examine_changes(t.demo.tenant).await.unwrap();
        assert!(first.entries > 0 && first.newest.is_some() && first.broken.is_none(), "{first:?}");
        t.login("employee").await;
        t.app.tidy_up().await.unwrap();
        assert_eq!(t.app.examine_changes(t.demo.tenant).await.unwrap(), first, "what is young waits");
        t.clock.advance(SignedDuration::from_hours(2));
        t.app.tidy_up().await.unwrap();
        let second = t.app.examine_changes(t.demo.tenant).await.unwrap();
        assert!(second.entries == first.entries + 1 && second.newest != first.newest, "{second:?}");

        forge(&t, 0).await;
        let forged = t.app.examine_changes(t.demo.tenant).await.unwrap();
        assert!(forged.broken.is_some_and(|(_, last)| last > 0), "{forged:?}");
        assert_eq!(t.app.examine_changes(t.other.tenant).await.unwrap().broken, None);
    })
    .await;
}
