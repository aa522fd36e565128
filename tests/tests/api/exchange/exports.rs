//! Exports show what a list would show, to whoever asked for them, for a day.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_model::table::Cell;
use weir_store::portable::{Cell as Stored, catalogue};
use weir_store::queries::tenants;
use weir_tests::{Client, TestApp, each_app};

use super::desk::{assets, bytes, export, rows};
use crate::draw::text;

/// A person with a role of these grants.
async fn with_grants(t: &TestApp, login: &str, grants: Json) -> Client {
    let admin = t.login("admin").await;
    let role = json!({ "key": format!("role-{login}"), "name": { "en": login }, "grants": grants });
    let role = text(&admin.post("/roles", role).await.ok()["id"]);
    let holders = json!({ "userIds": [t.demo.user(login)] });
    admin.post(&format!("/roles/{role}/holders"), holders).await.done();
    t.login(login).await
}

async fn filled(t: &TestApp) -> String {
    let form = assets(t).await;
    let path = format!("/forms/{form}/records");
    for (login, title, price) in [("admin", "a", "3"), ("employee", "b", "1"), ("admin", "c", "2")] {
        let client = t.login(login).await;
        client.post(&path, json!({ "data": { "title": title, "price": price } })).await.done();
    }
    form
}

fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    rows(bytes).into_iter().map(|row| row.cells.iter().map(Cell::plain).collect()).collect()
}

#[tokio::test]
async fn an_export_has_the_chosen_columns_filtered_and_sorted_in_the_readers_language() {
    each_app(|t| async move {
        let _ = with_grants(&t, "employee", json!([{ "permission": "records.create" }])).await;
        let form = filled(&t).await;
        let admin = t.login("admin").await;
        let wish = json!({
            "kind": "records", "formId": form, "format": "csv", "columns": ["price", "title", "$createdBy"],
            "sort": "-price", "filter": { "and": [{ "field": "price", "op": "gt", "value": "1" }] },
        });
        let task = export(&t, &admin.with_header("accept-language", "zh-CN"), wish).await;
        assert_eq!((&task["state"], &task["done"], &task["total"]), (&json!("done"), &json!(2), &json!(2)));
        let file = bytes(&admin, &task).await;
        assert!(file.starts_with("\u{FEFF}".as_bytes()));
        assert_eq!(texts(&file)[1..], [["3.00", "a", "admin"], ["2.00", "c", "admin"]]);
        assert!(text(&task["file"]["name"]).ends_with(" 2026-11-23.csv"));

        let wish = json!({ "kind": "records", "formId": form, "format": "xlsx", "columns": ["price", "$createdAt"] });
        let book = bytes(&admin, &export(&t, &admin, wish).await).await;
        let cells = rows(&book)[1].cells.clone();
        assert_eq!(cells[0], Cell::Number("2".to_owned()), "a number stays one");
        assert_eq!(cells[1], Cell::DateTime(jiff::civil::date(2026, 11, 23).at(9, 0, 0, 0)), "in the company's zone");

        let log = admin.get("/change-log?subject=form").await.ok();
        let entry = log["items"].as_array().unwrap().iter().find(|e| e["verb"] == "exported").unwrap();
        assert_eq!((&entry["subjectId"], &entry["after"]["rows"]), (&json!(form), &json!(3)));
    })
    .await;
}

#[tokio::test]
async fn an_export_shows_no_more_than_the_list() {
    each_app(|t| async move {
        let grants = json!([{ "permission": "records.create" }, { "permission": "records.export" }]);
        let employee = with_grants(&t, "employee", grants).await;
        let form = filled(&t).await;
        hide(&t, &form, "price").await;
        let wish = |more: Json| {
            let mut wish = json!({ "kind": "records", "formId": form, "format": "csv" });
            wish.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
            wish
        };
        let task = export(&t, &employee, wish(json!({}))).await;
        let table = texts(&bytes(&employee, &task).await);
        assert_eq!((table.len(), table[1][0].as_str()), (2, "b"), "a member sees their own alone");
        assert!(!table[0].contains(&"price".to_owned()), "{:?}", table[0]);
        let refused = employee.post("/exports", wish(json!({ "columns": ["price"] }))).await;
        refused.invalid(&[("columns[0]", "export.column_unknown")]);
        let filter = json!({ "filter": { "field": "price", "op": "gt", "value": "0" } });
        employee.post("/exports", wish(filter)).await.invalid(&[("price", "filter.unknown_field")]);
        employee
            .post("/exports", wish(json!({ "sort": "price" })))
            .await
            .invalid(&[("price", "filter.unknown_field")]);
        let twice = wish(json!({ "columns": ["title", "title"] }));
        employee.post("/exports", twice).await.invalid(&[("columns[1]", "export.column_twice")]);
        t.login("colleague").await.post("/exports", wish(json!({}))).await.problem(403, "denied");
        let people = json!({ "kind": "people", "format": "csv" });
        employee.post("/exports", people).await.problem(403, "denied");
    })
    .await;
}

/// Hides a field of a form from whoever holds the role `member` and no wider one.
async fn hide(t: &TestApp, form: &str, field: &str) {
    let table = catalogue::tables().into_iter().find(|table| table.name == "field_rule").unwrap();
    let form: weir_model::id::FormId = form.parse().unwrap();
    let cell = |name: &str, role: uuid::Uuid| match name {
        "tenant_id" => Stored::Uuid(t.demo.tenant.uuid()),
        "role_id" => Stored::Uuid(role),
        "form_id" => Stored::Uuid(form.uuid()),
        "field" => Stored::Text(field.to_owned()),
        "field_right" => Stored::Text("hidden".to_owned()),
        other => panic!("a column that this test does not know: {other}"),
    };
    let tx = t.app.store().read(t.demo.tenant).await.unwrap();
    let roles = weir_store::queries::organisation::roles(&tx).await.unwrap();
    drop(tx);
    let refill = t.app.store().refill().await.unwrap();
    let rows: Vec<Vec<Stored>> = roles
        .iter()
        .filter(|r| ["member", "role-employee"].contains(&r.key.as_str()))
        .map(|r| table.columns.iter().map(|c| cell(&c.name, r.id.uuid())).collect())
        .collect();
    refill.insert(&table, &table.columns, Some(t.demo.tenant), &rows).await.unwrap();
    refill.commit(0).await.unwrap();
    let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
    tenants::bump_authz_version(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_file_is_its_requesters_and_goes_after_a_day() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let task = export(&t, &admin, json!({ "kind": "records", "formId": form, "format": "csv" })).await;
        let path = format!("/files/{}", text(&task["file"]["id"]));
        let founder = t.login_to("other", "admin").await;
        for stranger in [t.login("manager").await, founder] {
            stranger.get(&path).await.problem(404, "not_found");
            stranger.get(&format!("/background-tasks/{}", text(&task["id"]))).await.problem(404, "not_found");
        }
        assert_eq!(task["fileExpiresAt"], "2026-11-24T01:00:00Z");
        t.clock.advance(SignedDuration::from_hours(24));
        let admin = t.login("admin").await;
        admin.get(&path).await.problem(404, "not_found");
        let old = admin.get(&format!("/background-tasks/{}", text(&task["id"]))).await.ok();
        assert_eq!((&old["file"], &old["state"]), (&Json::Null, &json!("done")));
    })
    .await;
}

#[tokio::test]
async fn people_go_out_in_the_columns_in_which_they_come_in() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let wish =
            json!({ "kind": "people", "format": "csv", "department": t.demo.department("purchasing") });
        let table = texts(&bytes(&admin, &export(&t, &admin, wish).await).await);
        assert_eq!(table[0], ["Login", "Name", "E-mail", "Phone", "Department", "Post", "Roles", "Active"]);
        let logins: Vec<&str> = table[1..].iter().map(|r| r[0].as_str()).collect();
        assert_eq!(logins, ["colleague", "employee", "manager"]);
        assert_eq!(table[3][4..8], ["purchasing", "", "department-manager; Member", "TRUE"]);
    })
    .await;
}
