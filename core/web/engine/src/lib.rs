//! Expressions, linkage and validation for the browser, from the server's own source.
//!
//! Plain exports, JSON in and out, no binding generator: `{"name": "evaluateForm", "args": {…}}` gives
//! `{"ok": …}`, or `{"error": "…"}` when the call itself makes no sense. No IO, no clock: what a call needs comes
//! with it.

mod calls;
mod memory;

use serde::Deserialize;
use serde_json::{Value as Json, json};

/// One call.
#[derive(Deserialize)]
struct Call {
    name: String,
    #[serde(default)]
    args: Json,
}

/// The reply to a call, both as JSON text.
#[must_use]
pub fn call(request: &[u8]) -> Vec<u8> {
    let reply = match serde_json::from_slice::<Call>(request) {
        Ok(call) => calls::dispatch(&call.name, call.args),
        Err(error) => Err(error.to_string()),
    };
    let reply = match reply {
        Ok(value) => json!({ "ok": value }),
        Err(error) => json!({ "error": error }),
    };
    reply.to_string().into_bytes()
}
