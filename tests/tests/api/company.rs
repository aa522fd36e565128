//! What a company decides about itself beside its settings: its picture, its working days, and whether mails arrive.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_app::operations::TEST_MAILS_MAX;
use weir_outbound::testing::{Behaviour, SmtpSink};
use weir_store::testing::each_database;
use weir_tests::{Answer, Client, TestApp, each_app};

use crate::files::{id, upload};

/// The head of a PNG of 64 by 32 pixels: as much as a server looks at.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x20\x08\x06\0\0\0\0\0\0\0";

async fn patch(admin: &Client, body: Json) -> Answer {
    let rev = admin.get("/settings").await.ok()["rev"].clone();
    admin.patch("/settings", &rev, body).await
}

#[tokio::test]
async fn everybody_sees_the_companys_picture_and_one_that_was_replaced_is_gone() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let first = upload(&admin, "logo.png", PICTURE).await;
        employee.get(&format!("/files/{}", id(&first))).await.problem(404, "not_found");
        let shown = patch(&admin, json!({ "logo": id(&first) })).await.ok();
        assert_eq!(shown["logo"], first);
        assert_eq!(employee.get("/me").await.ok()["tenant"]["logo"], first["id"]);
        let got = employee.get(&format!("/files/{}?inline=true", id(&first))).await;
        assert_eq!((got.header("content-type"), &got.body[..]), ("image/png", PICTURE));
        let stranger = t.login_to("other", "admin").await;
        stranger.get(&format!("/files/{}", id(&first))).await.problem(404, "not_found");

        let second = upload(&admin, "logo.png", PICTURE).await;
        patch(&admin, json!({ "logo": id(&second) })).await.done();
        employee.get(&format!("/files/{}", id(&first))).await.problem(404, "not_found");
        patch(&admin, json!({ "name": "Acme" })).await.done();
        assert_eq!(employee.get("/me").await.ok()["tenant"]["logo"], second["id"], "what is left out stays");
        patch(&admin, json!({ "logo": null })).await.done();
        assert_eq!(employee.get("/me").await.ok()["tenant"].get("logo"), None);
        employee.get(&format!("/files/{}", id(&second))).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_picture_of_a_fitting_size_is_refused_by_what_it_holds() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let wide = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x40\0\0\0\0\x20\x08\x06\0\0\0\0\0\0\0";
        let heavy = [PICTURE, &[0; 512 * 1024]].concat();
        for (bytes, code) in [
            (&b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..], "settings.logo_kind"),
            (b"GIF89a\x40\0\x40\0", "settings.logo_kind"),
            (b"not a picture", "settings.logo_kind"),
            (wide, "settings.logo_pixels"),
            (&PICTURE[..18], "settings.logo_pixels"),
            (&heavy, "settings.logo_size"),
        ] {
            let file = upload(&admin, "logo.png", bytes).await;
            patch(&admin, json!({ "logo": id(&file) })).await.invalid(&[("logo", code)]);
        }
        let theirs = upload(&employee, "logo.png", PICTURE).await;
        patch(&admin, json!({ "logo": id(&theirs) })).await.invalid(&[("logo", "form.file_unknown")]);
        assert_eq!(admin.get("/settings").await.ok().get("logo"), None);
    })
    .await;
}

/// Two special days around the day on which the test's clock begins.
fn november() -> Json {
    json!({ "weekdays": [1, 2, 3, 4, 5], "days": [
        { "date": "2026-11-24", "kind": "holiday", "name": "厂庆" },
        { "date": "2026-11-28", "kind": "working", "name": "调休上班" },
    ]})
}

#[tokio::test]
async fn the_working_days_are_kept_by_one_and_known_to_all() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let path = "/work-calendar";
        let usual = employee.get(path).await;
        assert_eq!(usual.json(), json!({ "weekdays": [1, 2, 3, 4, 5], "days": [], "rev": 0 }));
        employee.put(path, &json!(0), november()).await.problem(403, "denied");
        let saved = admin.put(path, &json!(0), november()).await;
        assert_eq!(saved.header("etag"), "\"1\"");
        let saved = saved.ok();
        assert_eq!((&saved["days"], &saved["rev"]), (&november()["days"], &json!(1)));
        assert_eq!(employee.get(path).await.ok(), saved);
        admin.put(path, &json!(0), november()).await.problem(412, "stale");
        admin.send(Method::PUT, path, Some(november())).await.problem(428, "precondition_required");

        let week = json!({ "weekdays": [6], "days": [{ "date": "2026-11-24", "kind": "holiday" }] });
        admin.put(path, &json!(1), week).await.done();
        let log = admin.get("/change-log?subject=settings").await.ok();
        let entry = &log["items"][0];
        assert_eq!(entry["before"]["weekdays"], json!([1, 2, 3, 4, 5]));
        assert_eq!(
            entry["after"]["specialDays"],
            json!([{ "date": "2026-11-24", "name": "", "kind": "holiday" }])
        );
        assert_eq!(entry["before"]["specialDays"][1]["kind"], "working");
        let stranger = t.login_to("other", "employee").await;
        assert_eq!(stranger.get(path).await.ok()["rev"], 0);
    })
    .await;
}

#[tokio::test]
async fn days_that_cannot_be_are_told_where_they_stand() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let put = async |body: Json| admin.put("/work-calendar", &json!(0), body).await;
        put(json!({ "weekdays": [], "days": [] })).await.invalid(&[("weekdays", "calendar.week_empty")]);
        put(json!({ "weekdays": [1, 8] })).await.invalid(&[("weekdays", "calendar.week_empty")]);
        let day = |date: &str| json!({ "date": date, "kind": "holiday", "name": "" });
        put(json!({ "weekdays": [1], "days": [day("2026-10-01"), day("1999-01-01"), day("2026-10-01")] }))
            .await
            .invalid(&[("days[1].date", "calendar.year_range"), ("days[2].date", "calendar.day_twice")]);
        put(json!({ "weekdays": [1], "days": [day("2026-02-30")] })).await.problem(422, "invalid");
        let many: Vec<Json> = (0..2_001).map(|_| day("2026-10-01")).collect();
        put(json!({ "weekdays": [1], "days": many })).await.invalid(&[("days", "calendar.too_many_days")]);
        assert_eq!(admin.get("/work-calendar").await.ok()["rev"], 0);
    })
    .await;
}

#[tokio::test]
async fn a_daily_digest_follows_the_companys_calendar() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let path = "/me/mail-times";
        // It is nine on a Monday morning.
        let wish = json!({ "digest": "daily", "dailyAt": "08:00", "quiet": null });
        let kept = employee.send(Method::PUT, path, Some(wish)).await.ok();
        assert_eq!(kept["nextAt"], "2026-11-24T00:00:00Z");
        admin.put("/work-calendar", &json!(0), november()).await.done();
        assert_eq!(employee.get(path).await.ok()["nextAt"], "2026-11-25T00:00:00Z", "Tuesday is a holiday");
        admin.put("/work-calendar", &json!(1), json!({ "weekdays": [6], "days": [] })).await.done();
        assert_eq!(employee.get(path).await.ok()["nextAt"], "2026-11-28T00:00:00Z");
    })
    .await;
}

#[tokio::test]
async fn a_test_mail_tells_what_the_mail_server_said() {
    each_database(|store| async move {
        let sink = SmtpSink::start().await.unwrap();
        let t = TestApp::with_mail(store, &sink.url()).await;
        let admin = t.login("admin").await;
        let settings = admin.get("/settings").await.ok();
        assert_eq!(
            (&settings["mail"], &settings["mailFrom"]),
            (&json!(true), &json!("Weir <weir@example.com>"))
        );
        let sent = admin.post("/settings/test-mail", json!({})).await.ok();
        assert_eq!((&sent["outcome"], &sent["to"]), (&json!("accepted"), &json!("admin@example.com")));
        let received = &sink.wait_for(1).await[0];
        assert_eq!(received.to, ["admin@example.com"]);
        assert!(received.subject().contains("Company demo"), "{}", received.subject());

        for (line, outcome) in [
            ("550 5.1.1 no such user", "refused"),
            ("450 4.2.0 greylisted", "deferred"),
            ("530 5.7.0 log in", "signIn"),
        ] {
            sink.behave(Behaviour::AnswerRecipient(line.to_owned()));
            let body = json!({ "to": t.demo.user("employee") });
            let sent = admin.post("/settings/test-mail", body).await.ok();
            assert_eq!((&sent["outcome"], &sent["to"]), (&json!(outcome), &json!("employee@example.com")));
            assert!(sent["said"].as_str().unwrap().contains(&line[4..]), "{sent}");
        }
        let log = admin.get("/change-log?subject=settings").await.ok();
        assert_eq!(log["items"][0]["after"]["testMail"]["outcome"], "signIn");
        let stranger = json!({ "to": t.other.user("employee") });
        admin.post("/settings/test-mail", stranger).await.invalid(&[("to", "task.person_not_active")]);
        t.login("employee").await.post("/settings/test-mail", json!({})).await.problem(403, "denied");
        for _ in 4..TEST_MAILS_MAX {
            admin.post("/settings/test-mail", json!({})).await.done();
        }
        admin.post("/settings/test-mail", json!({})).await.problem(429, "too_many");
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_a_test_mail_says_so_and_an_absent_one_is_not_reached() {
    each_app(|t| async move {
        let sent = t.login("admin").await.post("/settings/test-mail", json!({})).await.ok();
        assert_eq!((&sent["outcome"], sent.get("from")), (&json!("notConfigured"), None));
    })
    .await;
    each_database(|store| async move {
        let url = SmtpSink::start().await.unwrap().url();
        tokio::task::yield_now().await;
        let t = TestApp::with_mail(store, &url).await;
        let admin = t.login("admin").await;
        let sent = admin.post("/settings/test-mail", json!({})).await.ok();
        assert_eq!(sent["outcome"], "unreachable", "{sent}");
        admin.send(Method::PATCH, "/me", Some(json!({ "email": "" }))).await.done();
        admin.post("/settings/test-mail", json!({})).await.invalid(&[("to", "mail.no_address")]);
    })
    .await;
}
