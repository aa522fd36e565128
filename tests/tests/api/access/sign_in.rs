//! Signing in safely: sessions that administrators end, passwords that are not guessed, a second factor.

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_app::session::totp;
use weir_store::portable::{Cell, catalogue};
use weir_tests::{Answer, Client, PASSWORD, TestApp, each_app};

use super::role_of;
use crate::draw::text;

/// The bytes behind a secret that was offered.
pub fn bytes(base32: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut word, mut bits) = (0_u32, 0_u32);
    for c in base32.bytes() {
        let value = if c.is_ascii_uppercase() { c - b'A' } else { c - b'2' + 26 };
        word = word << 5 | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits & 0xff) as u8);
        }
    }
    out
}

/// The code that an app shows now.
pub fn code(t: &TestApp, secret: &str) -> String {
    totp::code_at(&bytes(secret), totp::step_of(t.app.now()))
}

/// Sets a second factor up; tells the secret and the recovery codes.
pub async fn enrol(t: &TestApp, client: &Client, password: &str) -> (String, Vec<String>) {
    let offer = client.post("/me/second-factor", json!({ "password": password })).await.ok();
    let secret = text(&offer["secret"]);
    let proof = json!({ "code": code(t, &secret) });
    let codes = client.post("/me/second-factor/confirm", proof).await.ok();
    t.clock.advance(SignedDuration::from_secs(30));
    (secret, codes["codes"].as_array().unwrap().iter().map(text).collect())
}

async fn sign_in(t: &TestApp, login: &str, code: &str) -> Answer {
    let body = json!({ "tenant": "demo", "login": login, "password": PASSWORD, "code": code });
    t.anonymous().post("/auth/login", body).await
}

async fn settings(t: &TestApp, body: Json) -> Answer {
    let admin = t.login("admin").await;
    let rev = admin.get("/settings").await.ok()["rev"].clone();
    admin.patch("/settings", &rev, body).await
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_and_used_once() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let none = employee.get("/me/second-factor").await.ok();
        assert_eq!(none, json!({ "recoveryCodesLeft": 0, "required": false }));
        employee
            .post("/me/second-factor", json!({ "password": "wrong" }))
            .await
            .invalid(&[("password", "auth.password_wrong")]);
        let offer = employee.post("/me/second-factor", json!({ "password": PASSWORD })).await.ok();
        let secret = text(&offer["secret"]);
        assert!(text(&offer["uri"]).starts_with("otpauth://totp/Weir%20Company%20demo:employee?secret="));
        t.login("employee").await;
        for wrong in ["", "000000", "12345", "abcdef", "１２３４５６"] {
            let told = employee.post("/me/second-factor/confirm", json!({ "code": wrong })).await;
            told.invalid(&[("code", "auth.code_wrong")]);
        }
        let codes =
            employee.post("/me/second-factor/confirm", json!({ "code": code(&t, &secret) })).await.ok();
        assert_eq!(codes["codes"].as_array().unwrap().len(), 10);
        employee
            .post("/me/second-factor/confirm", json!({ "code": code(&t, &secret) }))
            .await
            .problem(409, "auth.second_factor_off");
        employee
            .post("/me/second-factor", json!({ "password": PASSWORD }))
            .await
            .problem(409, "auth.second_factor_on");

        t.try_login("demo", "employee", PASSWORD).await.problem(401, "auth.code_required");
        t.try_login("demo", "employee", "wrong").await.problem(401, "auth.login_failed");
        let used = code(&t, &secret);
        sign_in(&t, "employee", &used).await.problem(401, "auth.code_wrong");
        t.clock.advance(SignedDuration::from_secs(30));
        let fresh = code(&t, &secret);
        sign_in(&t, "employee", &format!("{} {}", &fresh[..3], &fresh[3..])).await.done();
        sign_in(&t, "employee", &fresh).await.problem(401, "auth.code_wrong");
        sign_in(&t, "employee", &used).await.problem(401, "auth.code_wrong");
        t.clock.advance(SignedDuration::from_secs(30));
        sign_in(&t, "employee", &code(&t, &secret)).await.done();
        // Somebody else's code, and who has no second factor.
        t.clock.advance(SignedDuration::from_secs(30));
        t.login("manager").await;
        let (other, _) = enrol(&t, &t.login("boss").await, PASSWORD).await;
        sign_in(&t, "employee", &code(&t, &other)).await.problem(401, "auth.code_wrong");
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_replace_the_old() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let (_, codes) = enrol(&t, &employee, PASSWORD).await;
        sign_in(&t, "employee", &codes[0].to_uppercase()).await.done();
        sign_in(&t, "employee", &codes[0]).await.problem(401, "auth.code_wrong");
        assert_eq!(employee.get("/me/second-factor").await.ok()["recoveryCodesLeft"], 9);
        let renewed =
            employee.post("/me/second-factor/recovery-codes", json!({ "password": PASSWORD })).await.ok();
        sign_in(&t, "employee", &codes[1]).await.problem(401, "auth.code_wrong");
        sign_in(&t, "employee", &text(&renewed["codes"][0])).await.done();
        employee.post("/me/second-factor/remove", json!({ "password": PASSWORD })).await.done();
        t.login("employee").await;
        assert_eq!(employee.get("/me/second-factor").await.ok()["recoveryCodesLeft"], 0);
        employee
            .post("/me/second-factor/recovery-codes", json!({ "password": PASSWORD }))
            .await
            .problem(409, "auth.second_factor_off");
    })
    .await;
}

#[tokio::test]
async fn guessing_a_code_is_slowed_down_like_guessing_a_password() {
    each_app(|t| async move {
        let (secret, _) = enrol(&t, &t.login("employee").await, PASSWORD).await;
        for _ in 0..10 {
            sign_in(&t, "employee", "000000").await.problem(401, "auth.code_wrong");
        }
        sign_in(&t, "employee", &code(&t, &secret)).await.problem(429, "too_many");
        t.clock.advance(SignedDuration::from_mins(16));
        sign_in(&t, "employee", &code(&t, &secret)).await.done();
        let admin = t.login("admin").await;
        let about = format!("/change-log?verb=denied&subjectId={}", t.demo.user("employee"));
        assert_eq!(
            admin.get(&about).await.ok()["items"].as_array().unwrap().len(),
            10,
            "each is written down"
        );
    })
    .await;
}

#[tokio::test]
async fn neither_secret_nor_recovery_code_stands_in_the_database() {
    each_app(|t| async move {
        let (secret, codes) = enrol(&t, &t.login("employee").await, PASSWORD).await;
        let snapshot = t.app.store().snapshot().await.unwrap();
        let mut all = String::new();
        for table in catalogue::tables() {
            let of = table.is_of_tenants().then_some(t.demo.tenant);
            for row in snapshot.page(&table, of, None).await.unwrap() {
                for cell in row {
                    if let Cell::Text(text) = cell {
                        all.push_str(&text);
                    }
                }
            }
        }
        assert!(all.contains("v1:"), "the sealed secret is there");
        assert!(!all.contains(&secret));
        for code in codes {
            assert!(!all.contains(&code) && !all.contains(&code.replace('-', "")));
        }
    })
    .await;
}

#[tokio::test]
async fn a_tenant_demands_a_second_factor_of_its_administrators() {
    each_app(|t| async move {
        settings(&t, json!({ "secondFactor": "everybody" }))
            .await
            .invalid(&[("secondFactor", "request.unknown_value")]);
        let token = {
            let admin = t.login("admin").await;
            let wish = json!({ "name": "ci", "scopes": ["settings.manage"] });
            t.anonymous().with_token(&text(&admin.post("/api-tokens", wish).await.ok()["token"]))
        };
        let shown = settings(&t, json!({ "secondFactor": "administrators" })).await.ok();
        assert_eq!(shown["secondFactor"], "administrators");
        t.clock.advance(SignedDuration::from_secs(10));
        let reply = t.try_login("demo", "admin", PASSWORD).await.ok();
        assert_eq!(reply["mustSetSecondFactor"], true);
        let admin = t.anonymous().with_token(&text(&reply["token"]));
        admin.get("/settings").await.problem(403, "auth.second_factor_required");
        admin
            .post("/roles", json!({ "key": "x", "name": { "en": "x" } }))
            .await
            .problem(403, "auth.second_factor_required");
        admin.get("/me").await.done();
        assert_eq!(admin.get("/me/second-factor").await.ok()["required"], true);
        t.login("employee").await.get("/tasks").await.done();
        token.get("/settings").await.done();
        enrol(&t, &admin, PASSWORD).await;
        admin.get("/settings").await.done();
        admin
            .post("/me/second-factor/remove", json!({ "password": PASSWORD }))
            .await
            .problem(409, "auth.second_factor_needed");
    })
    .await;
}

#[tokio::test]
async fn who_lost_the_app_is_helped_by_an_administrator() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        enrol(&t, &employee, PASSWORD).await;
        let path = format!("/people/{}/second-factor", t.demo.user("employee"));
        t.login("manager").await.delete(&path).await.problem(403, "denied");
        let admin = t.login("admin").await;
        admin.delete(&path).await.done();
        admin.delete(&path).await.problem(409, "auth.second_factor_off");
        employee.get("/me").await.problem(401, "unauthenticated");
        t.login("employee").await;
        admin
            .delete(&format!("/people/{}/second-factor", t.demo.user("admin")))
            .await
            .problem(409, "org.reset_own_factor");
        let log = admin.get(&format!("/change-log?subjectId={}", t.demo.user("employee"))).await.ok();
        let told =
            log["items"].as_array().unwrap().iter().find(|e| e["after"]["secondFactor"] == false).unwrap();
        assert_eq!(told["actor"]["login"], "admin");
        // Nobody resets the factor of who may more.
        role_of(&t, "boss", "clerk", json!([{ "permission": "org.manage" }])).await;
        enrol(&t, &admin, PASSWORD).await;
        let theirs = format!("/people/{}/second-factor", t.demo.user("admin"));
        t.login("boss").await.delete(&theirs).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_sees_and_ends_the_sessions_of_a_person() {
    each_app(|t| async move {
        let (one, two) = (t.login("employee").await, t.login("employee").await);
        let path = format!("/people/{}/sessions", t.demo.user("employee"));
        t.login("manager").await.get(&path).await.problem(403, "denied");
        let admin = t.login("admin").await;
        let list = admin.get(&path).await.ok();
        let items = list["items"].as_array().unwrap();
        assert!(items.len() == 2 && items.iter().all(|s| s["current"] == false), "{list}");
        let mine = two.get("/me/sessions").await.ok();
        let current = mine["items"].as_array().unwrap().iter().find(|s| s["current"] == true).unwrap();
        let session = text(&current["id"]);
        admin.delete(&format!("{path}/{session}")).await.done();
        two.get("/me").await.problem(401, "unauthenticated");
        one.get("/me").await.done();
        admin.delete(&format!("{path}/{session}")).await.problem(404, "not_found");
        let wrong = format!("/people/{}/sessions/{session}", t.demo.user("boss"));
        admin.delete(&wrong).await.problem(404, "not_found");
        admin.delete(&path).await.done();
        one.get("/me").await.problem(401, "unauthenticated");
        admin.delete(&format!("/people/{}/sessions", t.demo.user("admin"))).await.done();
        admin.get("/me").await.done();
        let log = admin.get("/change-log?verb=revoked").await.ok();
        let told = &log["items"][2];
        assert_eq!(
            (&told["actor"]["login"], &told["onBehalf"]["login"]),
            (&json!("admin"), &json!("employee"))
        );
        let stranger = t.login_to("other", "admin").await;
        stranger.get(&path).await.problem(404, "not_found");
        // Not of somebody who may more.
        role_of(&t, "boss", "clerk", json!([{ "permission": "org.manage" }])).await;
        let boss = t.login("boss").await;
        let theirs = format!("/people/{}/sessions", t.demo.user("admin"));
        boss.get(&theirs).await.problem(403, "denied");
        boss.delete(&theirs).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn a_password_that_others_guess_is_refused_with_the_reason() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let change = async |next: &str| {
            employee.post("/auth/password", json!({ "current": PASSWORD, "next": next })).await
        };
        for (next, code) in [
            ("short", "auth.password_short"),
            ("1234567890", "auth.password_common"),
            ("Password1234", "auth.password_common"),
            ("P@ssw0rd12345", "auth.password_common"),
            ("qwertyuiop", "auth.password_common"),
            ("aaaaaaaaaaaa", "auth.password_common"),
            ("abcdefghijkl", "auth.password_common"),
            ("9876543210", "auth.password_common"),
            ("woaini1314520", "auth.password_common"),
            ("Employee", "auth.password_short"),
            ("my employee 77", "auth.password_is_login"),
        ] {
            change(next).await.invalid(&[("next", code)]);
        }
        for min in [9, 65] {
            settings(&t, json!({ "passwordMinChars": min }))
                .await
                .invalid(&[("passwordMinChars", "settings.password_min_range")]);
        }
        assert_eq!(settings(&t, json!({ "passwordMinChars": 16 })).await.ok()["passwordMinChars"], 16);
        let told = change("fifteen letters").await.invalid(&[("next", "auth.password_short")]);
        assert_eq!(told["errors"][0]["params"]["min"], "16");
        change("sixteen letters!").await.done();
        let reply = t.try_login("demo", "employee", "sixteen letters!").await;
        reply.done();
    })
    .await;
}
