//! Departments, people, posts, roles, and why somebody may.

use serde_json::{Value as Json, json};
use weir_model::permission::Permission::{OrgManage, RolesManage};

use super::super::call::Foreign::FindsNothing;
use super::super::call::{Call, by};
use super::super::world::World;
use crate::draw::text;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    let name = |what: &str| json!({ "en": w.named(what) });
    Some(match operation {
        // Organisation.
        "listDepartments" | "listPosts" | "listPermissions" => by("employee"),
        "createDepartment" => by("admin").needs(OrgManage).json(json!({
            "name": name("department"), "parentId": w.company.department("company"), "headId": w.user("boss"),
        })),
        "updateDepartment" => {
            let department = w.new_department().await;
            let body = json!({ "parentId": w.company.department("finance"), "headId": w.user("boss") });
            by("admin").needs(OrgManage).id(text(&department["id"])).rev(&department["rev"]).json(body)
        }
        "deleteDepartment" => by("admin").needs(OrgManage).id(text(&w.new_department().await["id"])),
        "createPost" => by("admin").needs(OrgManage).json(json!({ "name": name("post") })),
        "updatePost" => {
            let post = w.new_post().await;
            by("admin").needs(OrgManage).id(text(&post["id"])).rev(&post["rev"]).json(json!({ "name": name("p") }))
        }
        "deletePost" => by("admin").needs(OrgManage).id(text(&w.new_post().await["id"])),
        "listPeople" => {
            by("employee").query("department", w.company.department("company")).foreign(FindsNothing)
        }
        "getPerson" => by("employee").id(w.user("boss")),
        "createPerson" => by("admin").needs(OrgManage).json(json!({
            "login": w.new_key("person"), "name": w.named("person"),
            "roleIds": [w.new_role().await["id"]],
            "memberships": [{
                "departmentId": w.company.department("import"), "postId": w.new_post().await["id"], "main": true,
            }],
        })).without("body /memberships/*/id", "a newcomer has no memberships to keep"),
        "updatePerson" => {
            let person = w.new_person(&[]).await;
            let memberships = json!([{
                "id": person["memberships"][0]["id"], "departmentId": w.company.department("finance"),
                "postId": w.new_post().await["id"], "main": true,
            }]);
            let body = json!({ "memberships": memberships });
            by("admin").needs(OrgManage).id(text(&person["id"])).rev(&person["rev"]).json(body)
        }
        "resetPassword" => by("admin").needs(OrgManage).id(text(&w.new_person(&[]).await["id"])),
        "listPersonSessions" | "endPersonSessions" => {
            by("admin").needs(OrgManage).id(text(&w.new_person(&[]).await["id"]))
        }
        "endPersonSession" => {
            let (person, session) = w.person_session().await;
            by("admin").needs(OrgManage).id(person).at("sessionId", session)
        }
        "listInvitations" => by("admin").needs(OrgManage),
        "inviteNewcomer" => by("admin").needs(OrgManage).json(json!({
            "login": w.new_key("person"), "name": w.named("person"),
            "roleIds": [w.new_role().await["id"]],
            "memberships": [{
                "departmentId": w.company.department("import"), "postId": w.new_post().await["id"], "main": true,
            }],
        })).without("body /memberships/*/id", "a newcomer has no memberships to keep"),
        "invitePerson" => by("admin").needs(OrgManage).id(text(&w.new_person(&[]).await["id"])),
        "revokeInvitation" => by("admin").needs(OrgManage).id(text(&w.invitation().await["id"])),
        "lookAtInvitation" => by("employee").json(json!({ "token": w.invitation_token().await })),
        "acceptInvitation" => by("employee").json(json!({
            "token": w.invitation_token().await, "password": "chosen by the newcomer",
        })),
        "resetSecondFactor" => by("admin").needs(OrgManage).id(w.person_with_factor().await),
        "listRoles" => by("employee"),
        "getRole" => by("employee").id(w.company.role("member")),
        "createRole" => by("admin").needs(RolesManage).json(json!({
            "key": w.new_key("role"), "name": name("role"), "grants": grants(w),
        })),
        "updateRole" => {
            let role = w.new_role().await;
            by("admin").needs(RolesManage).id(text(&role["id"])).rev(&role["rev"]).json(json!({ "name": name("r") }))
        }
        "deleteRole" => by("admin").needs(RolesManage).id(text(&w.new_role().await["id"])),
        "setRoleGrants" => {
            let role = w.new_role().await;
            let body = json!({ "grants": grants(w) });
            by("admin").needs(RolesManage).id(text(&role["id"])).rev(&role["rev"]).json(body)
        }
        "addRoleHolders" => {
            let body = json!({ "userIds": [w.user("boss")] });
            by("admin").needs(RolesManage).id(text(&w.new_role().await["id"])).json(body)
        }
        "removeRoleHolder" => {
            let role = text(&w.new_role().await["id"]);
            let body = json!({ "userIds": [w.user("boss")] });
            w.as_("admin").await.post(&format!("/roles/{role}/holders"), body).await.done();
            by("admin").needs(RolesManage).id(role).at("userId", w.user("boss"))
        }

        "listRoleFieldRules" => by("admin").needs(RolesManage).id(text(&w.new_role().await["id"])),
        "getRoleFields" => {
            by("admin").needs(RolesManage).id(text(&w.new_role().await["id"])).at("formId", &w.form)
        }
        "setRoleFields" => {
            let role = w.new_role().await;
            let body = json!({ "rules": [{ "field": "who", "right": "hidden" }] });
            let call = by("admin").needs(RolesManage).id(text(&role["id"])).at("formId", &w.form);
            call.rev(&role["rev"]).json(body)
        }
        "explainAccess" => {
            let instance = w.start("buy").await;
            let call = by("admin").needs(RolesManage).query("permission", "records.read");
            call.query("userId", w.user("manager")).query("formId", &w.form).query("instanceId", text(&instance["id"]))
        }

        "getHoldings" => by("admin").needs(OrgManage).id(w.user("manager")),
        "handOver" => by("admin").needs(OrgManage).id(w.user("manager")).json(json!({
            "to": w.user("boss"), "tasks": true, "departments": true, "projects": true, "workItems": true,
        })),
        _ => return None,
    })
}

/// Grants on a form and over departments.
fn grants(w: &World<'_>) -> Json {
    json!([{
        "permission": "records.read", "formId": w.form, "dataScope": "chosen",
        "departments": [w.company.department("import")],
    }])
}
