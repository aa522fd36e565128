//! The gallery: packs that install a form and a flow, both published.

use serde_json::json;
use weir_tests::each_app;

use crate::draw::{column, text};

#[tokio::test]
async fn every_shipped_pack_installs_once_and_can_be_started() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        let keys = column(&admin.get("/templates").await.ok(), "/key");
        assert!(keys.len() >= 4 && keys.contains(&"purchase".to_owned()), "{keys:?}");
        for key in &keys {
            let installed = admin.post_empty(&format!("/templates/{key}/install")).await.ok();
            assert_eq!(installed["flowKey"], json!(key));
            let form = admin.get(&format!("/forms/{}", text(&installed["formId"]))).await.ok();
            assert_eq!((&form["version"], &form["flowKeys"]), (&json!(1), &json!([key])));
            admin
                .post_empty(&format!("/templates/{key}/install"))
                .await
                .invalid(&[("key", "design.key_taken")]);
        }
        let gallery = admin.get("/templates").await.ok();
        assert!(gallery["items"].as_array().unwrap().iter().all(|p| p["installed"] == true));
        let startable = column(&t.login("employee").await.get("/flows").await.ok(), "/key");
        assert_eq!(startable.len(), keys.len());
    })
    .await;
}

#[tokio::test]
async fn a_pack_brings_the_roles_that_are_missing_and_uses_those_that_are_there() {
    each_app(|t| async move {
        let admin = t.login("admin").await;
        admin.post_empty("/templates/purchase/install").await.done();
        let roles = admin.get("/roles?limit=500").await.ok();
        let roles = roles["items"].as_array().unwrap();
        let of = |key: &str| roles.iter().filter(|r| r["key"] == key).collect::<Vec<_>>();
        assert_eq!(of("finance-director")[0]["id"], json!(t.demo.role("finance-director")));
        assert_eq!((of("finance-director").len(), of("buyer").len()), (1, 1));
        assert_eq!((&of("buyer")[0]["grants"], &of("buyer")[0]["holderCount"]), (&json!([]), &json!(0)));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_install_sees_the_gallery_and_an_unknown_pack_is_not_found() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        employee.get("/templates").await.problem(403, "denied");
        employee.post_empty("/templates/purchase/install").await.problem(403, "denied");
        let admin = t.login("admin").await;
        admin.post_empty("/templates/teleport/install").await.problem(404, "not_found");
    })
    .await;
}
