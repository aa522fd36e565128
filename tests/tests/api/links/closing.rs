//! When a link opens no longer: by its own settings, with the rights that it lends, with its form; and what it says.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_app::links::FILLS_PER_ADDRESS_MAX;
use weir_tests::{Client, TestApp, each_app};

use super::{fill, link, look, records, survey, token};
use crate::access::role_of;
use crate::draw::{create_form, field, save_form, text};

/// The only link of a form, as its keepers see it.
async fn kept(keeper: &Client, form: &str) -> Json {
    keeper.get(&format!("/forms/{form}/links")).await.ok()["items"][0].clone()
}

/// Lets somebody lend their rights by links to a form; tells the role that they hold for it.
async fn lender(t: &TestApp, login: &str, form: &str) -> String {
    let grants =
        json!([{ "permission": "forms.design" }, { "permission": "records.create", "formId": form }]);
    role_of(t, login, "linker", grants).await
}

async fn is_closed(t: &TestApp, token: &str, code: &str) {
    look(t, token).await.problem(409, code);
    fill(t, token, json!({ "name": "Wu" })).await.problem(409, code);
}

#[tokio::test]
async fn a_link_ends_with_its_time_with_its_switch_and_with_its_removal() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let end = t.app.now() + SignedDuration::from_hours(2);
        let made = link(&admin, &form, json!({ "expiresAt": end })).await;
        let (token, path) = (token(&made), format!("/form-links/{}", text(&made["id"])));
        t.clock.advance(SignedDuration::from_secs(2 * 3600 - 1));
        look(&t, &token).await.done();
        t.clock.advance(SignedDuration::from_secs(1));
        is_closed(&t, &token, "links.expired").await;
        assert_eq!(kept(&admin, &form).await["state"], "expired");
        admin.patch(&path, &json!(1), json!({ "expiresAt": end })).await.done();
        let past = json!({ "expiresAt": end - SignedDuration::from_secs(1) });
        admin.patch(&path, &json!(2), past).await.invalid(&[("expiresAt", "links.expires_past")]);
        let off = admin.patch(&path, &json!(2), json!({ "expiresAt": null, "active": false })).await.ok();
        assert_eq!(
            (&off["state"], off.get("expiresAt"), &off["address"]),
            (&json!("off"), None, &made["address"])
        );
        is_closed(&t, &token, "links.closed").await;
        admin.patch(&path, &json!(2), json!({ "active": true })).await.problem(412, "stale");
        admin.patch(&path, &json!(3), json!({ "active": true })).await.done();
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
        admin.delete(&path).await.done();
        admin.delete(&path).await.problem(404, "not_found");
        admin.patch(&path, &json!(4), json!({})).await.problem(404, "not_found");
        let gone = look(&t, &token).await.problem(404, "not_found");
        assert_eq!(look(&t, &token.replace("weirf_", "weirf_x")[..49]).await.problem(404, "not_found"), gone);
        for wrong in ["", "weirf_", &"x".repeat(49), "' or 1=1 --", admin.token()] {
            look(&t, wrong).await.problem(404, "not_found");
        }
        assert_eq!(records(&t, &form).await[0]["viaLink"]["name"], "Fair", "what came by it stays");
        let log = admin.get(&format!("/change-log?subjectId={}", text(&made["id"]))).await.ok();
        let verbs: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| text(&e["verb"])).collect();
        assert_eq!(verbs, ["deleted", "updated", "updated", "updated", "updated", "created"]);
    })
    .await;
}

#[tokio::test]
async fn of_two_who_want_the_last_place_one_gets_it() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({ "maxSubmissions": 1 })).await);
        let data = || json!({ "name": "Wu" });
        let (a, b) = tokio::join!(fill(&t, &token, data()), fill(&t, &token, data()));
        let (got, missed) = if a.status == 201 { (a, b) } else { (b, a) };
        assert_eq!(got.ok(), json!({ "reference": "S-0001", "thanks": "", "again": false }));
        missed.problem(409, "links.full");
        assert_eq!(records(&t, &form).await.len(), 1);
        is_closed(&t, &token, "links.full").await;
        let full = kept(&admin, &form).await;
        assert_eq!((&full["state"], &full["submissions"]), (&json!("full"), &json!(1)));
        let path = format!("/form-links/{}", text(&full["id"]));
        admin.patch(&path, &full["rev"], json!({ "maxSubmissions": 2 })).await.done();
        fill(&t, &token, data()).await.done();
    })
    .await;
}

#[tokio::test]
async fn a_link_is_closed_while_whoever_made_it_lacks_the_right() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let role = lender(&t, "boss", &form).await;
        let boss = t.login("boss").await;
        let made = link(&boss, &form, json!({})).await;
        let token = token(&made);
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
        let holder = format!("/roles/{role}/holders/{}", t.demo.user("boss"));
        admin.delete(&holder).await.done();
        is_closed(&t, &token, "links.closed").await;
        assert_eq!(kept(&admin, &form).await["state"], "ownerWithoutRight");
        let internal = link(&admin, &form, json!({ "audience": "internal", "name": "Inside" })).await;
        let holders = json!({ "userIds": [t.demo.user("boss")] });
        admin.post(&format!("/roles/{role}/holders"), holders).await.done();
        look(&t, &token).await.done();
        // Disabled people lend nothing, whatever roles they hold.
        let person = format!("/people/{}", t.demo.user("boss"));
        let rev = admin.get(&person).await.ok()["rev"].clone();
        admin.patch(&person, &rev, json!({ "active": false })).await.done();
        is_closed(&t, &token, "links.closed").await;
        let look_inside = json!({ "token": super::token(&internal) });
        t.login("employee").await.post("/form-links/look", look_inside).await.done();
    })
    .await;
}

#[tokio::test]
async fn whoever_takes_a_link_over_lends_their_rights_in_place_of_its_makers() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let role = lender(&t, "boss", &form).await;
        role_of(&t, "manager", "designer", json!([{ "permission": "forms.design" }])).await;
        let boss = t.login("boss").await;
        let made = link(&boss, &form, json!({})).await;
        let (token, id) = (token(&made), text(&made["id"]));
        let holdings = format!("/people/{}/hand-over", t.demo.user("boss"));
        let lent = admin.get(&holdings).await.ok()["links"].clone();
        assert_eq!(lent, json!([{ "id": id, "formId": form, "name": "Fair" }]));

        admin.delete(&format!("/roles/{role}/holders/{}", t.demo.user("boss"))).await.done();
        is_closed(&t, &token, "links.closed").await;
        let path = format!("/form-links/{id}/take-over");
        let at = |client: &Client, rev: u32| client.with_header("if-match", &format!("\"{rev}\""));
        let manager = t.login("manager").await;
        at(&manager, 1).post_empty(&path).await.problem(403, "denied");
        at(&t.login("employee").await, 1).post_empty(&path).await.problem(403, "denied");
        at(&admin, 2).post_empty(&path).await.problem(412, "stale");
        let taken = at(&admin, 1).post_empty(&path).await.ok();
        assert_eq!(
            (&taken["state"], &taken["createdBy"]["login"], &taken["address"], &taken["rev"]),
            (&json!("open"), &json!("admin"), &made["address"], &json!(2))
        );
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
        assert_eq!(admin.get(&holdings).await.ok()["links"], json!([]));
        let again = at(&admin, 2).post_empty(&path).await.ok();
        assert_eq!(again["rev"], 2, "who has it already changes nothing");
        let log = admin.get(&format!("/change-log?subjectId={id}")).await.ok();
        assert_eq!(log["items"].as_array().unwrap().len(), 3, "made, taken over, filled in: {log}");
        assert_eq!(log["items"][1]["after"], json!({ "lentBy": t.demo.user("admin") }));
    })
    .await;
}

#[tokio::test]
async fn nobody_hands_on_what_they_may_not_do_themselves() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        role_of(&t, "boss", "designer", json!([{ "permission": "forms.design" }])).await;
        let boss = t.login("boss").await;
        let path = format!("/forms/{form}/links");
        let wish = json!({ "name": "Fair", "audience": "public" });
        boss.post(&path, wish.clone()).await.problem(403, "denied");
        t.login("employee").await.post(&path, wish.clone()).await.problem(403, "denied");
        let token = token(&link(&admin, &form, json!({ "audience": "internal" })).await);
        let (narrow, scopes) = ("narrow", json!(["records.read"]));
        let api = admin.post("/api-tokens", json!({ "name": narrow, "scopes": scopes })).await.ok();
        let program = t.anonymous().with_token(&text(&api["token"]));
        program.post("/form-links/look", json!({ "token": token })).await.problem(403, "denied");
        let draft = create_form(&admin, "draft", &[field("name", "text", json!({}))]).await;
        admin.post(&format!("/forms/{draft}/links"), wish).await.problem(409, "links.form_unpublished");
        let wrong = json!({ "name": " ", "audience": "public", "expiresAt": "2020-01-01T00:00:00Z",
            "maxSubmissions": 0, "thanks": "x".repeat(1_001) });
        admin.post(&path, wrong).await.invalid(&[
            ("name", "links.name_missing"),
            ("thanks", "links.thanks_too_long"),
            ("maxSubmissions", "links.max_range"),
            ("expiresAt", "links.expires_past"),
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_changes_beyond_strangers_closes_its_links_until_it_changes_back() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({})).await);
        let publish = async |required: bool| {
            let who = field("who", "person", json!({ "required": required }));
            let kept = [
                field("name", "text", json!({ "required": true, "maxLength": 20 })),
                field("count", "number", json!({ "min": "1" })),
                field("number", "serial", json!({ "prefix": "S-", "reset": "never" })),
                who,
            ];
            save_form(&admin, &form, &kept).await.done();
            admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        };
        publish(true).await;
        is_closed(&t, &token, "links.closed").await;
        assert_eq!(kept(&admin, &form).await["state"], "formUnfit");
        publish(false).await;
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn too_many_attempts_from_one_address_have_to_wait() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({})).await);
        for _ in 0..FILLS_PER_ADDRESS_MAX {
            fill(&t, &token, json!({})).await.problem(422, "invalid");
        }
        let refused = fill(&t, &token, json!({ "name": "Wu" })).await;
        assert_eq!(refused.header("retry-after"), "600");
        refused.problem(429, "too_many");
        let zh = t.anonymous().with_header("accept-language", "zh-CN");
        let told = zh.post("/public/form-links/fill", json!({ "token": token, "data": {} })).await;
        assert!(text(&told.problem(429, "too_many")["detail"]).contains("600"));
        look(&t, &token).await.done();
        // Somebody signed in is counted by who they are.
        let inside = super::token(&link(&admin, &form, json!({ "audience": "internal" })).await);
        let body = json!({ "token": inside, "data": { "name": "Li" } });
        t.login("employee").await.post("/form-links/fill", body).await.done();
        t.clock.advance(SignedDuration::from_mins(10));
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
    })
    .await;
}
