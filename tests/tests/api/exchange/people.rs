//! People come in from files: taken in or changed, with first passwords that are told once.

use serde_json::{Value as Json, json};
use weir_tests::{Client, each_app};

use super::desk::{csv, issues, seen, task};
use crate::draw::text;

const TABLE: &str = "登录名,姓名,邮箱,手机,部门,角色\n\
    Zhang.San,张三,zhang@example.com,+86 1,company/finance,member\n\
    li.si,李四,li@example.com,,import,\n\
    zhang.san,张三丰,,,,\n\
    wang.wu,王五,li@example.com,,,\n\
    manager,老王,,,,\n\
    bad login,赵六,not-an-address,,nowhere,nobody\n\
    new.boss,新,boss@example.com,,,\n";

async fn import(client: &Client, table: &str, more: Json) -> Json {
    let mut wish = json!({ "kind": "people", "file": csv(client, table).await });
    wish.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    client.post("/imports", wish).await.ok()
}

async fn person(client: &Client, login: &str) -> Option<Json> {
    let found = client.get(&format!("/people?q={login}")).await.ok();
    found["items"].as_array().unwrap().iter().find(|p| p["login"] == login).cloned()
}

#[tokio::test]
async fn people_are_taken_in_duplicates_are_told_and_passwords_are_told_once() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let made = import(&admin, TABLE, json!({})).await;
        assert!(made["columns"].as_array().unwrap().iter().all(|c| c["field"].is_string()), "{made}");
        let expected = [
            "4 login import.repeated",
            "5 email import.repeated",
            "6 login org.login_taken",
            "7 department import.department_unknown",
            "7 roles import.role_unknown",
            "8 email import.person_known",
        ];
        task(&t, &admin, &made, "check").await;
        assert_eq!(issues(&admin, &made).await, expected);
        assert_eq!(seen(&admin, &made).await["passwordsLeft"], 0);
        assert_eq!(task(&t, &admin, &made, "run").await["state"], "done");
        assert_eq!(issues(&admin, &made).await, expected);
        let zhang = person(&admin, "zhang.san").await.unwrap();
        assert_eq!((&zhang["name"], &zhang["phone"]), (&json!("张三"), &json!("+86 1")));
        let finance = t.demo.department("finance").to_string();
        assert_eq!(zhang["memberships"][0]["department"]["id"], json!(finance));
        assert_eq!(zhang["roles"][0]["id"], json!(t.demo.role("member").to_string()));
        assert_eq!(seen(&admin, &made).await["passwordsLeft"], 2);

        let path = format!("/imports/{}/passwords", text(&made["id"]));
        t.login("boss").await.post_empty(&path).await.problem(404, "not_found");
        let told = admin.post_empty(&path).await.ok();
        assert_eq!((&told["left"], &told["items"][0]["login"]), (&json!(0), &json!("zhang.san")));
        let first = text(&told["items"][0]["initialPassword"]);
        let reply = t.try_login("demo", "zhang.san", &first).await.ok();
        assert_eq!(reply["user"]["login"], "zhang.san");
        assert_eq!(admin.post_empty(&path).await.ok()["items"], json!([]), "told once");

        task(&t, &admin, &made, "revert").await;
        assert_eq!(issues(&admin, &made).await, ["2  import.signed_in_since"]);
        assert_eq!(person(&admin, "zhang.san").await.unwrap()["active"], true);
        assert_eq!(person(&admin, "li.si").await, None, "the sign-in name is free again");
        let gone = admin.get("/people?q=li.si&active=false").await.ok();
        assert_eq!(gone["items"][0]["name"], "李四");
        let again = import(&admin, "login,name\nli.si,李四\n", json!({})).await;
        task(&t, &admin, &again, "run").await;
        assert_eq!(person(&admin, "li.si").await.unwrap()["active"], true);
    })
    .await;
}

#[tokio::test]
async fn people_who_are_known_are_changed_and_changed_back() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let before = person(&admin, "employee").await.unwrap();
        let table = "login,name,department,roles\nemployee,New Name,finance,member\nboss,boss,,\ncolleague,,,administrator\n";
        let made = import(&admin, table, json!({ "matchBy": "login" })).await;
        task(&t, &admin, &made, "run").await;
        assert_eq!(issues(&admin, &made).await, ["4 roles import.roles_of_newcomers"]);
        let counts = seen(&admin, &made).await["counts"].clone();
        assert_eq!((&counts["updated"], &counts["unchanged"], &counts["bad"]), (&json!(1), &json!(1), &json!(1)));
        let now = person(&admin, "employee").await.unwrap();
        assert_eq!((&now["name"], &now["memberships"][0]["department"]["name"]["en"]), (&json!("New Name"), &json!("finance")));
        task(&t, &admin, &made, "revert").await;
        let back = person(&admin, "employee").await.unwrap();
        assert_eq!((&back["name"], &back["email"]), (&before["name"], &before["email"]));
        assert_eq!(back["memberships"][0]["department"], before["memberships"][0]["department"]);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_manage_the_organisation_takes_nobody_in() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let wish = json!({ "kind": "people", "file": csv(&employee, "login,name\na,b\n").await });
        employee.post("/imports", wish).await.problem(403, "denied");
        let admin = t.login("admin").await;
        let grants = json!([{ "permission": "org.manage" }]);
        let role = json!({ "key": "hr", "name": { "en": "HR" }, "grants": grants });
        let role = text(&admin.post("/roles", role).await.ok()["id"]);
        let holders = json!({ "userIds": [t.demo.user("employee")] });
        admin.post(&format!("/roles/{role}/holders"), holders).await.done();
        let hr = t.login("employee").await;
        let table = "login,name,roles\nnew.one,New,administrator\nadmin,Owned,\n";
        let made = import(&hr, table, json!({ "matchBy": "login" })).await;
        task(&t, &hr, &made, "run").await;
        assert_eq!(issues(&hr, &made).await, ["2 roles import.roles_denied", "3  import.person_beyond_own"]);
    })
    .await;
}
