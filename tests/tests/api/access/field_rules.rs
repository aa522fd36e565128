//! What roles may do with fields: set by who may do as much, and never so that nobody sees a field any more.

use serde_json::json;
use weir_tests::each_app;

use super::{role_of, set_rules};
use crate::draw::{field, published_form, save_form};

fn fields() -> Vec<serde_json::Value> {
    let cost = field("cost", "money", json!({ "currency": "CNY" }));
    vec![
        field("title", "text", json!({ "required": true })),
        field("pay", "money", json!({ "currency": "CNY" })),
        field("items", "detail", json!({ "fields": [field("name", "text", json!({})), cost] })),
    ]
}

#[tokio::test]
async fn a_rule_is_set_shown_logged_and_taken_back() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let (admin, member) = (t.login("admin").await, t.demo.role("member"));
        let path = format!("/roles/{member}/field-rules/{form}");
        let free = admin.get(&path).await;
        let etag = free.header("etag").to_owned();
        let free = free.ok();
        assert_eq!(etag, format!("\"{}\"", free["rev"]));
        let of = |answer: &serde_json::Value| -> Vec<(String, String)> {
            let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
            let fields = answer["fields"].as_array().unwrap().iter();
            fields.map(|f| (text(&f["field"]), text(&f["right"]))).collect()
        };
        let all = |rights: [&str; 5]| -> Vec<(String, String)> {
            let paths = ["title", "pay", "items", "items.name", "items.cost"];
            paths.iter().zip(rights).map(|(p, r)| ((*p).to_owned(), r.to_owned())).collect()
        };
        assert_eq!(of(&free), all(["edit"; 5]));
        let set =
            set_rules(&admin, member, &form, &[("pay", "hidden"), ("items.cost", "read"), ("title", "edit")])
                .await
                .ok();
        assert_eq!(of(&set), all(["edit", "hidden", "edit", "edit", "read"]));
        assert_ne!(set["rev"], free["rev"]);
        admin.put(&path, &free["rev"], json!({ "rules": [] })).await.problem(412, "stale");
        let listed = admin.get(&format!("/roles/{member}/field-rules")).await.ok();
        let rules =
            json!([{ "field": "items.cost", "right": "read" }, { "field": "pay", "right": "hidden" }]);
        assert_eq!((&listed["items"][0]["formId"], &listed["items"][0]["rules"]), (&json!(form), &rules));
        let log = admin.get(&format!("/change-log?subject=role&subjectId={member}")).await.ok();
        assert_eq!(log["items"][0]["before"], json!({ "formId": form, "fields": {} }));
        let after = json!({ "formId": form, "fields": { "items.cost": "read", "pay": "hidden" } });
        assert_eq!(log["items"][0]["after"], after);
        set_rules(&admin, member, &form, &[]).await.done();
        assert_eq!(admin.get(&format!("/roles/{member}/field-rules")).await.ok()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_cannot_be_is_told_where() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let (admin, member) = (t.login("admin").await, t.demo.role("member"));
        for (rules, at, code) in [
            (json!([{ "field": "salary", "right": "hidden" }]), "rules[0].field", "org.field_unknown"),
            (json!([{ "field": "items.", "right": "hidden" }]), "rules[0].field", "org.field_unknown"),
            (json!([{ "field": "cost", "right": "hidden" }]), "rules[0].field", "org.field_unknown"),
            (json!([{ "field": "' or 1=1 --", "right": "hidden" }]), "rules[0].field", "org.field_unknown"),
            (
                json!([{ "field": "pay", "right": "hidden" }, { "field": "pay", "right": "read" }]),
                "rules[1]",
                "org.rule_repeated",
            ),
            (json!([{ "field": "pay", "right": "secret" }]), "rules[0].right", "request.unknown_value"),
            (json!([{ "field": "pay" }]), "rules[0].right", "request.field_missing"),
            (json!([{ "field": "pay", "right": "read", "x": 1 }]), "rules[0].x", "request.unknown_field"),
        ] {
            let path = format!("/roles/{member}/field-rules/{form}");
            let rev = admin.get(&path).await.ok()["rev"].clone();
            admin.put(&path, &rev, json!({ "rules": rules })).await.invalid(&[(at, code)]);
        }
        let many = vec![("pay", "hidden"); 301];
        set_rules(&admin, member, &form, &many).await.invalid(&[("rules", "org.rules_max")]);
        let refused = set_rules(&admin, t.demo.role("administrator"), &form, &[("pay", "hidden")]).await;
        refused.problem(409, "org.administrator_sees_all");
        let nowhere = format!("/roles/{member}/field-rules/frm_00000000000000000000000000000001");
        admin.get(&nowhere).await.problem(404, "not_found");
        t.login("employee").await.get(&format!("/roles/{member}/field-rules")).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn a_field_that_went_from_the_form_is_still_ruled() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        save_form(&admin, &form, &fields()[..1]).await.done();
        admin.post(&format!("/forms/{form}/publish"), json!({})).await.done();
        set_rules(&admin, t.demo.role("member"), &form, &[("pay", "hidden")]).await.done();
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_or_takes_more_than_they_may_with_a_field_themselves() {
    each_app(|t| async move {
        let form = published_form(&t, "staff", &fields()).await;
        let admin = t.login("admin").await;
        let grants = json!([
            { "permission": "roles.manage" }, { "permission": "records.read", "dataScope": "all" },
        ]);
        let clerk = role_of(&t, "boss", "clerk", grants).await;
        let other =
            role_of(&t, "colleague", "other", json!([{ "permission": "records.read", "dataScope": "own" }]))
                .await;
        for role in [clerk.clone(), other.clone(), t.demo.role("member").to_string()] {
            set_rules(&admin, role, &form, &[("pay", "hidden"), ("items", "read")]).await.done();
        }
        let boss = t.login("boss").await;
        let beyond = "org.rule_beyond_own";
        // What one does not see oneself, one neither shows nor has hidden.
        set_rules(&boss, &other, &form, &[("items", "read")]).await.invalid(&[("rules", beyond)]);
        set_rules(&boss, &other, &form, &[("pay", "read"), ("items", "read")])
            .await
            .invalid(&[("rules[0]", beyond)]);
        set_rules(&boss, &clerk, &form, &[("items", "read")]).await.invalid(&[("rules", beyond)]);
        set_rules(&boss, &other, &form, &[("pay", "hidden")]).await.invalid(&[("rules", beyond)]);
        // What one may do, one gives and takes.
        let rules = [("pay", "hidden"), ("items", "read"), ("title", "read")];
        set_rules(&boss, &other, &form, &rules).await.done();
        set_rules(&boss, &other, &form, &[("pay", "hidden"), ("items", "hidden"), ("title", "read")])
            .await
            .done();
        // A role over more records than one's own.
        let narrow =
            json!([{ "permission": "roles.manage" }, { "permission": "records.read", "dataScope": "own" }]);
        role_of(&t, "manager", "narrow", narrow).await;
        let manager = t.login("manager").await;
        let wide =
            role_of(&t, "colleague", "wide", json!([{ "permission": "records.read", "dataScope": "all" }]))
                .await;
        set_rules(&manager, &wide, &form, &[("title", "hidden")]).await.invalid(&[("rules[0]", beyond)]);
    })
    .await;
}
