//! Who looks after the server: founds companies, suspends them, and reads nothing of what they hold.

use serde_json::{Value as Json, json};
use weir_tests::{Client, PASSWORD, TestApp, each_app};

use crate::access::sign_in::code;
use crate::draw::{field, published_form};

fn company(key: &str) -> Json {
    json!({
        "key": key, "name": "海纳实业", "login": "boss", "person": "周海", "timeZone": "Asia/Shanghai", "locale": "zh-CN",
    })
}

async fn id_of(platform: &Client, key: &str) -> String {
    let found = platform.get(&format!("/platform/companies?q={key}")).await.ok();
    let company = found["items"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap().clone();
    company["id"].as_str().unwrap().to_owned()
}

async fn suspend(platform: &Client, id: &str) -> Json {
    let path = format!("/platform/companies/{id}/suspend");
    platform.post(&path, json!({ "reason": "合同到期", "password": PASSWORD })).await.ok()
}

#[tokio::test]
async fn a_founded_company_is_there_for_its_first_administrator_alone() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let founded = platform.post("/platform/companies", company("haina")).await;
        assert_eq!(founded.status.as_u16(), 201);
        let founded = founded.ok();
        assert_eq!(founded["company"]["people"], 1);
        let initial = founded["password"].as_str().unwrap();
        let reply = t.try_login("haina", "boss", initial).await.ok();
        assert_eq!(reply["mustChangePassword"], true);

        let listed = platform.get("/platform/companies").await.ok();
        let keys: Vec<&str> =
            listed["items"].as_array().unwrap().iter().map(|c| c["key"].as_str().unwrap()).collect();
        assert_eq!(keys, ["demo", "haina", "other"]);
        let page = platform.get("/platform/companies?limit=2").await.ok();
        let rest = platform
            .get(&format!("/platform/companies?limit=2&cursor={}", page["next"].as_str().unwrap()))
            .await
            .ok();
        assert_eq!((rest["items"].as_array().unwrap().len(), &rest["items"][0]["key"]), (1, &json!("other")));
        let found = platform.get("/platform/companies?q=%E6%B5%B7%E7%BA%B3").await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "by a part of its name");
        assert_eq!(platform.get("/platform/companies?q=%25").await.ok()["items"], json!([]), "no pattern");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_company_is_told_at_its_place_and_a_taken_key_is_refused() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let mut wrong = company("Not a key");
        wrong["name"] = json!(" ");
        wrong["timeZone"] = json!("Moon/Tycho");
        platform.post("/platform/companies", wrong).await.invalid(&[
            ("key", "request.key_malformed"),
            ("name", "request.text_empty"),
            ("timeZone", "request.time_zone_unknown"),
        ]);
        platform.post("/platform/companies", company("demo")).await.problem(409, "duplicate");
        t.try_login("demo", "employee", PASSWORD).await.done();
    })
    .await;
}

#[tokio::test]
async fn nobody_of_a_suspended_company_comes_in_and_everybody_again_after() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let (employee, stranger) = (t.login("employee").await, t.login_to("other", "employee").await);
        let admin = t.login("admin").await;
        let scopes = json!({ "name": "ci", "scopes": ["flows.start"] });
        let token = admin.post("/api-tokens", scopes).await.ok();
        let program = t.anonymous().with_token(token["token"].as_str().unwrap());
        let demo = id_of(&platform, "demo").await;
        let wrong = json!({ "reason": "unpaid", "password": "somebody at an open screen" });
        let path = format!("/platform/companies/{demo}/suspend");
        platform.post(&path, wrong).await.invalid(&[("password", "auth.password_wrong")]);
        employee.get("/me").await.done();
        let shown = suspend(&platform, &demo).await;
        assert_eq!(shown["suspendedReason"], "合同到期");
        assert!(shown["suspendedAt"].is_string());

        for client in [&employee, &program] {
            assert_eq!(client.get("/me").await.status.as_u16(), 401, "what was open is closed");
        }
        t.try_login("demo", "employee", PASSWORD).await.problem(401, "auth.company_suspended");
        t.try_login("demo", "employee", "wrong").await.problem(401, "auth.login_failed");
        assert_eq!(stranger.get("/me").await.status.as_u16(), 200, "another company goes on");
        let again = json!({ "reason": "twice", "password": PASSWORD });
        platform
            .post(&format!("/platform/companies/{demo}/suspend"), again)
            .await
            .problem(409, "platform.company_suspended");

        let resumed = platform.post_empty(&format!("/platform/companies/{demo}/resume")).await.ok();
        assert!(resumed.get("suspendedAt").is_none());
        assert_eq!(employee.get("/me").await.status.as_u16(), 200, "the session is still theirs");
        platform
            .post_empty(&format!("/platform/companies/{demo}/resume"))
            .await
            .problem(409, "platform.company_not_suspended");
        let entries = admin.get("/change-log?subject=settings").await.ok();
        let reasons: Vec<&Json> =
            entries["items"].as_array().unwrap().iter().map(|e| &e["after"]["suspended"]).collect();
        assert_eq!(reasons, [&json!(false), &json!(true)], "the company's own log tells of both");
    })
    .await;
}

#[tokio::test]
async fn the_jobs_of_a_suspended_company_rest() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let (demo, other) = (id_of(&platform, "demo").await, id_of(&platform, "other").await);
        suspend(&platform, &demo).await;
        enqueue(&t, t.demo.tenant).await;
        enqueue(&t, t.other.tenant).await;
        let claimed = claim(&t).await;
        assert_eq!(claimed, [other.parse().unwrap()]);
        platform.post_empty(&format!("/platform/companies/{demo}/resume")).await.done();
        assert_eq!(claim(&t).await, [t.demo.tenant]);
    })
    .await;
}

async fn enqueue(t: &TestApp, tenant: weir_model::id::TenantId) {
    use weir_store::queries::jobs::{NewJob, enqueue};
    let job = NewJob {
        id: t.app.new_id(weir_model::id::JobId::from_uuid),
        kind: "none",
        payload: json!({}),
        idempotency_key: tenant.to_string(),
        run_at: t.app.now(),
        created_at: t.app.now(),
    };
    let tx = t.app.store().begin(tenant).await.unwrap();
    enqueue(&tx, &job).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(t: &TestApp) -> Vec<weir_model::id::TenantId> {
    let tx = t.app.store().system().await.unwrap();
    let later = t.app.now().checked_add(jiff::SignedDuration::from_mins(1)).unwrap();
    let claimed = weir_store::queries::jobs::claim(&tx, t.app.now(), later, 10).await.unwrap();
    tx.commit().await.unwrap();
    claimed.into_iter().filter(|c| c.kind == "none").map(|c| c.tenant).collect()
}

/// The recycle bin of a suspended company waits, and for a while after it was resumed too.
#[tokio::test]
async fn nothing_of_a_suspended_company_is_thrown_away() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let admin = t.login("admin").await;
        let form = published_form(&t, "notes", &[field("title", "text", json!({}))]).await;
        let path = format!("/forms/{form}/records");
        let record = admin.post(&path, json!({ "data": { "title": "kept" } })).await.ok();
        admin.delete(&format!("/records/{}", record["id"].as_str().unwrap())).await.done();
        let demo = id_of(&platform, "demo").await;
        suspend(&platform, &demo).await;
        let bin = async || {
            let admin = t.login("admin").await;
            admin.get(&format!("{path}/deleted")).await.ok()["items"].as_array().unwrap().len()
        };
        t.clock.advance(jiff::SignedDuration::from_hours(60 * 24));
        t.app.tidy_up().await.unwrap();
        let platform = t.platform("wu").await;
        platform.post_empty(&format!("/platform/companies/{demo}/resume")).await.done();
        t.app.tidy_up().await.unwrap();
        assert_eq!(bin().await, 1, "its people have time to look after it");
        t.clock.advance(jiff::SignedDuration::from_hours(15 * 24));
        t.app.tidy_up().await.unwrap();
        assert_eq!(bin().await, 0, "then it is as for everybody");
    })
    .await;
}

#[tokio::test]
async fn a_platform_session_opens_nothing_of_a_company_nor_the_other_way_round() {
    each_app(|t| async move {
        let (platform, admin) = (t.platform("wu").await, t.login("admin").await);
        for path in ["/me", "/people", "/forms", "/change-log"] {
            platform.get(path).await.problem(401, "unauthenticated");
        }
        admin.get("/platform/companies").await.problem(401, "unauthenticated");
        let cookie = format!("weir_session={}", platform.token());
        assert_eq!(t.anonymous().with_header("cookie", &cookie).get("/me").await.status.as_u16(), 401);
        let cookie = format!("weir_platform={}", admin.token());
        let answer = t.anonymous().with_header("cookie", &cookie).get("/platform/me").await;
        assert_eq!(answer.status.as_u16(), 401);
    })
    .await;
}

#[tokio::test]
async fn the_door_of_the_platform_is_guarded_like_a_companys() {
    each_app(|t| async move {
        let made = t.app.set_platform_admin("wu", "吴").await.unwrap();
        let door = |password: &str| json!({ "login": "WU ", "password": password });
        t.anonymous().post("/platform/login", door("wrong")).await.problem(401, "platform.login_failed");
        let nobody = json!({ "login": "nobody", "password": "wrong" });
        t.anonymous().post("/platform/login", nobody).await.problem(401, "platform.login_failed");
        let answer = t.anonymous().post("/platform/login", door(&made.password)).await;
        assert!(answer.header("set-cookie").contains("weir_platform="), "{:?}", answer.headers);
        let reply = answer.ok();
        assert_eq!(reply["admin"]["mustChangePassword"], true);
        let newcomer = t.anonymous().with_token(reply["token"].as_str().unwrap());
        newcomer.get("/platform/me").await.done();
        newcomer.get("/platform/companies").await.problem(403, "auth.password_change_required");
        let weak = json!({ "current": made.password, "next": "short" });
        newcomer.post("/platform/password", weak).await.invalid(&[("next", "auth.password_short")]);

        let platform = t.platform("wu").await;
        newcomer.get("/platform/me").await.problem(401, "unauthenticated");
        let events = platform.get("/platform/events").await.ok()["items"].clone();
        let refused = events.as_array().unwrap().iter().filter(|event| event["verb"] == "denied");
        let refused: Vec<&str> = refused.map(|event| event["reason"].as_str().unwrap()).collect();
        assert_eq!(refused, ["nobody", "wu"], "a name that nobody has costs and leaves as much");
        t.clock.advance(jiff::SignedDuration::from_mins(59));
        platform.get("/platform/me").await.done();
        t.clock.advance(jiff::SignedDuration::from_mins(59));
        platform.get("/platform/me").await.done();
        t.clock.advance(jiff::SignedDuration::from_mins(61));
        platform.get("/platform/me").await.problem(401, "unauthenticated");

        for _ in 0..10 {
            t.anonymous().post("/platform/login", door("wrong")).await.problem(401, "platform.login_failed");
        }
        assert_eq!(t.anonymous().post("/platform/login", door(PASSWORD)).await.status.as_u16(), 429);
        let made = t.app.set_platform_admin("wu", "吴").await.unwrap();
        t.anonymous().post("/platform/login", door(&made.password)).await.done();
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_at_the_door_is_asked_for_used_once_and_taken_away_at_the_server_alone() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let bystander = t.platform("li").await;
        let prove = |password: &str| json!({ "password": password });
        let refused = platform.post("/platform/second-factor", prove("wrong")).await;
        refused.invalid(&[("password", "auth.password_wrong")]);
        platform
            .post("/platform/second-factor/confirm", json!({ "code": "123456" }))
            .await
            .problem(409, "auth.second_factor_off");
        let offer = platform.post("/platform/second-factor", prove(PASSWORD)).await.ok();
        let secret = offer["secret"].as_str().unwrap().to_owned();
        assert!(offer["uri"].as_str().unwrap().starts_with("otpauth://totp/Weir%20Platform:wu?secret="));

        let door = |code: Option<&str>| {
            let mut body = json!({ "login": "wu", "password": PASSWORD });
            if let Some(code) = code {
                body["code"] = json!(code);
            }
            body
        };
        let elsewhere = t.anonymous().post("/platform/login", door(None)).await.ok();
        let elsewhere = t.anonymous().with_token(elsewhere["token"].as_str().unwrap());
        let confirm = "/platform/second-factor/confirm";
        platform.post(confirm, json!({ "code": "12345" })).await.invalid(&[("code", "platform.code_wrong")]);
        platform.post(confirm, json!({ "code": code(&t, &secret) })).await.done();
        assert_eq!(platform.get("/platform/me").await.ok()["secondFactor"], true);
        elsewhere.get("/platform/me").await.problem(401, "unauthenticated");
        platform.post("/platform/second-factor", prove(PASSWORD)).await.problem(409, "auth.second_factor_on");
        assert_eq!(bystander.get("/platform/me").await.ok()["secondFactor"], false);

        let refused = |answer: weir_tests::Answer, code: &str| answer.problem(401, code);
        refused(t.anonymous().post("/platform/login", door(None)).await, "auth.code_required");
        refused(t.anonymous().post("/platform/login", door(Some(" - "))).await, "auth.code_required");
        let used = code(&t, &secret);
        refused(t.anonymous().post("/platform/login", door(Some(&used))).await, "platform.code_wrong");
        t.clock.advance(jiff::SignedDuration::from_secs(30));
        let next = code(&t, &secret);
        t.anonymous().post("/platform/login", door(Some(&next))).await.done();
        refused(t.anonymous().post("/platform/login", door(Some(&next))).await, "platform.code_wrong");
        let wrong = json!({ "login": "wu", "password": "wrong", "code": next });
        refused(t.anonymous().post("/platform/login", wrong).await, "platform.login_failed");

        let events = platform.get("/platform/events").await.ok()["items"].clone();
        let verbs: Vec<&str> =
            events.as_array().unwrap().iter().map(|event| event["verb"].as_str().unwrap()).collect();
        assert_eq!(verbs.iter().filter(|verb| **verb == "secondFactorOn").count(), 1);
        assert_eq!(
            verbs.iter().filter(|verb| **verb == "denied").count(),
            4,
            "the password, and three codes"
        );

        // Who lost the telephone is helped at the server, by a new password.
        let made = t.app.set_platform_admin("wu", "吴").await.unwrap();
        let helped = json!({ "login": "wu", "password": made.password });
        t.anonymous().post("/platform/login", helped).await.done();
        platform.get("/platform/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_of_the_platform_is_taken_away_with_the_password() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        let offer = platform.post("/platform/second-factor", json!({ "password": PASSWORD })).await.ok();
        let proof = json!({ "code": code(&t, offer["secret"].as_str().unwrap()) });
        platform.post("/platform/second-factor/confirm", proof).await.done();
        let remove = "/platform/second-factor/remove";
        platform
            .post(remove, json!({ "password": "wrong" }))
            .await
            .invalid(&[("password", "auth.password_wrong")]);
        platform.post(remove, json!({ "password": PASSWORD })).await.done();
        assert_eq!(platform.get("/platform/me").await.ok()["secondFactor"], false);
        t.anonymous().post("/platform/login", json!({ "login": "wu", "password": PASSWORD })).await.done();
    })
    .await;
}

#[tokio::test]
async fn what_was_done_is_written_down_with_the_reason() {
    each_app(|t| async move {
        let platform = t.platform("wu").await;
        platform.post("/platform/companies", company("haina")).await.done();
        let haina = id_of(&platform, "haina").await;
        suspend(&platform, &haina).await;
        platform.post_empty(&format!("/platform/companies/{haina}/resume")).await.done();
        let events = platform.get("/platform/events").await.ok();
        let told: Vec<(&str, &str)> = events["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| (e["verb"].as_str().unwrap(), e["by"].as_str().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                ("resumed", "Caretaker"),
                ("suspended", "Caretaker"),
                ("founded", "Caretaker"),
                ("passwordChanged", "Caretaker"),
                ("signedIn", "Caretaker"),
                ("adminSet", "weir admin"),
            ]
        );
        assert_eq!(events["items"][1]["reason"], "合同到期");
        assert_eq!(events["items"][1]["company"]["key"], "haina");
        assert!(!events.to_string().contains(PASSWORD));
    })
    .await;
}
