//! One valid call per operation. An operation without a case here fails the run.

use serde_json::{Value as Json, json};
use weir_model::permission::Permission::{
    AuditRead, FlowsAdmin, FlowsDesign, FlowsStart, FormsDesign, JobsManage, OrgManage, PeopleViewAs,
    RecordsCreate, RecordsDelete, RecordsExport, RecordsImport, RecordsRead, RecordsUpdate, RolesManage,
    SettingsManage, TemplatesInstall,
};

use super::call::Closed::{HiddenWithout, ToCompanies, ToOthers, ToOutsiders};
use super::call::Foreign::{FindsNothing, Kept};
use super::call::{Body, Call, by};
use super::world::World;
use crate::draw::{field, schema, text};

/// A valid call of an operation, made of things that are there for this call alone where it changes them.
#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    let name = |what: &str| json!({ "en": w.named(what) });
    Some(match operation {
        // Session.
        "login" => by("employee").json(json!({ "tenant": w.tenant, "login": "employee", "password": weir_tests::PASSWORD })),
        "logout" => by("colleague").last(),
        "revokeOtherSessions" => by("project-manager").last(),
        "changePassword" => {
            let next = json!({ "current": weir_tests::PASSWORD, "next": "another fine password" });
            by("colleague").json(next).last()
        }
        "getServerInfo" | "getMe" | "listSessions" | "listApiTokens" => by("employee"),
        "updateMe" => by("employee").json(json!({ "phone": "+86 1" })),
        "revokeSession" => by("employee").id(w.session().await).closed(ToOthers),
        "createApiToken" => by("employee").json(json!({ "name": "ci", "scopes": ["flows.start"] })),
        "revokeApiToken" => {
            by("employee").id(w.api_token("employee", &[json!("flows.start")]).await.0).closed(ToOthers)
        }

        "beginView" => {
            let body = json!({ "userId": w.user("boss"), "password": weir_tests::PASSWORD });
            by("admin").needs(PeopleViewAs).json(body).last()
        }
        "endView" | "getSecondFactor" => by("employee"),
        "offerSecondFactor" => {
            by("finance-director").json(json!({ "password": weir_tests::PASSWORD }))
        }
        "confirmSecondFactor" => {
            by("finance-director").json(json!({ "code": w.factor_code("finance-director").await }))
        }
        "renewRecoveryCodes" => {
            w.with_factor("boss").await;
            by("boss").json(json!({ "password": weir_tests::PASSWORD }))
        }
        "removeSecondFactor" => by("boss").json(json!({ "password": weir_tests::PASSWORD })),

        // The platform.
        "platformLogin" => {
            let login = w.new_key("caretaker");
            w.t.platform(&login).await;
            by("platform").json(json!({ "login": login, "password": weir_tests::PASSWORD }))
        }
        "platformLogout" => by("platform").closed(ToCompanies).last(),
        "changePlatformPassword" => {
            let next = json!({ "current": weir_tests::PASSWORD, "next": "another fine password" });
            by("platform").closed(ToCompanies).json(next).last()
        }
        "offerPlatformFactor" | "removePlatformFactor" => {
            by("platform").closed(ToCompanies).json(json!({ "password": weir_tests::PASSWORD }))
        }
        "confirmPlatformFactor" => {
            // Somebody else than who takes theirs away.
            let offer = w.as_("platform with an offer").await;
            let offer = offer.post("/platform/second-factor", json!({ "password": weir_tests::PASSWORD })).await.ok();
            let code = crate::access::sign_in::code(w.t, &text(&offer["secret"]));
            by("platform with an offer").closed(ToCompanies).json(json!({ "code": code }))
        }
        "getPlatformMe" | "listCompanies" | "listPlatformEvents" => by("platform").closed(ToCompanies),
        "foundCompany" => by("platform").closed(ToCompanies).json(json!({
            "key": w.new_key("founded"), "name": w.named("company"), "login": "admin", "person": "First",
            "timeZone": "Asia/Shanghai", "locale": "zh-CN",
        })),
        "suspendCompany" => {
            let id = w.spare_company().await["id"].clone();
            by("platform").closed(ToCompanies).id(text(&id)).json(json!({ "reason": "unpaid", "password": weir_tests::PASSWORD }))
        }
        "resumeCompany" => {
            let id = text(&w.spare_company().await["id"]);
            let suspend = json!({ "reason": "unpaid", "password": weir_tests::PASSWORD });
            w.as_("platform").await.post(&format!("/platform/companies/{id}/suspend"), suspend).await.done();
            by("platform").closed(ToCompanies).id(id)
        }

        // Views of lists.
        "listFormViews" => by("admin").closed(HiddenWithout(RecordsRead)).id(&w.form),
        "createFormView" => by("admin").closed(HiddenWithout(RecordsRead)).id(&w.form).json(json!({
            "name": w.named("view"), "settings": { "filter": { "field": "title", "op": "eq", "value": "x" } },
        })),
        "updateView" => {
            let view = w.view().await;
            let call = by("employee").closed(ToOthers).id(text(&view["id"])).rev(&view["rev"]);
            call.json(json!({ "name": w.named("changed") }))
        }
        "deleteView" => by("employee").closed(ToOthers).id(text(&w.view().await["id"])),

        "getHoldings" => by("admin").needs(OrgManage).id(w.user("manager")),
        "handOver" => by("admin").needs(OrgManage).id(w.user("manager")).json(json!({
            "to": w.user("boss"), "tasks": true, "departments": true, "projects": true, "workItems": true,
        })),

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

        // Forms.
        "listForms" => by("employee"),
        "createForm" => by("admin").needs(FormsDesign).foreign(Kept).json(json!({
            "key": w.new_key("form"), "name": name("form"), "schema": referring(w),
        })),
        "getForm" => by("admin").closed(HiddenWithout(RecordsRead)).id(&w.form),
        "getFormDraft" | "diffFormDraft" | "listFormVersions" => by("admin").needs(FormsDesign).id(&w.form),
        "saveFormDraft" => {
            let form = w.new_form().await;
            let rev = w.as_("admin").await.get(&format!("/forms/{form}/draft")).await.ok()["rev"].clone();
            let body = json!({ "schema": referring(w) });
            by("admin").needs(FormsDesign).id(form).rev(&rev).json(body).foreign(Kept)
        }
        "publishForm" => by("admin").needs(FormsDesign).id(w.new_form().await).json(json!({})),
        "getFormVersion" => by("admin").needs(FormsDesign).id(&w.form).at("version", 1),
        "rollbackForm" => {
            let rev = w.as_("admin").await.get(&format!("/forms/{}/draft", w.form)).await.ok()["rev"].clone();
            by("admin").needs(FormsDesign).id(&w.form).rev(&rev).json(json!({ "version": 1 }))
        }

        // Links.
        "listFormLinks" => by("admin").needs(FormsDesign).id(&w.shelf),
        "createFormLink" => by("admin").needs(FormsDesign).id(&w.shelf).json(json!({
            "name": w.named("link"), "audience": "public", "maxSubmissions": 3,
        })),
        "updateFormLink" | "takeOverFormLink" => {
            let (link, change) = (w.form_link("public").await, json!({ "name": w.named("changed"), "active": false }));
            let call = by("admin").needs(FormsDesign).id(text(&link["id"])).rev(&link["rev"]);
            if operation == "updateFormLink" { call.json(change) } else { call }
        }
        "deleteFormLink" => by("admin").needs(FormsDesign).id(text(&w.form_link("public").await["id"])),
        "lookAtFormLink" => by("employee").json(json!({ "token": w.link_token("public").await })),
        "fillFormLink" => by("employee").json(json!({
            "token": w.link_token("public").await, "data": { "title": w.named("answer") },
        })),
        "lookAtInternalLink" => by("employee").json(json!({ "token": w.link_token("internal").await })),
        "fillInternalLink" => by("employee").json(json!({
            "token": w.link_token("internal").await, "data": { "title": w.named("answer") },
        })),

        // Records.
        "listRecords" | "lookupRecords" => by("admin").closed(HiddenWithout(RecordsRead)).id(&w.shelf),
        "createRecord" => by("admin").needs(RecordsCreate).id(&w.form).json(json!({
            "data": w.data("admin").await, "departmentId": w.company.department("company"),
        })),
        "getRecord" => by("admin").closed(HiddenWithout(RecordsRead)).id(text(&w.new_record().await["id"])),
        "updateRecord" => {
            let admin = w.as_("admin").await;
            let path = format!("/forms/{}/records", w.form);
            let record = admin.post(&path, json!({ "data": { "title": w.named("record") } })).await.ok();
            let body = json!({ "data": w.data("admin").await });
            by("admin").needs(RecordsUpdate).id(text(&record["id"])).rev(&record["rev"]).json(body)
        }
        "deleteRecord" => by("admin").needs(RecordsDelete).id(text(&w.new_record().await["id"])),
        "bulkRecords" => {
            let record = w.new_record().await["id"].clone();
            let body = json!({ "ids": [record], "change": { "data": { "title": w.named("changed") } } });
            by("admin").needs(RecordsUpdate).id(&w.shelf).json(body).foreign(FindsNothing)
        }
        "listDeletedRecords" => by("admin").needs(RecordsDelete).id(&w.shelf),
        "restoreRecord" => {
            let record = text(&w.new_record().await["id"]);
            w.as_("admin").await.delete(&format!("/records/{record}")).await.done();
            by("admin").needs(RecordsDelete).id(record)
        }

        // Flows.
        "listFlows" => by("employee"),
        "createFlow" => by("admin").needs(FlowsDesign).json(json!({
            "key": w.new_key("flow"), "name": name("flow"), "formId": w.form,
        })),
        "getFlow" => by("employee").closed(HiddenWithout(FlowsStart)).at("key", w.flow("buy")),
        "previewFlow" => by("employee").closed(HiddenWithout(FlowsStart)).at("key", w.flow("ask")).json(json!({
            "data": w.data("employee").await, "departmentId": w.company.department("purchasing"),
            "chosen": { "step": [w.user("manager")] },
        })).foreign(FindsNothing),
        "getFlowDraft" | "diffFlowDraft" | "listFlowVersions" => {
            by("admin").needs(FlowsDesign).at("key", w.flow("buy"))
        }
        "saveFlowDraft" => {
            let key = w.new_flow().await;
            let rev = w.as_("admin").await.get(&format!("/flows/{key}/draft")).await.ok()["rev"].clone();
            let body = json!({ "definition": everybody(w).await });
            by("admin").needs(FlowsDesign).at("key", key).rev(&rev).json(body).foreign(Kept)
        }
        "publishFlow" => by("admin").needs(FlowsDesign).at("key", w.new_flow().await).json(json!({})),
        "getFlowVersion" => by("admin").needs(FlowsDesign).at("key", w.flow("buy")).at("version", 1),
        "rollbackFlow" => {
            let key = w.flow("buy");
            let rev = w.as_("admin").await.get(&format!("/flows/{key}/draft")).await.ok()["rev"].clone();
            by("admin").needs(FlowsDesign).at("key", key).rev(&rev).json(json!({ "version": 1 }))
        }

        "checkScript" => by("admin").needs(FlowsDesign).json(json!({
            "script": "form.title != ()", "place": { "kind": "flowCondition", "formId": w.form },
        })),

        // Approvals.
        "startInstance" => by("employee").closed(HiddenWithout(FlowsStart)).at("key", w.flow("ask")).json(json!({
            "data": w.data("employee").await, "departmentId": w.company.department("purchasing"),
            "chosen": { "step": [w.user("manager")] }, "draftId": w.draft().await["id"],
        })),
        "search" => by("admin").query("q", w.mark()),
        "listInstances" | "listTasks" | "listCopies" | "getCounts" | "listDrafts" => by("employee"),
        "getInstance" | "getInstancePrint" | "listComments" => {
            by("employee").closed(ToOutsiders).id(text(&w.start("buy").await["id"]))
        }
        "withdrawInstance" => {
            by("employee").closed(ToOutsiders).id(text(&w.start("buy").await["id"])).json(json!({}))
        }
        "terminateInstance" => {
            let instance = text(&w.start("buy").await["id"]);
            by("admin").needs(FlowsAdmin).id(instance).json(json!({ "comment": "because" }))
        }
        "resubmitInstance" => by("employee").closed(ToOutsiders).id(w.decided("ask", "reject").await).json(json!({
            "data": w.data("employee").await, "chosen": { "step": [w.user("manager")] },
        })),
        "addComment" => {
            let body = json!({ "text": "Hello", "files": [w.file("employee").await] });
            by("employee").closed(ToOutsiders).id(text(&w.start("buy").await["id"])).json(body)
        }
        "getTask" => by("manager").closed(ToOthers).id(w.task("buy").await),
        "approveTask" | "rejectTask" => decision(w, "buy").await,
        "completeTask" => decision(w, "check").await,
        "transferTask" => {
            let body = json!({ "to": w.user("boss"), "comment": "please" });
            by("manager").closed(ToOthers).id(w.task("buy").await).json(body)
                .without("body /files/*", "nothing is decided yet")
                .without("body /signature", "nothing is decided yet")
        }
        "decideTasks" => {
            let body = json!({ "verdict": "approve", "ids": [w.task("buy").await] });
            by("manager").json(body).foreign(FindsNothing)
        }
        "readCopy" => by("boss").closed(ToOthers).id(w.copy().await),
        "createDraft" => by("employee").foreign(Kept).json(draft(w).await),
        "getDraft" | "deleteDraft" => by("employee").closed(ToOthers).id(text(&w.draft().await["id"])),
        "saveDraft" => {
            let known = w.draft().await;
            let call = by("employee").closed(ToOthers).id(text(&known["id"])).rev(&known["rev"]);
            call.json(draft(w).await).foreign(Kept)
        }

        // Files, notifications, operations.
        "uploadFile" => Call { body: Body::File(b"hello"), ..by("employee") },
        "downloadFile" | "getFileInfo" => by("employee").closed(ToOthers).id(w.file("employee").await),
        "listFileVersions" => by("admin").closed(HiddenWithout(RecordsRead)).id(w.paper().await),
        "addFileVersion" => {
            let body = json!({ "file": w.file("admin").await, "note": w.named("note") });
            by("admin").needs(RecordsUpdate).id(w.paper().await).rev(&json!(2)).json(body)
        }
        "restoreFileVersion" => {
            by("admin").needs(RecordsUpdate).id(w.paper().await).at("version", 1).rev(&json!(2)).json(json!({}))
        }
        "lockFile" => by("admin").needs(RecordsUpdate).id(w.paper().await),
        "unlockFile" => {
            let paper = w.paper().await;
            w.as_("admin").await.post_empty(&format!("/files/{paper}/lock")).await.done();
            by("admin").needs(RecordsUpdate).id(paper).json(json!({ "note": w.named("note") }))
        }

        // Exchange.
        "listImports" | "listBackgroundTasks" => by("admin"),
        "createImport" => by("admin").needs(RecordsImport).json(json!({
            "kind": "records", "formId": w.shelf, "file": w.table("admin").await,
        })),
        "getImport" | "checkImport" | "runImport" | "listImportIssues" | "downloadImportIssues" => {
            by("admin").closed(ToOutsiders).id(text(&w.import("records").await["id"]))
        }
        "updateImport" => {
            let import = w.import("records").await;
            let body = json!({ "mode": "allOrNothing" });
            by("admin").closed(ToOutsiders).id(text(&import["id"])).rev(&import["rev"]).json(body)
        }
        "revertImport" => by("admin").closed(ToOutsiders).id(w.imported().await),
        "tellImportPasswords" => by("admin").closed(ToOutsiders).id(text(&w.import("people").await["id"])),
        "createExport" => by("admin").needs(RecordsExport).json(json!({
            "kind": "records", "formId": w.shelf, "format": "csv",
        })).without("body /department", "only people are of a department"),
        "getBackgroundTask" | "cancelBackgroundTask" => {
            by("admin").closed(ToOutsiders).id(text(&w.export().await["id"]))
        }

        "listNotifications" | "readAllNotifications" | "getNotificationPreferences" | "streamEvents" => by("manager"),
        "readNotification" => by("manager").closed(ToOthers).id(w.notification().await),
        "getMailTimes" | "listMyWork" | "listDeadlines" => by("manager"),
        "saveMailTimes" => by("manager").json(json!({
            "digest": "daily", "dailyAt": "08:30", "quiet": { "from": "22:00", "until": "07:00" },
        })),
        "saveNotificationPreferences" => by("manager").json(json!({
            "items": [{ "event": "copied", "inApp": true, "email": false }],
        })),
        "listIncidents" => by("admin").needs(JobsManage),
        "retryIncident" | "skipIncident" => by("admin").needs(JobsManage).id(w.incident().await),
        "listTemplates" => by("admin").needs(TemplatesInstall),
        "installTemplate" => by("admin").needs(TemplatesInstall).at("key", "leave"),
        "getSettings" => by("admin").needs(SettingsManage),
        "updateSettings" => {
            let rev = w.as_("admin").await.get("/settings").await.ok()["rev"].clone();
            let body = json!({ "name": w.named("company"), "logo": w.picture("admin").await });
            by("admin").needs(SettingsManage).rev(&rev).json(body)
        }
        "sendTestMail" => by("admin").needs(SettingsManage).json(json!({ "to": w.user("employee") })),
        "reportFeedback" => by("employee").json(json!({
            "kind": "wish", "text": w.named("feedback"), "page": "/", "files": [w.file("employee").await],
        })),
        "listMyFeedback" => by("employee"),
        "listFeedback" => by("admin").needs(SettingsManage),
        "getFeedback" => by("employee").closed(ToOutsiders).id(text(&w.feedback().await["id"])),
        "answerFeedback" => {
            let said = w.feedback().await;
            let call = by("employee").closed(ToOutsiders).id(text(&said["id"])).rev(&said["rev"]);
            call.json(json!({ "text": w.named("reply") }))
        }
        "getWorkCalendar" => by("employee"),
        "saveWorkCalendar" => {
            let rev = w.as_("admin").await.get("/work-calendar").await.ok()["rev"].clone();
            let day = json!({ "date": "2026-10-01", "kind": "holiday", "name": w.named("day") });
            let body = json!({ "weekdays": [1, 2, 3, 4, 5], "days": [day] });
            by("admin").needs(SettingsManage).rev(&rev).json(body)
        }
        "listChanges" | "exportChanges" => {
            by("admin").needs(AuditRead).query("actor", w.user("employee")).foreign(FindsNothing)
        }
        _ => return super::projects::call(w, operation).await,
    })
}

/// Grants on a form and over departments.
fn grants(w: &World<'_>) -> Json {
    json!([{
        "permission": "records.read", "formId": w.form, "dataScope": "chosen",
        "departments": [w.company.department("import")],
    }])
}

/// A schema with a reference and a table with one.
pub fn referring(w: &World<'_>) -> Json {
    let reference = |key: &str| field(key, "reference", json!({ "form": w.shelf }));
    schema(&[
        field("title", "text", json!({})),
        reference("asset"),
        field("items", "detail", json!({ "fields": [reference("asset")] })),
    ])
}

/// A definition that names people in every way there is.
async fn everybody(w: &World<'_>) -> Json {
    let (boss, department) = (w.user("boss"), w.company.department("import"));
    let (role, post) = (w.company.role("member"), w.new_post().await["id"].clone());
    let node = |key: &str, kind: &str, who: Json| json!({ "key": key, "name": { "en": key }, "kind": kind, "who": who });
    let mut fallback = node("c", "approve", json!({ "kind": "user", "users": [boss] }));
    fallback["onEmpty"] = json!({ "kind": "user", "user": boss });
    let nodes = [
        json!({ "key": "start", "name": { "en": "Start" }, "kind": "start", "starters": [
            { "kind": "user", "users": [boss] }, { "kind": "role", "role": role },
            { "kind": "department", "department": department },
        ] }),
        node("a", "approve", json!({ "kind": "role", "role": role })),
        node("b", "handle", json!({ "kind": "post", "post": post, "department": department })),
        fallback,
        node("d", "carbonCopy", json!({ "kind": "departmentHead", "department": department })),
        json!({ "key": "end", "name": { "en": "End" }, "kind": "end", "project": {
            "template": w.project_template().await["template"],
        } }),
    ];
    let edges: Vec<Json> = nodes
        .windows(2)
        .enumerate()
        .map(|(n, pair)| json!({ "key": format!("e{n}"), "from": pair[0]["key"], "to": pair[1]["key"] }))
        .collect();
    json!({ "name": { "en": w.named("flow") }, "nodes": nodes, "edges": edges })
}

/// A decision with everything that may come with it.
async fn decision(w: &World<'_>, flow: &str) -> Call {
    let body = json!({
        "comment": "because", "files": [w.file("manager").await], "signature": w.file("manager").await,
    });
    let call = by("manager").closed(ToOthers).id(w.task(flow).await).json(body);
    call.without("body /to", "only handing on names somebody")
}

/// A draft with everything that one may hold.
async fn draft(w: &World<'_>) -> Json {
    json!({
        "flowKey": w.flow("ask"), "data": w.data("employee").await,
        "departmentId": w.company.department("purchasing"), "chosen": { "step": [w.user("manager")] },
    })
}
