//! The department tree and posts.

use serde_json::{Value as Json, json};
use weir_tests::each_app;

use super::{department, person, place, set, text};

#[tokio::test]
async fn departments_come_as_a_tree_with_their_people_counted() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let tree = || async {
            let all = admin.get("/departments").await.ok();
            let row = |d: &Json| (text(&d["name"]["en"]), d["memberCount"].as_u64().unwrap());
            all["items"].as_array().unwrap().iter().map(row).collect::<Vec<_>>()
        };
        let counted =
            |rows: &[(&str, u64)]| rows.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect::<Vec<_>>();
        let before = counted(&[("company", 3), ("purchasing", 2), ("import", 1), ("finance", 1)]);
        assert_eq!(tree().await, before);
        let wish = json!({
            "name": { "zh-CN": "出口科", "en": "export" }, "parentId": t.demo.department("purchasing"),
            "code": " P-2 ", "headId": t.demo.user("employee"),
        });
        let made = admin.post("/departments", wish).await;
        assert_eq!(made.status, 201);
        let made = made.ok();
        assert_eq!(
            (&made["code"], &made["head"]["login"], &made["rev"]),
            (&json!("P-2"), &json!("employee"), &json!(1))
        );
        let moved =
            admin.patch(&place(&made), &made["rev"], json!({ "parentId": null, "headId": null })).await;
        assert_eq!(moved.header("etag"), "\"2\"");
        let moved = moved.ok();
        assert_eq!(
            (&moved["parentId"], &moved["head"], &moved["code"]),
            (&Json::Null, &Json::Null, &json!("P-2"))
        );
        let after = [before, counted(&[("export", 0)])].concat();
        assert_eq!(tree().await, after);
    })
    .await;
}

#[tokio::test]
async fn a_department_stands_where_it_can_and_bears_a_code_of_its_own() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let (company, import) = (department(&admin, "company").await, department(&admin, "import").await);
        let below = json!({ "parentId": import["id"] });
        admin
            .patch(&place(&company), &company["rev"], below.clone())
            .await
            .invalid(&[("parentId", "org.department_cycle")]);
        admin
            .patch(&place(&import), &import["rev"], below)
            .await
            .invalid(&[("parentId", "org.department_cycle")]);
        let coded = |n: &str| json!({ "name": { "en": n }, "code": "C" });
        admin.post("/departments", coded("a")).await.done();
        admin.post("/departments", coded("b")).await.invalid(&[("code", "org.department_code_taken")]);
        let bad = json!({ "name": { "en": " " }, "code": "x".repeat(51), "headId": t.other.user("boss") });
        admin.post("/departments", bad).await.invalid(&[
            ("name", "request.text_empty"),
            ("code", "request.text_long"),
            ("headId", "org.user_unknown"),
        ]);
        admin
            .post("/departments", json!({ "name": { "en": "x" }, "sorting": 1 }))
            .await
            .invalid(&[("sorting", "request.unknown_field")]);
        let mut parent = company["id"].clone();
        for _ in 1..20 {
            let wish = json!({ "name": { "en": "deep" }, "parentId": parent });
            parent = admin.post("/departments", wish).await.ok()["id"].clone();
        }
        let wish = json!({ "name": { "en": "too deep" }, "parentId": parent });
        admin.post("/departments", wish).await.invalid(&[("parentId", "org.department_depth")]);
    })
    .await;
}

#[tokio::test]
async fn a_department_goes_when_it_is_empty() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        for name in ["purchasing", "import"] {
            let full = department(&admin, name).await;
            admin.delete(&place(&full)).await.problem(409, "org.department_not_empty");
        }
        let colleague = person(&admin, t.demo.user("colleague")).await;
        set(&admin, &colleague, json!({ "memberships": [] })).await.done();
        let import = department(&admin, "import").await;
        admin.delete(&place(&import)).await.done();
        admin.delete(&place(&import)).await.problem(404, "not_found");
        admin.patch(&place(&import), &import["rev"], json!({ "code": "x" })).await.problem(404, "not_found");
        let wish = json!({ "name": { "en": "x" }, "parentId": import["id"] });
        admin.post("/departments", wish).await.invalid(&[("parentId", "org.department_unknown")]);
    })
    .await;
}

#[tokio::test]
async fn a_post_is_held_and_goes_when_nobody_holds_it() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let post = admin.post("/posts", json!({ "name": { "zh-CN": "采购员", "en": "buyer" } })).await.ok();
        let path = format!("/posts/{}", text(&post["id"]));
        let employee = person(&admin, t.demo.user("employee")).await;
        let id = &employee["memberships"][0]["id"];
        let held = json!([{ "id": id, "departmentId": t.demo.department("purchasing"), "postId": post["id"], "main": true }]);
        let employee = set(&admin, &employee, json!({ "memberships": held })).await.ok();
        assert_eq!(employee["memberships"][0]["post"]["name"]["en"], "buyer");
        assert_eq!(employee["memberships"][0]["id"], *id);
        assert_eq!(admin.get("/posts").await.ok()["items"][0]["holderCount"], 1);
        admin.delete(&path).await.problem(409, "org.post_in_use");
        set(&admin, &employee, json!({ "memberships": [] })).await.done();
        admin.delete(&path).await.done();
        assert_eq!(admin.get("/posts").await.ok()["items"], json!([]));
        admin.post("/posts", json!({ "name": {} })).await.invalid(&[("name", "request.text_empty")]);
    })
    .await;
}
