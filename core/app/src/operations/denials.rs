//! Refusals in the change log: who tried what and was not allowed to.
//!
//! One entry per person and kind of call in a while: a page that asks for something closed at every look must not
//! fill the log.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use weir_model::change::{Subject, Verb};
use weir_model::id::UserId;
use weir_model::principal::Principal;

use crate::context::App;
use crate::error::Result;

/// The same refusal is written down again after so long.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);
/// Kinds of refusals remembered at once; some 150 bytes each.
const REMEMBERED_MAX: usize = 10_000;

/// Refusals of a moment ago.
#[derive(Debug, Default)]
pub(crate) struct Denials(Mutex<HashMap<(UserId, String), Timestamp>>);

impl Denials {
    /// Whether this one is worth an entry.
    fn is_new(&self, user: UserId, call: &str, now: Timestamp) -> bool {
        let mut known = self.0.lock();
        let fresh = |at: &Timestamp| now.duration_since(*at) < AGAIN_AFTER;
        let key = (user, call.to_owned());
        if known.get(&key).is_some_and(fresh) {
            return false;
        }
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, at| fresh(at));
            if known.len() >= REMEMBERED_MAX {
                known.clear();
            }
        }
        known.insert(key, now);
        true
    }
}

impl App {
    /// Writes down that somebody was refused. `call` is a method and a route without its ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_denial(&self, who: &Principal, call: &str) -> Result<()> {
        let now = self.now();
        let sitting = who.viewer.map_or(who.user, |viewer| viewer.user);
        if !self.denials().is_new(sitting, call, now) {
            return Ok(());
        }
        let mut change = self.change(who, Subject::Session, sitting.uuid(), Verb::Denied);
        change.actor = Some(sitting);
        change.on_behalf = who.viewer.map(|_| who.user);
        change.after = Some(serde_json::json!({ "call": call }));
        let tx = self.store().begin(who.tenant).await?;
        tx.log(change).await?;
        Ok(tx.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_same_refusal_is_told_once_in_a_while_and_another_at_once() {
        let (denials, user) = (Denials::default(), |n| UserId::from_uuid(Uuid::from_u128(n)));
        let at = |s| Timestamp::from_second(s).unwrap();
        assert!(denials.is_new(user(1), "GET /a", at(0)));
        assert!(!denials.is_new(user(1), "GET /a", at(599)));
        assert!(denials.is_new(user(1), "GET /b", at(1)));
        assert!(denials.is_new(user(2), "GET /a", at(1)));
        assert!(denials.is_new(user(1), "GET /a", at(600)));
    }
}
