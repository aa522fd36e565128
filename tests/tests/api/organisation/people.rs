//! People: found, taken in, moved, disabled.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{PASSWORD, each_app};

use super::{names, person, set, text};

#[tokio::test]
async fn people_are_found_by_a_part_of_a_name_within_a_department_and_all_below() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for (login, name, department) in [("lin", "林黛玉", "finance"), ("xue", "薛宝钗", "import")] {
            let memberships = json!([{ "departmentId": t.demo.department(department), "main": true }]);
            let wish = json!({ "login": login, "name": name, "email": "Lin.X@Example.CN", "memberships": memberships });
            admin.post("/people", wish).await.done();
        }
        let find = async |query: &str| names(&admin.get(&format!("/people?{query}")).await.ok());
        assert_eq!(find("q=%E9%BB%9B").await, ["林黛玉"]);
        assert_eq!(find("q=LIN.x@exam").await, ["林黛玉", "薛宝钗"]);
        assert_eq!(find("q=FINANCE").await, ["finance-director"]);
        assert_eq!(find("q=nobody").await, [""; 0]);
        assert_eq!(find("q=%25").await, [""; 0], "no wildcards");
        let purchasing = t.demo.department("purchasing");
        assert_eq!(find(&format!("department={purchasing}")).await, ["colleague", "employee", "manager", "薛宝钗"]);
        assert_eq!(find(&format!("department={purchasing}&q=e@")).await, ["colleague", "employee"]);
        let manager = person(&admin, t.demo.user("manager")).await;
        set(&admin, &manager, json!({ "active": false })).await.done();
        assert_eq!(find(&format!("department={purchasing}&active=true")).await, ["colleague", "employee", "薛宝钗"]);
        assert_eq!(find("active=false").await, ["manager"]);
        assert_eq!(admin.get("/people?total=true&limit=2").await.ok()["total"], 10);
        for (query, at, code) in [
            (format!("department={}", t.other.department("finance")), "department", "org.department_unknown"),
            ("limit=0".to_owned(), "limit", "request.limit_range"),
            ("limit=501".to_owned(), "limit", "request.limit_range"),
            ("cursor=x".to_owned(), "cursor", "request.cursor_malformed"),
            ("sort=name".to_owned(), "sort", "request.unknown_field"),
            (format!("q={}", "x".repeat(300)), "q", "request.text_long"),
        ] {
            admin.get(&format!("/people?{query}")).await.invalid(&[(at, code)]);
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_people_neither_repeat_nor_skip_namesakes_and_newcomers() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for n in 0..3 {
            admin.post("/people", json!({ "login": format!("same{n}"), "name": "same" })).await.done();
        }
        let mut seen: Vec<String> = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = admin.get(&format!("/people?limit=2{cursor}")).await.ok();
            seen.extend(page["items"].as_array().unwrap().iter().map(|p| text(&p["login"])));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
            if seen.len() == 4 {
                // Before the place where the next page begins: it must not move that place.
                admin.post("/people", json!({ "login": "early", "name": "aaa" })).await.done();
            }
        }
        let whole = admin.get("/people?limit=500").await.ok();
        let mut all: Vec<String> =
            whole["items"].as_array().unwrap().iter().map(|p| text(&p["login"])).collect();
        all.retain(|login| login != "early");
        assert_eq!(seen, all);
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_signs_in_with_the_password_told_once_and_must_change_it() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let wish = json!({
            "login": " Lin.Fan ", "name": "林凡", "email": "lin@example.com", "phone": "138 0000 0000",
            "memberships": [{ "departmentId": t.demo.department("import"), "main": true, "startsOn": "2026-11-23" }],
            "roleIds": [t.demo.role("member")],
        });
        let made = admin.post("/people", wish).await;
        assert_eq!(made.status, 201);
        let made = made.ok();
        let (person, password) = (&made["person"], text(&made["initialPassword"]));
        assert_eq!((&person["login"], &person["active"]), (&json!("lin.fan"), &json!(true)));
        assert_eq!(person["memberships"][0]["startsOn"], "2026-11-23");
        assert_eq!(person["roles"][0]["name"]["en"], "Member");
        let again = admin.get(&format!("/people/{}", text(&person["id"]))).await.ok();
        assert!(!again.to_string().contains(&password));

        let reply = t.try_login("demo", "lin.fan", &password).await.ok();
        assert_eq!(reply["mustChangePassword"], true);
        let newcomer = t.anonymous().with_token(&text(&reply["token"]));
        newcomer.get("/people").await.problem(403, "auth.password_change_required");
        let change = json!({ "current": password, "next": "a password of my own" });
        newcomer.post("/auth/password", change).await.done();
        newcomer.get("/people").await.done();
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_that_cannot_be_is_told_where() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let wish = |login: &str| json!({ "login": login, "name": "X" });
        admin.post("/people", wish("Employee")).await.invalid(&[("login", "org.login_taken")]);
        for login in ["", "a b", "a/b", "林"] {
            admin.post("/people", wish(login)).await.invalid(&[("login", "request.login_malformed")]);
        }
        let bad = json!({
            "login": "x", "name": " ", "email": "x", "phone": "x",
            "memberships": [
                { "departmentId": t.other.department("finance"), "main": true },
                { "departmentId": t.demo.department("finance"), "main": true, "startsOn": "2026-02-02", "endsOn": "2026-02-01" },
            ],
        });
        admin.post("/people", bad).await.invalid(&[
            ("name", "request.text_empty"),
            ("email", "request.email_malformed"),
            ("phone", "request.phone_malformed"),
            ("memberships[0].departmentId", "org.department_unknown"),
            ("memberships[1].endsOn", "org.membership_dates"),
            ("memberships[1].main", "org.membership_main_several"),
        ]);
        let extra = json!({ "login": "x", "name": "X", "password": "chosen by me" });
        admin.post("/people", extra).await.invalid(&[("password", "request.unknown_field")]);
        let theirs = json!({ "login": "x", "name": "X", "roleIds": [t.other.role("administrator")] });
        admin.post("/people", theirs).await.invalid(&[("roleIds[0]", "org.role_unknown")]);
        admin.post("/people", wish("x")).await.done();
    })
    .await;
}

#[tokio::test]
async fn a_membership_that_ended_is_history_and_stays_untouched() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let boss = person(&admin, t.demo.user("boss")).await;
        let (company, finance) = (t.demo.department("company"), t.demo.department("finance"));
        let first = &boss["memberships"][0]["id"];
        let plan = json!([
            { "id": first, "departmentId": company, "main": true, "endsOn": "2026-11-24" },
            { "departmentId": finance, "main": true, "startsOn": "2026-11-25" },
        ]);
        let boss = set(&admin, &boss, json!({ "memberships": plan })).await.ok();
        assert_eq!(boss["memberships"].as_array().unwrap().len(), 2);
        let twice = json!([
            { "id": first, "departmentId": company, "main": true },
            { "id": first, "departmentId": finance, "main": false },
        ]);
        set(&admin, &boss, json!({ "memberships": twice }))
            .await
            .invalid(&[("memberships[1].id", "org.membership_repeated")]);
        t.clock.advance(SignedDuration::from_hours(48));
        let admin = t.login("admin").await;
        let later = person(&admin, t.demo.user("boss")).await;
        assert_eq!(later["memberships"].as_array().unwrap().len(), 1);
        assert_eq!(later["memberships"][0]["department"]["name"]["en"], "finance");
        let old = json!([{ "id": first, "departmentId": company, "main": true }]);
        set(&admin, &later, json!({ "memberships": old }))
            .await
            .invalid(&[("memberships[0].id", "org.membership_unknown")]);
    })
    .await;
}
#[tokio::test]
async fn disabling_a_person_shuts_every_door_at_once() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let employee = t.login("employee").await;
        let token = json!({ "name": "ci", "scopes": ["flows.start"] });
        let token = employee.with_token(&text(&employee.post("/api-tokens", token).await.ok()["token"]));
        token.get("/me").await.done();
        let entry = person(&admin, t.demo.user("employee")).await;
        let disabled = set(&admin, &entry, json!({ "active": false })).await.ok();
        assert_eq!(disabled["active"], false);
        assert_eq!(disabled["roles"][0]["name"]["en"], "Member", "roles stay for the way back");
        for client in [&employee, &token] {
            client.get("/me").await.problem(401, "unauthenticated");
        }
        t.try_login("demo", "employee", PASSWORD).await.problem(401, "auth.login_failed");
        set(&admin, &disabled, json!({ "active": true })).await.done();
        for client in [&employee, &token] {
            client.get("/me").await.problem(401, "unauthenticated");
        }
        t.login("employee").await.get("/me").await.done();
    })
    .await;
}

#[tokio::test]
async fn nobody_disables_or_resets_themselves() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let me = person(&admin, t.demo.user("admin")).await;
        set(&admin, &me, json!({ "active": false })).await.problem(409, "org.disable_self");
        let reset = format!("/people/{}/reset-password", text(&me["id"]));
        admin.post_empty(&reset).await.problem(409, "org.reset_own_password");
        admin.get("/me").await.done();
    })
    .await;
}

#[tokio::test]
async fn a_reset_password_ends_the_sessions_and_must_be_changed() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let employee = t.login("employee").await;
        let reset = format!("/people/{}/reset-password", t.demo.user("employee"));
        let password = text(&admin.post_empty(&reset).await.ok()["initialPassword"]);
        employee.get("/me").await.problem(401, "unauthenticated");
        t.try_login("demo", "employee", PASSWORD).await.problem(401, "auth.login_failed");
        assert_eq!(t.try_login("demo", "employee", &password).await.ok()["mustChangePassword"], true);
    })
    .await;
}

#[tokio::test]
async fn who_was_seen_when_is_told_to_who_manages_people_only() {
    each_app(|t| async move {
        let (admin, employee) = (t.login("admin").await, t.login("employee").await);
        let boss = t.login("boss").await;
        boss.get("/me").await.done();
        let id = t.demo.user("boss");
        assert_eq!(person(&admin, id).await["lastSeenAt"], "2026-11-23T01:00:00Z");
        assert_eq!(person(&employee, id).await["lastSeenAt"], Json::Null);
        assert_eq!(person(&admin, t.demo.user("manager")).await["lastSeenAt"], Json::Null);
    })
    .await;
}
