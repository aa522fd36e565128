//! Drawing flows: drafts, the checks before a publication, versions.

use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use crate::draw::{create_form, field, issues, published_form, text};

fn node(key: &str, kind: &str, more: Json) -> Json {
    let mut node = json!({ "key": key, "name": { "en": key }, "kind": kind });
    node.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    node
}

/// A flow of these nodes between start and end, one after the other.
fn straight(nodes: &[Json]) -> Json {
    let mut all = vec![node("start", "start", json!({}))];
    all.extend(nodes.iter().cloned());
    all.push(node("end", "end", json!({})));
    let edge = |(n, pair): (usize, &[Json])| json!({ "key": format!("e{n}"), "from": pair[0]["key"], "to": pair[1]["key"] });
    let edges: Vec<Json> = all.windows(2).enumerate().map(edge).collect();
    json!({ "name": { "en": "Loan" }, "nodes": all, "edges": edges })
}

fn approve(t: &TestApp, key: &str, login: &str) -> Json {
    node(key, "approve", json!({ "who": { "kind": "user", "users": [t.demo.user(login)] } }))
}

async fn flow(t: &TestApp, key: &str) -> Client {
    let form = published_form(t, key, &[field("title", "text", json!({}))]).await;
    let admin = t.login("admin").await;
    let wish = json!({ "key": key, "name": { "en": key }, "formId": form });
    admin.post("/flows", wish).await.done();
    admin
}

async fn save(designer: &Client, key: &str, definition: &Json) -> weir_tests::Answer {
    let rev = designer.get(&format!("/flows/{key}/draft")).await.ok()["rev"].clone();
    designer.put(&format!("/flows/{key}/draft"), &rev, json!({ "definition": definition })).await
}

async fn publish(designer: &Client, key: &str) -> weir_tests::Answer {
    designer.post(&format!("/flows/{key}/publish"), json!({})).await
}

#[tokio::test]
async fn a_new_flow_leads_from_start_to_end_and_belongs_to_a_form() {
    each_app(|t| async move {
        let admin = flow(&t, "loan").await;
        let draft = admin.get("/flows/loan/draft").await.ok();
        let kinds: Vec<_> =
            draft["definition"]["nodes"].as_array().unwrap().iter().map(|n| text(&n["kind"])).collect();
        assert_eq!((kinds, issues(&draft)), (vec!["start".to_owned(), "end".to_owned()], vec![]));

        let theirs = create_form(&t.login_to("other", "admin").await, "asset", &[]).await;
        let wish = |key: &str, form: &str| json!({ "key": key, "name": { "en": "L" }, "formId": form });
        admin.post("/flows", wish("b", &theirs)).await.invalid(&[("formId", "design.form_unknown")]);
        let ours = text(&admin.get("/flows?design=true").await.ok()["items"][0]["formId"]);
        admin.post("/flows", wish("loan", &ours)).await.invalid(&[("key", "design.key_taken")]);
    })
    .await;
}

#[tokio::test]
async fn a_flow_waits_for_its_form() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = create_form(&admin, "asset", &[field("title", "text", json!({}))]).await;
        let wish = json!({ "key": "loan", "name": { "en": "Loan" }, "formId": form });
        admin.post("/flows", wish).await.done();
        publish(&admin, "loan").await.invalid(&[("", "flow.form_unpublished")]);
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        assert_eq!(publish(&admin, "loan").await.ok()["version"], 1);
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_its_node_and_nothing_is_published() {
    each_app(|t| async move {
        let admin = flow(&t, "loan").await;
        let stranger = json!({ "who": { "kind": "user", "users": [t.other.user("manager")] } });
        let fallback = json!({
            "who": { "kind": "initiator" }, "onEmpty": { "kind": "user", "user": t.other.user("boss") },
        });
        let wrong = straight(&[
            node("nobody", "approve", json!({ "who": { "kind": "nobody" } })),
            node("stranger", "approve", stranger),
            node("fallback", "approve", fallback),
            node("field", "approve", json!({ "who": { "kind": "field", "field": "title" } })),
        ]);
        let saved = save(&admin, "loan", &wrong).await.ok();
        let expected = [
            ("nobody", "flow.who_missing"),
            ("field", "flow.field_not_people"),
            ("stranger", "flow.who_unknown"),
            ("fallback", "flow.who_unknown"),
        ];
        let expected: Vec<_> = expected.iter().map(|(f, c)| ((*f).to_owned(), (*c).to_owned())).collect();
        assert_eq!(issues(&saved), expected);
        publish(&admin, "loan").await.problem(422, "invalid");
        assert_eq!(t.login("employee").await.get("/flows").await.ok()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_condition_that_does_not_fit_the_form_is_told_at_its_branch() {
    each_app(|t| async move {
        let admin = flow(&t, "loan").await;
        let definition = json!({
            "name": { "en": "Loan" },
            "nodes": [
                node("start", "start", json!({})), node("size", "condition", json!({})),
                approve(&t, "big", "boss"), node("join", "join", json!({ "of": "size" })),
                node("end", "end", json!({})),
            ],
            "edges": [
                { "key": "e1", "from": "start", "to": "size" },
                { "key": "large", "from": "size", "to": "big", "when": {
                    "op": "compare", "cmp": "gt", "left": { "op": "field", "key": "title" },
                    "right": { "op": "lit", "value": { "number": "5" } },
                } },
                { "key": "rest", "from": "size", "to": "join" },
                { "key": "e2", "from": "big", "to": "join" },
                { "key": "e3", "from": "join", "to": "end" },
            ],
        });
        let saved = save(&admin, "loan", &definition).await.ok();
        let found = issues(&saved);
        assert!(!found.is_empty() && found.iter().all(|(at, _)| at == "large"), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_property_that_no_node_has_is_refused_with_its_place() {
    each_app(|t| async move {
        let admin = flow(&t, "loan").await;
        let misspelt = straight(&[node(
            "head",
            "approve",
            json!({ "who": { "kind": "initiator" }, "onEmtpy": { "kind": "pass" } }),
        )]);
        save(&admin, "loan", &misspelt)
            .await
            .invalid(&[("definition.nodes[1].onEmtpy", "request.unknown_field")]);
    })
    .await;
}

#[tokio::test]
async fn versions_of_a_flow_are_compared_kept_and_taken_back() {
    each_app(|t| async move {
        let admin = flow(&t, "loan").await;
        publish(&admin, "loan").await.done();
        publish(&admin, "loan").await.problem(409, "design.nothing_to_publish");
        save(&admin, "loan", &straight(&[approve(&t, "head", "manager")])).await.done();
        let diff = admin.get("/flows/loan/draft/diff").await.ok();
        let added: Vec<_> = diff["changes"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|c| c["kind"] == "added" && c["subject"] == "node")
            .map(|c| text(&c["key"]))
            .collect();
        assert_eq!(added, ["head"]);
        assert_eq!(publish(&admin, "loan").await.ok()["version"], 2);

        let one = admin.get("/flows/loan/versions/1").await.ok();
        assert_eq!(one["definition"]["nodes"].as_array().unwrap().len(), 2);
        let versions = admin.get("/flows/loan/versions").await.ok();
        assert_eq!(versions["items"].as_array().unwrap().len(), 2);

        let rev = admin.get("/flows/loan/draft").await.ok()["rev"].clone();
        let at = admin.with_header("if-match", &format!("\"{rev}\""));
        let back = at.post("/flows/loan/rollback", json!({ "version": 1 })).await.ok();
        assert_eq!(back["definition"]["nodes"].as_array().unwrap().len(), 2);
        at.post("/flows/loan/rollback", json!({ "version": 1 })).await.problem(412, "stale");
        assert_eq!(publish(&admin, "loan").await.ok()["version"], 3);
    })
    .await;
}

#[tokio::test]
async fn who_does_not_design_flows_sees_no_draft() {
    each_app(|t| async move {
        flow(&t, "loan").await;
        let employee = t.login("employee").await;
        for path in ["draft", "draft/diff", "versions", "versions/1"] {
            employee.get(&format!("/flows/loan/{path}")).await.problem(403, "denied");
        }
        employee.get("/flows?design=true").await.problem(403, "denied");
        publish(&employee, "loan").await.problem(403, "denied");
        let stranger = t.login_to("other", "admin").await;
        stranger.get("/flows/loan/draft").await.problem(404, "not_found");
    })
    .await;
}
