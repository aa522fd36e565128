//! Looking after a tenant: settings, the change log, incidents; and one's own notifications.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_app::dto::operations::NotificationEvent;
use weir_app::notifications::{Notice, Notification};
use weir_model::id::{IncidentId, JobId};
use weir_store::queries::jobs::{self, NewJob};
use weir_tests::{TestApp, each_app};

async fn patch_settings(t: &TestApp, login: &str, body: serde_json::Value) -> weir_tests::Answer {
    let client = t.login(login).await;
    // Who may not read the settings knows no revision.
    let rev = client.get("/settings").await.json().get("rev").cloned().unwrap_or(json!(1));
    client.patch("/settings", &rev, body).await
}

#[tokio::test]
async fn an_administrator_changes_the_tenants_settings_and_the_log_tells_it() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let before = admin.get("/settings").await.ok();
        assert_eq!(before["timeZone"], "Asia/Shanghai");
        let after =
            patch_settings(&t, "admin", json!({ "name": " Acme ", "timeZone": "Europe/Berlin" })).await.ok();
        assert_eq!((&after["name"], &after["timeZone"]), (&json!("Acme"), &json!("Europe/Berlin")));
        assert_eq!(after["locale"], before["locale"], "what is left out stays");
        assert_eq!(admin.get("/me").await.ok()["tenant"]["timeZone"], "Europe/Berlin");

        let log = admin.get("/change-log?subject=settings").await.ok();
        let [entry] = &log["items"].as_array().unwrap()[..] else { panic!("{log}") };
        assert_eq!(entry["actor"]["login"], "admin");
        assert_eq!(entry["before"]["timeZone"], "Asia/Shanghai");
        assert_eq!(entry["after"]["timeZone"], "Europe/Berlin");
        assert!(entry["subjectId"].as_str().unwrap().starts_with("ten_"));
    })
    .await;
}

#[tokio::test]
async fn settings_that_cannot_be_are_told_by_field() {
    each_app(|t| async move {
        patch_settings(&t, "admin", json!({ "name": " ", "timeZone": "Beijing" }))
            .await
            .invalid(&[("name", "request.text_empty"), ("timeZone", "request.time_zone_unknown")]);
        patch_settings(&t, "admin", json!({ "colour": "red" }))
            .await
            .invalid(&[("colour", "request.unknown_field")]);
        patch_settings(&t, "admin", json!({ "locale": "fr" })).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn who_does_not_look_after_the_tenant_is_refused() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        for path in ["/settings", "/change-log", "/incidents"] {
            employee.get(path).await.problem(403, "denied");
            t.anonymous().get(path).await.problem(401, "unauthenticated");
        }
        patch_settings(&t, "employee", json!({ "name": "Mine" })).await.problem(403, "denied");
        let incident = incident(&t).await;
        employee.post_empty(&format!("/incidents/{incident}/retry")).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn the_change_log_pages_and_narrows() {
    each_app(|t| async move {
        for name in ["One", "Two", "Three"] {
            patch_settings(&t, "admin", json!({ "name": name })).await.done();
        }
        let admin = t.login("admin").await;
        let first = admin.get("/change-log?subject=settings&limit=2").await.ok();
        let names = |page: &serde_json::Value| {
            let items = page["items"].as_array().unwrap().iter();
            items.map(|e| e["after"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&first), ["Three", "Two"]);
        let next = first["next"].as_str().unwrap();
        let rest = admin.get(&format!("/change-log?subject=settings&limit=2&cursor={next}")).await.ok();
        assert_eq!((names(&rest), &rest["next"]), (vec!["One".to_owned()], &json!(null)));
        let count = async |query: &str| {
            let page = admin.get(&format!("/change-log?subject=settings&{query}")).await.ok();
            page["items"].as_array().unwrap().len()
        };
        assert_eq!(count(&format!("actor={}", t.demo.user("admin"))).await, 3);
        assert_eq!(count(&format!("actor={}", t.demo.user("boss"))).await, 0);
        assert_eq!(count("from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z").await, 3);
        assert_eq!(count("to=2026-11-23T00:00:00Z").await, 0);
        admin.get("/change-log?cursor=x").await.invalid(&[("cursor", "request.cursor_malformed")]);
        admin.get("/change-log?limit=0").await.invalid(&[("limit", "request.limit_range")]);
        let stranger = t.login_to("other", "admin").await;
        assert_eq!(stranger.get("/change-log?subject=settings").await.ok()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn two_administrators_do_not_overwrite_each_others_settings() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let read = admin.get("/settings").await;
        assert_eq!(read.header("etag"), format!("\"{}\"", read.json()["rev"]));
        let rev = read.json()["rev"].clone();
        let first = admin.patch("/settings", &rev, json!({ "name": "First" })).await;
        assert_ne!(first.json()["rev"], rev);
        assert_eq!(first.header("etag"), format!("\"{}\"", first.json()["rev"]));
        admin.patch("/settings", &rev, json!({ "name": "Second" })).await.problem(412, "stale");
        let unsaid = admin.send(Method::PATCH, "/settings", Some(json!({ "name": "Third" }))).await;
        unsaid.problem(428, "precondition_required");
        assert_eq!(admin.get("/settings").await.ok()["name"], "First");
    })
    .await;
}

/// A mail that was given up.
async fn incident(t: &TestApp) -> IncidentId {
    let (job, now) = (t.app.new_id(JobId::from_uuid), t.app.now());
    let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
    let row = NewJob {
        id: job,
        kind: "mail",
        payload: json!({ "instanceId": "ins_00000000000000000000000000000007" }),
        idempotency_key: job.to_string(),
        run_at: now,
        created_at: now,
    };
    jobs::enqueue(&tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    let system = t.app.store().system().await.unwrap();
    let claimed = jobs::claim(&system, now, now, 1).await.unwrap();
    system.commit().await.unwrap();
    let incident = t.app.new_id(IncidentId::from_uuid);
    let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
    assert!(jobs::give_up(&tx, job, claimed[0].fence, "no route to host", incident, now).await.unwrap());
    tx.commit().await.unwrap();
    incident
}

#[tokio::test]
async fn an_incident_is_retried_or_skipped_once_and_in_its_own_tenant() {
    each_app(|t| async move {
        let (first, second) = (incident(&t).await, incident(&t).await);
        let admin = t.login("admin").await;
        let open = admin.get("/incidents?open=true").await.ok();
        assert_eq!(open["items"].as_array().unwrap().len(), 2);
        assert_eq!(open["items"][0]["error"], "no route to host");
        assert_eq!(open["items"][0]["instanceId"], "ins_00000000000000000000000000000007");

        let stranger = t.login_to("other", "admin").await;
        stranger.post_empty(&format!("/incidents/{first}/retry")).await.problem(404, "not_found");
        assert_eq!(stranger.get("/incidents").await.ok()["items"], json!([]));

        let retried = admin.post_empty(&format!("/incidents/{first}/retry")).await.ok();
        assert_eq!(
            (&retried["resolution"], &retried["resolvedBy"]["login"]),
            (&json!("retried"), &json!("admin"))
        );
        let skipped = admin.post_empty(&format!("/incidents/{second}/skip")).await.ok();
        assert_eq!(skipped["resolution"], "skipped");
        for again in ["retry", "skip"] {
            admin.post_empty(&format!("/incidents/{first}/{again}")).await.problem(404, "not_found");
        }
        assert_eq!(admin.get("/incidents?open=true").await.ok()["items"], json!([]));
        let whole = admin.get("/incidents?limit=1").await.ok();
        let next = whole["next"].as_str().unwrap();
        let rest = admin.get(&format!("/incidents?limit=1&cursor={next}")).await.ok();
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    })
    .await;
}

async fn tell(t: &TestApp, login: &str, title: &str) {
    let tx = t.app.store().begin(t.demo.tenant).await.unwrap();
    let told = Notification {
        to: t.demo.user(login),
        event: NotificationEvent::Commented,
        notice: Notice {
            title: title.to_owned(),
            actor: Some(t.demo.user("boss")),
            text: "Why so many?".to_owned(),
            ..Notice::default()
        },
        link: "/approvals/started/ins_1".to_owned(),
        instance: None,
        task: None,
        project: None,
    };
    t.app.notify(&tx, vec![told]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_person_reads_their_own_notifications_in_their_language() {
    each_app(|t| async move {
        for title in ["Desks", "Chairs"] {
            tell(&t, "employee", title).await;
        }
        let employee = t.login("employee").await;
        let page = employee.get("/notifications").await.ok();
        assert_eq!(page["items"][0]["title"], "boss commented on “Chairs”");
        assert_eq!(page["items"][0]["body"], "Why so many?");
        employee.send(Method::PATCH, "/me", Some(json!({ "locale": "zh-CN" }))).await.done();
        let page = employee.get("/notifications?unread=true").await.ok();
        assert_eq!(page["items"][0]["title"], "boss评论了“Chairs”");

        let id = page["items"][0]["id"].as_str().unwrap();
        t.login("manager")
            .await
            .post_empty(&format!("/notifications/{id}/read"))
            .await
            .problem(404, "not_found");
        for _ in 0..2 {
            employee.post_empty(&format!("/notifications/{id}/read")).await.done();
        }
        assert_eq!(
            employee.get("/notifications?unread=true").await.ok()["items"].as_array().unwrap().len(),
            1
        );
        employee.post_empty("/notifications/read-all").await.done();
        assert_eq!(employee.get("/notifications?unread=true").await.ok()["items"], json!([]));
        assert_eq!(employee.get("/notifications").await.ok()["items"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_person_chooses_on_which_channels_they_hear_of_what() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let path = "/me/notification-preferences";
        let all = employee.get(path).await.ok();
        assert_eq!(all["items"].as_array().unwrap().len(), 12);
        let silent = json!({ "items": [{ "event": "commented", "inApp": false, "email": false }] });
        let kept = employee.send(Method::PUT, path, Some(silent)).await.ok();
        assert_eq!(kept["items"][4], json!({ "event": "commented", "inApp": false, "email": false }));
        assert_eq!(kept["items"][0], all["items"][0], "events left out keep theirs");
        tell(&t, "employee", "Desks").await;
        assert_eq!(employee.get("/notifications").await.ok()["items"], json!([]));
        let unknown = json!({ "items": [{ "event": "birthday", "inApp": true, "email": true }] });
        employee.send(Method::PUT, path, Some(unknown)).await.problem(422, "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_person_chooses_when_their_mails_go_out() {
    each_app(|t| async move {
        let (employee, path) = (t.login("employee").await, "/me/mail-times");
        let usual = employee.get(path).await.ok();
        assert_eq!((&usual["digest"], &usual["quiet"]), (&json!("off"), &json!(null)));
        assert_eq!((&usual["timeZone"], &usual["available"]), (&json!("Asia/Shanghai"), &json!(false)));
        // It is nine on a Monday morning.
        let wish = json!({ "digest": "daily", "dailyAt": "09:00", "quiet": { "from": "20:00", "until": "09:30" } });
        let kept = employee.send(Method::PUT, path, Some(wish.clone())).await.ok();
        assert_eq!(kept["nextAt"], "2026-11-24T01:30:00Z", "tomorrow at nine it is quiet for half an hour");
        let again = employee.get(path).await.ok();
        assert_eq!((&again["quiet"], &again["dailyAt"]), (&wish["quiet"], &wish["dailyAt"]));
        assert_eq!(t.login("manager").await.get(path).await.ok()["digest"], "off", "nobody else's");
        let log = t.login("admin").await.get("/change-log").await.ok();
        let logged = log["items"].as_array().unwrap().iter().find(|e| e["after"].get("mailTimes").is_some());
        assert_eq!(logged.unwrap()["after"]["mailTimes"]["digest"], "daily");
        let put = async |body: Json| employee.send(Method::PUT, path, Some(body)).await;
        let quiet = |from: &str, until: &str| json!({ "digest": "off", "dailyAt": "09:00", "quiet": { "from": from, "until": until } });
        put(json!({ "digest": "off", "dailyAt": "9 o'clock" })).await.invalid(&[("dailyAt", "request.clock_malformed")]);
        put(quiet("22:00", "24:00")).await.invalid(&[("quiet.until", "request.clock_malformed")]);
        put(quiet("22:00", "22:00")).await.invalid(&[("quiet.until", "request.quiet_empty")]);
        put(json!({ "digest": "weekly", "dailyAt": "09:00" })).await.problem(422, "invalid");
        assert_eq!(employee.get(path).await.ok(), again);
    })
    .await;
}

#[tokio::test]
async fn a_record_leaves_the_recycle_bin_after_thirty_days() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let name = json!({ "en": "Visits" });
        let fields = json!([{ "key": "guest", "label": { "en": "Guest" }, "type": "text", "unique": true }]);
        let form = json!({ "key": "visit", "name": name, "schema": { "name": name, "fields": fields } });
        let form = admin.post("/forms", form).await.ok()["id"].as_str().unwrap().to_owned();
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        let create = async |guest: &str| {
            let body = json!({ "data": { "guest": guest } });
            let record = admin.post(&format!("/forms/{form}/records"), body).await.ok();
            record["id"].as_str().unwrap().to_owned()
        };
        let (kept, old, young) = (create("Lin").await, create("Wang").await, create("Zhao").await);
        let day = SignedDuration::from_hours(24);
        admin.delete(&format!("/records/{old}")).await.done();
        t.clock.advance(day * 2);
        let admin = t.login("admin").await;
        admin.delete(&format!("/records/{young}")).await.done();
        t.clock.advance(day * 29);
        t.app.tidy_up().await.unwrap();
        let admin = t.login("admin").await;
        admin.get(&format!("/records/{kept}")).await.done();
        admin.post_empty(&format!("/records/{old}/restore")).await.problem(404, "not_found");
        admin.post_empty(&format!("/records/{young}/restore")).await.done();
    })
    .await;
}
