//! Forms, their links and records, and the views that people keep of lists.

use serde_json::json;
use weir_model::permission::Permission::{
    FormsDesign, RecordsCreate, RecordsDelete, RecordsRead, RecordsUpdate,
};

use super::super::call::Closed::{HiddenWithout, ToOthers};
use super::super::call::Foreign::{FindsNothing, Kept};
use super::super::call::{Call, by};
use super::super::world::World;
use super::referring;
use crate::draw::text;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    let name = |what: &str| json!({ "en": w.named(what) });
    Some(match operation {
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
            let (link, change) =
                (w.form_link("public").await, json!({ "name": w.named("changed"), "active": false }));
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
        _ => return None,
    })
}
