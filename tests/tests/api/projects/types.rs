//! Types of work items: workflows that nobody could live with, custom fields, removal.

use axum::http::Method;
use serde_json::json;
use weir_tests::each_app;

use super::{create, item, project};
use crate::draw::{column, field, schema, text};

#[tokio::test]
async fn a_workflow_without_a_way_out_is_refused_where_it_is_wrong() {
    each_app(|t| async move {
        let id = project(&t, "W", &[]).await;
        let admin = t.login("admin").await;
        let status = |key: &str, category: &str| json!({ "key": key, "name": { "en": key }, "category": category });
        let wish = |workflow| json!({ "key": "risk", "name": { "en": "Risk" }, "workflow": workflow });
        let path = format!("/projects/{id}/types");
        let trap = json!({
            "initial": "open",
            "statuses": [status("open", "todo"), status("stuck", "doing"), status("closed", "done"), status("lost", "doing")],
            "transitions": [{ "from": ["open"], "to": "closed" }, { "from": ["open"], "to": "stuck" }],
        });
        admin.post(&path, wish(trap)).await.invalid(&[
            ("workflow.statuses[1]", "work.status_dead_end"),
            ("workflow.statuses[3]", "work.status_unreachable"),
        ]);
        let none = json!({ "initial": "open", "statuses": [], "transitions": [] });
        admin.post(&path, wish(none)).await.invalid(&[("workflow.statuses", "work.no_statuses")]);
        let wrong = json!({ "initial": "new", "statuses": [status("closed", "done")],
            "transitions": [{ "to": "closed", "required": ["impact"] }] });
        admin.post(&path, wish(wrong)).await.invalid(&[
            ("workflow.initial", "work.status_unknown"),
            ("workflow.transitions[0].required[0]", "work.field_unknown"),
        ]);
        let twice = json!({ "key": "bug", "name": { "en": "Bug" } });
        admin.post(&path, twice).await.invalid(&[("key", "design.key_taken")]);
        assert_eq!(column(&admin.get(&path).await.ok(), "/key"), ["task", "bug", "requirement"]);
    })
    .await;
}

#[tokio::test]
async fn a_type_has_fields_of_its_own_that_its_admins_design() {
    each_app(|t| async move {
        let id = project(&t, "F", &[("manager", "admin"), ("employee", "member")]).await;
        let manager = t.login("manager").await;
        let fields = schema(&[field("impact", "number", json!({ "required": true })), field("note", "text", json!({}))]);
        let wish = json!({ "key": "risk", "name": { "zh-CN": "风险", "en": "Risk" }, "schema": fields, "parents": ["task"] });
        let made = manager.post(&format!("/projects/{id}/types"), wish).await.ok();
        assert_eq!((&made["parents"], &made["slots"]["impact"]["sortable"]), (&json!(["task"]), &json!(true)));
        let employee = t.login("employee").await;
        let risk = |fields| json!({ "title": "r", "type": "risk", "fields": fields });
        create(&employee, &id, risk(json!({}))).await.invalid(&[("fields.impact", "form.field_required")]);
        let known = item(&employee, &id, risk(json!({ "impact": "3" }))).await;

        // Its form is drawn and published as any other.
        let form = format!("/forms/{}", text(&made["formId"]));
        employee.get(&format!("{form}/draft")).await.problem(403, "denied");
        let draft = manager.get(&format!("{form}/draft")).await.ok();
        let mut drawn = draft["schema"].clone();
        drawn["fields"].as_array_mut().unwrap().push(field("owner", "person", json!({})));
        manager.put(&format!("{form}/draft"), &draft["rev"], json!({ "schema": drawn })).await.done();
        manager.post(&format!("{form}/publish"), json!({})).await.done();
        let owner = json!([t.demo.user("manager")]);
        let changed = super::change(&employee, &known, json!({ "fields": { "owner": owner } })).await.ok();
        assert_eq!(changed["fields"], json!({ "impact": "3", "owner": owner }));
        assert_eq!(changed["refs"]["people"][t.demo.user("manager").to_string()]["login"], "manager");
    })
    .await;
}

#[tokio::test]
async fn what_items_stand_in_or_are_of_is_not_taken_away() {
    each_app(|t| async move {
        let id = project(&t, "K", &[]).await;
        let admin = t.login("admin").await;
        let bug = item(&admin, &id, json!({ "title": "b", "type": "bug", "status": "doing" })).await;
        let types = admin.get(&format!("/projects/{id}/types")).await.ok();
        let path = |key: &str| format!("/projects/{id}/types/{key}");
        let rev = types["items"][1]["rev"].clone();
        let simple = types["items"][0]["workflow"].clone();
        admin.patch(&path("bug"), &rev, json!({ "workflow": simple })).await.done();
        let checked = admin.get(&format!("/projects/{id}/types")).await.ok()["items"][1]["rev"].clone();
        let status =
            |key: &str, category: &str| json!({ "key": key, "name": { "en": key }, "category": category });
        let other = json!({ "initial": "todo", "statuses": [status("todo", "todo"), status("done", "done")],
            "transitions": [{ "to": "done" }] });
        let refused = admin.patch(&path("bug"), &checked, json!({ "workflow": other })).await;
        let refused = refused.invalid(&[("workflow.statuses", "work.status_in_use")]);
        assert!(text(&refused["errors"][0]["message"]).contains("In progress"), "by its name: {refused}");
        admin.patch(&path("bug"), &rev, json!({ "root": true })).await.problem(412, "stale");
        admin.delete(&path("bug")).await.problem(409, "work.type_in_use");
        admin.delete(&format!("/work-items/{}", text(&bug["id"]))).await.done();
        admin.delete(&path("bug")).await.problem(409, "work.type_in_use");
        admin.delete(&path("requirement")).await.done();
        admin.delete(&path("requirement")).await.problem(404, "not_found");
        let forms = admin.send(Method::GET, "/forms?design=true", None).await.ok();
        assert!(column(&forms, "/id").is_empty(), "forms of types are no forms of their own: {forms}");
        admin
            .patch(&path("task"), &types["items"][0]["rev"], json!({ "parents": ["epic"] }))
            .await
            .invalid(&[("parents[0]", "work.type_unknown")]);
    })
    .await;
}
