//! Why somebody may or may not, told so that an administrator can do something about it.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use super::{role_of, set_rules};
use crate::approvals::desk;
use crate::draw::{field, published_form, text};

async fn ask(client: &Client, query: &[(&str, String)]) -> weir_tests::Answer {
    let query: Vec<String> = query.iter().map(|(k, v)| format!("{k}={v}")).collect();
    client.get(&format!("/access/explain?{}", query.join("&"))).await
}

fn said(answer: &Json, list: &str) -> Vec<String> {
    answer[list].as_array().unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn an_answer_names_role_scope_end_and_what_would_help() {
    each_app(|t| async move {
        let form = published_form(
            &t,
            "asset",
            &[field("title", "text", json!({})), field("price", "text", json!({}))],
        )
        .await;
        let admin = t.login("admin").await;
        role_of(&t, "finance-director", "maker", json!([{ "permission": "records.create" }])).await;
        let finance = t.login("finance-director").await;
        let made = finance
            .post(&format!("/forms/{form}/records"), json!({ "data": { "title": "Lathe" } }))
            .await
            .ok();
        let record = text(&made["id"]);
        let about = |login: &str, permission: &str| {
            vec![
                ("userId", t.demo.user(login).to_string()),
                ("permission", permission.to_owned()),
                ("recordId", record.clone()),
            ]
        };
        let manager = ask(&admin, &about("manager", "records.read")).await.ok();
        assert_eq!(manager["allowed"], false);
        assert_eq!(manager["record"]["department"]["name"]["en"], "finance");
        let grounds = manager["grounds"].as_array().unwrap();
        let scopes: Vec<_> = grounds.iter().map(|g| (g["dataScope"].clone(), g["covers"].clone())).collect();
        assert!(scopes.contains(&(json!("departmentAndBelow"), json!(false))), "{scopes:?}");
        assert!(scopes.contains(&(json!("own"), json!(false))), "{scopes:?}");
        let reasons = said(&manager, "reasons").join("\n");
        for part in
            ["manager may not see records.", "“department-manager”", "(purchasing)", "does not lie within"]
        {
            assert!(reasons.contains(part), "{part} is missing: {reasons}");
        }
        let needed = said(&manager, "needed");
        assert!(needed.contains(&"Give manager the role “Administrator”.".to_owned()), "{needed:?}");
        assert!(
            needed.contains(&"Widen the data scope of the role “department-manager”.".to_owned()),
            "{needed:?}"
        );
        manager["record"].as_object().unwrap().keys().for_each(|key| assert_ne!(key, "title"));

        let own = ask(&admin, &about("finance-director", "records.read")).await.ok();
        assert_eq!((&own["allowed"], &own["needed"]), (&json!(true), &json!([])));
        let never = ask(&admin, &about("employee", "records.delete")).await.ok();
        assert_eq!((&never["allowed"], &never["grounds"]), (&json!(false), &json!([])));
        assert!(
            said(&never, "reasons").contains(&"No role of employee allows to delete records.".to_owned())
        );

        // A role that ends, and has ended.
        let role = text(
            &admin
                .post(
                    "/roles",
                    json!({ "key": "guest", "name": { "en": "Guest" },
            "grants": [{ "permission": "records.delete", "dataScope": "all" }] }),
                )
                .await
                .ok()["id"],
        );
        let end = t.app.now().checked_add(SignedDuration::from_hours(1)).unwrap();
        let holders = json!({ "userIds": [t.demo.user("employee")], "expiresAt": end });
        admin.post(&format!("/roles/{role}/holders"), holders).await.done();
        let now = ask(&admin, &about("employee", "records.delete")).await.ok();
        assert_eq!(now["grounds"][0]["expiresAt"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap(), end);
        assert!(said(&now, "reasons").iter().any(|r| r.contains("It ends on 2026-")), "{now}");
        t.clock.advance(SignedDuration::from_hours(2));
        let later = ask(&admin, &about("employee", "records.delete")).await.ok();
        assert_eq!(later["allowed"], false);
        assert!(
            said(&later, "reasons").iter().any(|r| r.contains("The role “Guest” ended on 2026-")),
            "{later}"
        );

        // In the recycle bin, and disabled.
        admin.delete(&format!("/records/{record}")).await.done();
        let gone = ask(&admin, &about("admin", "records.read")).await.ok();
        assert_eq!((&gone["allowed"], &gone["record"]["deleted"]), (&json!(false), &json!(true)));
        let person = admin.get(&format!("/people/{}", t.demo.user("colleague"))).await.ok();
        let path = format!("/people/{}", t.demo.user("colleague"));
        admin.patch(&path, &person["rev"], json!({ "active": false })).await.done();
        let disabled = ask(&admin, &about("colleague", "flows.start")[..2]).await.ok();
        assert_eq!(disabled["allowed"], false);
        assert_eq!(said(&disabled, "needed")[0], "Enable colleague.");
    })
    .await;
}

#[tokio::test]
async fn field_rules_and_taking_part_are_told() {
    each_app(|t| async move {
        let flow = desk::straight(json!({}), &[desk::approve(&t, "check", &["boss"], json!({}))], json!({}));
        let form = desk::publish(&t, "buy", desk::title_and_amount(), flow).await;
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        set_rules(&admin, t.demo.role("member"), &form, &[("amount", "hidden"), ("title", "read")])
            .await
            .done();
        let started = desk::submit(&employee, "buy", json!({ "title": "Lathe", "amount": "3" })).await;
        let about = |login: &str| {
            [
                ("userId", t.demo.user(login).to_string()),
                ("permission", "records.read".to_owned()),
                ("instanceId", text(&started["id"])),
            ]
        };
        let boss = ask(&admin, &about("boss")).await.ok();
        assert_eq!(boss["allowed"], true, "by taking part");
        assert_eq!(boss["grounds"][0]["covers"], false);
        assert_eq!(
            boss["participation"],
            json!([{ "kind": "actor", "nodeName": { "zh-CN": "check", "en": "check" } }])
        );
        let fields: Vec<_> = boss["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|f| (text(&f["field"]), text(&f["right"])))
            .collect();
        assert_eq!(
            fields,
            [("amount".to_owned(), "hidden".to_owned()), ("title".to_owned(), "read".to_owned())]
        );
        assert_eq!(boss["fields"][0]["roles"][0]["name"]["en"], "Member");
        assert!(
            said(&boss, "reasons").contains(&"The field “Amount” is hidden (roles: Member).".to_owned()),
            "{boss}"
        );
        let initiator = ask(&employee, &about("employee")).await.ok();
        assert_eq!(initiator["participation"][0]["kind"], "initiator");
        let chinese = employee.with_header("accept-language", "zh-CN");
        chinese.send(axum::http::Method::PATCH, "/me", Some(json!({ "locale": "zh-CN" }))).await.done();
        let initiator = ask(&employee, &about("employee")).await.ok();
        assert_eq!(said(&initiator, "reasons")[0], "employee可以：查看记录。");
        let colleague = ask(&admin, &about("colleague")).await.ok();
        assert_eq!((&colleague["allowed"], &colleague["participation"]), (&json!(false), &json!([])));
    })
    .await;
}

#[tokio::test]
async fn who_does_not_manage_roles_asks_about_themselves_and_learns_of_nothing_hidden() {
    each_app(|t| async move {
        let form = published_form(&t, "asset", &[field("title", "text", json!({}))]).await;
        let admin = t.login("admin").await;
        let made =
            admin.post(&format!("/forms/{form}/records"), json!({ "data": { "title": "Lathe" } })).await.ok();
        let employee = t.login("employee").await;
        let about = |more: &[(&'static str, String)]| {
            let mut query = vec![("permission", "records.read".to_owned())];
            query.extend(more.iter().cloned());
            query
        };
        let own = ask(&employee, &about(&[])).await.ok();
        assert_eq!((&own["allowed"], &own["person"]["login"]), (&json!(true), &json!("employee")));
        ask(&employee, &about(&[("formId", form.clone())])).await.done();
        ask(&employee, &about(&[("userId", t.demo.user("boss").to_string())])).await.problem(403, "denied");
        let hidden = ask(&employee, &about(&[("recordId", text(&made["id"]))])).await;
        let nowhere =
            ask(&employee, &about(&[("recordId", "rec_00000000000000000000000000000001".to_owned())])).await;
        assert_eq!(hidden.problem(404, "not_found"), nowhere.problem(404, "not_found"));
        let other = published_form(&t, "other", &[field("title", "text", json!({}))]).await;
        ask(&admin, &about(&[("recordId", text(&made["id"])), ("formId", other)]))
            .await
            .invalid(&[("recordId", "explain.mismatch")]);
        ask(&admin, &[("permission", "root".to_owned())])
            .await
            .invalid(&[("permission", "request.unknown_value")]);
        ask(&admin, &[]).await.invalid(&[("permission", "request.field_missing")]);
        ask(&admin, &about(&[("userId", t.other.user("boss").to_string())])).await.problem(404, "not_found");
    })
    .await;
}
