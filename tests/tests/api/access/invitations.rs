//! Invitations by link: once, within a week, for the person alone.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_store::portable::catalogue;
use weir_tests::{Answer, Client, TestApp, each_app};

use super::role_of;
use crate::draw::text;

const CHOSEN: &str = "chosen by the newcomer";

fn token(link: &Json) -> String {
    let link = text(&link["link"]);
    let (page, token) = link.split_once('#').unwrap();
    assert_eq!(page, "http://weir.test/invitation");
    token.to_owned()
}

fn newcomer(t: &TestApp, login: &str) -> Json {
    json!({ "login": login, "name": login, "email": format!("{login}@example.com"),
        "memberships": [{ "departmentId": t.demo.department("import"), "main": true }],
        "roleIds": [t.demo.role("member")] })
}

async fn look(t: &TestApp, token: &str) -> Answer {
    t.anonymous().post("/public/invitations/look", json!({ "token": token })).await
}

async fn accept(t: &TestApp, token: &str, password: &str) -> Answer {
    t.anonymous().post("/public/invitations/accept", json!({ "token": token, "password": password })).await
}

async fn open(client: &Client) -> Vec<Json> {
    client.get("/invitations").await.ok()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_newcomer_chooses_a_password_by_the_link_and_signs_in() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let made = admin.post("/invitations", newcomer(&t, "lin")).await;
        assert_eq!(made.status, 201);
        let made = made.ok();
        assert_eq!(made["invitation"]["mailed"], false, "no mail server is set");
        let token = token(&made["invitation"]);
        t.try_login("demo", "lin", &token).await.problem(401, "auth.login_failed");
        let invited = look(&t, &token).await.ok();
        assert_eq!(
            (&invited["tenant"], &invited["login"], &invited["passwordMinChars"]),
            (&json!("demo"), &json!("lin"), &json!(10))
        );
        let listed = open(&admin).await;
        assert_eq!(
            (listed.len(), &listed[0]["person"]["login"], &listed[0]["createdBy"]["login"]),
            (1, &json!("lin"), &json!("admin"))
        );
        let person = format!("/people/{}", text(&made["person"]["id"]));
        let until = made["invitation"]["expiresAt"].clone();
        assert_eq!(admin.get(&person).await.ok()["invitedUntil"], until);
        let seen_by_others = t.login("employee").await.get(&person).await.ok();
        assert_eq!(seen_by_others.get("invitedUntil"), None, "who manages nobody is not told");
        accept(&t, &token, "short").await.invalid(&[("password", "auth.password_short")]);
        accept(&t, &token, "Password1234").await.invalid(&[("password", "auth.password_common")]);
        accept(&t, &token, CHOSEN).await.done();
        let reply = t.try_login("demo", "lin", CHOSEN).await.ok();
        assert_eq!(reply["mustChangePassword"], false);
        accept(&t, &token, "another fine password").await.problem(409, "auth.invitation_over");
        look(&t, &token).await.problem(409, "auth.invitation_over");
        assert_eq!(open(&admin).await, [Json::Null; 0]);
        assert_eq!(admin.get(&person).await.ok().get("invitedUntil"), None);
        let id = text(&made["person"]["id"]);
        let log = admin.get(&format!("/change-log?subjectId={id}")).await.ok();
        let verbs: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| text(&e["verb"])).collect();
        assert_eq!(verbs, ["signedIn", "updated", "denied", "granted", "created"]);
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_with_its_week_its_revocation_and_the_next_one() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let made = admin.post("/invitations", newcomer(&t, "lin")).await.ok();
        let first = token(&made["invitation"]);
        let path = format!("/people/{}/invitation", text(&made["person"]["id"]));
        let second = token(&admin.post_empty(&path).await.ok());
        look(&t, &first).await.problem(409, "auth.invitation_over");
        look(&t, &second).await.done();
        let id = text(&open(&admin).await[0]["id"]);
        admin.delete(&format!("/invitations/{id}")).await.done();
        admin.delete(&format!("/invitations/{id}")).await.problem(404, "not_found");
        accept(&t, &second, CHOSEN).await.problem(409, "auth.invitation_over");
        let third = token(&admin.post_empty(&path).await.ok());
        t.clock.advance(SignedDuration::from_hours(7 * 24 - 1));
        look(&t, &third).await.done();
        t.clock.advance(SignedDuration::from_hours(1));
        accept(&t, &third, CHOSEN).await.problem(409, "auth.invitation_over");
        for wrong in ["", "weiri_", &"x".repeat(49), "' or 1=1 --", &first.to_uppercase()] {
            look(&t, wrong).await.problem(409, "auth.invitation_over");
        }
        // A disabled person is not let in by a link from before.
        let admin = t.login("admin").await;
        let fourth = token(&admin.post_empty(&path).await.ok());
        let person = format!("/people/{}", text(&made["person"]["id"]));
        let shown = admin.get(&person).await.ok();
        admin.patch(&person, &shown["rev"], json!({ "active": false })).await.done();
        accept(&t, &fourth, CHOSEN).await.problem(409, "auth.invitation_over");
        admin.post_empty(&path).await.problem(409, "org.invite_disabled");
    })
    .await;
}

#[tokio::test]
async fn only_who_may_look_after_an_account_invites() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        employee.post("/invitations", newcomer(&t, "x")).await.problem(403, "denied");
        employee.get("/invitations").await.problem(403, "denied");
        role_of(&t, "boss", "clerk", json!([{ "permission": "org.manage" }])).await;
        let boss = t.login("boss").await;
        boss.post_empty(&format!("/people/{}/invitation", t.demo.user("admin"))).await.problem(403, "denied");
        let own = format!("/people/{}/invitation", t.demo.user("boss"));
        boss.post_empty(&own).await.problem(409, "org.reset_own_password");
        let admin = t.login("admin").await;
        admin
            .post_empty(&format!("/people/{}/invitation", t.other.user("boss")))
            .await
            .problem(404, "not_found");
        admin.post("/invitations", newcomer(&t, "employee")).await.invalid(&[("login", "org.login_taken")]);
        assert_eq!(open(&admin).await, [Json::Null; 0], "nothing is left of what was refused");
        admin.post("/invitations", newcomer(&t, "lin")).await.done();
        assert_eq!(open(&t.login_to("other", "admin").await).await, [Json::Null; 0]);
    })
    .await;
}

#[tokio::test]
async fn the_token_stands_nowhere_in_the_database() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let token = token(&admin.post("/invitations", newcomer(&t, "lin")).await.ok()["invitation"]);
        let snapshot = t.app.store().snapshot().await.unwrap();
        for table in catalogue::tables() {
            let of = table.is_of_tenants().then_some(t.demo.tenant);
            for row in snapshot.page(&table, of, None).await.unwrap() {
                assert!(!format!("{row:?}").contains(&token), "{}", table.name);
            }
        }
    })
    .await;
}
