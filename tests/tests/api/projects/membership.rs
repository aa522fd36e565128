//! Who sees a project, and what each role may do in it.

use serde_json::json;
use weir_tests::each_app;

use super::{change, create, item, project};
use crate::draw::{column, text};

#[tokio::test]
async fn a_project_begins_with_its_types_and_shows_how_its_items_stand() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let lead = t.demo.user("project-manager");
        let wish = json!({ "key": "LINE", "name": "Line 2", "description": "Rebuild", "lead": lead });
        let made = admin.post("/projects", wish.clone()).await;
        assert_eq!(made.status, 201);
        let made = made.ok();
        assert_eq!((&made["key"], &made["lead"]["login"]), (&json!("LINE"), &json!("project-manager")));
        assert_eq!(made["items"], json!({ "todo": 0, "doing": 0, "done": 0 }));
        let id = text(&made["id"]);
        let types = admin.get(&format!("/projects/{id}/types")).await.ok();
        assert_eq!(column(&types, "/key"), ["task", "bug", "requirement"]);
        assert_eq!(types["items"][0]["name"], json!({ "zh-CN": "任务", "en": "Task" }));
        let members = admin.get(&format!("/projects/{id}/members")).await.ok();
        let mut logins = column(&members, "/user/login");
        logins.sort();
        assert_eq!(logins, ["admin", "project-manager"]);

        let pm = t.login("project-manager").await;
        for status in ["todo", "doing", "done", "done"] {
            item(&pm, &id, json!({ "title": "x", "status": status })).await;
        }
        let seen = pm.get(&format!("/projects/{id}")).await.ok();
        assert_eq!(seen["items"], json!({ "todo": 1, "doing": 1, "done": 2 }));
        let again = json!({ "key": "line", "name": "Twice" });
        admin.post("/projects", again).await.invalid(&[("key", "design.key_taken")]);
        let bad = json!({ "key": "2 x", "name": " ", "lead": t.other.user("boss") });
        admin.post("/projects", bad).await.invalid(&[
            ("key", "work.project_key"),
            ("name", "request.text_empty"),
            ("lead", "org.user_unknown"),
        ]);
        t.login("employee").await.post("/projects", wish).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn who_is_not_in_a_project_does_not_learn_of_it() {
    each_app(|t| async move {
        let id = project(&t, "SECRET", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let made = item(&employee, &id, json!({ "title": "Plans", "type": "bug" })).await;
        let work_item = text(&made["id"]);
        let record = work_item.replace("wki_", "rec_");
        let types = employee.get(&format!("/projects/{id}/types")).await.ok();
        let form = text(&types["items"][1]["formId"]);

        let stranger = t.login("colleague").await;
        assert!(column(&stranger.get("/projects").await.ok(), "/key").is_empty());
        for path in [
            format!("/projects/{id}"),
            format!("/projects/{id}/board"),
            format!("/projects/{id}/work-items"),
            format!("/work-items/{work_item}"),
            format!("/work-items/{work_item}/history"),
            format!("/work-items/{work_item}/comments"),
        ] {
            stranger.get(&path).await.problem(404, "not_found");
        }
        // Neither through the record and the form behind it, whoever asks.
        for client in [&stranger, &employee, &t.login("admin").await] {
            for path in [
                format!("/records/{record}"),
                format!("/forms/{form}"),
                format!("/forms/{form}/records"),
                format!("/forms/{form}/lookup"),
            ] {
                client.get(&path).await.problem(404, "not_found");
            }
            let forms = client.get("/forms").await.ok();
            assert!(!column(&forms, "/id").contains(&form));
        }
        stranger.get(&format!("/forms/{form}/draft")).await.problem(403, "denied");
        let flow = json!({ "key": "steal", "name": { "en": "Steal" }, "formId": form });
        t.login("admin").await.post("/flows", flow).await.invalid(&[("formId", "design.form_unknown")]);
        // Who administers all projects sees it without being a member.
        assert_eq!(column(&t.login("admin").await.get("/projects").await.ok(), "/key"), ["SECRET"]);
    })
    .await;
}

#[tokio::test]
async fn a_viewer_looks_a_member_works_an_admin_arranges() {
    each_app(|t| async move {
        let people = [("employee", "member"), ("colleague", "viewer"), ("manager", "admin")];
        let id = project(&t, "ROLES", &people).await;
        let (member, viewer) = (t.login("employee").await, t.login("colleague").await);
        let made = item(&member, &id, json!({ "title": "Task" })).await;
        let seen = viewer.get(&format!("/work-items/{}", text(&made["id"]))).await.ok();
        assert_eq!(seen["can"], json!({ "update": false, "comment": true }));
        assert!(seen["moves"].as_array().unwrap().iter().all(|m| m["allowed"] == false));
        create(&viewer, &id, json!({ "title": "No" })).await.problem(403, "denied");
        change(&viewer, &made, json!({ "title": "No" })).await.problem(403, "denied");
        viewer.delete(&format!("/work-items/{}", text(&made["id"]))).await.problem(403, "denied");
        let shown = member.get(&format!("/projects/{id}")).await.ok();
        assert_eq!(shown["can"], json!({ "work": true, "arrange": false }));
        member
            .patch(&format!("/projects/{id}"), &shown["rev"], json!({ "name": "Mine" }))
            .await
            .problem(403, "denied");
        let place = |login: &str| format!("/projects/{id}/members/{}", t.demo.user(login));
        let role = json!({ "role": "admin" });
        let by = |client: &weir_tests::Client, login: &str| {
            let (client, path, role) = (client.clone(), place(login), role.clone());
            async move { client.send(axum::http::Method::PUT, &path, Some(role)).await }
        };
        by(&member, "employee").await.problem(403, "denied");

        // The project's own admin, whom nobody made an administrator of the company.
        let manager = t.login("manager").await;
        by(&manager, "colleague").await.done();
        change(&viewer, &made, json!({ "title": "Now" })).await.done();
        manager.delete(&place("colleague")).await.done();
        viewer.get(&format!("/projects/{id}")).await.problem(404, "not_found");
        manager.delete(&place("colleague")).await.problem(404, "not_found");
        manager.delete(&place("admin")).await.problem(409, "work.lead_is_admin");
        let project = manager.get(&format!("/projects/{id}")).await.ok();
        let path = format!("/projects/{id}");
        manager.patch(&path, &project["rev"], json!({ "name": "Renamed" })).await.done();
        manager.patch(&path, &project["rev"], json!({ "name": "Late" })).await.problem(412, "stale");
    })
    .await;
}

#[tokio::test]
async fn an_archived_project_is_read_and_not_written() {
    each_app(|t| async move {
        let id = project(&t, "OLD", &[("employee", "member")]).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let made = item(&employee, &id, json!({ "title": "Last" })).await;
        employee.post_empty(&format!("/projects/{id}/archive")).await.problem(403, "denied");
        let archived = admin.post_empty(&format!("/projects/{id}/archive")).await.ok();
        assert!(archived["archivedAt"].is_string());
        assert!(column(&employee.get("/projects").await.ok(), "/key").is_empty());
        assert_eq!(column(&employee.get("/projects?archived=true").await.ok(), "/key"), ["OLD"]);
        employee.get(&format!("/work-items/{}", text(&made["id"]))).await.done();
        change(&employee, &made, json!({ "title": "No" })).await.problem(409, "work.project_archived");
        create(&employee, &id, json!({ "title": "No" })).await.problem(409, "work.project_archived");
        admin.post_empty(&format!("/projects/{id}/unarchive")).await.done();
        change(&employee, &made, json!({ "title": "Yes" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn a_token_reaches_no_further_than_its_scopes() {
    each_app(|t| async move {
        let id = project(&t, "TOK", &[("employee", "member")]).await;
        let employee = t.login("employee").await;
        let made = item(&employee, &id, json!({ "title": "Task" })).await;
        let token = async |scopes: serde_json::Value| {
            let wish = json!({ "name": "ci", "scopes": scopes });
            let token = text(&t.login("admin").await.post("/api-tokens", wish).await.ok()["token"]);
            t.anonymous().with_token(&token)
        };
        let blind = token(json!(["flows.start", "projects.admin"])).await;
        blind.get(&format!("/projects/{id}")).await.problem(404, "not_found");
        assert!(column(&blind.get("/projects").await.ok(), "/key").is_empty());
        let reader = token(json!(["records.read"])).await;
        reader.get(&format!("/work-items/{}", text(&made["id"]))).await.done();
        change(&reader, &made, json!({ "title": "No" })).await.problem(403, "denied");
        let worker = token(json!(["records.read", "records.update"])).await;
        change(&worker, &made, json!({ "title": "Yes" })).await.done();
        worker.post_empty(&format!("/projects/{id}/archive")).await.problem(403, "denied");
    })
    .await;
}
