//! Starting flows, deciding and talking about what they ask.

use serde_json::{Value as Json, json};
use weir_model::permission::Permission::{FlowsAdmin, FlowsStart};

use super::super::call::Closed::{HiddenWithout, ToOthers, ToOutsiders};
use super::super::call::Foreign::{FindsNothing, Kept};
use super::super::call::{Call, by};
use super::super::world::World;
use crate::draw::text;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    Some(match operation {
        // Approvals.
        "startInstance" => {
            by("employee").closed(HiddenWithout(FlowsStart)).at("key", w.flow("ask")).json(json!({
                "data": w.data("employee").await, "departmentId": w.company.department("purchasing"),
                "chosen": { "step": [w.user("manager")] }, "draftId": w.draft().await["id"],
            }))
        }
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
        "resubmitInstance" => {
            by("employee").closed(ToOutsiders).id(w.decided("ask", "reject").await).json(json!({
                "data": w.data("employee").await, "chosen": { "step": [w.user("manager")] },
            }))
        }
        "addComment" => {
            let body = json!({ "text": "Hello", "files": [w.file("employee").await] });
            by("employee").closed(ToOutsiders).id(text(&w.start("buy").await["id"])).json(body)
        }
        "getTask" => by("manager").closed(ToOthers).id(w.task("buy").await),
        "approveTask" | "rejectTask" => decision(w, "buy").await,
        "completeTask" => decision(w, "check").await,
        "transferTask" => {
            let body = json!({ "to": w.user("boss"), "comment": "please" });
            by("manager")
                .closed(ToOthers)
                .id(w.task("buy").await)
                .json(body)
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
        _ => return None,
    })
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
