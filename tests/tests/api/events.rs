//! What a screen is told of changes elsewhere.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::http::Method;
use http_body_util::BodyExt;
use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use weir_tests::{Client, TestApp, each_app};

/// Longer than any look at the change log takes; a test that passes never waits for it.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(30);

/// An open stream.
struct Stream {
    body: BodyDataStream,
    read: String,
}

impl Stream {
    async fn open(t: &TestApp, client: &Client) -> Self {
        let response = t.send(client.request(Method::GET, "/events", "", Vec::new())).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut stream = Self { body: response.into_body().into_data_stream(), read: String::new() };
        stream.next_block().await.unwrap();
        stream
    }

    /// The next event, as its id and its data; none when the stream has ended.
    async fn next(&mut self) -> Option<(String, Json)> {
        loop {
            let block = self.next_block().await?;
            let field =
                |name: &str| block.lines().find_map(|l| l.strip_prefix(name)).unwrap_or_default().trim();
            if field("event:") == "change" {
                return Some((field("id:").to_owned(), serde_json::from_str(field("data:")).unwrap()));
            }
        }
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
        let (id, change) = here.next().await.unwrap();
        assert!(!id.is_empty());
        assert_eq!(change["subject"], "user");
        assert_eq!(
            change["subjectId"],
            t.demo.user("employee").to_string(),
            "not the stranger's, which came first"
        );
        assert_eq!(change["verb"], "updated");
        assert!(change.get("after").is_none(), "a hint, never the data");
    })
    .await;
}

#[tokio::test]
async fn a_screen_that_was_away_resumes_where_it_was() {
    each_app(|t| async move {
        let employee = t.login("employee").await;
        let mut first = Stream::open(&t, &employee).await;
        rename(&employee, "110").await;
        let (position, _) = first.next().await.unwrap();
        drop(first);
        rename(&t.login("manager").await, "120").await;
        let mut second = Stream::open(&t, &employee.with_header("last-event-id", &position)).await;
        let (_, missed) = second.next().await.unwrap();
        assert_eq!(missed["subjectId"], t.demo.user("manager").to_string());
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
