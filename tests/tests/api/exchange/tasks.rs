//! Long tasks: progress, cancelling, rights that are withdrawn, workers that die.

use std::pin::pin;
use std::task::Poll;

use futures::Future;
use jiff::SignedDuration;
use serde_json::json;
use weir_app::worker::Worker;
use weir_tests::{TestApp, each_app};

use super::desk::{assets, import, records, seen, task, work};
use crate::draw::text;

fn table(rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|n| format!("Asset {n},C-{n},{n}.50")).collect();
    format!("title,code,price\n{}\n", rows.join("\n"))
}

/// Polls so often, then drops it like a process that is killed.
async fn cut_off(polls: usize, work: impl Future) -> bool {
    let mut work = pin!(work);
    let mut left = polls;
    std::future::poll_fn(|context| {
        if work.as_mut().poll(context).is_ready() {
            return Poll::Ready(true);
        }
        left = left.saturating_sub(1);
        if left == 0 { Poll::Ready(false) } else { Poll::Pending }
    })
    .await
}

/// Works, is cut off, and is taken up by another worker once the lease has lapsed, until there is nothing to do.
async fn work_with_accidents(t: &TestApp) -> usize {
    for accidents in 0.. {
        if cut_off(100 + accidents * 100, Worker::new(t.app.clone()).work_off_due()).await {
            return accidents;
        }
        t.clock.advance(SignedDuration::from_secs(121));
    }
    unreachable!("it ends")
}

#[tokio::test]
async fn a_worker_that_dies_at_any_moment_brings_every_row_in_once() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        const ROWS: usize = 2_300;
        let made = import(&admin, &form, &table(ROWS), json!({})).await;
        let started = admin.post_empty(&format!("/imports/{}/run", text(&made["id"]))).await.ok();
        let accidents = work_with_accidents(&t).await;
        assert!(accidents > 2, "{accidents} accidents");
        let admin = t.login("admin").await;
        let ended = admin.get(&format!("/background-tasks/{}", text(&started["id"]))).await.ok();
        assert_eq!((&ended["state"], &ended["problem"]), (&json!("done"), &json!(null)));
        let mut titles: Vec<String> =
            records(&admin, &form).await.iter().map(|r| text(&r["title"])).collect();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), ROWS);
        let counts = seen(&admin, &made).await["counts"].clone();
        assert_eq!(
            (&counts["rows"], &counts["created"], &counts["bad"]),
            (&json!(ROWS), &json!(ROWS), &json!(0))
        );

        admin.post_empty(&format!("/imports/{}/revert", text(&made["id"]))).await.done();
        work_with_accidents(&t).await;
        let admin = t.login("admin").await;
        assert_eq!(records(&admin, &form).await.len(), 0);
        let counts = seen(&admin, &made).await["counts"].clone();
        assert_eq!((&counts["reverted"], &counts["created"]), (&json!(ROWS), &json!(ROWS)));
    })
    .await;
}

#[tokio::test]
async fn a_task_that_is_cancelled_before_it_begins_does_nothing_and_one_that_ended_cannot_be() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let made = import(&admin, &form, &table(1_200), json!({})).await;
        let run = format!("/imports/{}/run", text(&made["id"]));
        let started = admin.post_empty(&run).await.ok();
        admin.post_empty(&run).await.problem(409, "import.busy");
        let cancel = format!("/background-tasks/{}/cancel", text(&started["id"]));
        t.login("manager").await.post_empty(&cancel).await.problem(404, "not_found");
        assert_eq!(admin.post_empty(&cancel).await.ok()["cancelling"], true);
        work(&t).await;
        let ended = admin.get(&format!("/background-tasks/{}", text(&started["id"]))).await.ok();
        assert_eq!(ended["state"], "cancelled");
        let there = records(&admin, &form).await.len();
        assert!(there < 1_200, "{there}");
        assert_eq!(seen(&admin, &made).await["counts"]["created"], json!(there));
        admin.post_empty(&cancel).await.problem(409, "task.ended");
        let open = admin.get("/background-tasks?open=true").await.ok();
        assert_eq!(open["items"], json!([]));
        assert_eq!(admin.get("/background-tasks").await.ok()["items"][0]["id"], started["id"]);
    })
    .await;
}

#[tokio::test]
async fn a_revert_that_is_broken_off_and_gone_on_with_counts_every_row_once() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        const ROWS: usize = 1_200;
        let made = import(&admin, &form, &table(ROWS), json!({})).await;
        assert_eq!(task(&t, &admin, &made, "run").await["state"], "done");
        let path = format!("/imports/{}/revert", text(&made["id"]));
        let started = admin.post_empty(&path).await.ok();
        admin.post_empty(&format!("/background-tasks/{}/cancel", text(&started["id"]))).await.done();
        work(&t).await;
        let counts = seen(&admin, &made).await["counts"].clone();
        let left = records(&admin, &form).await.len();
        assert!(0 < left && left < ROWS, "{left}");
        assert_eq!((&counts["created"], &counts["reverted"]), (&json!(ROWS), &json!(ROWS - left)));
        assert_eq!(task(&t, &admin, &made, "revert").await["state"], "done");
        let ended = seen(&admin, &made).await;
        assert_eq!(
            (&ended["state"], &ended["counts"]["created"], &ended["counts"]["reverted"]),
            (&json!("reverted"), &json!(ROWS), &json!(ROWS))
        );
    })
    .await;
}

#[tokio::test]
async fn somebody_whose_right_is_withdrawn_does_not_go_on() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let grants = json!([
            { "permission": "records.import" }, { "permission": "records.create" }, { "permission": "records.export" },
        ]);
        let role = json!({ "key": "clerk", "name": { "en": "Clerk" }, "grants": grants });
        let role = text(&admin.post("/roles", role).await.ok()["id"]);
        let holders = json!({ "userIds": [t.demo.user("employee")] });
        admin.post(&format!("/roles/{role}/holders"), holders).await.done();
        let clerk = t.login("employee").await;
        let made = import(&clerk, &form, &table(3_000), json!({})).await;
        let started = clerk.post_empty(&format!("/imports/{}/run", text(&made["id"]))).await.ok();
        let wish = json!({ "kind": "records", "formId": form, "format": "csv" });
        cut_off(1_500, Worker::new(t.app.clone()).work_off_due()).await;
        let exporting = clerk.post("/exports", wish.clone()).await.ok();
        t.clock.advance(SignedDuration::from_secs(121));
        admin.delete(&format!("/roles/{role}/holders/{}", t.demo.user("employee"))).await.done();
        work(&t).await;
        for id in [&started["id"], &exporting["id"]] {
            let ended = clerk.get(&format!("/background-tasks/{}", text(id))).await.ok();
            let told = (&ended["state"], &ended["problem"]["code"]);
            assert_eq!(told, (&json!("failed"), &json!("task.right_withdrawn")), "{ended}");
            assert_eq!(ended.get("file"), None);
        }
        let there = records(&admin, &form).await.len();
        assert!(there < 3_000, "{there}");
        assert_eq!(seen(&clerk, &made).await["counts"]["created"], json!(there), "what is there is told");
        clerk.post("/exports", wish).await.problem(403, "denied");
    })
    .await;
}

#[tokio::test]
async fn a_task_reaches_no_further_than_the_token_that_started_it() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let scopes = json!(["records.export", "records.read"]);
        let token = admin.post("/api-tokens", json!({ "name": "ci", "scopes": scopes })).await.ok();
        let program = admin.with_token(&text(&token["token"]));
        let wish = json!({ "kind": "records", "formId": form, "format": "csv" });
        program.post("/exports", json!({ "kind": "people", "format": "csv" })).await.problem(403, "denied");
        let first = program.post("/exports", wish.clone()).await.ok();
        work(&t).await;
        let second = program.post("/exports", wish).await.ok();
        admin.delete(&format!("/api-tokens/{}", text(&token["id"]))).await.done();
        work(&t).await;
        let state = async |task: &serde_json::Value| {
            admin.get(&format!("/background-tasks/{}", text(&task["id"]))).await.ok()["state"].clone()
        };
        assert_eq!((state(&first).await, state(&second).await), (json!("done"), json!("failed")));
    })
    .await;
}

#[tokio::test]
async fn one_person_starts_so_many_tasks_and_no_more() {
    each_app(|t| async move {
        let form = assets(&t).await;
        let admin = t.login("admin").await;
        let wish = json!({ "kind": "records", "formId": form, "format": "csv" });
        for _ in 0..10 {
            admin.post("/exports", wish.clone()).await.done();
        }
        admin.post("/exports", wish.clone()).await.problem(409, "task.too_many_open");
        // Two at a time; who finds no room is put back for a moment.
        for _ in 0..10 {
            work(&t).await;
            t.clock.advance(SignedDuration::from_secs(2));
        }
        let admin = t.login("admin").await;
        let open = admin.get("/background-tasks?open=true").await.ok();
        assert_eq!(open["items"], json!([]));
        let made = import(&admin, &form, "title\na\n", json!({})).await;
        assert_eq!(task(&t, &admin, &made, "check").await["state"], "done");
    })
    .await;
}
