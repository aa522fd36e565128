//! Files, notifications, looking after a company, imports and exports.

use serde_json::json;
use weir_model::permission::Permission::{
    AuditRead, JobsManage, RecordsExport, RecordsImport, RecordsRead, RecordsUpdate, SettingsManage,
    TemplatesInstall,
};

use super::super::call::Closed::{HiddenWithout, ToOthers, ToOutsiders};
use super::super::call::Foreign::FindsNothing;
use super::super::call::{Body, Call, by};
use super::super::world::World;
use crate::draw::text;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    Some(match operation {
        // Files, notifications, operations.
        "uploadFile" => Call { body: Body::File(b"hello"), ..by("employee") },
        "downloadFile" | "getFileInfo" => by("employee").closed(ToOthers).id(w.file("employee").await),
        "listFileVersions" => by("admin").closed(HiddenWithout(RecordsRead)).id(w.paper().await),
        "addFileVersion" => {
            let body = json!({ "file": w.file("admin").await, "note": w.named("note") });
            by("admin").needs(RecordsUpdate).id(w.paper().await).rev(&json!(2)).json(body)
        }
        "restoreFileVersion" => by("admin")
            .needs(RecordsUpdate)
            .id(w.paper().await)
            .at("version", 1)
            .rev(&json!(2))
            .json(json!({})),
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
        "createExport" => by("admin")
            .needs(RecordsExport)
            .json(json!({
                "kind": "records", "formId": w.shelf, "format": "csv",
            }))
            .without("body /department", "only people are of a department"),
        "getBackgroundTask" | "cancelBackgroundTask" => {
            by("admin").closed(ToOutsiders).id(text(&w.export().await["id"]))
        }

        "listNotifications" | "readAllNotifications" | "getNotificationPreferences" | "streamEvents" => {
            by("manager")
        }
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
        _ => return None,
    })
}
