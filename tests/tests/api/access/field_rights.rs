//! One masked field, looked for in every place where a value may show.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use super::{role_of, set_rules};
use crate::approvals::desk;
use crate::draw::{field, published_form, text};

/// What must not leave the server, in any writing.
const SECRETS: [&str; 5] = ["777123", "777,123", "888456", "888,456", "S-0099"];

fn fields() -> Vec<Json> {
    vec![
        field("name", "text", json!({ "required": true })),
        field("pay", "money", json!({ "currency": "CNY" })),
        field("badge", "text", json!({ "unique": true })),
        field("number", "serial", json!({ "prefix": "S-", "digits": 4 })),
        field("contract", "file", json!({})),
        field(
            "items",
            "detail",
            json!({ "fields": [
                field("what", "text", json!({})), field("cost", "money", json!({ "currency": "CNY" })),
            ] }),
        ),
    ]
}

/// Everything but `name` and `items.what` is hidden from the role.
async fn hide(t: &TestApp, role: impl ToString, form: &str) {
    let admin = t.login("admin").await;
    let hidden = ["pay", "badge", "number", "contract", "items.cost"].map(|f| (f, "hidden"));
    set_rules(&admin, role, form, &hidden).await.done();
}

#[track_caller]
fn tells_nothing(place: &str, said: &str) {
    for secret in SECRETS {
        assert!(!said.contains(secret), "{place} tells {secret}: {said}");
    }
}

async fn list(client: &Client, form: &str, query: &[(&str, &str)]) -> weir_tests::Answer {
    let hex = |s: &str| s.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", hex(value))).collect();
    client.get(&format!("/forms/{form}/records?{}", query.join("&"))).await
}

#[tokio::test]
async fn a_masked_field_shows_nowhere_in_records() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        let grants = json!([
            { "permission": "records.create" }, { "permission": "records.read", "dataScope": "all" },
            { "permission": "records.update", "dataScope": "all" }, { "permission": "audit.read" },
        ]);
        let role = role_of(&t, "employee", "clerk", grants).await;
        let data = json!({ "name": "Lin", "pay": "777123", "badge": "S-0099",
            "items": [{ "what": "Desk", "cost": "888456" }] });
        let made = admin.post(&format!("/forms/{form}/records"), json!({ "data": data })).await.ok();
        let path = format!("/records/{}", text(&made["id"]));
        let change = json!({ "data": { "items": [{ "what": "Desk", "cost": "1" }], "pay": "5" } });
        admin.patch(&path, &made["rev"], change).await.done();
        let change = json!({ "data": { "pay": "777123", "items": [{ "what": "Chair", "cost": "888456" }] } });
        admin.patch(&path, &json!(2), change).await.done();
        hide(&t, &role, &form).await;
        hide(&t, t.demo.role("member"), &form).await;

        let clerk = t.login("employee").await;
        let shown = clerk.get(&path).await;
        tells_nothing("the record", &shown.text());
        let shown = shown.ok();
        assert_eq!(shown["data"], json!({ "name": "Lin", "items": [{ "what": "Chair" }] }));
        assert_eq!(shown["rights"], json!({ "name": "edit", "items": "edit", "items.what": "edit" }));
        // A change of what is hidden is no change for its reader.
        let changes = |n: usize| shown["history"][n]["changes"].as_array().map_or(0, Vec::len);
        assert_eq!((changes(0), changes(1)), (1, 0), "{}", shown["history"]);
        for (place, answer) in [
            ("the list", list(&clerk, &form, &[("total", "true")]).await),
            ("the look-up", clerk.get(&format!("/forms/{form}/lookup?q=lin")).await),
            ("the form", clerk.get(&format!("/forms/{form}")).await),
            ("the change log", clerk.get(&format!("/change-log?subjectId={}", text(&made["id"]))).await),
            ("the whole change log", clerk.get("/change-log?subject=record").await),
        ] {
            assert_eq!(answer.status, 200, "{place}");
            tells_nothing(place, &answer.text());
        }
        let log = clerk.get(&format!("/change-log?subjectId={}", text(&made["id"]))).await.ok();
        assert_eq!(
            (&log["items"][0]["withheld"], &log["items"][0]["after"]["name"]),
            (&json!(true), &json!("Lin"))
        );
        let whole = admin.get(&format!("/change-log?subjectId={}", text(&made["id"]))).await.ok();
        assert_eq!(
            (&whole["items"][0]["withheld"], &whole["items"][0]["after"]["pay"]),
            (&json!(false), &json!("777123.00"))
        );

        for key in ["pay", "badge", "number", "items.cost"] {
            let asked = json!({ "field": key, "op": "notEmpty" }).to_string();
            list(&clerk, &form, &[("filter", &asked)]).await.invalid(&[(key, "filter.unknown_field")]);
            list(&clerk, &form, &[("sort", key)]).await.invalid(&[(key, "filter.unknown_field")]);
        }
        // What is not seen is not changed, whatever is sent, and is not lost either.
        let forged = json!({ "data": { "name": "Lin 2", "pay": "1", "badge": "x", "number": "S-1",
            "items": [{ "what": "Chair", "cost": "2" }] } });
        let changed = clerk.patch(&path, &shown["rev"], forged).await;
        tells_nothing("the answer to a change", &changed.text());
        changed.done();
        let kept = admin.get(&path).await.ok();
        assert_eq!((&kept["data"]["pay"], &kept["data"]["badge"]), (&json!("777123.00"), &json!("S-0099")));
        assert_eq!(kept["data"]["items"], json!([{ "what": "Chair", "cost": "888456.00" }]));
        assert_eq!(kept["data"]["name"], "Lin 2");
        let own = json!({ "data": { "name": "New", "pay": "3", "badge": "S-0099" } });
        let own = clerk.post(&format!("/forms/{form}/records"), own).await;
        tells_nothing("the answer to a creation", &own.text());
        assert_eq!(own.ok()["data"], json!({ "name": "New" }), "nor is it set at a creation");
    })
    .await;
}

#[tokio::test]
async fn a_right_to_change_does_not_reach_what_the_right_to_read_hides() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        let reads =
            role_of(&t, "employee", "reads", json!([{ "permission": "records.read", "dataScope": "all" }]))
                .await;
        role_of(&t, "employee", "writes", json!([{ "permission": "records.update", "dataScope": "all" }]))
            .await;
        hide(&t, reads, &form).await;
        hide(&t, t.demo.role("member"), &form).await;
        let data = json!({ "data": { "name": "Lin", "pay": "777123", "badge": "S-0099" } });
        let made = admin.post(&format!("/forms/{form}/records"), data).await.ok();
        let path = format!("/records/{}", text(&made["id"]));
        let clerk = t.login("employee").await;
        assert_eq!(clerk.get(&path).await.ok()["rights"]["name"], "edit");
        clerk.patch(&path, &made["rev"], json!({ "data": { "name": "Wang", "pay": "1" } })).await.done();
        assert_eq!(admin.get(&path).await.ok()["data"]["pay"], "777123.00");
    })
    .await;
}

#[tokio::test]
async fn a_change_of_what_one_may_only_read_is_refused_and_one_of_nothing_leaves_no_trace() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        let grants = json!([
            { "permission": "records.read", "dataScope": "all" }, { "permission": "records.update", "dataScope": "all" },
        ]);
        let role = role_of(&t, "employee", "clerk", grants).await;
        for role in [role, t.demo.role("member").to_string()] {
            set_rules(&admin, role, &form, &[("badge", "read")]).await.done();
        }
        let data = json!({ "data": { "name": "Lin", "badge": "S-0099" } });
        let made = admin.post(&format!("/forms/{form}/records"), data).await.ok();
        let path = format!("/records/{}", text(&made["id"]));
        let clerk = t.login("employee").await;
        let change = |badge: &str, name: &str| json!({ "data": { "badge": badge, "name": name } });
        let refused = clerk.patch(&path, &made["rev"], change("S-1", "Wang")).await;
        refused.invalid(&[("badge", "form.field_closed")]);
        let same = clerk.patch(&path, &made["rev"], change("S-0099", "Lin")).await.ok();
        assert_eq!(
            (&same["rev"], same["history"].as_array().unwrap().len()),
            (&made["rev"], made["history"].as_array().unwrap().len())
        );
        let changed = clerk.patch(&path, &made["rev"], change("S-0099", "Wang")).await.ok();
        assert_eq!((&changed["data"]["name"], &changed["data"]["badge"]), (&json!("Wang"), &json!("S-0099")));
    })
    .await;
}

#[tokio::test]
async fn a_masked_file_cannot_be_opened() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        let role = role_of(&t, "employee", "clerk", json!([{ "permission": "records.read", "dataScope": "all" }])).await;
        let part = "--w\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--w--\r\n";
        let kind = "multipart/form-data; boundary=w";
        let file = text(&admin.raw(Method::POST, "/files", kind, part.into()).await.ok()["id"]);
        let data = json!({ "data": { "name": "Lin", "contract": [file] } });
        admin.post(&format!("/forms/{form}/records"), data).await.done();
        let clerk = t.login("employee").await;
        assert_eq!(clerk.get(&format!("/files/{file}")).await.status, 200);
        hide(&t, &role, &form).await;
        hide(&t, t.demo.role("member"), &form).await;
        for path in [format!("/files/{file}"), format!("/files/{file}/info")] {
            clerk.get(&path).await.problem(404, "not_found");
        }
    })
    .await;
}

/// A flow over a form whose title and summary hold what the onlookers' roles hide.
async fn approved(t: &TestApp) -> (String, Json) {
    let mut drawn = fields();
    drawn[2]["required"] = json!(true);
    let flow = desk::straight(json!({}), &[desk::approve(t, "check", &["manager"], json!({}))], json!({}));
    let form = desk::publish(t, "staff", json!(drawn), flow).await;
    let admin = t.login("admin").await;
    let draft = admin.get(&format!("/forms/{form}/draft")).await.ok();
    let mut schema = draft["schema"].clone();
    schema["titleTemplate"] = json!("{name} {badge}");
    admin.put(&format!("/forms/{form}/draft"), &draft["rev"], json!({ "schema": schema })).await.done();
    admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
    let data = json!({ "name": "Lin", "pay": "777123", "badge": "S-0099",
        "items": [{ "what": "Desk", "cost": "888456" }] });
    let started = desk::submit(&t.login("employee").await, "staff", data).await;
    (form, started)
}

#[tokio::test]
async fn a_masked_field_shows_nowhere_in_instances_to_who_takes_no_part() {
    each_app(|t| async move {
        let (form, started) = approved(&t).await;
        let grants = json!([
            { "permission": "records.read", "dataScope": "all" }, { "permission": "flows.admin" },
        ]);
        let clerk = role_of(&t, "boss", "clerk", grants).await;
        hide(&t, &clerk, &form).await;
        hide(&t, t.demo.role("member"), &form).await;
        let boss = t.login("boss").await;
        let id = text(&started["id"]);
        let serial = text(&started["serial"]);
        for (place, path) in [
            ("the instance", format!("/instances/{id}")),
            ("its print", format!("/instances/{id}/print")),
            ("the list", "/instances?scope=all".to_owned()),
            ("its comments", format!("/instances/{id}/comments")),
            ("the to-dos", "/tasks".to_owned()),
            ("the copies", "/copies".to_owned()),
            ("the notifications", "/notifications".to_owned()),
        ] {
            let answer = boss.get(&path).await;
            assert_eq!(answer.status, 200, "{place}");
            tells_nothing(place, &answer.text());
            assert!(!answer.text().contains(&serial), "{place} tells the serial number: {}", answer.text());
        }
        assert_eq!(boss.get(&format!("/instances/{id}")).await.ok()["title"], "Lin");
        let found = async |q: &str| {
            let page = boss.get(&format!("/instances?scope=all&total=true&q={q}")).await.ok();
            (page["items"].as_array().unwrap().len(), page["total"].clone())
        };
        for q in ["S-0099", "s-00", serial.as_str()] {
            assert_eq!(found(q).await, (0, json!(0)), "{q} is not found by who may not see it");
        }
        let admin = t.login("admin").await;
        let page = admin.get("/instances?scope=all&q=S-0099").await.ok();
        assert_eq!(page["items"][0]["title"], "Lin S-0099", "a wider role sees it");
        // Whom the flow asks reads what its node shows: the flow's author decides that, not the roles.
        let manager = t.login("manager").await;
        let seen = desk::instance(&manager, &started).await;
        assert_eq!(seen["data"]["pay"], "777123.00");
        hide(&t, t.demo.role("department-manager"), &form).await;
        assert_eq!(desk::instance(&manager, &started).await["data"]["pay"], "777123.00");
        // By the record itself their role decides.
        let records = list(&manager, &form, &[]).await;
        tells_nothing("the manager's list", &records.text());
        assert_eq!(records.ok()["items"][0]["title"], "Lin");
    })
    .await;
}

#[tokio::test]
async fn a_serial_number_that_a_node_hides_shows_in_no_list() {
    each_app(|t| async move {
        let blind =
            desk::approve(&t, "check", &["manager"], json!({ "fieldRights": { "number": "hidden" } }));
        desk::publish(&t, "staff", json!(fields()), desk::straight(json!({}), &[blind], json!({}))).await;
        let started = desk::submit(&t.login("employee").await, "staff", json!({ "name": "Lin" })).await;
        let serial = text(&started["serial"]);
        let manager = t.login("manager").await;
        let task = text(&desk::todo(&manager).await["id"]);
        for path in
            ["/tasks".to_owned(), format!("/tasks/{task}"), format!("/instances/{}", text(&started["id"]))]
        {
            let said = manager.get(&path).await.ok().to_string();
            assert!(!said.contains(&serial), "{path} tells {serial}: {said}");
        }
    })
    .await;
}
