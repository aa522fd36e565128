//! One valid call per operation on projects and work items. Whoever is in no project learns of none.

use serde_json::json;
use weir_model::permission::Permission::{ProjectsAdmin, ProjectsCreate};

use super::super::call::Closed::ToOutsiders;
use super::super::call::Foreign::FindsNothing;
use super::super::call::{Call, by};
use super::super::world::World;
use super::referring;
use crate::draw::text;

/// A call by a member or by the project's admin.
fn within(owner: &'static str) -> Call {
    by(owner).closed(ToOutsiders)
}

pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    let title = w.named("changed");
    Some(match operation {
        "listProjects" => by("employee"),
        "createProject" => by("admin").needs(ProjectsCreate).json(json!({
            "key": w.new_key("plan"), "name": title, "lead": w.user("boss"),
            "members": [{ "user": w.user("manager"), "role": "viewer" }], "start": "2027-01-04",
            "template": w.project_template().await["template"],
            "places": [{ "place": "place-1", "user": w.user("employee") }],
        })),
        "listProjectTemplates" => by("admin").needs(ProjectsCreate),
        "createProjectTemplate" => within("admin").id(&w.project).json(json!({
            "name": w.named("template"), "items": true,
            "places": [{ "user": w.user("employee"), "name": title }],
        })),
        "updateProjectTemplate" => {
            let known = w.project_template().await;
            let call = by("admin").needs(ProjectsAdmin).id(text(&known["template"]["id"])).rev(&known["rev"]);
            call.json(json!({ "name": w.named("template") }))
        }
        "deleteProjectTemplate" => {
            by("admin").needs(ProjectsAdmin).id(text(&w.project_template().await["template"]["id"]))
        }
        "getProject" | "listProjectMembers" | "listWorkItemTypes" | "getBoard" | "listWorkItems"
        | "listProjectViews" => within("employee").id(&w.project),
        "createProjectView" => within("employee").id(&w.project).json(json!({
            "name": w.named("view"), "settings": { "layout": "board", "groupBy": "$status" },
        })),
        "updateProject" => {
            let project = w.new_project().await;
            let body = json!({ "name": title, "lead": w.user("boss") });
            within("admin").id(text(&project["id"])).rev(&project["rev"]).json(body)
        }
        "archiveProject" | "unarchiveProject" => within("admin").id(text(&w.new_project().await["id"])),
        "setProjectMember" => {
            let project = text(&w.new_project().await["id"]);
            within("admin").id(project).at("userId", w.user("boss")).json(json!({ "role": "member" }))
        }
        "removeProjectMember" => {
            let project = text(&w.new_project().await["id"]);
            within("admin").id(project).at("userId", w.user("employee"))
        }
        "createWorkItemType" => within("admin").id(text(&w.new_project().await["id"])).json(json!({
            "key": w.new_key("type"), "name": { "en": title }, "schema": referring(w),
        })),
        "updateWorkItemType" => {
            let project = text(&w.new_project().await["id"]);
            let types = w.as_("admin").await.get(&format!("/projects/{project}/types")).await.ok();
            let body = json!({ "name": { "en": title } });
            within("admin").id(project).at("type", "bug").rev(&types["items"][1]["rev"]).json(body)
        }
        "deleteWorkItemType" => within("admin").id(text(&w.new_project().await["id"])).at("type", "bug"),
        "createWorkItem" => within("employee").id(&w.project).json(json!({
            "title": title, "assignee": w.user("manager"), "parent": w.item().await["id"],
        })),
        "bulkWorkItems" => within("employee")
            .id(&w.project)
            .foreign(FindsNothing)
            .json(json!({
                "ids": [w.item().await["id"]],
                "change": {
                    "assignee": w.user("manager"), "parent": w.item().await["id"],
                    "place": { "after": w.item().await["id"] },
                },
            }))
            .without("body /change/place/before", "one neighbour is enough"),
        "getWorkItem" | "getWorkItemHistory" | "deleteWorkItem" | "listWorkItemComments" => {
            within("employee").id(text(&w.item().await["id"]))
        }
        "updateWorkItem" => {
            let item = w.item().await;
            let body = json!({
                "title": title, "assignee": w.user("manager"), "parent": w.item().await["id"],
                "place": { "after": w.item().await["id"] },
            });
            let call = within("employee").id(text(&item["id"])).rev(&item["rev"]).json(body);
            call.without("body /place/before", "one neighbour is enough")
        }
        "restoreWorkItem" => {
            let item = text(&w.item().await["id"]);
            w.as_("employee").await.delete(&format!("/work-items/{item}")).await.done();
            within("employee").id(item)
        }
        "copyWorkItem" => within("employee").id(text(&w.item().await["id"])).json(json!({ "title": title })),
        "moveWorkItem" => {
            within("employee").id(text(&w.item().await["id"])).json(json!({ "project": w.annex }))
        }
        "addRelation" => {
            let body = json!({ "kind": "blocks", "to": w.item().await["id"] });
            within("employee").id(text(&w.item().await["id"])).json(body)
        }
        "removeRelation" => {
            let (from, to) = (text(&w.item().await["id"]), text(&w.item().await["id"]));
            let body = json!({ "kind": "blocks", "to": to });
            w.as_("employee").await.post(&format!("/work-items/{from}/relations"), body).await.done();
            within("employee").id(from).at("kind", "blocks").at("to", to)
        }
        "watchWorkItem" => {
            within("employee").id(text(&w.item().await["id"])).json(json!({ "watching": false }))
        }
        "addWorkItemComment" => within("employee").id(text(&w.item().await["id"])).json(json!({
            "text": title, "mentions": [w.user("manager")], "files": [w.file("employee").await],
        })),
        "editWorkItemComment" => {
            let (item, comment) = w.said().await;
            let body = json!({ "text": title, "mentions": [w.user("manager")] });
            within("employee").id(item).at("commentId", comment).json(body)
        }
        "deleteWorkItemComment" => {
            let (item, comment) = w.said().await;
            within("employee").id(item).at("commentId", comment)
        }
        "reactToComment" => {
            let (item, comment) = w.said().await;
            within("employee").id(item).at("commentId", comment).json(json!({ "emoji": "👍", "on": true }))
        }
        _ => return None,
    })
}
