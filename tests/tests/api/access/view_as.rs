//! Looking through somebody else's eyes: everything they see, nothing that they could do, written down.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, PASSWORD, TestApp, each_app};

use super::role_of;
use crate::approvals::desk;
use crate::draw::{field, published_form, text};

async fn begin(client: &Client, person: impl ToString, password: &str) -> Answer {
    client.post("/view-as", json!({ "userId": person.to_string(), "password": password })).await
}

async fn end(client: &Client) {
    client.delete("/view-as").await.done();
}

async fn whose(client: &Client) -> String {
    text(&client.get("/me").await.ok()["user"]["login"])
}

/// Views of a person in the change log, the latest first: verb, actor, on whose behalf.
async fn written(t: &TestApp, login: &str) -> Vec<(String, String, String)> {
    let path = format!("/change-log?subject=user&subjectId={}", t.demo.user(login));
    let log = t.login("admin").await.get(&path).await.ok();
    let items = log["items"].as_array().unwrap().iter();
    items
        .filter(|e| text(&e["verb"]).starts_with("view"))
        .map(|e| (text(&e["verb"]), text(&e["actor"]["login"]), text(&e["onBehalf"]["login"])))
        .collect()
}

fn entry(verb: &str, by: &str, person: &str) -> (String, String, String) {
    (verb.to_owned(), by.to_owned(), person.to_owned())
}

#[tokio::test]
async fn what_is_asked_is_answered_as_for_that_person() {
    each_app(|t| async move {
        let flow =
            desk::straight(json!({}), &[desk::approve(&t, "check", &["manager"], json!({}))], json!({}));
        desk::publish(&t, "buy", desk::title_and_amount(), flow).await;
        desk::submit(&t.login("employee").await, "buy", json!({ "title": "Lathe", "amount": "3" })).await;
        let manager = t.login("manager").await;
        let (tasks, counts) = (manager.get("/tasks").await.ok(), manager.get("/counts").await.ok());
        let admin = t.login("admin").await;
        let told = begin(&admin, t.demo.user("manager"), PASSWORD).await.ok();
        assert_eq!((&told["by"]["login"], &told["person"]["login"]), (&json!("admin"), &json!("manager")));
        assert_eq!(admin.get("/tasks").await.ok(), tasks);
        assert_eq!(admin.get("/counts").await.ok(), counts);
        let me = admin.get("/me").await.ok();
        assert_eq!(
            (&me["user"]["login"], &me["viewing"]["by"]["login"]),
            (&json!("manager"), &json!("admin"))
        );
        assert_eq!(me["viewing"]["until"], told["until"]);
        assert_eq!(me["permissions"], manager.get("/me").await.ok()["permissions"]);
        admin.get("/settings").await.problem(403, "denied");
        assert!(
            manager.get("/me").await.ok().get("viewing").is_none(),
            "they themselves are not looked through"
        );
        let other = t.login("admin").await;
        assert_eq!(whose(&other).await, "admin", "another session of the viewer stays theirs");
        end(&admin).await;
        assert_eq!(whose(&admin).await, "admin");
        end(&admin).await;
        let both = [entry("viewEnded", "admin", "manager"), entry("viewBegan", "admin", "manager")];
        assert_eq!(written(&t, "manager").await, both);
    })
    .await;
}

#[tokio::test]
async fn nothing_can_be_changed_and_what_is_private_stays_closed() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &[field("title", "text", json!({}))]).await;
        let grants = json!([{ "permission": "records.create" }, { "permission": "records.update", "dataScope": "own" }]);
        role_of(&t, "employee", "clerk", grants).await;
        let employee = t.login("employee").await;
        let record = employee.post(&format!("/forms/{form}/records"), json!({ "data": { "title": "a" } })).await.ok();
        let admin = t.login("admin").await;
        begin(&admin, t.demo.user("employee"), PASSWORD).await.done();
        let path = format!("/records/{}", text(&record["id"]));
        admin.get(&path).await.done();
        let refused = "auth.view_only";
        admin.patch(&path, &record["rev"], json!({ "data": { "title": "b" } })).await.problem(403, refused);
        for (method, path, body) in [
            (Method::POST, format!("/forms/{form}/records"), json!({ "data": { "title": "x" } })),
            (Method::DELETE, path.clone(), Json::Null),
            (Method::PATCH, "/me".to_owned(), json!({ "phone": "110" })),
            (Method::POST, "/auth/password".to_owned(), json!({ "current": PASSWORD, "next": "another fine password" })),
            (Method::POST, "/api-tokens".to_owned(), json!({ "name": "x", "scopes": ["flows.start"] })),
            (Method::POST, "/notifications/read-all".to_owned(), Json::Null),
            (Method::PUT, "/me/notification-preferences".to_owned(), json!({ "items": [] })),
            (Method::POST, "/view-as".to_owned(), json!({ "userId": t.demo.user("boss"), "password": PASSWORD })),
        ] {
            let body = (!body.is_null()).then_some(body);
            admin.send(method.clone(), &path, body.clone()).await.problem(403, refused);
            let repeated = admin.with_header("idempotency-key", &format!("k{method}{path}"));
            repeated.send(method, &path, body).await.problem(403, refused);
        }
        for path in ["/me/sessions", "/api-tokens", "/me/notification-preferences"] {
            admin.get(path).await.problem(403, refused);
        }
        end(&admin).await;
        assert_eq!(employee.get(&path).await.ok()["data"]["title"], "a");
        assert_eq!(employee.get("/me").await.ok()["user"]["phone"], "");
    })
    .await;
}

#[tokio::test]
async fn a_view_ends_by_itself_with_the_right_and_with_the_session() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        begin(&admin, t.demo.user("employee"), PASSWORD).await.done();
        t.clock.advance(SignedDuration::from_mins(29));
        assert_eq!(whose(&admin).await, "employee");
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(whose(&admin).await, "admin");
        let both = [entry("viewEnded", "admin", "employee"), entry("viewBegan", "admin", "employee")];
        assert_eq!(written(&t, "employee").await, both);

        // One that nobody asks any more is closed by the upkeep.
        begin(&admin, t.demo.user("boss"), PASSWORD).await.done();
        t.clock.advance(SignedDuration::from_hours(2));
        t.app.tidy_up().await.unwrap();
        assert_eq!(written(&t, "boss").await[0], entry("viewEnded", "admin", "boss"));

        // Signing out ends the view and the session of who looks, not of whom they look through.
        let employee = t.login("employee").await;
        let admin = t.login("admin").await;
        begin(&admin, t.demo.user("employee"), PASSWORD).await.done();
        admin.post_empty("/auth/logout").await.done();
        admin.get("/me").await.problem(401, "unauthenticated");
        assert_eq!(whose(&employee).await, "employee");
        assert_eq!(written(&t, "employee").await[0], entry("viewEnded", "admin", "employee"));

        // So does losing the right, and the person gaining rights beyond the viewer's.
        let helper = role_of(
            &t,
            "manager",
            "helper",
            json!([
                { "permission": "people.viewAs" }, { "permission": "flows.start" },
                { "permission": "records.read", "dataScope": "all" },
            ]),
        )
        .await;
        let manager = t.login("manager").await;
        begin(&manager, t.demo.user("employee"), PASSWORD).await.done();
        role_of(&t, "employee", "more", json!([{ "permission": "org.manage" }])).await;
        t.clock.advance(SignedDuration::from_secs(10));
        assert_eq!(whose(&manager).await, "manager");
        begin(&manager, t.demo.user("employee"), PASSWORD).await.problem(403, "denied");
        begin(&manager, t.demo.user("colleague"), PASSWORD).await.done();
        let admin = t.login("admin").await;
        admin.delete(&format!("/roles/{helper}/holders/{}", t.demo.user("manager"))).await.done();
        t.clock.advance(SignedDuration::from_secs(10));
        assert_eq!(whose(&manager).await, "manager");
        begin(&manager, t.demo.user("colleague"), PASSWORD).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_look_through_whom_is_refused() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        begin(&employee, t.demo.user("boss"), PASSWORD).await.problem(403, "denied");
        let admin = t.login("admin").await;
        begin(&admin, t.demo.user("boss"), "wrong").await.invalid(&[("password", "auth.password_wrong")]);
        begin(&admin, t.demo.user("admin"), PASSWORD).await.problem(409, "people.view_self");
        begin(&admin, t.other.user("boss"), PASSWORD).await.problem(404, "not_found");
        begin(&admin, "usr_1", PASSWORD).await.problem(422, "invalid");
        admin
            .post("/view-as", json!({ "userId": t.demo.user("boss") }))
            .await
            .invalid(&[("password", "request.field_missing")]);
        let person = admin.get(&format!("/people/{}", t.demo.user("colleague"))).await.ok();
        let path = format!("/people/{}", t.demo.user("colleague"));
        admin.patch(&path, &person["rev"], json!({ "active": false })).await.done();
        begin(&admin, t.demo.user("colleague"), PASSWORD).await.problem(404, "not_found");
        // A token is no session, and reaches no further by one.
        let wish = json!({ "name": "ci", "scopes": ["people.viewAs", "records.read", "flows.start"] });
        let token = text(&admin.post("/api-tokens", wish).await.ok()["token"]);
        let program = t.anonymous().with_token(&token);
        begin(&program, t.demo.user("boss"), PASSWORD).await.problem(409, "auth.session_required");
        // Never somebody with more rights: neither permissions nor departments beyond one's own.
        role_of(
            &t,
            "manager",
            "helper",
            json!([
                { "permission": "people.viewAs" }, { "permission": "flows.start" },
            ]),
        )
        .await;
        let manager = t.login("manager").await;
        begin(&manager, t.demo.user("admin"), PASSWORD).await.problem(403, "denied");
        begin(&manager, t.demo.user("finance-director"), PASSWORD).await.problem(403, "denied");
        begin(&manager, t.demo.user("employee"), PASSWORD).await.done();
        assert_eq!(whose(&manager).await, "employee");
    })
    .await;
}

#[tokio::test]
async fn guessing_the_password_of_an_unlocked_screen_is_slowed_down() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for _ in 0..10 {
            begin(&admin, t.demo.user("boss"), "wrong").await.invalid(&[("password", "auth.password_wrong")]);
        }
        begin(&admin, t.demo.user("boss"), PASSWORD).await.problem(429, "too_many");
    })
    .await;
}
