//! The key under which a client may safely repeat a creating call.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use weir_app::Error;

use crate::problem::Failure;

/// The most characters of a key: a UUID has 36, and some clients put words before it.
const KEY_MAX_CHARS: usize = 200;

/// The key in `Idempotency-Key`, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(Self(None)) };
        let refused = || Error::invalid("Idempotency-Key", "request.idempotency_key_malformed");
        let key = value.to_str().map_err(|_| refused())?.trim();
        if key.is_empty() || key.len() > KEY_MAX_CHARS {
            return Err(refused().into());
        }
        Ok(Self(Some(key.to_owned())))
    }
}
