//! Submitting: what is refused, what happens once only, drafts.

use serde_json::json;
use weir_tests::each_app;

use super::desk::*;

#[tokio::test]
async fn everything_wrong_with_a_form_is_told_at_its_field_and_nothing_is_written() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let employee = t.login("employee").await;
        let data = json!({ "data": { "amount": "1.234", "nothing": 1 } });
        let refused = employee.post("/flows/purchase/instances", data).await;
        refused.invalid(&[
            ("nothing", "form.unknown_field"),
            ("title", "form.field_required"),
            ("amount", "form.number_scale"),
        ]);
        assert_eq!(employee.get("/instances?total=true").await.ok()["total"], 0);
        let right = submit(&employee, "purchase", json!({ "title": "A", "amount": "1" })).await;
        assert_eq!(right["serial"], "CG-2026-0001", "a refused submission draws no number");
    })
    .await;
}

#[tokio::test]
async fn a_repeated_submission_starts_one_instance() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let employee = t.login("employee").await.with_header("idempotency-key", "one");
        let first = submit(&employee, "purchase", json!({ "title": "A", "amount": "1" })).await;
        let again = submit(&employee, "purchase", json!({ "title": "A", "amount": "1" })).await;
        assert_eq!(first["id"], again["id"]);
        assert_eq!(first, again, "the same answer");
        let other = json!({ "data": { "title": "B", "amount": "1" } });
        employee
            .post("/flows/purchase/instances", other)
            .await
            .invalid(&[("Idempotency-Key", "request.idempotency_key_reused")]);
        assert_eq!(employee.get("/instances?total=true").await.ok()["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn repeated_at_the_same_time_it_still_starts_one_instance() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let employee = t.login("employee").await.with_header("idempotency-key", "one");
        let data = || json!({ "title": "A", "amount": "1" });
        let (a, b) =
            tokio::join!(submit(&employee, "purchase", data()), submit(&employee, "purchase", data()));
        assert_eq!(a["id"], b["id"]);
        assert_eq!(employee.get("/instances?total=true").await.ok()["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_unique_value_is_taken_once() {
    each_app(|t| async move {
        let fields = json!([
            { "key": "title", "label": { "en": "Title" }, "type": "text", "unique": true },
        ]);
        let flow = straight(json!({}), &[approve(&t, "check", &["manager"], json!({}))], json!({}));
        publish(&t, "unique", fields, flow).await;
        let employee = t.login("employee").await;
        submit(&employee, "unique", json!({ "title": "Lathe" })).await;
        let body = json!({ "data": { "title": "LATHE" } });
        employee.post("/flows/unique/instances", body).await.invalid(&[("title", "form.value_taken")]);
    })
    .await;
}

#[tokio::test]
async fn only_named_starters_see_and_start_a_flow() {
    each_app(|t| async move {
        let starters =
            json!({ "starters": [{ "kind": "department", "department": t.demo.department("finance") }] });
        let flow = straight(starters, &[approve(&t, "check", &["boss"], json!({}))], json!({}));
        publish(&t, "closed", title_and_amount(), flow).await;
        let (employee, finance) = (t.login("employee").await, t.login("finance-director").await);
        assert_eq!(employee.get("/flows").await.ok()["items"], json!([]));
        let body = json!({ "data": { "title": "A" } });
        employee.get("/flows/closed").await.problem(404, "not_found");
        employee.post("/flows/closed/instances", body.clone()).await.problem(404, "not_found");
        assert_eq!(finance.get("/flows").await.ok()["items"][0]["key"], "closed");
        submit(&finance, "closed", body["data"].clone()).await;
    })
    .await;
}

#[tokio::test]
async fn a_draft_waits_and_goes_with_its_submission() {
    each_app(|t| async move {
        install_purchase(&t).await;
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let body = json!({ "flowKey": "purchase", "data": { "title": "Half" } });
        let draft = employee.post("/drafts", body.clone()).await.ok();
        assert_eq!((&draft["title"], &draft["adjusted"]), (&json!("Half"), &json!([])));
        let path = format!("/drafts/{}", text(&draft["id"]));
        manager.get(&path).await.problem(404, "not_found");
        let more = json!({ "flowKey": "purchase", "data": { "title": "Whole", "amount": "2" } });
        let saved = employee.put(&path, &draft["rev"], more).await.ok();
        employee.put(&path, &draft["rev"], body).await.problem(412, "stale");
        assert_eq!(employee.get("/counts").await.ok()["drafts"], 1);

        let sent = json!({ "data": saved["data"], "draftId": draft["id"] });
        employee.post("/flows/purchase/instances", sent).await.done();
        employee.get(&path).await.problem(404, "not_found");
        assert_eq!(employee.get("/counts").await.ok()["drafts"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_draft_survives_a_new_version_of_its_form() {
    each_app(|t| async move {
        let flow = straight(json!({}), &[approve(&t, "check", &["manager"], json!({}))], json!({}));
        let form = publish(&t, "survivor", title_and_amount(), flow).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let body = json!({ "flowKey": "survivor", "data": { "title": "A", "amount": "5.00" } });
        let draft = employee.post("/drafts", body).await.ok();

        let path = format!("/forms/{form}/draft");
        let current = admin.get(&path).await.ok();
        let mut schema = current["schema"].clone();
        schema["fields"].as_array_mut().unwrap().remove(1);
        admin.put(&path, &current["rev"], json!({ "schema": schema })).await.done();
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();

        let kept = employee.get(&format!("/drafts/{}", text(&draft["id"]))).await.ok();
        assert_eq!(kept["data"], json!({ "title": "A" }));
        assert_eq!(kept["adjusted"][0]["code"], "draft.field_gone");
        assert_eq!((&kept["formVersion"], &kept["currentFormVersion"]), (&json!(1), &json!(2)));
    })
    .await;
}
