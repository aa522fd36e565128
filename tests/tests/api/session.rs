//! Who comes in, who stays out, and how bad input is told.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::json;
use weir_store::testing::on_sqlite;
use weir_tests::{Client, PASSWORD, TestApp, each_app};

async fn me(client: &Client) -> u16 {
    client.get("/me").await.status.as_u16()
}

#[tokio::test]
async fn a_sign_in_opens_a_session_for_programs_and_browsers() {
    each_app(|t| async move {
        let answer = t.try_login("demo", "employee", PASSWORD).await;
        let cookie = answer.header("set-cookie").to_owned();
        let reply = answer.ok();
        assert_eq!(reply["user"]["login"], "employee");
        assert_eq!(reply["mustChangePassword"], false);
        for part in ["weir_session=", "Path=/", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let program = t.anonymous().with_token(reply["token"].as_str().unwrap());
        let browser = t.anonymous().with_header("cookie", cookie.split(';').next().unwrap());
        for client in [program, browser] {
            let me = client.get("/me").await.ok();
            assert_eq!(me["user"]["login"], "employee");
            assert_eq!(me["tenant"]["key"], "demo");
            assert_eq!(me["roles"][0]["key"], "member");
            assert_eq!(me["permissions"], json!(["records.read", "flows.start"]));
            assert_eq!(me["departments"][0]["department"]["name"]["en"], "purchasing");
        }
    })
    .await;
}

#[tokio::test]
async fn a_login_is_told_apart_from_its_case_and_spaces() {
    each_app(|t| async move {
        t.try_login(" Demo ", "EMPLOYEE", PASSWORD).await.done();
    })
    .await;
}

#[tokio::test]
async fn wrong_tenant_name_and_password_read_alike() {
    each_app(|t| async move {
        let mut told = Vec::new();
        for (tenant, login, password) in [
            ("demo", "employee", "wrong"),
            ("demo", "nobody", PASSWORD),
            ("nowhere", "employee", PASSWORD),
            ("demo", "employee", ""),
            ("demo", "employee", &"x".repeat(5_000)),
            ("", "", ""),
        ] {
            told.push(t.try_login(tenant, login, password).await.problem(401, "auth.login_failed"));
        }
        assert!(told.iter().all(|p| *p == told[0]), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_per_account_and_a_success_starts_anew() {
    each_app(|t| async move {
        for _ in 0..9 {
            t.try_login("demo", "employee", "wrong").await.problem(401, "auth.login_failed");
        }
        t.try_login("demo", "employee", PASSWORD).await.done();
        for _ in 0..10 {
            t.try_login("demo", "employee", "wrong").await.problem(401, "auth.login_failed");
        }
        let refused = t.try_login("demo", "employee", PASSWORD).await;
        assert_eq!(refused.header("retry-after"), "900");
        refused.problem(429, "too_many");
        t.try_login("demo", "manager", PASSWORD).await.done();
        t.try_login("other", "employee", PASSWORD).await.done();

        t.clock.advance(SignedDuration::from_mins(16));
        t.try_login("demo", "employee", PASSWORD).await.done();
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_per_address() {
    each_app(|t| async move {
        for n in 0..200 {
            t.try_login("demo", &format!("guess{n}"), "wrong").await.problem(401, "auth.login_failed");
        }
        t.try_login("demo", "employee", PASSWORD).await.problem(429, "too_many");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_after_a_week_in_any_case() {
    each_app(|t| async move {
        let idle = t.login("employee").await;
        let busy = t.login("employee").await;
        t.clock.advance(SignedDuration::from_hours(11));
        assert_eq!(me(&busy).await, 200);
        t.clock.advance(SignedDuration::from_hours(2));
        idle.get("/me").await.problem(401, "unauthenticated");
        for _ in 0..15 {
            assert_eq!(me(&busy).await, 200);
            t.clock.advance(SignedDuration::from_hours(11));
        }
        busy.get("/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_signed_out_or_revoked_is_over_at_once() {
    each_app(|t| async move {
        let (first, second) = (t.login("employee").await, t.login("employee").await);
        let list = second.get("/me/sessions").await.ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        let of_first = items.iter().find(|s| s["current"] == false).unwrap()["id"].as_str().unwrap();

        t.login("manager").await.delete(&format!("/me/sessions/{of_first}")).await.problem(404, "not_found");
        assert_eq!(me(&first).await, 200);
        second.delete(&format!("/me/sessions/{of_first}")).await.done();
        first.get("/me").await.problem(401, "unauthenticated");

        let out = second.post_empty("/auth/logout").await;
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(out.status, 204);
        second.get("/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn all_other_sessions_end_at_once_and_this_one_stays() {
    each_app(|t| async move {
        let (first, second) = (t.login("employee").await, t.login("employee").await);
        let (third, other) = (t.login("employee").await, t.login("manager").await);
        assert_eq!((me(&first).await, me(&third).await), (200, 200));
        second.delete("/me/sessions").await.done();
        for ended in [&first, &third] {
            ended.get("/me").await.problem(401, "unauthenticated");
        }
        assert_eq!((me(&second).await, me(&other).await), (200, 200));
        assert_eq!(second.get("/me/sessions").await.ok()["items"].as_array().unwrap().len(), 1);
        second.delete("/me/sessions").await.done();
        let log = t.login("admin").await.get("/change-log?verb=revoked").await.ok();
        assert_eq!(log["items"][1]["before"], json!({ "sessions": 2 }), "{log}");
        let token = second.post("/api-tokens", json!({ "name": "n", "scopes": ["records.read"] })).await.ok();
        let program = t.anonymous().with_token(token["token"].as_str().unwrap());
        program.delete("/me/sessions").await.problem(409, "auth.session_required");
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    each_app(|t| async move {
        let (here, there) = (t.login("employee").await, t.login("employee").await);
        let change = |current: &str, next: &str| json!({ "current": current, "next": next });
        here.post("/auth/password", change("wrong", "a brand new one"))
            .await
            .invalid(&[("current", "auth.password_wrong")]);
        here.post("/auth/password", change(PASSWORD, "short"))
            .await
            .invalid(&[("next", "auth.password_short")]);
        here.post("/auth/password", change(PASSWORD, PASSWORD))
            .await
            .invalid(&[("next", "auth.password_same")]);
        here.post("/auth/password", change(PASSWORD, "a brand new one")).await.done();
        assert_eq!(me(&here).await, 200);
        there.get("/me").await.problem(401, "unauthenticated");
        t.try_login("demo", "employee", PASSWORD).await.problem(401, "auth.login_failed");
        t.try_login("demo", "employee", "a brand new one").await.done();
    })
    .await;
}

#[tokio::test]
async fn an_initial_password_opens_nothing_but_its_own_change() {
    each_app(|t| async move {
        let initial = t.app.reset_password_as_operator("demo", "employee").await.unwrap().password;
        let reply = t.try_login("demo", "employee", &initial).await.ok();
        assert_eq!(reply["mustChangePassword"], true);
        let newcomer = t.anonymous().with_token(reply["token"].as_str().unwrap());
        assert_eq!(me(&newcomer).await, 200);
        newcomer.get("/api-tokens").await.problem(403, "auth.password_change_required");
        let change = json!({ "current": initial, "next": "my very own one" });
        newcomer.post("/auth/password", change).await.done();
        newcomer.get("/api-tokens").await.done();
    })
    .await;
}

#[tokio::test]
async fn an_api_token_reaches_as_far_as_chosen_and_no_further() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let wish = json!({ "name": "ci", "scopes": ["flows.start"] });
        let created = admin.post("/api-tokens", wish.clone()).await;
        assert_eq!(created.status, 201);
        let created = created.ok();
        let token = t.anonymous().with_token(created["token"].as_str().unwrap());
        assert_eq!(token.get("/me").await.ok()["permissions"], json!(["flows.start"]));

        token.post("/api-tokens", wish).await.problem(409, "auth.session_required");
        let change = json!({ "current": PASSWORD, "next": "a brand new one" });
        token.post("/auth/password", change).await.problem(409, "auth.session_required");

        let listed = admin.get("/api-tokens").await.ok();
        assert_eq!(listed["items"][0]["id"], created["id"]);
        assert!(listed["items"][0].get("token").is_none(), "shown once only");
        admin.delete(&format!("/api-tokens/{}", created["id"].as_str().unwrap())).await.done();
        token.get("/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn an_api_token_is_never_wider_than_its_owner_and_may_end() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let wide = json!({ "name": "ci", "scopes": ["org.manage", "flows.start"] });
        employee.post("/api-tokens", wide).await.invalid(&[("scopes[0]", "auth.scope_not_held")]);
        let past = json!({ "name": " ", "scopes": [], "expiresAt": "2026-11-22T00:00:00Z" });
        employee.post("/api-tokens", past).await.invalid(&[
            ("name", "request.text_empty"),
            ("scopes", "auth.scopes_empty"),
            ("expiresAt", "auth.expiry_past"),
        ]);
        let soon = json!({ "name": "ci", "scopes": ["flows.start"], "expiresAt": "2026-11-23T02:00:00Z" });
        let created = employee.post("/api-tokens", soon).await.ok();
        let token = t.anonymous().with_token(created["token"].as_str().unwrap());
        assert_eq!(me(&token).await, 200);
        t.clock.advance(SignedDuration::from_mins(61));
        token.get("/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn my_own_entry_changes_and_the_next_answer_speaks_my_language() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let patch = async |body| employee.send(Method::PATCH, "/me", Some(body)).await;
        patch(json!({ "email": "not an address", "phone": "call me" }))
            .await
            .invalid(&[("email", "request.email_malformed"), ("phone", "request.phone_malformed")]);
        let me =
            patch(json!({ "locale": "zh-CN", "theme": "dark", "phone": "+86 138 0000 0000" })).await.ok();
        assert_eq!((&me["user"]["locale"], &me["user"]["theme"]), (&json!("zh-CN"), &json!("dark")));
        assert_eq!(me["user"]["email"], "employee@example.com", "what is left out stays");
        let problem = patch(json!({ "theme": "pink" })).await.problem(422, "invalid");
        assert_eq!(problem["title"], "内容有误");
    })
    .await;
}

#[tokio::test]
async fn an_unknown_token_is_nobody_whatever_it_looks_like() {
    each_app(|t| async move {
        t.anonymous().get("/me").await.problem(401, "unauthenticated");
        let like_one = format!("weirs_{}", "a".repeat(43));
        for token in ["", "x", "weirs_", &like_one, "' or 1=1 --"] {
            t.anonymous().with_token(token).get("/me").await.problem(401, "unauthenticated");
        }
        let session = t.login("employee").await.token().to_owned();
        let basic = t.anonymous().with_header("authorization", &format!("Basic {session}"));
        basic.get("/me").await.problem(401, "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn another_site_cannot_write_with_a_browsers_cookie() {
    each_app(|t| async move {
        let token = t.login("employee").await.token().to_owned();
        let browser = t.anonymous().with_header("cookie", &format!("weir_session={token}"));
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            browser
                .with_header(name, value)
                .post_empty("/auth/logout")
                .await
                .problem(403, "request.cross_site");
        }
        assert_eq!(
            me(&browser.with_header("origin", "https://evil.example")).await,
            200,
            "reading harms nobody"
        );
        for (name, value) in [("origin", "http://weir.test"), ("sec-fetch-site", "same-origin")] {
            let patch = browser.with_header(name, value).send(Method::PATCH, "/me", Some(json!({}))).await;
            patch.done();
        }
    })
    .await;
}

#[tokio::test]
async fn behind_https_the_cookie_is_bound_to_the_host_and_never_sent_in_the_clear() {
    on_sqlite(|store| async move {
        let t = TestApp::with_public_url(store, "https://weir.test").await;
        let answer = t.try_login("demo", "employee", PASSWORD).await;
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.starts_with("__Host-weir_session=") && cookie.ends_with("; Secure"), "{cookie}");
        assert!(answer.header("strict-transport-security").contains("max-age="));
        let value = cookie.split(';').next().unwrap();
        assert_eq!(me(&t.anonymous().with_header("cookie", value)).await, 200);
        let plain = value.trim_start_matches("__Host-");
        assert_eq!(me(&t.anonymous().with_header("cookie", plain)).await, 401);
    })
    .await;
}

#[tokio::test]
async fn a_bad_body_is_told_where_it_is_bad() {
    each_app(|t| async move {
        let anyone = t.anonymous();
        let login = async |media_type: &str, body: &str| {
            anyone.raw(Method::POST, "/auth/login", media_type, body.as_bytes().to_vec()).await
        };
        let json_type = "application/json; charset=utf-8";
        for cut in ["", "{", "{\"tenant\":", "not json"] {
            let problem = login(json_type, cut).await.problem(400, "malformed");
            assert_eq!(problem["errors"][0]["code"], "request.malformed_json", "{cut:.20}");
        }
        let behind = r#"{"tenant":"demo","login":"a","password":"x"} {}"#;
        login(json_type, behind).await.problem(400, "malformed");
        login(json_type, &"[".repeat(10_000)).await.problem(422, "invalid");
        login("text/plain", "{}").await.problem(415, "request.not_json");
        login(json_type, "[]").await.invalid(&[("", "request.wrong_type")]);
        login(json_type, "{}").await.invalid(&[("tenant", "request.field_missing")]);
        login(json_type, r#"{"tenant":"demo","login":7,"password":"x"}"#)
            .await
            .invalid(&[("login", "request.wrong_type")]);
        login(json_type, r#"{"tenant":"demo","login":"a","password":"x","remember":true}"#)
            .await
            .invalid(&[("remember", "request.unknown_field")]);
        let huge = format!(r#"{{"tenant":"{}"}}"#, "x".repeat(5 * 1024 * 1024));
        login(json_type, &huge).await.problem(413, "too_large");
    })
    .await;
}

#[tokio::test]
async fn no_answer_shows_how_the_server_is_built() {
    each_app(|t| async move {
        let anyone = t.anonymous();
        let answers = [
            anyone.get("/nowhere").await,
            anyone.get("/me/sessions/ses_1").await,
            anyone.delete("/me").await,
            anyone.raw(Method::POST, "/auth/login", "application/json", vec![0xff, 0xfe]).await,
        ];
        for answer in answers {
            let text = answer.text();
            for inside in ["panicked", ".rs", "weir_", "sqlx", "select ", "stack"] {
                assert!(!text.contains(inside), "{text}");
            }
            for name in
                ["content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id"]
            {
                assert!(!answer.header(name).is_empty(), "{name}");
            }
            assert_eq!(answer.header("server"), "");
        }
    })
    .await;
}

#[tokio::test]
async fn problems_speak_the_language_that_a_stranger_asks_for() {
    each_app(|t| async move {
        let told = async |language: &str| {
            let anyone = t.anonymous().with_header("accept-language", language);
            anyone.get("/me").await.problem(401, "unauthenticated")["title"].as_str().unwrap().to_owned()
        };
        assert_eq!(told("en-GB, zh;q=0.5").await, "Not signed in");
        assert_eq!(told("zh-CN").await, "尚未登录");
        assert_eq!(told("fr").await, "尚未登录");
    })
    .await;
}
