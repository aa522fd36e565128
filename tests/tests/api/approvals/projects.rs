//! Approvals that bring a project into being: once, with what the form says, and as an incident where they cannot.

use axum::http::Method;
use serde_json::{Value as Json, json};
use weir_app::worker::Worker;
use weir_tests::{Client, TestApp, each_app};

use super::desk::*;

/// A flow on which the manager decides and whose approval orders a project.
async fn publish_ordering(t: &TestApp, project: Json) {
    let person = |key: &str, multiple: bool| json!({ "key": key, "label": { "en": key }, "type": "person", "multiple": multiple });
    let of = |key: &str, kind: &str| json!({ "key": key, "label": { "en": key }, "type": kind });
    let fields = json!([
        of("title", "text"),
        of("code", "text"),
        of("goal", "longText"),
        of("period", "dateRange"),
        person("owner", false),
        person("team", true),
    ]);
    publish(t, "initiation", fields, ordering(t, project)).await;
}

fn ordering(t: &TestApp, project: Json) -> Json {
    let mut flow = straight(json!({}), &[approve(t, "check", &["manager"], json!({}))], json!({}));
    flow["nodes"][2]["project"] = project;
    flow
}

/// Submits and lets the manager decide.
async fn decided(t: &TestApp, data: Json, deed: &str) -> Json {
    let (employee, manager) = (t.login("employee").await, t.login("manager").await);
    let started = submit(&employee, "initiation", data).await;
    decide(&manager, &todo(&manager).await, deed, json!({ "comment": "because" })).await.done();
    started
}

async fn work_off(t: &TestApp) {
    Worker::new(t.app.clone()).work_off_due().await.unwrap();
}

async fn found(client: &Client) -> Vec<Json> {
    client.get("/projects?limit=100").await.ok()["items"].as_array().unwrap().clone()
}

async fn open_incidents(client: &Client) -> Vec<Json> {
    let page = client.get("/incidents?open=true").await.ok();
    let all = page["items"].as_array().unwrap().iter();
    all.filter(|i| i["kind"] == "found_project").cloned().collect()
}

/// What somebody is told of projects that approvals founded: title and link.
async fn project_news(client: &Client) -> Vec<(String, String)> {
    let page = client.get("/notifications?event=projectFounded").await.ok();
    let items = page["items"].as_array().unwrap().iter();
    items.map(|it| (text(&it["title"]), text(&it["link"]))).collect()
}

fn general() -> Json {
    json!({
        "template": { "kind": "shipped", "key": "general-project" }, "name": "title", "key": "code", "start": "period",
        "lead": "owner", "members": ["team"], "description": "goal",
    })
}

#[tokio::test]
async fn an_approval_founds_the_project_that_the_form_describes_and_only_once() {
    each_app(|t| async move {
        publish_ordering(&t, general()).await;
        let people = (t.demo.user("boss"), t.demo.user("colleague"));
        let data = json!({
            "title": "New line", "code": "line 2", "goal": "More", "owner": [people.0], "team": [people.0, people.1],
            "period": { "start": "2027-03-01", "end": "2027-06-30" },
        });
        let started = decided(&t, data, "approve").await;
        let employee = t.login("employee").await;
        assert_eq!(instance(&employee, &started).await["project"], json!({ "founded": false }));
        work_off(&t).await;
        work_off(&t).await;

        let boss = t.login("boss").await;
        let projects = found(&boss).await;
        assert_eq!(projects.len(), 1);
        let project = boss.get(&format!("/projects/{}", text(&projects[0]["id"]))).await.ok();
        assert_eq!((&project["name"], &project["key"]), (&json!("New line"), &json!("line2")));
        assert_eq!((&project["description"], &project["lead"]["login"]), (&json!("More"), &json!("boss")));
        assert_eq!((&project["role"], &project["can"]["arrange"]), (&json!("admin"), &json!(true)));
        let items = boss.get(&format!("/projects/{}/work-items?limit=100", text(&project["id"]))).await.ok();
        let items = items["items"].as_array().unwrap();
        assert!(items.iter().any(|i| i["start"] == "2027-03-01" && i["assignee"]["login"] == "boss"), "{items:?}");
        let members = boss.get(&format!("/projects/{}/members", text(&project["id"]))).await.ok();
        let mut members: Vec<(String, String)> = members["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| (text(&m["user"]["login"]), text(&m["role"])))
            .collect();
        members.sort();
        let role = |login: &str, role: &str| (login.to_owned(), role.to_owned());
        assert_eq!(members, [role("boss", "admin"), role("colleague", "member")], "who asked for it is not in it");

        // Each tells of the other as far as its reader may see.
        let seen = instance(&employee, &started).await;
        assert_eq!(seen["project"], json!({ "founded": true }), "whoever is not in it learns that it is there");
        let told = instance(&t.login("admin").await, &started).await;
        assert_eq!(told["project"]["project"]["key"], "line2");
        assert_eq!(project["origin"], json!({}), "nor does the project tell its members of what they cannot see");
        let admin = t.login("admin").await;
        employee.get(&format!("/projects/{}", text(&project["id"]))).await.problem(404, "not_found");
        let seen = admin.get(&format!("/projects/{}", text(&project["id"]))).await.ok();
        assert!(seen["origin"].is_object());
        assert!(open_incidents(&admin).await.is_empty());

        // Its lead is led to it; who asked for it and does not see it, back to what they asked for. Nobody twice.
        let page = format!("/projects/{}", text(&project["id"]));
        assert_eq!(project_news(&boss).await, [("You lead a new project: line2 New line".to_owned(), page)]);
        let outside = "“New line” is approved and its project is created; you are not a member of it";
        let asked = format!("/approvals/started/{}", text(&started["id"]));
        assert_eq!(project_news(&employee).await, [(outside.to_owned(), asked)]);
        for other in ["colleague", "manager", "admin"] {
            assert!(project_news(&t.login(other).await).await.is_empty(), "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_form_leaves_out_follows_from_the_instance_and_a_taken_key_gets_a_number() {
    each_app(|t| async move {
        publish_ordering(&t, json!({ "name": "title", "lead": "owner", "key": "code" })).await;
        for _ in 0..2 {
            decided(&t, json!({ "title": "Robot welding cell" }), "approve").await;
        }
        work_off(&t).await;
        let employee = t.login("employee").await;
        let projects = found(&employee).await;
        let mut keys: Vec<String> = projects.iter().map(|p| text(&p["key"])).collect();
        keys.sort();
        assert_eq!(keys, ["RWC", "RWC-2"]);
        assert!(projects.iter().all(|p| p["lead"]["login"] == "employee"), "who asked for it leads it");
        let heard = project_news(&employee).await;
        assert_eq!(heard.len(), 2, "who asks for it and leads it is told once of each: {heard:?}");
        assert!(heard.iter().all(|(title, _)| title.starts_with("You lead a new project: RWC")), "{heard:?}");
        let own = employee.get(&format!("/projects/{}", text(&projects[0]["id"]))).await.ok();
        assert_eq!(own["origin"]["instance"]["title"], "Robot welding cell");
        let types = employee.get(&format!("/projects/{}/types", text(&projects[0]["id"]))).await.ok();
        assert_eq!(types["items"].as_array().unwrap().len(), 3, "the usual ones");
    })
    .await;
}

#[tokio::test]
async fn a_rejection_founds_nothing() {
    each_app(|t| async move {
        publish_ordering(&t, general()).await;
        let started = decided(&t, json!({ "title": "No" }), "reject").await;
        work_off(&t).await;
        assert!(found(&t.login("admin").await).await.is_empty());
        assert_eq!(instance(&t.login("employee").await, &started).await["project"], Json::Null);
    })
    .await;
}

#[tokio::test]
async fn who_cannot_lead_becomes_an_incident_and_trying_again_founds_the_project() {
    each_app(|t| async move {
        publish_ordering(&t, general()).await;
        let admin = t.login("admin").await;
        let path = format!("/people/{}", t.demo.user("colleague"));
        let started =
            decided(&t, json!({ "title": "Late", "owner": [t.demo.user("colleague")] }), "approve").await;
        let person = admin.get(&path).await.ok();
        let away = admin.patch(&path, &person["rev"], json!({ "active": false })).await.ok();
        work_off(&t).await;
        assert!(found(&admin).await.is_empty());
        let incident = open_incidents(&admin).await.remove(0);
        assert_eq!(incident["instanceId"], started["id"]);
        assert!(text(&incident["error"]).contains("This account is disabled"), "{incident}");
        let hindered = instance(&admin, &started).await["project"]["hindrance"].clone();
        assert_eq!(
            (&hindered["left"], &hindered["reasons"][0]["field"], &hindered["reasons"][0]["message"]),
            (&json!(false), &json!("lead"), &json!("This account is disabled. Choose somebody else."))
        );
        assert_eq!(hindered["since"], incident["createdAt"]);
        let chinese = t.login("employee").await;
        chinese.send(Method::PATCH, "/me", Some(json!({ "locale": "zh-CN" }))).await.done();
        let reason = instance(&chinese, &started).await["project"]["hindrance"]["reasons"][0].clone();
        assert!(!text(&reason["message"]).is_ascii(), "in the reader's language: {reason}");

        // Who may try again is told why; who asked for it, that somebody looks after it.
        let page = admin.get("/notifications?event=projectFounded").await.ok();
        assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
        assert_eq!(page["items"][0]["link"], "/admin/incidents");
        assert!(text(&page["items"][0]["body"]).contains("This account is disabled"), "{page}");
        let asked = format!("/approvals/started/{}", text(&started["id"]));
        let waits = "“Late”通过后，项目未能建立，等待管理员处理".to_owned();
        assert_eq!(project_news(&chinese).await, [(waits, asked)]);

        admin.patch(&path, &away["rev"], json!({ "active": true })).await.done();
        let mended = instance(&admin, &started).await["project"]["hindrance"].clone();
        assert_eq!(mended["reasons"], json!([]), "it is not tried again by itself");
        admin.post_empty(&format!("/incidents/{}/retry", text(&incident["id"]))).await.done();
        assert_eq!(instance(&admin, &started).await["project"], json!({ "founded": false }), "on its way");
        work_off(&t).await;
        assert_eq!(found(&admin).await.len(), 1);
        assert_eq!(instance(&admin, &started).await["project"]["hindrance"], Json::Null);
    })
    .await;
}

#[tokio::test]
async fn what_an_administrator_leaves_undone_says_so() {
    each_app(|t| async move {
        publish_ordering(&t, general()).await;
        let admin = t.login("admin").await;
        let path = format!("/people/{}", t.demo.user("colleague"));
        let started =
            decided(&t, json!({ "title": "Off", "owner": [t.demo.user("colleague")] }), "approve").await;
        let person = admin.get(&path).await.ok();
        admin.patch(&path, &person["rev"], json!({ "active": false })).await.done();
        work_off(&t).await;
        let incident = open_incidents(&admin).await.remove(0);
        admin.post_empty(&format!("/incidents/{}/skip", text(&incident["id"]))).await.done();
        let shown = instance(&t.login("employee").await, &started).await;
        assert_eq!(shown["project"]["hindrance"]["left"], true);
    })
    .await;
}

#[tokio::test]
async fn a_template_that_is_gone_is_taken_from_the_flow_as_it_is_published_now() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let source =
            text(&admin.post("/projects", json!({ "key": "SRC", "name": "Source" })).await.ok()["id"]);
        let saved =
            admin.post(&format!("/projects/{source}/templates"), json!({ "name": "Ours" })).await.ok();
        let template = saved["template"].clone();
        publish_ordering(&t, json!({ "template": template, "name": "title" })).await;
        decided(&t, json!({ "title": "Orphan" }), "approve").await;
        admin.delete(&format!("/project-templates/{}", text(&template["id"]))).await.done();
        work_off(&t).await;
        let incident = open_incidents(&admin).await.remove(0);
        assert!(text(&incident["error"]).contains("This project template cannot be found"), "{incident}");

        // The draft says so where it stands, and the next version names another one.
        let draft = admin.get("/flows/initiation/draft").await.ok();
        assert_eq!(
            crate::draw::issues(&draft),
            [("end".to_owned(), "flow.project_template_unknown".to_owned())]
        );
        let body = json!({ "definition": ordering(&t, general()) });
        admin.put("/flows/initiation/draft", &draft["rev"], body).await.done();
        admin.post("/flows/initiation/publish", json!({})).await.done();
        admin.post_empty(&format!("/incidents/{}/retry", text(&incident["id"]))).await.done();
        work_off(&t).await;
        let names: Vec<String> = found(&admin).await.iter().map(|p| text(&p["name"])).collect();
        assert!(names.contains(&"Orphan".to_owned()), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_is_not_there_or_does_not_suit_is_an_issue_at_the_end() {
    each_app(|t| async move {
        publish_ordering(&t, general()).await;
        let admin = t.login("admin").await;
        let draft = admin.get("/flows/initiation/draft").await.ok();
        let wrong = json!({ "name": "gone", "start": "title", "lead": "goal",
            "template": { "kind": "shipped", "key": "nothing" } });
        let body = json!({ "definition": ordering(&t, wrong) });
        let saved = admin.put("/flows/initiation/draft", &draft["rev"], body).await.ok();
        let at_end = |code: &str| ("end".to_owned(), format!("flow.{code}"));
        let expected = [
            at_end("field_missing"),
            at_end("project_field_not_day"),
            at_end("project_field_not_person"),
            at_end("project_template_unknown"),
        ];
        assert_eq!(crate::draw::issues(&saved), expected);
        admin.post("/flows/initiation/publish", json!({})).await.problem(422, "invalid");
    })
    .await;
}
