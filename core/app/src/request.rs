//! The request that is being worked on: its id, for the change log, and the key under which its client may
//! repeat it.

use std::future::Future;
use std::sync::Arc;

use crate::idempotency::Repeat;

#[derive(Debug, Clone, Default)]
struct Request {
    id: Option<String>,
    repeat: Option<Arc<Repeat>>,
}

tokio::task_local! {
    static PRESENT: Request;
}

fn present() -> Request {
    PRESENT.try_with(Clone::clone).unwrap_or_default()
}

/// Runs a request, so that the change log can name it.
pub async fn in_request<F: Future>(id: String, request: F) -> F::Output {
    PRESENT.scope(Request { id: Some(id), ..present() }, request).await
}

/// Runs a request that its client may repeat: its first writing transaction takes the key.
pub async fn in_repeatable<F: Future>(repeat: Arc<Repeat>, request: F) -> F::Output {
    PRESENT.scope(Request { repeat: Some(repeat), ..present() }, request).await
}

/// The future as a part of the present request, wherever it is run.
pub fn carried<F: Future>(part: F) -> impl Future<Output = F::Output> {
    PRESENT.scope(present(), part)
}

/// The id of the request that is being worked on.
#[must_use]
pub fn request_id() -> Option<String> {
    present().id
}

/// The key of the request that is being worked on.
#[must_use]
pub(crate) fn repeat() -> Option<Arc<Repeat>> {
    present().repeat
}
