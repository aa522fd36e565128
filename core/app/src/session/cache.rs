//! Principals seen a moment ago, so that a hot request asks the database nothing about who sends it.
//!
//! What this node revokes is forgotten at once; another node learns of it when its entry has aged.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use weir_model::id::{TenantId, UserId};
use weir_model::principal::{Channel, Principal};

/// How long a revocation on another node may go unnoticed here.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(5);
/// Entries at most: an entry takes some 300 bytes, and twice as many people rarely work at the same moment.
const ENTRIES_MAX: usize = 20_000;

/// Principals by the hash of their token.
#[derive(Default)]
pub struct SessionCache(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    by_hash: HashMap<String, Entry>,
    forgotten: u64,
}

/// Who stands behind a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The principal.
    pub principal: Principal,
    /// Whether they must choose a new password before they do anything else.
    pub must_change_password: bool,
    /// Whether they must set up a second factor before they do anything else.
    pub must_set_second_factor: bool,
}

struct Entry {
    known: Known,
    checked_at: Timestamp,
    ends_at: Timestamp,
}

/// A look into the cache that found nothing; what is read from the database meanwhile goes in with it, unless
/// something was revoked in between.
pub struct Miss(u64);

impl SessionCache {
    /// The principal, if it was checked a moment ago.
    pub fn get(&self, hash: &str, now: Timestamp) -> Result<Known, Miss> {
        let inner = self.0.lock();
        match inner.by_hash.get(hash) {
            Some(e) if now < e.ends_at && now.duration_since(e.checked_at) < FRESH_FOR => Ok(e.known.clone()),
            _ => Err(Miss(inner.forgotten)),
        }
    }

    /// Keeps a principal that was just checked.
    pub fn put(&self, miss: Miss, hash: String, known: Known, now: Timestamp, ends_at: Timestamp) {
        let mut inner = self.0.lock();
        if inner.forgotten != miss.0 {
            return;
        }
        if inner.by_hash.len() >= ENTRIES_MAX {
            inner.by_hash.retain(|_, e| now.duration_since(e.checked_at) < FRESH_FOR);
            if inner.by_hash.len() >= ENTRIES_MAX {
                inner.by_hash.clear();
            }
        }
        inner.by_hash.insert(hash, Entry { known, checked_at: now, ends_at });
    }

    /// Forgets one session or API token.
    pub fn forget(&self, channel: Channel) {
        self.forget_where(|p| p.channel == channel);
    }

    /// Forgets everything about a person: disabled, renamed, another language.
    pub fn forget_user(&self, user: UserId) {
        self.forget_where(|p| p.user == user || p.viewer.is_some_and(|v| v.user == user));
    }

    /// Forgets everything about the people of a company.
    pub fn forget_tenant(&self, tenant: TenantId) {
        self.forget_where(|p| p.tenant == tenant);
    }

    fn forget_where(&self, gone: impl Fn(&Principal) -> bool) {
        let mut inner = self.0.lock();
        inner.forgotten += 1;
        inner.by_hash.retain(|_, e| !gone(&e.known.principal));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use weir_model::Locale;
    use weir_model::id::{AccountId, SessionId};

    use super::*;

    fn principal(n: u128) -> Principal {
        Principal {
            tenant: TenantId::from_uuid(Uuid::from_u128(1)),
            user: UserId::from_uuid(Uuid::from_u128(n)),
            account: AccountId::from_uuid(Uuid::from_u128(n)),
            channel: Channel::Session(SessionId::from_uuid(Uuid::from_u128(n))),
            scopes: None,
            locale: Locale::En,
            authenticated_at: at(0),
            viewer: None,
        }
    }

    fn known(n: u128) -> Known {
        Known { principal: principal(n), must_change_password: false, must_set_second_factor: false }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn put(cache: &SessionCache, n: u128) {
        let miss = cache.get(&n.to_string(), at(0)).unwrap_err();
        cache.put(miss, n.to_string(), known(n), at(0), at(3));
    }

    impl std::fmt::Debug for Miss {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Miss")
        }
    }

    #[test]
    fn a_principal_is_known_for_a_moment_and_never_past_its_end() {
        let cache = SessionCache::default();
        put(&cache, 1);
        assert!(cache.get("1", at(2)).is_ok());
        assert!(cache.get("1", at(3)).is_err(), "the session ended");
        assert!(cache.get("2", at(0)).is_err());
    }

    #[test]
    fn what_is_revoked_is_forgotten_at_once() {
        let cache = SessionCache::default();
        put(&cache, 1);
        put(&cache, 2);
        cache.forget(principal(1).channel);
        assert!(cache.get("1", at(1)).is_err());
        assert!(cache.get("2", at(1)).is_ok());
        cache.forget_user(principal(2).user);
        assert!(cache.get("2", at(1)).is_err());
    }

    #[test]
    fn what_was_read_before_a_revocation_does_not_come_back_after_it() {
        let cache = SessionCache::default();
        let miss = cache.get("1", at(0)).unwrap_err();
        cache.forget(principal(1).channel);
        cache.put(miss, "1".into(), known(1), at(0), at(3));
        assert!(cache.get("1", at(0)).is_err());
    }
}
