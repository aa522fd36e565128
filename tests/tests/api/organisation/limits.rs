//! What nobody may: look without signing in, write without the right, reach into another company, gain rights.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::each_app;

use super::{department, grants, person, place, set, text, with_role};

#[tokio::test]
async fn everybody_looks_and_only_who_may_changes() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        for path in ["/departments", "/posts", "/people", "/roles", "/permissions"] {
            employee.get(path).await.done();
            t.anonymous().get(path).await.problem(401, "unauthenticated");
        }
        let (user, role) = (t.demo.user("boss"), t.demo.role("member"));
        let department = t.demo.department("finance");
        let name = json!({ "name": { "en": "x" } });
        let writes = [
            (Method::POST, "/departments".to_owned(), name.clone()),
            (Method::PATCH, format!("/departments/{department}"), name.clone()),
            (Method::DELETE, format!("/departments/{department}"), Json::Null),
            (Method::POST, "/posts".to_owned(), name.clone()),
            (Method::POST, "/people".to_owned(), json!({ "login": "x", "name": "X" })),
            (Method::PATCH, format!("/people/{user}"), json!({ "active": false })),
            (Method::POST, format!("/people/{user}/reset-password"), Json::Null),
            (Method::POST, "/roles".to_owned(), json!({ "key": "x", "name": { "en": "x" } })),
            (Method::PATCH, format!("/roles/{role}"), name),
            (Method::DELETE, format!("/roles/{role}"), Json::Null),
            (Method::PUT, format!("/roles/{role}/grants"), json!({ "grants": grants(&["roles.manage"]) })),
            (Method::POST, format!("/roles/{role}/holders"), json!({ "userIds": [user] })),
            (Method::DELETE, format!("/roles/{role}/holders/{user}"), Json::Null),
        ];
        for (method, path, body) in writes {
            let body = (!body.is_null()).then_some(body);
            let tagged = employee.with_header("if-match", "\"1\"");
            tagged.send(method.clone(), &path, body.clone()).await.problem(403, "denied");
            let stranger = t.anonymous().with_header("if-match", "\"1\"");
            stranger.send(method, &path, body).await.problem(401, "unauthenticated");
        }
    })
    .await;
}

#[tokio::test]
async fn who_changes_says_what_they_read() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let boss = person(&admin, t.demo.user("boss")).await;
        let finance = department(&admin, "finance").await;
        let role = admin.get(&format!("/roles/{}", t.demo.role("project-manager"))).await.ok();
        let post = admin.post("/posts", json!({ "name": { "en": "buyer" } })).await.ok();
        let path = |kind: &str, it: &Json| format!("/{kind}/{}", text(&it["id"]));
        let name = json!({ "name": { "en": "x" } });
        for (path, rev, method, body) in [
            (path("departments", &finance), &finance["rev"], Method::PATCH, name.clone()),
            (path("posts", &post), &post["rev"], Method::PATCH, name.clone()),
            (path("people", &boss), &boss["rev"], Method::PATCH, json!({ "phone": "110" })),
            (path("roles", &role), &role["rev"], Method::PATCH, name.clone()),
        ] {
            let send = async |tag: Option<&str>| {
                let client = tag.map_or_else(|| admin.clone(), |tag| admin.with_header("if-match", tag));
                client.send(method.clone(), &path, Some(body.clone())).await
            };
            send(None).await.problem(428, "precondition_required");
            send(Some("\"999\"")).await.problem(412, "stale");
            send(Some("*")).await.problem(412, "stale");
            send(Some(&rev.to_string())).await.done();
            send(Some(&rev.to_string())).await.problem(412, "stale");
        }
        let grants_path = format!("{}/grants", path("roles", &role));
        admin.put(&grants_path, &role["rev"], json!({ "grants": [] })).await.problem(412, "stale");
    })
    .await;
}

#[tokio::test]
async fn nothing_of_another_company_is_there() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let (user, role) = (t.other.user("employee"), t.other.role("member"));
        let department = t.other.department("import");
        let theirs = t.login_to("other", "admin").await;
        let before = person(&theirs, user).await;
        let name = json!({ "name": { "en": "x" } });
        for (method, path, body) in [
            (Method::PATCH, format!("/departments/{department}"), name.clone()),
            (Method::DELETE, format!("/departments/{department}"), Json::Null),
            (Method::GET, format!("/people/{user}"), Json::Null),
            (Method::PATCH, format!("/people/{user}"), json!({ "active": false })),
            (Method::POST, format!("/people/{user}/reset-password"), Json::Null),
            (Method::GET, format!("/roles/{role}"), Json::Null),
            (Method::PATCH, format!("/roles/{role}"), name),
            (Method::DELETE, format!("/roles/{role}"), Json::Null),
            (Method::PUT, format!("/roles/{role}/grants"), json!({ "grants": [] })),
            (Method::POST, format!("/roles/{role}/holders"), json!({ "userIds": [t.demo.user("admin")] })),
            (Method::DELETE, format!("/roles/{role}/holders/{user}"), Json::Null),
            (Method::DELETE, format!("/roles/{}/holders/{user}", t.demo.role("member")), Json::Null),
        ] {
            let body = (!body.is_null()).then_some(body);
            admin.with_header("if-match", "\"1\"").send(method, &path, body).await.problem(404, "not_found");
        }
        let boss = person(&admin, t.demo.user("boss")).await;
        let mine = &before["memberships"][0]["id"];
        let stolen = json!([{ "id": mine, "departmentId": t.demo.department("finance"), "main": true }]);
        set(&admin, &boss, json!({ "memberships": stolen }))
            .await
            .invalid(&[("memberships[0].id", "org.membership_unknown")]);
        let holders = json!({ "userIds": [t.demo.user("boss"), user] });
        let path = format!("/roles/{}/holders", t.demo.role("member"));
        admin.post(&path, holders).await.invalid(&[("userIds[1]", "org.user_unknown")]);
        assert_eq!(person(&theirs, user).await, before);
    })
    .await;
}

#[tokio::test]
async fn who_manages_the_organisation_only_gains_no_right_by_it() {
    each_app(|t| async move {
        let clerk = with_role(&t, "colleague", "clerk", &["org.manage"]).await;
        let me = t.demo.user("colleague");
        let role = t.demo.role("administrator");
        clerk
            .post(&format!("/roles/{role}/holders"), json!({ "userIds": [me] }))
            .await
            .problem(403, "denied");
        let accomplice = json!({ "login": "x", "name": "X", "roleIds": [role] });
        clerk.post("/people", accomplice).await.problem(403, "denied");
        // An administrator's account, and that of anybody with rights that the clerk lacks.
        for login in ["admin", "manager"] {
            let theirs = person(&clerk, t.demo.user(login)).await;
            let reset = format!("/people/{}/reset-password", text(&theirs["id"]));
            clerk.post_empty(&reset).await.problem(403, "denied");
            for body in
                [json!({ "active": false }), json!({ "email": "mine@example.com" }), json!({ "name": "x" })]
            {
                set(&clerk, &theirs, body).await.problem(403, "denied");
            }
            // What says the same as before is no change; where they work is the organisation's business.
            let memberships = json!([{ "departmentId": t.demo.department("finance"), "main": true }]);
            let same = json!({ "name": theirs["name"], "active": true, "memberships": memberships });
            let moved = set(&clerk, &theirs, same).await.ok();
            assert_eq!(moved["memberships"][0]["department"]["name"]["en"], "finance");
        }
        t.login("admin").await.get("/me").await.done();
        let employee = person(&clerk, t.demo.user("employee")).await;
        set(&clerk, &employee, json!({ "email": "new@example.com" })).await.done();
        clerk.post_empty(&format!("/people/{}/reset-password", text(&employee["id"]))).await.done();
        clerk.post("/people", json!({ "login": "x", "name": "X" })).await.done();
    })
    .await;
}

#[tokio::test]
async fn who_manages_roles_passes_on_only_what_they_hold() {
    each_app(|t| async move {
        let keeper = with_role(&t, "colleague", "keeper", &["roles.manage", "audit.read"]).await;
        let (me, administrator) = (t.demo.user("colleague"), t.demo.role("administrator"));
        let path = format!("/roles/{administrator}");
        keeper.post(&format!("{path}/holders"), json!({ "userIds": [me] })).await.problem(403, "denied");
        keeper.delete(&format!("{path}/holders/{}", t.demo.user("admin"))).await.problem(403, "denied");
        let role = keeper.get(&path).await.ok();
        let stripped = keeper
            .put(&format!("{path}/grants"), &role["rev"], json!({ "grants": grants(&["roles.manage"]) }))
            .await;
        let stripped = stripped.problem(422, "invalid");
        assert!(stripped["errors"].as_array().unwrap().iter().all(|e| e["field"] == "grants"), "{stripped}");
        keeper.delete(&format!("/roles/{}", t.demo.role("department-manager"))).await.problem(403, "denied");
        let wish = |grants: Json| json!({ "key": "x", "name": { "en": "x" }, "grants": grants });
        let beyond = wish(grants(&["audit.read", "jobs.manage"]));
        keeper.post("/roles", beyond).await.invalid(&[("grants[1]", "org.grant_not_held")]);
        let scope = |scope: &str| wish(json!([{ "permission": "records.read", "dataScope": scope }]));
        keeper.post("/roles", scope("all")).await.invalid(&[("grants[0]", "org.grant_not_held")]);
        keeper
            .post("/roles", scope("departmentAndBelow"))
            .await
            .invalid(&[("grants[0]", "org.grant_not_held")]);
        let own = keeper.post("/roles", scope("own")).await.ok();
        let more = json!({ "grants": grants(&["settings.manage"]) });
        keeper
            .put(&format!("/roles/{}/grants", text(&own["id"])), &own["rev"], more)
            .await
            .invalid(&[("grants[0]", "org.grant_not_held")]);
        let employee = json!({ "userIds": [t.demo.user("employee")] });
        keeper.post(&format!("/roles/{}/holders", text(&own["id"])), employee).await.done();
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_right_until_a_day_passes_it_on_no_longer() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let path = format!("/roles/{}/holders", t.demo.role("administrator"));
        let give =
            |login: &str, end: Option<&str>| json!({ "userIds": [t.demo.user(login)], "expiresAt": end });
        admin.post(&path, give("boss", Some("2026-12-01T00:00:00Z"))).await.done();
        let boss = t.login("boss").await;
        boss.post(&path, give("boss", None)).await.problem(403, "denied");
        boss.post(&path, give("boss", Some("2026-12-01T00:00:01Z"))).await.problem(403, "denied");
        boss.post(&path, give("employee", None)).await.problem(403, "denied");
        boss.post(&path, give("admin", Some("2026-11-30T00:00:00Z"))).await.problem(403, "denied");
        let lasting = json!({ "key": "x", "name": { "en": "x" }, "grants": grants(&["roles.manage"]) });
        boss.post("/roles", lasting).await.invalid(&[("grants[0]", "org.grant_not_held")]);
        boss.post(&path, give("employee", Some("2026-12-01T00:00:00Z"))).await.done();
        let past = give("employee", Some("2026-11-01T00:00:00Z"));
        boss.post(&path, past).await.invalid(&[("expiresAt", "auth.expiry_past")]);
        t.clock.advance(SignedDuration::from_hours(24 * 9));
        let role = t.login("admin").await.get(&format!("/roles/{}", t.demo.role("administrator"))).await.ok();
        assert_eq!(role["holderCount"], 2, "the founder and admin: {}", role["holders"]);
    })
    .await;
}

#[tokio::test]
async fn an_api_token_is_no_wider_than_its_scopes() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let token = async |scopes: Json| {
            let made = admin.post("/api-tokens", json!({ "name": "x", "scopes": scopes })).await.ok();
            admin.with_token(&text(&made["token"]))
        };
        let clerk = token(json!(["org.manage"])).await;
        let keeper = token(json!(["roles.manage"])).await;
        clerk
            .post_empty(&format!("/people/{}/reset-password", t.demo.user("employee")))
            .await
            .problem(403, "denied");
        clerk.post("/roles", json!({ "key": "x", "name": { "en": "x" } })).await.problem(403, "denied");
        clerk.post("/posts", json!({ "name": { "en": "x" } })).await.done();
        let holders = json!({ "userIds": [t.demo.user("boss")] });
        keeper
            .post(&format!("/roles/{}/holders", t.demo.role("administrator")), holders)
            .await
            .problem(403, "denied");
        keeper.post("/posts", json!({ "name": { "en": "x" } })).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn every_change_is_told_with_what_was_and_what_is() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let finance = department(&admin, "finance").await;
        admin.patch(&place(&finance), &finance["rev"], json!({ "code": "F" })).await.done();
        let made = admin.post("/people", json!({ "login": "x", "name": "X" })).await.ok();
        let reset = format!("/people/{}/reset-password", text(&made["person"]["id"]));
        let again = admin.post_empty(&reset).await.ok();
        let holders = json!({ "userIds": [made["person"]["id"]] });
        let path = format!("/roles/{}/holders", t.demo.role("member"));
        admin.post(&path, holders).await.done();
        admin.delete(&format!("{path}/{}", text(&made["person"]["id"]))).await.done();

        let log = async |subject: &str| {
            let page = admin.get(&format!("/change-log?subject={subject}")).await.ok();
            page["items"].as_array().unwrap().clone()
        };
        let change = &log("department").await[0];
        assert_eq!((&change["verb"], &change["actor"]["login"]), (&json!("updated"), &json!("admin")));
        assert_eq!((&change["before"]["code"], &change["after"]["code"]), (&json!(""), &json!("F")));
        let verbs = |entries: &[Json]| entries.iter().map(|e| text(&e["verb"])).collect::<Vec<_>>();
        assert_eq!(verbs(&log("role").await), ["revoked", "granted"]);
        let people = log("user").await;
        assert_eq!(verbs(&people[..2]), ["updated", "created"]);
        for password in [&made["initialPassword"], &again["initialPassword"]] {
            assert!(!people.iter().any(|e| e.to_string().contains(&text(password))));
        }
        assert!(!people.iter().any(|e| e.to_string().contains("argon2")));
    })
    .await;
}
