//! Search: what is found, by what, and by whom not.

use serde_json::{Value as Json, json};
use weir_store::Store;
use weir_tests::{Client, TestApp, each_app};

use crate::access::{role_of, set_rules};
use crate::approvals::desk;
use crate::draw::{field, published_form, text};
use crate::files::{id, upload};
use crate::projects::{change, encoded, item, project};

fn titled() -> Vec<Json> {
    vec![field("title", "text", json!({ "required": true })), field("pay", "text", json!({}))]
}

async fn record(client: &Client, form: &str, title: &str) -> Json {
    client.post(&format!("/forms/{form}/records"), json!({ "data": { "title": title } })).await.ok()
}

async fn ask(client: &Client, query: &[(&str, &str)]) -> Json {
    client.get(&format!("/search?{}", encoded(query))).await.ok()
}

/// The titles found of one kind.
async fn found(client: &Client, kind: &str, q: &str) -> Vec<String> {
    let answer = ask(client, &[("q", q), ("kinds", kind), ("limit", "50")]).await;
    let groups = answer["groups"].as_array().unwrap();
    assert!(groups.iter().all(|g| g["kind"] == kind), "{answer}");
    groups.iter().flat_map(|g| crate::draw::column(g, "/title")).collect()
}

const NOTHING: [&str; 0] = [];

#[tokio::test]
async fn a_record_is_found_by_two_characters_and_follows_its_title() {
    each_app(|t| async move {
        let form = published_form(&t, "asks", &titled()).await;
        let admin = t.login("admin").await;
        record(&admin, &form, "办公设备采购申请").await;
        let other = record(&admin, &form, "差旅报销 Travel").await;
        assert_eq!(found(&admin, "record", "采购").await, ["办公设备采购申请"]);
        assert_eq!(found(&admin, "record", "trav").await, ["差旅报销 Travel"]);
        assert_eq!(found(&admin, "record", "报销 tr").await, ["差旅报销 Travel"]);
        assert_eq!(found(&admin, "record", "采销").await, NOTHING);
        let answer = ask(&admin, &[("q", "采购")]).await;
        let hit = &answer["groups"][0]["items"][0];
        assert_eq!((&answer["groups"][0]["kind"], &hit["formId"]), (&json!("record"), &json!(form)));
        assert_eq!((&hit["subtitle"], hit["updatedAt"].is_string()), (&json!("Form"), true), "{hit}");

        let path = format!("/records/{}", text(&other["id"]));
        admin.patch(&path, &other["rev"], json!({ "data": { "title": "采购差旅" } })).await.done();
        assert_eq!(
            found(&admin, "record", "采购").await,
            ["采购差旅", "办公设备采购申请"],
            "the newest first"
        );
        assert_eq!(found(&admin, "record", "报销").await, NOTHING);
        admin.delete(&path).await.done();
        assert_eq!(found(&admin, "record", "采购").await, ["办公设备采购申请"]);
        admin.post_empty(&format!("{path}/restore")).await.done();
        assert_eq!(found(&admin, "record", "差旅").await, ["采购差旅"]);
        assert_eq!(found(&t.login_to("other", "admin").await, "record", "采购").await, NOTHING);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_found_within_its_readers_scope_only() {
    each_app(|t| async move {
        let form = published_form(&t, "asks", &titled()).await;
        let admin = t.login("admin").await;
        role_of(&t, "employee", "writer", json!([{ "permission": "records.create" }])).await;
        let employee = t.login("employee").await;
        record(&admin, &form, "采购 admin").await;
        let body = json!({ "data": { "title": "采购 employee" },
            "departmentId": t.demo.department("purchasing") });
        employee.post(&format!("/forms/{form}/records"), body).await.done();
        for n in 0..30 {
            record(&admin, &form, &format!("采购 {n}")).await;
        }
        assert_eq!(found(&admin, "record", "采购").await.len(), 32);
        assert_eq!(found(&employee, "record", "采购").await, ["采购 employee"], "their own");
        assert_eq!(
            found(&t.login("manager").await, "record", "采购").await,
            ["采购 employee"],
            "their department's"
        );
        assert_eq!(found(&t.login("colleague").await, "record", "采购").await, NOTHING);
        let answer = ask(&admin, &[("q", "采购"), ("kinds", "record"), ("limit", "3")]).await;
        assert_eq!(crate::draw::column(&answer["groups"][0], "/title"), ["采购 29", "采购 28", "采购 27"]);
        assert_eq!(answer["groups"][0]["more"], true);
    })
    .await;
}

#[tokio::test]
async fn fifty_forms_are_searched_each_within_its_scope() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let mut forms = Vec::new();
        for n in 0..50 {
            let form = published_form(&t, &format!("form{n}"), &titled()).await;
            record(&admin, &form, &format!("采购 {n}")).await;
            forms.push(form);
        }
        let grant = |n: usize, scope: &str| {
            json!({ "permission": "records.read", "formId": forms[n], "dataScope": scope })
        };
        let own = json!({ "permission": "records.create", "formId": forms[7] });
        role_of(&t, "colleague", "some", json!([grant(3, "all"), grant(4, "own"), grant(5, "department"), own])).await;
        let colleague = t.login("colleague").await;
        record(&colleague, &forms[7], "采购 mine").await;
        assert_eq!(found(&colleague, "record", "采购").await, ["采购 mine", "采购 3"]);
        assert_eq!(found(&admin, "record", "采购").await.len(), 50);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_read_titles_finds_no_record_by_them() {
    each_app(|t| async move {
        let fields =
            [titled(), vec![field("number", "serial", json!({ "prefix": "S-", "digits": 4 }))]].concat();
        let form = published_form(&t, "asks", &fields).await;
        let admin = t.login("admin").await;
        record(&admin, &form, "采购 one").await;
        let grants = json!([{ "permission": "records.read", "dataScope": "all" }]);
        let role = role_of(&t, "employee", "clerk", grants).await;
        let employee = t.login("employee").await;
        assert_eq!(found(&employee, "record", "采购").await, ["采购 one"]);
        assert_eq!(found(&employee, "record", "S-0001").await, ["采购 one"]);
        for hidden in ["title", "number"] {
            for role in [role.clone(), t.demo.role("member").to_string()] {
                set_rules(&admin, role, &form, &[(hidden, "hidden")]).await.done();
            }
            for q in ["采购", "one", "S-0001"] {
                assert_eq!(found(&employee, "record", q).await, NOTHING, "{hidden} is hidden, {q} is asked");
            }
            assert_eq!(found(&admin, "record", "S-0001").await, ["采购 one"]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_work_item_is_found_by_title_and_number_in_ones_own_projects() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let one = project(&t, "PRJ", &[("employee", "member")]).await;
        let two = project(&t, "SEC", &[]).await;
        for n in 0..12 {
            item(&admin, &one, json!({ "title": format!("采购步骤 {n}") })).await;
        }
        let secret = item(&admin, &two, json!({ "title": "采购机密" })).await;
        let employee = t.login("employee").await;
        assert_eq!(found(&employee, "workItem", "采购").await.len(), 12);
        assert_eq!(
            found(&employee, "workItem", "prj-1").await[0],
            "采购步骤 0",
            "the number that was typed first"
        );
        assert_eq!(found(&employee, "workItem", "SEC-1").await, NOTHING);
        assert_eq!(found(&admin, "workItem", "机密").await, ["采购机密"]);
        assert_eq!(found(&employee, "record", "采购").await, NOTHING, "items are found as items only");
        assert_eq!(found(&admin, "record", "采购").await, NOTHING);
        assert_eq!(found(&employee, "project", "prj").await, ["Project PRJ"]);
        assert_eq!(found(&employee, "project", "sec").await, NOTHING);

        let secret = change(&admin, &secret, json!({ "title": "公开事项" })).await.ok();
        assert_eq!(found(&admin, "workItem", "机密").await, NOTHING);
        let moved = json!({ "project": one });
        admin.post(&format!("/work-items/{}/move", text(&secret["id"])), moved).await.done();
        let answer = ask(&employee, &[("q", "公开"), ("kinds", "workItem")]).await;
        let hit = &answer["groups"][0]["items"][0];
        assert_eq!((&hit["key"], &hit["projectId"]), (&json!("PRJ-13"), &json!(one)));
        let path = format!("/work-items/{}", text(&secret["id"]));
        admin.delete(&path).await.done();
        assert_eq!(found(&admin, "workItem", "公开").await, NOTHING);
        admin.post_empty(&format!("{path}/restore")).await.done();
        assert_eq!(found(&employee, "workItem", "公开").await, ["公开事项"]);
        let scopes = json!({ "name": "ci", "scopes": ["flows.start"] });
        let token = text(&employee.post("/api-tokens", scopes).await.ok()["token"]);
        let narrow = employee.with_token(&token);
        for kind in ["workItem", "project", "record", "form"] {
            assert_eq!(found(&narrow, kind, "公开").await, NOTHING, "a token that reads no records: {kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_approval_is_found_by_who_takes_part_and_who_administers() {
    each_app(|t| async move {
        let flow =
            desk::straight(json!({}), &[desk::approve(&t, "check", &["manager"], json!({}))], json!({}));
        desk::publish(&t, "buy", desk::title_and_amount(), flow).await;
        let employee = t.login("employee").await;
        desk::submit(&employee, "buy", json!({ "title": "采购桌椅" })).await;
        for login in ["employee", "manager", "admin"] {
            assert_eq!(found(&t.login(login).await, "instance", "桌椅").await, ["采购桌椅"], "{login}");
        }
        for login in ["colleague", "boss"] {
            assert_eq!(found(&t.login(login).await, "instance", "桌椅").await, NOTHING, "{login}");
        }
        assert_eq!(found(&employee, "flow", "buy").await, ["Flow"], "by its key");
        assert_eq!(found(&t.login("admin").await, "form", "BUY").await, ["buy"]);
        assert_eq!(found(&t.login_to("other", "admin").await, "instance", "桌椅").await, NOTHING);
        let manager = t.login("manager").await;
        let task = desk::todo(&manager).await;
        let to = json!({ "to": t.demo.user("boss"), "comment": "请您看看" });
        desk::decide(&manager, &task, "transfer", to).await.done();
        assert_eq!(
            found(&t.login("boss").await, "instance", "桌椅").await,
            ["采购桌椅"],
            "once they are asked"
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_is_found_by_its_name_by_whom_it_is_shown_to() {
    each_app(|t| async move {
        let fields = [titled(), vec![field("doc", "file", json!({}))]].concat();
        let form = published_form(&t, "asks", &fields).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let file = upload(&admin, "采购报价 2026.pdf", b"x").await;
        assert_eq!(found(&admin, "file", "报价").await, ["采购报价 2026.pdf"]);
        assert_eq!(found(&employee, "file", "报价").await, NOTHING);
        let data = json!({ "title": "one", "doc": [id(&file)] });
        admin.post(&format!("/forms/{form}/records"), json!({ "data": data })).await.done();
        assert_eq!(found(&employee, "file", "报价").await, NOTHING);
        let grants = json!([{ "permission": "records.read", "dataScope": "all" }]);
        role_of(&t, "employee", "clerk", grants).await;
        assert_eq!(found(&employee, "file", "报价").await, ["采购报价 2026.pdf"]);
        let second = upload(&admin, "中标通知.pdf", b"y").await;
        let path = format!("/files/{}/versions", id(&file));
        let version = json!({ "file": id(&second) });
        admin.with_header("If-Match", "\"1\"").post(&path, version).await.done();
        assert_eq!(found(&employee, "file", "中标").await, ["中标通知.pdf"], "as it is now");
        assert_eq!(found(&employee, "file", "报价").await, NOTHING);
    })
    .await;
}

#[tokio::test]
async fn people_are_found_and_sorted_by_pinyin() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for (login, name) in [("a1", "赵敏"), ("a2", "张岚"), ("a3", "曾国"), ("a4", "阿明")] {
            let person = json!({ "login": login, "name": name,
                "memberships": [{ "departmentId": t.demo.department("company"), "main": true }] });
            admin.post("/people", person).await.done();
        }
        for q in ["zhanglan", "zl", "zhangl", "张岚", "lan"] {
            assert!(found(&admin, "person", q).await.contains(&"张岚".to_owned()), "{q}");
            let page = admin.get(&format!("/people?{}", encoded(&[("q", q)]))).await.ok();
            assert!(crate::draw::column(&page, "/name").contains(&"张岚".to_owned()), "{q}");
        }
        assert_eq!(found(&admin, "person", "zx").await, NOTHING);
        let mut names = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = admin.get(&format!("/people?limit=2{cursor}")).await.ok();
            names.extend(crate::draw::column(&page, "/name"));
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let chinese: Vec<&str> = names.iter().map(String::as_str).filter(|n| !n.is_ascii()).collect();
        assert_eq!(chinese, ["阿明", "曾国", "张岚", "赵敏"]);
        assert_eq!(names.len(), 12, "each on one page: {names:?}");
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_is_answered_and_what_cannot_be_is_refused() {
    each_app(|t| async move {
        let form = published_form(&t, "asks", &titled()).await;
        let admin = t.login("admin").await;
        record(&admin, &form, "采购申请 AND 上线🎉").await;
        for q in ["\"采购\"", "采购*", "(采购", "采购:", "^采购", "采购 *", "🎉", "and", "采购 AND", "采"]
        {
            assert_eq!(found(&admin, "record", q).await.len(), 1, "{q}");
        }
        for q in [
            "",
            " ",
            "*",
            "\"",
            "NEAR(",
            "' or 1=1 --",
            "采购 OR 没有",
            "parts:采购",
            "购",
            "\u{0}",
            "%",
            "_",
        ] {
            assert_eq!(found(&admin, "record", q).await, NOTHING, "{q}");
        }
        let long: String = "采购".repeat(500);
        let path = |q: &str| format!("/search?{}", encoded(&[("q", q)]));
        admin.get(&path(&long)).await.invalid(&[("q", "request.text_long")]);
        let longest: String = "采购".repeat(100);
        assert_eq!(ask(&admin, &[("q", &longest)]).await, json!({ "groups": [] }));
        admin.get("/search?q=a&kinds=record,thing").await.invalid(&[("kinds", "search.kind_unknown")]);
        for limit in ["0", "51"] {
            admin
                .get(&format!("/search?q=a&limit={limit}"))
                .await
                .invalid(&[("limit", "request.limit_range")]);
        }
        assert_eq!(admin.get("/search?q=a&page=2").await.status, 422);
        t.anonymous().get("/search?q=a").await.problem(401, "unauthenticated");
    })
    .await;
}

/// Empties the index, as a restore leaves it.
async fn forget_everything(store: &Store, t: &TestApp) {
    for tenant in [t.demo.tenant, t.other.tenant] {
        let tx = store.begin(tenant).await.unwrap();
        weir_store::queries::search_fill::forget(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_was_there_before_the_index_is_taken_up_in_its_order() {
    each_app(|t| async move {
        let flow =
            desk::straight(json!({}), &[desk::approve(&t, "check", &["manager"], json!({}))], json!({}));
        let form = desk::publish(&t, "buy", desk::title_and_amount(), flow).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        desk::submit(&employee, "buy", json!({ "title": "采购桌椅" })).await;
        for n in 0..450 {
            record(&admin, &form, &format!("采购 {n}")).await;
        }
        let gone = record(&admin, &form, "采购 gone").await;
        admin.delete(&format!("/records/{}", text(&gone["id"]))).await.done();
        let prj = project(&t, "PRJ", &[("employee", "member")]).await;
        item(&admin, &prj, json!({ "title": "采购步骤" })).await;
        upload(&admin, "采购.txt", b"x").await;
        let before = ask(&admin, &[("q", "采购"), ("limit", "50")]).await;
        forget_everything(t.app.store(), &t).await;
        assert_eq!(ask(&admin, &[("q", "采购")]).await, json!({ "groups": [] }));
        // Somebody writes before it is full.
        record(&admin, &form, "新的").await;
        assert!(t.app.fill_search().await.unwrap() > 450);
        assert_eq!(ask(&admin, &[("q", "采购"), ("limit", "50")]).await, before);
        assert_eq!(found(&employee, "instance", "桌椅").await, ["采购桌椅"]);
        assert_eq!(t.app.fill_search().await.unwrap(), 0, "once is enough");
        record(&admin, &form, "采购 later").await;
        assert_eq!(found(&admin, "record", "采购").await[0], "采购 later");
    })
    .await;
}
