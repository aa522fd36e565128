//! The revision that a change is based on.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use weir_app::Error;

use crate::problem::Failure;

/// The revision in `If-Match`; without one the answer is 428.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let value = parts.headers.get(header::IF_MATCH).ok_or(Error::PreconditionRequired)?;
        let rev = value.to_str().ok().and_then(revision);
        // A tag that we never gave out matches nothing.
        rev.map(Self).ok_or_else(|| Error::Stale.into())
    }
}

fn revision(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::revision;

    #[test]
    fn a_revision_reads_from_a_strong_a_weak_and_a_bare_tag() {
        for tag in ["\"7\"", "W/\"7\"", "7", " \"7\" "] {
            assert_eq!(revision(tag), Some(7), "{tag}");
        }
        for tag in ["", "*", "\"seven\"", "\"7\", \"8\""] {
            assert_eq!(revision(tag), None, "{tag}");
        }
    }
}
