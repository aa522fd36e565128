//! The stream of hints for one person's screen.

use std::convert::Infallible;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::{Stream, StreamExt, stream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use utoipa_axum::routes;
use weir_app::App;
use weir_app::dto::operations::ChangeHint;
use weir_app::feed::{Feed, Hints};

use crate::extract::{Caller, token};
use crate::openapi::Routes;
use crate::options::HttpOptions;
use crate::problem::{Failure, Reply};

/// Streams at once on one node: each holds a connection and looks at the change log when its tenant works.
const STREAMS_MAX: usize = 5_000;
/// A sign of life, below the minute after which proxies give a silent connection up.
const HEARTBEAT: Duration = Duration::from_secs(20);

static STREAMS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(STREAMS_MAX)));

pub fn routes() -> Routes {
    Routes::new().routes(routes!(stream_events))
}

/// What changes, to ask it again. Events are named `change`; `Last-Event-ID` resumes behind the one of that id.
#[utoipa::path(
    get,
    path = "/events",
    params(("Last-Event-ID" = Option<String>, Header, description = "Resume behind this event.")),
    responses((status = 200, content_type = "text/event-stream", body = ChangeHint))
)]
async fn stream_events(
    State(app): State<App>,
    State(options): State<Arc<HttpOptions>>,
    caller: Caller,
    headers: HeaderMap,
) -> Reply<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let place = Arc::clone(&STREAMS).try_acquire_owned();
    let place = place.map_err(|_| Failure::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable"))?;
    let token = token(&headers, app.settings().is_secure()).unwrap_or_default().to_owned();
    let behind = headers.get("last-event-id").and_then(|v| v.to_str().ok());
    let feed = app.feed(caller.0, token, behind).await?;
    let events = events(feed, place).take_until(options.stop.clone().cancelled_owned());
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

/// The position first, so that a client that is cut off before any change resumes at the right place.
fn events(feed: Feed, place: OwnedSemaphorePermit) -> impl Stream<Item = Result<Event, Infallible>> {
    let begin = Event::default().id(feed.position()).comment("listening");
    let changes = stream::unfold((feed, place), |(mut feed, place)| async move {
        match feed.next().await {
            Ok(hints) => Some((batch(hints), (feed, place))),
            // The client connects again and learns why from the answer.
            Err(why) => {
                tracing::debug!(error.source = %why, "a stream of events ends");
                None
            }
        }
    });
    stream::iter([Ok(begin)]).chain(changes.flat_map(stream::iter))
}

fn batch(hints: Hints) -> Vec<Result<Event, Infallible>> {
    let Hints { position, hints } = hints;
    let last = hints.len().saturating_sub(1);
    let mut events = Vec::with_capacity(hints.len());
    for (i, hint) in hints.into_iter().enumerate() {
        let Ok(event) = Event::default().event("change").json_data(&hint) else { continue };
        // Only the last carries the position: cut off within a batch, the client gets it again as a whole.
        events.push(Ok(if i == last { event.id(position.clone()) } else { event }));
    }
    events
}
