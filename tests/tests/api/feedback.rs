//! Feedback about the product: said with where somebody was, answered, moved on, and followed by who said it.

use serde_json::{Value as Json, json};
use weir_app::feedback::REPORTS_MAX;
use weir_tests::{Client, each_app};

use crate::files::{id, upload};

fn report(text: &str) -> Json {
    json!({
        "kind": "problem", "text": text, "page": "/forms/frm_1/records?view=2", "appVersion": "0.1.0",
        "language": "zh-CN", "viewport": "1440x900", "browser": "Chromium 140",
    })
}

async fn said(client: &Client, text: &str) -> Json {
    client.post("/feedback", report(text)).await.ok()
}

async fn answer(client: &Client, it: &Json, body: Json) -> weir_tests::Answer {
    let path = format!("/feedback/{}/replies", id(it));
    client.with_header("if-match", &format!("\"{}\"", it["rev"])).post(&path, body).await
}

#[tokio::test]
async fn somebody_says_something_and_follows_what_comes_of_it() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let shot = upload(&employee, "shot.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").await;
        let mut wish = report(" The page number is missing in print. ");
        wish["files"] = json!([id(&shot)]);
        let first = employee.post("/feedback", wish).await.ok();
        assert_eq!((&first["status"], &first["mayHandle"]), (&json!("new"), &json!(false)));
        assert_eq!(first["text"], "The page number is missing in print.");
        assert_eq!(
            (&first["page"], &first["viewport"], &first["browser"]),
            (&json!("/forms/frm_1/records?view=2"), &json!("1440x900"), &json!("Chromium 140"))
        );
        assert_eq!(first["files"], json!([shot]));

        let page = admin.get("/feedback?status=new&total=true").await.ok();
        assert_eq!((&page["total"], &page["items"][0]["id"]), (&json!(1), &first["id"]));
        assert_eq!(page["items"][0]["reporter"]["login"], "employee");
        assert!(admin.get(&format!("/files/{}", id(&shot))).await.status.is_success());
        let read = admin.get(&format!("/feedback/{}", id(&first))).await;
        assert_eq!(read.header("etag"), "\"1\"");
        let looked =
            answer(&admin, &first, json!({ "text": "Which printer?", "status": "inProgress" })).await.ok();
        assert_eq!((&looked["status"], &looked["rev"]), (&json!("inProgress"), &json!(2)));
        assert_eq!(looked["replies"][0]["status"], "inProgress");
        answer(&admin, &first, json!({ "text": "late" })).await.problem(412, "stale");

        let notes = employee.get("/notifications").await.ok();
        let told = &notes["items"][0];
        assert_eq!(told["event"], "feedbackAnswered");
        assert_eq!(
            told["title"],
            "Your feedback “The page number is missing in print.” is now “being looked at”"
        );
        assert_eq!(
            (&told["body"], &told["link"]),
            (&json!("Which printer?"), &json!(format!("/feedback/{}", id(&first))))
        );
        let added = answer(&employee, &looked, json!({ "text": "The one on the second floor." })).await.ok();
        assert_eq!(added["replies"][1]["author"]["login"], "employee");
        let notes = admin.get("/notifications").await.ok();
        assert_eq!(notes["items"][0]["body"], "The one on the second floor.");
        answer(&employee, &added, json!({ "status": "done" })).await.problem(403, "denied");
        answer(&admin, &added, json!({ "status": "declined" }))
            .await
            .invalid(&[("text", "feedback.reason_missing")]);
        answer(&admin, &added, json!({})).await.invalid(&[("text", "request.text_empty")]);
        let done = answer(&admin, &added, json!({ "status": "done" })).await.ok();
        assert_eq!((&done["status"], &done["replies"][2]["text"]), (&json!("done"), &json!("")));
        let mine = employee.get("/me/feedback").await.ok();
        assert_eq!(mine["items"][0]["status"], "done");

        let log = admin.get("/change-log?subject=feedback").await.ok();
        let verbs: Vec<_> = log["items"].as_array().unwrap().iter().map(|e| e["verb"].clone()).collect();
        assert_eq!(verbs, ["updated", "updated", "updated", "created"]);
        assert_eq!(log["items"][0]["after"]["status"], "done");
        assert!(!log.to_string().contains("page number"), "what was said stays where it was said");
    })
    .await;
}

#[tokio::test]
async fn feedback_is_its_reporters_and_who_handles_it() {
    each_app(|t| async move {
        let (admin, employee, manager) =
            (t.login("admin").await, t.login("employee").await, t.login("manager").await);
        let mut wish = report("x");
        let shot = upload(&employee, "shot.png", b"picture").await;
        wish["files"] = json!([id(&shot)]);
        let it = employee.post("/feedback", wish).await.ok();
        manager.get("/feedback").await.problem(403, "denied");
        manager.get(&format!("/feedback/{}", id(&it))).await.problem(404, "not_found");
        manager.get(&format!("/files/{}", id(&shot))).await.problem(404, "not_found");
        answer(&manager, &it, json!({ "text": "x" })).await.problem(404, "not_found");
        assert_eq!(manager.get("/me/feedback").await.ok()["items"], json!([]));
        let stranger = t.login_to("other", "admin").await;
        stranger.get(&format!("/feedback/{}", id(&it))).await.problem(404, "not_found");
        assert_eq!(stranger.get("/feedback").await.ok()["items"], json!([]));
        assert_eq!(admin.get(&format!("/feedback/{}", id(&it))).await.ok()["mayHandle"], true);
    })
    .await;
}

#[tokio::test]
async fn lists_narrow_by_status_and_page() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let first = said(&employee, "one").await;
        for text in ["two", "three"] {
            said(&employee, text).await;
        }
        said(&admin, "mine").await;
        answer(&admin, &first, json!({ "text": "No.", "status": "declined" })).await.done();
        let texts = |page: &Json| {
            let items = page["items"].as_array().unwrap().iter();
            items.map(|it| it["excerpt"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let page = admin.get("/feedback?status=new&limit=2").await.ok();
        assert_eq!(texts(&page), ["mine", "three"]);
        let next = page["next"].as_str().unwrap();
        let rest = admin.get(&format!("/feedback?status=new&limit=2&cursor={next}")).await.ok();
        assert_eq!((texts(&rest), &rest["next"]), (vec!["two".to_owned()], &json!(null)));
        assert_eq!(texts(&employee.get("/me/feedback?status=declined").await.ok()), ["one"]);
        assert_eq!(texts(&admin.get("/me/feedback").await.ok()), ["mine"]);
        admin.get("/feedback?status=lost").await.problem(422, "invalid");
        admin.get("/feedback?cursor=x").await.invalid(&[("cursor", "request.cursor_malformed")]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_said_is_told_by_field_and_a_flood_is_stopped() {
    each_app(|t| async move {
        let (employee, manager) = (t.login("employee").await, t.login("manager").await);
        let with = |key: &str, value: Json| {
            let mut body = report("x");
            body[key] = value;
            body
        };
        let post = async |body: Json| employee.post("/feedback", body).await;
        post(with("text", json!(" "))).await.invalid(&[("text", "request.text_empty")]);
        post(with("page", json!("https://evil.example"))).await.invalid(&[("page", "feedback.page_outside")]);
        post(with("browser", json!("x".repeat(301)))).await.invalid(&[("browser", "request.text_long")]);
        post(with("kind", json!("praise"))).await.problem(422, "invalid");
        let theirs = upload(&manager, "shot.png", b"x").await;
        post(with("files", json!([id(&theirs)]))).await.invalid(&[("files", "form.file_unknown")]);
        assert_eq!(employee.get("/me/feedback").await.ok()["items"], json!([]));
        for _ in 0..REPORTS_MAX {
            said(&employee, "x").await;
        }
        post(report("x")).await.problem(429, "too_many");
        said(&manager, "others go on").await;
    })
    .await;
}
