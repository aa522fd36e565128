//! Versions of files: who makes them, that nobody overwrites anybody, and that a decision stays about what it was about.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{Answer, Client, TestApp, each_app};

use crate::access::{role_of, set_rules};
use crate::approvals::desk::{approve, decide, instance, publish, step, straight, submit, text, todo};
use crate::draw::{field, published_form, schema};
use crate::files::{id, upload};
use crate::projects::{item, project};

fn papers() -> Vec<Json> {
    vec![
        field("title", "text", json!({ "required": true })),
        field("paper", "file", json!({ "extensions": ["txt", "pdf"] })),
    ]
}

/// A record of the administrator with a paper in it: the form, the record, the file.
async fn record(t: &TestApp) -> (String, Json, Json) {
    let form = published_form(t, "papers", &papers()).await;
    let admin = t.login("admin").await;
    let paper = upload(&admin, "contract.txt", b"first").await;
    let data = json!({ "data": { "title": "Lathe", "paper": [id(&paper)] } });
    let record = admin.post(&format!("/forms/{form}/records"), data).await.ok();
    (form, record, paper)
}

/// Uploads bytes and makes them the version after `rev`.
async fn next(client: &Client, file: &Json, rev: u32, (name, bytes, note): (&str, &[u8], &str)) -> Answer {
    let upload = upload(client, name, bytes).await;
    take_up(client, file, rev, json!({ "file": id(&upload), "note": note })).await
}

async fn take_up(client: &Client, file: &Json, rev: u32, body: Json) -> Answer {
    let client = client.with_header("If-Match", &format!("\"{rev}\""));
    client.post(&format!("/files/{}/versions", id(file)), body).await
}

async fn restore(client: &Client, file: &Json, rev: u32, version: u32) -> Answer {
    let client = client.with_header("If-Match", &format!("\"{rev}\""));
    client.post(&format!("/files/{}/versions/{version}/restore", id(file)), json!({ "note": "better" })).await
}

async fn bytes(client: &Client, file: &Json, query: &str) -> String {
    let answer = client.get(&format!("/files/{}{query}", id(file))).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    answer.text()
}

fn grant(permission: &str, form: &str) -> Json {
    json!({ "permission": permission, "formId": form, "dataScope": "all" })
}

/// What somebody is told of locks of theirs that others broke.
async fn unlocked(client: &Client) -> Vec<Json> {
    let page = client.get("/notifications?event=fileUnlocked").await.ok();
    page["items"].as_array().unwrap().clone()
}

fn numbers(versions: &Json) -> Vec<u64> {
    versions["items"].as_array().unwrap().iter().map(|v| v["version"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_new_version_stands_where_the_file_stood_and_the_old_one_stays() {
    each_app(|t| async move {
        let (_, record, paper) = record(&t).await;
        let admin = t.login("admin").await;
        let second = next(&admin, &paper, 1, ("合同 2.txt", b"second", " Prices added ")).await.ok();
        assert_eq!((&second["version"], numbers(&second)), (&json!(2), vec![2, 1]));
        assert_eq!(
            (&second["items"][0]["note"], &second["items"][1]["note"]),
            (&json!("Prices added"), &json!(""))
        );
        assert_eq!(second["items"][0]["by"]["login"], "admin");

        assert_eq!(bytes(&admin, &paper, "").await, "second");
        assert_eq!(bytes(&admin, &paper, "?version=1").await, "first");
        assert_eq!(bytes(&admin, &paper, "?version=2").await, "second");
        admin.get(&format!("/files/{}?version=3", id(&paper))).await.problem(404, "not_found");
        let seen = admin.get(&format!("/records/{}", text(&record["id"]))).await.ok();
        assert_eq!(seen["data"]["paper"], json!([id(&paper)]), "the same file");
        assert_eq!(seen["refs"]["files"][id(&paper)]["name"], "合同 2.txt");

        let third = restore(&admin, &paper, 2, 1).await.ok();
        assert_eq!((numbers(&third), &third["items"][0]["restoredFrom"]), (vec![3, 2, 1], &json!(1)));
        assert_eq!(third["items"][0]["sha256"], third["items"][2]["sha256"]);
        assert_eq!(bytes(&admin, &paper, "").await, "first");
        restore(&admin, &paper, 3, 3).await.problem(409, "file.version_current");
        restore(&admin, &paper, 3, 9).await.problem(404, "not_found");
        let listed = admin.get(&format!("/files/{}/versions", id(&paper))).await;
        assert_eq!(listed.header("etag"), "\"3\"");
        assert_eq!(listed.ok(), third);
        let log = admin.get(&format!("/change-log?subject=file&subjectId={}", id(&paper))).await.ok();
        assert_eq!(log["items"][0]["after"]["restoredFrom"], 1, "{log}");
        assert_eq!(log["items"][1]["after"]["note"], "Prices added");
    })
    .await;
}

#[tokio::test]
async fn whoever_was_slower_is_told_who_was_faster_and_loses_nothing() {
    each_app(|t| async move {
        let (_, _, paper) = record(&t).await;
        let admin = t.login("admin").await;
        next(&admin, &paper, 1, ("a.txt", b"theirs", "")).await.done();
        let mine = upload(&admin, "b.txt", b"mine").await;
        let stale = take_up(&admin, &paper, 1, json!({ "file": id(&mine) })).await.problem(412, "stale");
        assert_eq!(
            (&stale["errors"][0]["field"], &stale["errors"][0]["code"]),
            (&json!("version"), &json!("file.changed_meanwhile"))
        );
        assert!(text(&stale["errors"][0]["message"]).contains("2"), "{stale}");
        assert_eq!(bytes(&admin, &mine, "").await, "mine", "the upload is still there");
        take_up(&admin, &paper, 2, json!({ "file": id(&mine) })).await.done();
        assert_eq!(bytes(&admin, &paper, "").await, "mine");
        admin.get(&format!("/files/{}", id(&mine))).await.problem(404, "not_found");
        admin
            .post(&format!("/files/{}/versions", id(&paper)), json!({ "file": id(&mine) }))
            .await
            .problem(428, "precondition_required");
    })
    .await;
}

#[tokio::test]
async fn a_version_is_made_of_ones_own_upload_and_in_a_kind_that_the_field_takes() {
    each_app(|t| async move {
        let (_, _, paper) = record(&t).await;
        let admin = t.login("admin").await;
        next(&admin, &paper, 1, ("a.exe", b"a", "")).await.invalid(&[("file", "form.file_type")]);
        next(&admin, &paper, 1, ("a.txt", b"a", &"x".repeat(501)))
            .await
            .invalid(&[("note", "request.text_long")]);
        let theirs = upload(&t.login("employee").await, "a.txt", b"a").await;
        take_up(&admin, &paper, 1, json!({ "file": id(&theirs) }))
            .await
            .invalid(&[("file", "form.file_unknown")]);
        take_up(&admin, &paper, 1, json!({ "file": id(&paper) }))
            .await
            .invalid(&[("file", "form.file_unknown")]);
        let foreign = upload(&t.login_to("other", "employee").await, "a.txt", b"a").await;
        take_up(&admin, &paper, 1, json!({ "file": id(&foreign) }))
            .await
            .invalid(&[("file", "form.file_unknown")]);
        assert_eq!(bytes(&admin, &paper, "").await, "first");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_change_the_field_makes_no_version_and_who_does_not_see_it_sees_none() {
    each_app(|t| async move {
        let (form, record, paper) = record(&t).await;
        let admin = t.login("admin").await;
        role_of(&t, "colleague", "reader", json!([grant("records.read", &form)])).await;
        let both = json!([grant("records.read", &form), grant("records.update", &form)]);
        let editors = role_of(&t, "employee", "editor", both).await;
        let (colleague, employee) = (t.login("colleague").await, t.login("employee").await);
        let versions = format!("/files/{}/versions", id(&paper));
        assert_eq!(
            colleague.get(&versions).await.ok()["can"],
            json!({ "change": false, "breakLock": false })
        );
        next(&colleague, &paper, 1, ("a.txt", b"a", "")).await.problem(403, "denied");
        restore(&colleague, &paper, 1, 1).await.problem(403, "denied");
        colleague.post(&format!("/files/{}/lock", id(&paper)), json!({})).await.problem(403, "denied");
        next(&employee, &paper, 1, ("a.txt", b"second", "")).await.done();
        assert_eq!(bytes(&colleague, &paper, "?version=1").await, "first");

        for right in ["read", "hidden"] {
            for role in [editors.clone(), t.demo.role("member").to_string()] {
                set_rules(&admin, role, &form, &[("paper", right)]).await.done();
            }
            let (status, code) = if right == "read" { (403, "denied") } else { (404, "not_found") };
            next(&employee, &paper, 2, ("a.txt", b"a", "")).await.problem(status, code);
        }
        employee.get(&versions).await.problem(404, "not_found");
        employee.get(&format!("/files/{}?version=1", id(&paper))).await.problem(404, "not_found");

        for stranger in [t.login("boss").await, t.login_to("other", "admin").await] {
            stranger.get(&versions).await.problem(404, "not_found");
            next(&stranger, &paper, 2, ("a.txt", b"a", "")).await.problem(404, "not_found");
            restore(&stranger, &paper, 2, 1).await.problem(404, "not_found");
            stranger
                .post(&format!("/files/{}/unlock", id(&paper)), json!({}))
                .await
                .problem(404, "not_found");
        }
        admin.delete(&format!("/records/{}", text(&record["id"]))).await.done();
        next(&admin, &paper, 2, ("a.txt", b"a", "")).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_lock_keeps_others_out_until_it_ends_is_released_or_broken() {
    each_app(|t| async move {
        let (form, record, paper) = record(&t).await;
        for (login, key) in [("colleague", "first"), ("manager", "second")] {
            let both = json!([grant("records.read", &form), grant("records.update", &form)]);
            role_of(&t, login, key, both).await;
        }
        let (admin, lin, wang) =
            (t.login("admin").await, t.login("colleague").await, t.login("manager").await);
        let at = |deed: &str| format!("/files/{}/{deed}", id(&paper));
        let taken = lin.post(&at("lock"), json!({})).await.ok();
        assert_eq!(
            (&taken["lock"]["by"]["login"], &taken["can"]["breakLock"]),
            (&json!("colleague"), &json!(false))
        );
        let kept = next(&wang, &paper, 1, ("a.txt", b"a", "")).await.problem(409, "file.locked");
        assert_eq!(kept["errors"][0]["code"], "file.locked_by");
        wang.post(&at("lock"), json!({})).await.problem(409, "file.locked");
        wang.post(&at("unlock"), json!({ "note": "mine" })).await.problem(403, "denied");
        lin.post(&at("unlock"), json!({})).await.done();
        wang.post(&at("lock"), json!({})).await.done();

        assert_eq!(
            admin.get(&at("versions")).await.ok()["can"],
            json!({ "change": true, "breakLock": true })
        );
        admin.post(&at("unlock"), json!({ "note": " " })).await.invalid(&[("note", "request.text_empty")]);
        admin.post(&at("unlock"), json!({ "note": "On leave" })).await.done();
        let log = admin.get(&format!("/change-log?subject=file&subjectId={}", id(&paper))).await.ok();
        assert_eq!(log["items"][0]["after"]["note"], "On leave", "{log}");
        let told = unlocked(&wang).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(
            (&told[0]["title"], &told[0]["body"]),
            (&json!("admin broke your lock on “contract.txt”"), &json!("On leave"))
        );
        let place = format!("/forms/{form}/records/{}#{}", text(&record["id"]), id(&paper));
        assert_eq!(told[0]["link"], place);
        assert!(unlocked(&lin).await.is_empty(), "who released their own is told nothing");
        assert!(unlocked(&admin).await.is_empty());

        lin.post(&at("lock"), json!({})).await.done();
        let done = next(&lin, &paper, 1, ("a.txt", b"second", "")).await.ok();
        assert_eq!(done["lock"], Json::Null, "done with it");
        lin.post(&at("lock"), json!({})).await.done();
        t.clock.advance(SignedDuration::from_hours(5));
        let (lin, wang) = (t.login("colleague").await, t.login("manager").await);
        assert_eq!(lin.get(&at("versions")).await.ok()["lock"], Json::Null);
        next(&wang, &paper, 2, ("a.txt", b"third", "")).await.done();
    })
    .await;
}

/// A flow in which the manager may change the paper and the boss, who decides last, may not.
async fn publish_contract(t: &TestApp) {
    let fields = json!(papers());
    let edits = json!({ "fieldRights": { "paper": "edit" } });
    let nodes = [approve(t, "check", &["manager"], edits), approve(t, "sign", &["boss"], json!({}))];
    publish(t, "contract", fields, straight(json!({}), &nodes, json!({}))).await;
}

#[tokio::test]
async fn what_was_decided_stays_what_it_was_and_nobody_decides_about_what_they_did_not_see() {
    each_app(|t| async move {
        publish_contract(&t).await;
        let (employee, manager, boss) =
            (t.login("employee").await, t.login("manager").await, t.login("boss").await);
        let paper = upload(&employee, "contract.txt", b"first").await;
        let data = json!({ "title": "Lathe", "paper": [id(&paper)] });
        let started = submit(&employee, "contract", data.clone()).await;
        next(&employee, &paper, 1, ("a.txt", b"sneaked in", "")).await.problem(403, "denied");
        next(&boss, &paper, 1, ("a.txt", b"a", "")).await.problem(404, "not_found");

        next(&manager, &paper, 1, ("contract.txt", b"second", "Signed page")).await.done();
        let seen = json!({ (id(&paper)): text(&paper["sha256"]) });
        let task = todo(&manager).await;
        let late = json!({ "data": data, "seenDocuments": seen });
        decide(&manager, &task, "approve", late).await.problem(409, "task.document_changed");
        let now = manager.get(&format!("/files/{}/info", id(&paper))).await.ok();
        let opinion = upload(&manager, "opinion.txt", b"opinion").await;
        let body = json!({ "data": data, "files": [id(&opinion)], "seenDocuments": { (id(&paper)): now["sha256"] } });
        decide(&manager, &task, "approve", body).await.done();

        let shown = instance(&boss, &started).await;
        let of_start = &step(&shown, "start")["decisions"][0]["documents"];
        assert_eq!((&of_start[0]["version"], &of_start[0]["current"]), (&json!(1), &json!(2)), "{of_start}");
        assert_eq!(step(&shown, "check")["decisions"][0]["documents"], json!([]), "it is the current one");
        assert_eq!(bytes(&boss, &paper, "?version=1").await, "first");
        next(&boss, &paper, 2, ("a.txt", b"a", "")).await.problem(403, "denied");
        next(&manager, &paper, 2, ("a.txt", b"a", "")).await.problem(403, "denied");
        next(&manager, &opinion, 1, ("a.txt", b"another opinion", "")).await.problem(403, "denied");
        decide(&boss, &todo(&boss).await, "approve", json!({})).await.done();
        for client in [&employee, &manager, &boss, &t.login("admin").await] {
            next(client, &paper, 2, ("a.txt", b"a", "")).await.problem(403, "denied");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_of_a_work_item_is_changed_by_who_works_on_it() {
    each_app(|t| async move {
        let project =
            project(&t, "V", &[("employee", "member"), ("colleague", "viewer"), ("manager", "admin")]).await;
        let wish = json!({ "key": "offer", "name": { "en": "Offer" }, "schema": schema(&papers()) });
        t.login("manager").await.post(&format!("/projects/{project}/types"), wish).await.done();
        let (employee, colleague, manager) =
            (t.login("employee").await, t.login("colleague").await, t.login("manager").await);
        let paper = upload(&employee, "offer.txt", b"first").await;
        let fields = json!({ "title": "Offer", "paper": [id(&paper)] });
        item(&employee, &project, json!({ "title": "Offer", "type": "offer", "fields": fields })).await;
        next(&manager, &paper, 1, ("offer.txt", b"second", "")).await.done();
        assert_eq!(bytes(&colleague, &paper, "").await, "second");
        next(&colleague, &paper, 2, ("offer.txt", b"a", "")).await.problem(403, "denied");
        next(&t.login("boss").await, &paper, 2, ("offer.txt", b"a", "")).await.problem(404, "not_found");
        employee.post(&format!("/files/{}/lock", id(&paper)), json!({})).await.done();
        let seen = manager.get(&format!("/files/{}/versions", id(&paper))).await.ok();
        assert_eq!(seen["can"], json!({ "change": true, "breakLock": true }), "the project's admin");
        let unlock = format!("/files/{}/unlock", id(&paper));
        manager.post(&unlock, json!({ "note": "Due today" })).await.done();
        let told = unlocked(&employee).await;
        assert_eq!(told.len(), 1, "{told:?}");
        let link = text(&told[0]["link"]);
        assert!(link.starts_with(&format!("/projects/{project}/items/")), "{link}");
        assert!(link.ends_with(id(&paper)), "{link}");

        // Whoever is out of the project by then learns nothing more of it.
        employee.post(&format!("/files/{}/lock", id(&paper)), json!({})).await.done();
        manager.delete(&format!("/projects/{project}/members/{}", t.demo.user("employee"))).await.done();
        manager.post(&unlock, json!({ "note": "Left the team" })).await.done();
        assert_eq!(unlocked(&employee).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whose_lock_in_an_approval_is_broken_is_led_to_their_to_do_unless_they_chose_not_to_be_told() {
    each_app(|t| async move {
        publish_contract(&t).await;
        let (employee, manager, admin) =
            (t.login("employee").await, t.login("manager").await, t.login("admin").await);
        let paper = upload(&employee, "contract.txt", b"first").await;
        let data = json!({ "title": "Lathe", "paper": [id(&paper)] });
        let started = submit(&employee, "contract", data).await;
        let at = |deed: &str| format!("/files/{}/{deed}", id(&paper));
        manager.post(&at("lock"), json!({})).await.done();
        admin.post(&at("unlock"), json!({ "note": "Urgent" })).await.done();
        let told = unlocked(&manager).await;
        let task = text(&todo(&manager).await["id"]);
        let instance = text(&started["id"]);
        assert_eq!(told[0]["link"], format!("/approvals/todo/{instance}?task={task}#{}", id(&paper)));

        let silent = json!({ "items": [{ "event": "fileUnlocked", "inApp": false, "email": false }] });
        manager.send(Method::PUT, "/me/notification-preferences", Some(silent)).await.done();
        manager.post(&at("lock"), json!({})).await.done();
        admin.post(&at("unlock"), json!({ "note": "Urgent" })).await.done();
        assert_eq!(unlocked(&manager).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_uploaded_a_file_does_not_follow_it_where_they_see_it_no_more() {
    each_app(|t| async move {
        let project = project(&t, "W", &[("employee", "member"), ("manager", "admin")]).await;
        let wish = json!({ "key": "offer", "name": { "en": "Offer" }, "schema": schema(&papers()) });
        let manager = t.login("manager").await;
        manager.post(&format!("/projects/{project}/types"), wish).await.done();
        let employee = t.login("employee").await;
        let paper = upload(&employee, "offer.txt", b"first").await;
        let fields = json!({ "title": "Offer", "paper": [id(&paper)] });
        item(&employee, &project, json!({ "title": "Offer", "type": "offer", "fields": fields })).await;
        next(&manager, &paper, 1, ("offer.txt", b"second", "")).await.done();
        assert_eq!(bytes(&employee, &paper, "").await, "second");
        manager.delete(&format!("/projects/{project}/members/{}", t.demo.user("employee"))).await.done();
        employee.get(&format!("/files/{}", id(&paper))).await.problem(404, "not_found");
        employee.get(&format!("/files/{}?version=1", id(&paper))).await.problem(404, "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_file_of_a_comment_stays_as_it_was_said() {
    each_app(|t| async move {
        publish_contract(&t).await;
        let employee = t.login("employee").await;
        let started = submit(&employee, "contract", json!({ "title": "Lathe" })).await;
        let note = upload(&employee, "note.txt", b"note").await;
        let comments = format!("/instances/{}/comments", text(&started["id"]));
        employee.post(&comments, json!({ "text": "See this", "files": [id(&note)] })).await.done();
        next(&employee, &note, 1, ("note.txt", b"other words", "")).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn an_auditor_who_does_not_see_the_field_reads_neither_names_nor_notes_of_its_files() {
    each_app(|t| async move {
        let (form, _, paper) = record(&t).await;
        let admin = t.login("admin").await;
        let everywhere =
            json!([{ "permission": "audit.read" }, { "permission": "records.read", "dataScope": "all" }]);
        let auditors = role_of(&t, "colleague", "auditor", everywhere).await;
        next(&admin, &paper, 1, ("severance.txt", b"second", "For Lin")).await.done();
        let path = format!("/change-log?subject=file&subjectId={}", id(&paper));
        let colleague = t.login("colleague").await;
        assert_eq!(colleague.get(&path).await.ok()["items"][0]["after"]["name"], "severance.txt");
        for role in [auditors, t.demo.role("member").to_string()] {
            set_rules(&admin, role, &form, &[("paper", "hidden")]).await.done();
        }
        let told = colleague.get(&path).await.ok()["items"][0]["after"].clone();
        assert_eq!(told, json!({ "version": 2, "restoredFrom": null }));
    })
    .await;
}
