//! What the server says about itself.

use weir_tests::each_app;

#[tokio::test]
async fn probes_answer_and_tell_nothing_about_anybody() {
    each_app(|t| async move {
        let anyone = t.anonymous();
        assert_eq!(anyone.get("/healthz").await.text(), "ok");
        assert_eq!(anyone.get("/readyz").await.text(), "ready");
        let metrics = anyone.get("/metrics").await.text();
        for line in [
            "weir_http_requests_total{method=\"GET\",route=\"/readyz\",status=\"200\"} 1",
            "weir_jobs{state=\"queued\"} 0",
            "weir_database_connections{",
            "weir_process_resident_memory_bytes ",
        ] {
            assert!(metrics.contains(line), "{line}: {metrics}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_openapi_document_is_served_and_the_one_that_the_command_prints() {
    each_app(|t| async move {
        let served = t.anonymous().get("/openapi.json").await.ok();
        let printed = serde_json::to_value(weir_server::document()).unwrap();
        assert_eq!(served, printed);
    })
    .await;
}

#[test]
fn the_web_app_is_generated_from_this_very_document() {
    let kept =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../core/web/openapi.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let served = serde_json::to_value(weir_server::document()).unwrap();
    assert!(kept == served, "core/web/openapi.json is out of date; run `cargo xtask api`");
}
