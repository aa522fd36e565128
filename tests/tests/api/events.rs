//! What a screen is told of changes elsewhere.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::http::Method;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

use crate::access::{role_of, set_rules};
use crate::draw::{field, published_form, text};

/// Longer than any look at the change log takes; a test that passes never waits for it.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(30);

/// An open stream.
struct Stream {
    body: BodyDataStream,
    read: String,
    position: String,
}

impl Stream {
    async fn open(t: &TestApp, client: &Client) -> Self {
        let response = t.send(client.request(Method::GET, "/events", "", Vec::new())).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self {
            body: response.into_body().into_data_stream(),
            read: String::new(),
            position: String::new(),
        };
        let begin = stream.next_block().await.unwrap();
        stream.position = begin.lines().find_map(|l| l.strip_prefix("id:")).unwrap().trim().to_owned();
        stream
    }

    /// The next change; none when the stream has ended.
    async fn next(&mut self) -> Option<Json> {
        loop {
            let block = self.next_block().await?;
            let field =
                |name: &str| block.lines().find_map(|l| l.strip_prefix(name)).unwrap_or_default().trim();
            // Only the last event of a batch carries the position behind it.
            if !field("id:").is_empty() {
                field("id:").clone_into(&mut self.position);
            }
            if field("event:") == "change" {
                return Some(serde_json::from_str(field("data:")).unwrap());
            }
        }
    }

    /// Changes up to the one of this subject. What a company's own founding left in the log may come first: on
    /// PostgreSQL an entry settles only when no older transaction of the whole server runs.
    async fn until(&mut self, subject_id: &str) -> Vec<Json> {
        let found = async {
            let mut seen = Vec::new();
            while seen.last().is_none_or(|change: &Json| change["subjectId"] != subject_id) {
                seen.push(self.next().await.expect("the stream goes on"));
            }
            seen
        };
        tokio::time::timeout(GIVEN_UP_AFTER, found).await.expect("the change in time")
    }

    async fn next_block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                return Some(block);
            }
            let frame =
                tokio::time::timeout(GIVEN_UP_AFTER, self.body.frame()).await.expect("an event in time")?;
            self.read.push_str(std::str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap());
        }
    }
}

async fn rename(client: &Client, phone: &str) {
    client.send(Method::PATCH, "/me", Some(json!({ "phone": phone }))).await.done();
}

#[tokio::test]
async fn a_change_reaches_the_screens_of_its_own_company_only() {
    each_app(|t| async move {
        let manager = t.login("manager").await;
        let mut here = Stream::open(&t, &manager).await;
        let stranger = t.login_to("other", "employee").await;
        rename(&stranger, "110").await;
        let employee = t.login("employee").await;
        rename(&employee, "120").await;
        let seen = here.until(&t.demo.user("employee").to_string()).await;
        let strangers = t.other.user("employee").to_string();
        assert!(
            seen.iter().all(|c| c["subjectId"] != strangers.as_str()),
            "not the stranger's, which came first"
        );
        let change = seen.last().unwrap();
        assert!(!here.position.is_empty());
        assert_eq!((&change["subject"], &change["verb"]), (&json!("user"), &json!("updated")));
        assert!(change.get("after").is_none(), "a hint, never the data");
    })
    .await;
}

#[tokio::test]
async fn a_work_items_change_reaches_those_who_sit_in_its_project_only() {
    each_app(|t| async move {
        let project = crate::projects::project(&t, "LIVE", &[("manager", "member")]).await;
        let (manager, stranger) = (t.login("manager").await, t.login("boss").await);
        let (mut within, mut outside) = (Stream::open(&t, &manager).await, Stream::open(&t, &stranger).await);
        let made = crate::projects::item(&t.login("admin").await, &project, json!({ "title": "Live" })).await;
        // Something that everybody is told comes behind it.
        rename(&t.login("employee").await, "110").await;
        let employee = t.demo.user("employee").to_string();
        let told = |changes: Vec<Json>| changes.iter().any(|c| c["subjectId"] == made["id"]);
        assert!(told(within.until(&employee).await));
        assert!(!told(outside.until(&employee).await));
    })
    .await;
}

#[tokio::test]
async fn a_records_change_reaches_those_who_may_read_what_changed() {
    each_app(|t| async move {
        let fields = [field("title", "text", json!({})), field("pay", "text", json!({}))];
        let form = published_form(&t, "staff", &fields).await;
        let admin = t.login("admin").await;
        let grants = json!([{ "permission": "records.read", "dataScope": "all" }]);
        let reader = role_of(&t, "employee", "reader", grants).await;
        for role in [reader, t.demo.role("member").to_string()] {
            set_rules(&admin, role, &form, &[("pay", "hidden")]).await.done();
        }
        let (clerk, boss) = (t.login("employee").await, t.login("boss").await);
        let (mut reads, mut reads_not) = (Stream::open(&t, &clerk).await, Stream::open(&t, &boss).await);
        let data = json!({ "data": { "title": "a", "pay": "1" } });
        let made = admin.post(&format!("/forms/{form}/records"), data).await.ok();
        let id = text(&made["id"]);
        assert_eq!(reads.until(&id).await.last().unwrap()["verb"], "created");

        let changed = |rev: Json, data: Json| {
            let (admin, path) = (&admin, format!("/records/{id}"));
            async move { admin.patch(&path, &rev, json!({ "data": data })).await.ok()["rev"].clone() }
        };
        let rev = changed(made["rev"].clone(), json!({ "pay": "2" })).await;
        let manager = t.login("manager").await;
        let everybody = t.demo.user("manager").to_string();
        rename(&manager, "110").await;
        let seen = reads.until(&everybody).await;
        assert!(seen.iter().all(|c| c["subjectId"] != id.as_str()), "only what is hidden changed: {seen:?}");

        changed(rev, json!({ "title": "b" })).await;
        assert_eq!(reads.until(&id).await.last().unwrap()["verb"], "updated");
        rename(&manager, "120").await;
        for _ in ["the first renaming", "the second"] {
            let seen = reads_not.until(&everybody).await;
            assert!(seen.iter().all(|c| c["subjectId"] != id.as_str()), "somebody else's record: {seen:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_screen_that_was_away_resumes_where_it_was() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let mut first = Stream::open(&t, &employee).await;
        rename(&employee, "110").await;
        first.until(&t.demo.user("employee").to_string()).await;
        let position = std::mem::take(&mut first.position);
        drop(first);
        rename(&t.login("manager").await, "120").await;
        let mut second = Stream::open(&t, &employee.with_header("last-event-id", &position)).await;
        second.until(&t.demo.user("manager").to_string()).await;
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_keeps_it_from_nothing() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let mut stream = Stream::open(&t, &employee).await;
        t.clock.advance(SignedDuration::from_hours(13));
        rename(&t.login("manager").await, "120").await;
        assert_eq!(stream.next().await, None);
        employee.get("/me").await.problem(401, "unauthenticated");
        t.anonymous().get("/events").await.problem(401, "unauthenticated");
    })
    .await;
}
