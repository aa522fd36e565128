//! `Idempotency-Key`: a write that is sent again is done once and answered alike.

use serde_json::json;
use weir_tests::each_app;

#[tokio::test]
async fn every_creating_call_makes_one_thing_and_answers_alike() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let calls = [
            ("/departments", json!({ "name": { "en": "Twice" } })),
            ("/posts", json!({ "name": { "en": "Twice" } })),
            ("/roles", json!({ "key": "twice", "name": { "en": "Twice" } })),
        ];
        for (path, body) in calls {
            let once = admin.with_header("idempotency-key", &format!("make {path}"));
            let first = once.post(path, body.clone()).await;
            let again = once.post(path, body).await;
            assert_eq!((first.status, first.header("etag")), (again.status, again.header("etag")), "{path}");
            let replayed = (first.header("idempotency-replayed"), again.header("idempotency-replayed"));
            assert_eq!(replayed, ("", "true"), "{path}: {}", again.text());
            assert_eq!(first.ok(), again.ok(), "{path}");
            let all = admin.get(path).await.ok();
            let twice = all["items"].as_array().unwrap().iter().filter(|i| i["name"]["en"] == "Twice");
            assert_eq!(twice.count(), 1, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_repeated_is_answered_as_the_first_time_although_its_revision_is_stale_by_now() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let made = admin.post("/posts", json!({ "name": { "en": "Clerk" } })).await.ok();
        let path = format!("/posts/{}", made["id"].as_str().unwrap());
        let once = admin.with_header("idempotency-key", "rename");
        let first = once.patch(&path, &made["rev"], json!({ "name": { "en": "Buyer" } })).await;
        let again = once.patch(&path, &made["rev"], json!({ "name": { "en": "Buyer" } })).await;
        assert_eq!(again.header("etag"), "\"2\"");
        assert_eq!(first.ok(), again.ok());
        let gone = admin.with_header("idempotency-key", "remove");
        gone.delete(&path).await.done();
        gone.delete(&path).await.done();
        admin.delete(&path).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_key_stands_for_one_write_of_one_person_and_only_once_it_is_done() {
    each_app(|t| async move {
        let admin = t.login("admin").await.with_header("idempotency-key", "k");
        let name = |name: &str| json!({ "name": { "en": name } });
        admin.post("/posts", json!({ "name": {} })).await.problem(422, "invalid");
        admin.post("/posts", name("Clerk")).await.done();
        let reused = &[("Idempotency-Key", "request.idempotency_key_reused")];
        admin.post("/posts", name("Buyer")).await.invalid(reused);
        admin.post("/departments", name("Clerk")).await.invalid(reused);
        let employee = t.login("employee").await.with_header("idempotency-key", "k");
        employee.post("/posts", name("Clerk")).await.problem(403, "denied");
        for bad in ["", " ", &"k".repeat(201)] {
            let admin = t.login("admin").await.with_header("idempotency-key", bad);
            admin
                .post("/posts", name("X"))
                .await
                .invalid(&[("Idempotency-Key", "request.idempotency_key_malformed")]);
        }
        let stranger = t.anonymous().with_header("idempotency-key", "k");
        stranger.post("/posts", name("Clerk")).await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn two_at_once_make_one_thing() {
    each_app(|t| async move {
        let admin = t.login("admin").await.with_header("idempotency-key", "both");
        let wish = || json!({ "name": { "en": "Clerk" } });
        let (a, b) = tokio::join!(admin.post("/posts", wish()), admin.post("/posts", wish()));
        let done = [&a, &b].iter().filter(|a| a.status == 201).count();
        assert!(done >= 1, "{} {}", a.text(), b.text());
        for late in [a, b].into_iter().filter(|a| a.status != 201) {
            late.problem(409, "request.in_progress");
        }
        let all = admin.get("/posts").await.ok();
        assert_eq!(all["items"].as_array().unwrap().iter().filter(|p| p["name"]["en"] == "Clerk").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_secret_is_shown_once_and_kept_nowhere() {
    each_app(|t| async move {
        let admin = t.login("admin").await.with_header("idempotency-key", "secret");
        let wish = || json!({ "name": "cli", "scopes": ["flows.start"] });
        let first = admin.post("/api-tokens", wish()).await;
        let shown = first.ok();
        assert!(shown["token"].is_string());
        admin.post("/api-tokens", wish()).await.problem(409, "request.answer_lost");
        assert_eq!(admin.get("/api-tokens").await.ok()["items"].as_array().unwrap().len(), 1);
    })
    .await;
}
