//! Roles, what they allow, who holds them, and that somebody is always left who can change that.

use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use super::{grants, person, set, text};

/// Takes the administrator's role from the founder, so that `admin` is the only one left.
async fn only_admin_left(t: &TestApp) -> (Client, Json) {
    let admin = t.login("admin").await;
    let founder = admin.get("/people?q=founder").await.ok()["items"][0]["id"].clone();
    let role = t.demo.role("administrator");
    admin.delete(&format!("/roles/{role}/holders/{}", text(&founder))).await.done();
    (admin, founder)
}

#[tokio::test]
async fn a_role_gives_and_takes_from_the_very_next_request() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let employee = t.login("employee").await;
        let wish = json!({ "key": "clerk", "name": { "zh-CN": "人事", "en": "clerk" }, "grants": [] });
        let role = admin.post("/roles", wish.clone()).await;
        assert_eq!(role.status, 201);
        let role = role.ok();
        assert_eq!((&role["builtin"], &role["holderCount"]), (&json!(false), &json!(0)));
        admin.post("/roles", wish).await.invalid(&[("key", "org.role_key_taken")]);
        let path = format!("/roles/{}", text(&role["id"]));
        let given = admin
            .post(&format!("{path}/holders"), json!({ "userIds": [t.demo.user("employee")] }))
            .await
            .ok();
        assert_eq!(given["holders"][0]["login"], "employee");
        let post = async || employee.post("/posts", json!({ "name": { "en": "x" } })).await;
        post().await.problem(403, "denied");
        let role = admin
            .put(&format!("{path}/grants"), &role["rev"], json!({ "grants": grants(&["org.manage"]) }))
            .await
            .ok();
        assert_eq!(role["grants"], grants(&["org.manage"]));
        post().await.done();
        assert!(
            employee.get("/me").await.ok()["permissions"].as_array().unwrap().contains(&json!("org.manage"))
        );
        let held = format!("{path}/holders/{}", t.demo.user("employee"));
        admin.delete(&held).await.done();
        admin.delete(&held).await.problem(404, "not_found");
        post().await.problem(403, "denied");
        let role = admin.patch(&path, &role["rev"], json!({ "name": { "en": "HR" } })).await.ok();
        assert_eq!(role["name"], json!({ "en": "HR" }));
        admin.delete(&path).await.done();
        admin.get(&path).await.problem(404, "not_found");
        admin.delete(&format!("/roles/{}", t.demo.role("member"))).await.problem(409, "org.role_builtin");
    })
    .await;
}

#[tokio::test]
async fn a_grant_that_cannot_be_is_told_where() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let form = "frm_00000000000000000000000000000001";
        let (mine, theirs) = (t.demo.department("finance"), t.other.department("finance"));
        for (grant, at, code) in [
            (json!({ "permission": "records.read" }), "grants[0].dataScope", "org.scope_missing"),
            (
                json!({ "permission": "audit.read", "dataScope": "all" }),
                "grants[0].dataScope",
                "org.scope_not_applicable",
            ),
            (
                json!({ "permission": "audit.read", "formId": form }),
                "grants[0].formId",
                "org.form_not_applicable",
            ),
            (
                json!({ "permission": "records.create", "formId": form }),
                "grants[0].formId",
                "org.form_unknown",
            ),
            (
                json!({ "permission": "records.read", "dataScope": "chosen" }),
                "grants[0].departments",
                "org.scope_departments",
            ),
            (
                json!({ "permission": "records.read", "dataScope": "own", "departments": [mine] }),
                "grants[0].departments",
                "org.scope_departments",
            ),
            (
                json!({ "permission": "records.read", "dataScope": "chosen", "departments": [mine, theirs] }),
                "grants[0].departments",
                "org.department_unknown",
            ),
            (
                json!({ "permission": "records.read", "dataScope": "some" }),
                "grants[0].dataScope",
                "request.unknown_value",
            ),
            (json!({ "permission": "root" }), "grants[0].permission", "request.unknown_value"),
            (
                json!({ "permission": "audit.read", "forever": true }),
                "grants[0].forever",
                "request.unknown_field",
            ),
        ] {
            let wish = json!({ "key": "x", "name": { "en": "x" }, "grants": [grant] });
            admin.post("/roles", wish).await.invalid(&[(at, code)]);
        }
        let twice =
            json!({ "key": "x", "name": { "en": "x" }, "grants": grants(&["audit.read", "audit.read"]) });
        admin.post("/roles", twice).await.invalid(&[("grants[1]", "org.grant_repeated")]);
        let many: Vec<Json> = (0..1_001).map(|_| json!({ "permission": "audit.read" })).collect();
        let many = json!({ "key": "x", "name": { "en": "x" }, "grants": many });
        admin.post("/roles", many).await.invalid(&[("grants", "org.grants_max")]);
        admin
            .post("/roles", json!({ "key": "A B", "name": { "en": "x" } }))
            .await
            .invalid(&[("key", "request.key_malformed")]);
        let nobody = json!({ "userIds": [] });
        let path = format!("/roles/{}/holders", t.demo.role("member"));
        admin.post(&path, nobody).await.invalid(&[("userIds", "org.holders_range")]);
        let chosen =
            json!([{ "permission": "records.read", "dataScope": "chosen", "departments": [mine, mine] }]);
        let role =
            admin.post("/roles", json!({ "key": "x", "name": { "en": "x" }, "grants": chosen })).await.ok();
        assert_eq!(role["grants"][0]["departments"], json!([mine]));
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_whatever_way_is_tried() {
    each_app(|t| async move {
        let (admin, founder) = only_admin_left(&t).await;
        let role = t.demo.role("administrator");
        let holders = format!("/roles/{role}/holders");
        let me = t.demo.user("admin");
        let refused = "org.last_administrator";
        admin.delete(&format!("{holders}/{me}")).await.problem(409, refused);
        let until = json!({ "userIds": [me], "expiresAt": "2027-01-01T00:00:00Z" });
        admin.post(&holders, until.clone()).await.problem(409, refused);
        let shown = admin.get(&format!("/roles/{role}")).await.ok();
        let without: Vec<Json> = shown["grants"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|g| g["permission"] != "roles.manage")
            .cloned()
            .collect();
        let path = format!("/roles/{role}/grants");
        admin.put(&path, &shown["rev"], json!({ "grants": without })).await.problem(409, refused);
        // Somebody who is there for a while only, does not make up for it.
        let guest = json!({ "userIds": [t.demo.user("boss")], "expiresAt": "2027-01-01T00:00:00Z" });
        admin.post(&holders, guest).await.done();
        admin.delete(&format!("{holders}/{me}")).await.problem(409, refused);
        let boss = t.login("boss").await;
        let theirs = person(&boss, me).await;
        set(&boss, &theirs, json!({ "active": false })).await.problem(403, "denied");
        // Two lasting ones: one may go.
        admin.post(&holders, json!({ "userIds": [founder] })).await.done();
        admin.post(&holders, until).await.done();
        admin.get("/me").await.done();
    })
    .await;
}

#[tokio::test]
async fn of_two_administrators_who_disable_each_other_at_once_one_stays() {
    each_app(|t| async move {
        let (admin, founder) = only_admin_left(&t).await;
        let role = t.demo.role("administrator");
        let second = json!({ "userIds": [t.demo.user("boss")] });
        admin.post(&format!("/roles/{role}/holders"), second).await.done();
        let boss = t.login("boss").await;
        let (a, b) = (person(&boss, t.demo.user("admin")).await, person(&admin, t.demo.user("boss")).await);
        let off = json!({ "active": false });
        let (by_boss, by_admin) = tokio::join!(set(&boss, &a, off.clone()), set(&admin, &b, off));
        let mut told = [by_boss.status.as_u16(), by_admin.status.as_u16()];
        told.sort_unstable();
        assert!(told[0] == 200 && [401, 403].contains(&told[1]), "{told:?}");
        let left = if by_boss.status == 200 { boss } else { admin };
        let holders = left.get(&format!("/roles/{role}")).await.ok();
        assert_eq!(holders["holderCount"], 1);
        assert_ne!(holders["holders"][0]["id"], founder);
    })
    .await;
}
