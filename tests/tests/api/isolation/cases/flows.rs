//! Flows: drawing them.

use serde_json::{Value as Json, json};
use weir_model::permission::Permission::{FlowsDesign, FlowsStart};

use super::super::call::Closed::HiddenWithout;
use super::super::call::Foreign::{FindsNothing, Kept};
use super::super::call::{Call, by};
use super::super::world::World;

#[allow(clippy::too_many_lines, reason = "a table")]
pub async fn call(w: &World<'_>, operation: &str) -> Option<Call> {
    let name = |what: &str| json!({ "en": w.named(what) });
    Some(match operation {
        // Flows.
        "listFlows" => by("employee"),
        "createFlow" => by("admin").needs(FlowsDesign).json(json!({
            "key": w.new_key("flow"), "name": name("flow"), "formId": w.form,
        })),
        "getFlow" => by("employee").closed(HiddenWithout(FlowsStart)).at("key", w.flow("buy")),
        "previewFlow" => by("employee")
            .closed(HiddenWithout(FlowsStart))
            .at("key", w.flow("ask"))
            .json(json!({
                "data": w.data("employee").await, "departmentId": w.company.department("purchasing"),
                "chosen": { "step": [w.user("manager")] },
            }))
            .foreign(FindsNothing),
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
        _ => return None,
    })
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
