//! What comes in by a link is a record like any other, and tells where it came from.

use serde_json::json;
use weir_store::portable::catalogue;
use weir_tests::each_app;

use super::{fill, link, look, records, survey, token};
use crate::draw::{field, published_form, text};

#[tokio::test]
async fn a_stranger_fills_in_what_a_public_link_opens() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let made = link(&admin, &form, json!({ "thanks": "See you!" })).await;
        let token = token(&made);
        let open = look(&t, &token).await.ok();
        assert_eq!((&open["company"], &open["audience"]), (&json!("Company demo"), &json!("public")));
        assert_eq!(open.get("initiator"), None);
        let receipt = fill(&t, &token, json!({ "name": "Wu", "count": "2" })).await;
        assert_eq!(receipt.status, 201);
        assert_eq!(receipt.ok(), json!({ "reference": "S-0001", "thanks": "See you!", "again": true }));

        let rows = records(&t, &form).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["data"], json!({ "name": "Wu", "count": "2", "number": "S-0001" }));
        assert_eq!(rows[0]["createdBy"]["login"], "admin", "whoever lent the right");
        let origin = json!({ "linkId": made["id"], "name": "Fair", "audience": "public" });
        assert_eq!(rows[0]["viaLink"], origin);
        let record = admin.get(&format!("/records/{}", text(&rows[0]["id"]))).await.ok();
        assert_eq!(record["viaLink"], origin);
        let first = record["history"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&first["kind"], first.get("actor")), (&json!("record.submitted"), None));
        assert!(text(&first["text"]).contains("Fair"), "{first}");
        let log = admin.get(&format!("/change-log?subjectId={}", text(&rows[0]["id"]))).await.ok();
        let entry = &log["items"][0];
        assert_eq!((&entry["channel"], entry.get("actor")), (&json!("link"), None), "nobody is known");
        assert_eq!(entry["onBehalf"]["login"], "admin");
        let log = admin.get("/change-log?channel=link&subject=formLink").await.ok();
        assert_eq!(log["items"][0]["after"], json!({ "record": rows[0]["id"], "submissions": 1 }));
        let found = admin.get("/search?q=Wu").await.ok();
        assert!(found.to_string().contains(&text(&rows[0]["id"])), "{found}");
        let listed = admin.get(&format!("/forms/{form}/links")).await.ok();
        assert_eq!(
            (&listed["items"][0]["submissions"], &listed["items"][0]["state"]),
            (&json!(1), &json!("open"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_colleague_without_the_right_fills_in_by_an_internal_link_as_themselves() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({ "audience": "internal" })).await);
        let body = json!({ "token": token, "data": { "name": "Li" } });
        look(&t, &token).await.problem(401, "links.sign_in");
        fill(&t, &token, json!({ "name": "Li" })).await.problem(401, "links.sign_in");
        let employee = t.login("employee").await;
        let direct = format!("/forms/{form}/records");
        employee.post(&direct, json!({ "data": { "name": "Li" } })).await.problem(403, "denied");
        let open = employee.post("/form-links/look", json!({ "token": token })).await.ok();
        assert_eq!(open["initiator"], t.demo.user("employee").to_string());
        assert_eq!(open["initiatorDepartment"], t.demo.department("purchasing").to_string());
        let once = employee.with_header("idempotency-key", "k");
        let first = once.post("/form-links/fill", body.clone()).await.ok();
        assert_eq!(once.post("/form-links/fill", body.clone()).await.ok(), first);
        let rows = records(&t, &form).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (&rows[0]["createdBy"]["login"], &rows[0]["viaLink"]["audience"]),
            (&json!("employee"), &json!("internal"))
        );
        assert_eq!(rows[0]["data"]["who"], json!([t.demo.user("employee").to_string()]));
        let log = admin.get(&format!("/change-log?subjectId={}", text(&rows[0]["id"]))).await.ok();
        assert_eq!(
            (&log["items"][0]["channel"], &log["items"][0]["actor"]["login"]),
            (&json!("link"), &json!("employee"))
        );
        // Another company's people find no such link, and a stranger's link is none of colleagues.
        let stranger = t.login_to("other", "admin").await;
        stranger.post("/form-links/look", json!({ "token": token })).await.problem(404, "not_found");
        stranger.post("/form-links/fill", body).await.problem(404, "not_found");
        let public = super::token(&link(&admin, &form, json!({})).await);
        employee.post("/form-links/look", json!({ "token": public })).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_takes_no_place() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({ "maxSubmissions": 1 })).await);
        fill(&t, &token, json!({})).await.invalid(&[("name", "form.field_required")]);
        let wrong =
            json!({ "name": "x".repeat(21), "count": "0", "nothing": 1, "who": [t.demo.user("boss")] });
        fill(&t, &token, wrong).await.invalid(&[
            ("nothing", "form.unknown_field"),
            ("who", "form.unknown_field"),
            ("name", "form.text_max"),
            ("count", "form.number_min"),
        ]);
        let more = json!({ "token": token, "data": { "name": "Wu" }, "more": 1 });
        t.anonymous().post("/public/form-links/fill", more).await.problem(422, "invalid");
        let large = json!({ "token": token, "data": { "name": "x".repeat(1 << 20) } });
        t.anonymous().post("/public/form-links/fill", large).await.problem(413, "too_large");
        assert_eq!(records(&t, &form).await.len(), 0);
        fill(&t, &token, json!({ "name": "Wu" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn a_submission_sent_again_under_its_key_is_taken_once() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let token = token(&link(&admin, &form, json!({ "maxSubmissions": 2 })).await);
        let once = t.anonymous().with_header("idempotency-key", "sent from a phone");
        let body = |name: &str| json!({ "token": token, "data": { "name": name } });
        let first = once.post("/public/form-links/fill", body("Wu")).await.ok();
        assert_eq!(first, json!({ "reference": "S-0001", "thanks": "", "again": true }));
        assert_eq!(once.post("/public/form-links/fill", body("Wu")).await.ok(), first);
        let reused = &[("Idempotency-Key", "request.idempotency_key_reused")];
        once.post("/public/form-links/fill", body("Li")).await.invalid(reused);
        // Whoever happens to be signed in is a stranger here all the same.
        let employee = t.login("employee").await.with_header("idempotency-key", "sent from a phone");
        assert_eq!(employee.post("/public/form-links/fill", body("Wu")).await.ok(), first);
        fill(&t, &token, json!({ "name": "Li" })).await.done();
        assert_eq!(once.post("/public/form-links/fill", body("Wu")).await.ok()["reference"], "S-0001");
        assert_eq!(records(&t, &form).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_unique_value_is_taken_once_by_whatever_way_it_comes() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = published_form(&t, "badge", &[field("badge", "text", json!({ "unique": true }))]).await;
        let token = token(&link(&admin, &form, json!({ "maxSubmissions": 1 })).await);
        admin.post(&format!("/forms/{form}/records"), json!({ "data": { "badge": "A1" } })).await.done();
        fill(&t, &token, json!({ "badge": "a1" })).await.invalid(&[("badge", "form.value_taken")]);
        fill(&t, &token, json!({ "badge": "A2" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn the_token_stands_nowhere_in_the_database() {
    each_app(|t| async move {
        let (admin, form) = (t.login("admin").await, survey(&t).await);
        let keyed = admin.with_header("idempotency-key", "make");
        let made = link(&keyed, &form, json!({})).await;
        fill(&t, &token(&made), json!({ "name": "Wu" })).await.done();
        let snapshot = t.app.store().snapshot().await.unwrap();
        for table in catalogue::tables() {
            let of = table.is_of_tenants().then_some(t.demo.tenant);
            for row in snapshot.page(&table, of, None).await.unwrap() {
                assert!(!format!("{row:?}").contains(&token(&made)), "{}", table.name);
            }
        }
    })
    .await;
}
