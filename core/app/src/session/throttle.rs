//! Guessing is slow: failed sign-ins are counted per account and per address, in the database, for all nodes.
//!
//! An attempt that is not decided yet counts as failed, on the node that decides it, so that many at once gain nothing;
//! a success takes the account's count back and costs its address nothing: at nine in the morning a whole office comes
//! in from one. Names that nobody has are counted alike, and so tell nothing. What strangers do by links is counted as
//! it happens, with limits of its own.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use weir_store::queries::throttle;

use super::authenticate::later;
use super::under_way::Place;
use crate::context::App;
use crate::error::{Error, Result};

/// Failures are counted together within this time.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// And block for as long.
const BLOCK: SignedDuration = SignedDuration::from_mins(15);
/// Attempts on one account: more than anyone needs who has forgotten which of three passwords it was.
pub const ACCOUNT_ATTEMPTS_MAX: u32 = 10;
/// Attempts from one address: an office of some hundred people may share one.
pub const ADDRESS_ATTEMPTS_MAX: u32 = 200;

/// The two counts of one attempt.
pub struct Attempt {
    account: String,
    address: String,
}

impl Attempt {
    /// An attempt to sign in under a name, from an address.
    #[must_use]
    pub fn new(tenant: &str, login: &str, address: IpAddr) -> Self {
        Self {
            account: format!("account:{tenant}/{login}"),
            address: format!("address:{}", network(address)),
        }
    }
}

/// An attempt that is being decided.
pub(crate) struct Admitted {
    attempt: Attempt,
    had_failures: bool,
    _places: [Place; 2],
}

/// How often something may happen within a time.
pub(crate) struct Limit {
    /// What is counted together.
    pub bucket: String,
    /// The most of it.
    pub max: u32,
}

impl Attempt {
    /// An attempt at the platform's door, counted apart from those at any company's.
    #[must_use]
    pub fn on_platform(login: &str, address: IpAddr) -> Self {
        Self { account: Self::platform_account(login), address: format!("address:{}", network(address)) }
    }

    /// What attempts on a platform administrator are counted under.
    #[must_use]
    pub fn platform_account(login: &str) -> String {
        format!("platform:{login}")
    }

    fn limits(&self) -> [Limit; 2] {
        let limit = |bucket: &String, max| Limit { bucket: bucket.clone(), max };
        [limit(&self.account, ACCOUNT_ATTEMPTS_MAX), limit(&self.address, ADDRESS_ATTEMPTS_MAX)]
    }
}

impl App {
    /// Counts one more in each bucket. The last that is allowed closes its bucket for `block`.
    ///
    /// # Errors
    /// [`Error::TooMany`] when one of them is closed.
    pub(crate) async fn count_in(
        &self,
        limits: &[Limit],
        times: (SignedDuration, SignedDuration),
    ) -> Result<()> {
        self.not_closed(limits.iter().map(|limit| limit.bucket.as_str())).await?;
        self.count_up(limits, times).await
    }

    async fn count_up(
        &self,
        limits: &[Limit],
        (window, block): (SignedDuration, SignedDuration),
    ) -> Result<()> {
        let now = self.now();
        let window_start = window_start(now, window);
        let until = later(now, block);
        let tx = self.store().system().await?;
        for Limit { bucket, max } in limits {
            if throttle::count_failure(&tx, bucket, now, window_start).await? >= *max {
                throttle::block(&tx, bucket, until).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Whether all buckets are open; nothing is counted.
    ///
    /// # Errors
    /// [`Error::TooMany`] when one of them is closed.
    pub(crate) async fn not_closed(&self, buckets: impl IntoIterator<Item = &str>) -> Result<()> {
        let now = self.now();
        let buckets: Vec<&str> = buckets.into_iter().collect();
        match throttle::blocked_until(&self.store().system_read(), &buckets, now).await? {
            Some(until) => Err(refusal(now, until)),
            None => Ok(()),
        }
    }

    /// Lets an attempt in, before anything of its password is looked at. Until the value is dropped the attempt counts
    /// as failed; [`App::failed`] and [`App::succeeded`] tell how it ended, and must be told before.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many already, those under way among them.
    pub(crate) async fn admit(&self, attempt: Attempt) -> Result<Admitted> {
        let limits = attempt.limits();
        // In before the look at what is counted: whoever fails meanwhile is counted here or there.
        let places = limits.each_ref().map(|limit| self.under_way().enter(&limit.bucket));
        let now = self.now();
        let buckets = limits.each_ref().map(|limit| limit.bucket.as_str());
        let standing =
            throttle::standing(&self.store().system_read(), &buckets, window_start(now, WINDOW)).await?;
        let mut had_failures = false;
        for (limit, place) in limits.iter().zip(&places) {
            let found = standing.iter().find(|found| found.bucket == limit.bucket);
            if let Some(until) = found.and_then(|found| found.blocked_until).filter(|until| *until > now) {
                return Err(refusal(now, until));
            }
            let failures = found.map_or(0, |found| found.failures);
            had_failures |= limit.bucket == attempt.account && failures > 0;
            if failures.saturating_add(place.before) >= limit.max {
                return Err(refusal(now, now));
            }
        }
        Ok(Admitted { attempt, had_failures, _places: places })
    }

    /// Counts a failed attempt.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn failed(&self, admitted: &Admitted) -> Result<()> {
        self.count_up(&admitted.attempt.limits(), (WINDOW, BLOCK)).await
    }

    /// The account's count begins anew. The address keeps its own, or a guesser with one good account could wipe it.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn succeeded(&self, admitted: &Admitted) -> Result<()> {
        if !admitted.had_failures {
            return Ok(());
        }
        let tx = self.store().system().await?;
        throttle::clear(&tx, &admitted.attempt.account).await?;
        Ok(tx.commit().await?)
    }
}

fn window_start(now: Timestamp, window: SignedDuration) -> Timestamp {
    now.checked_sub(window).unwrap_or(Timestamp::MIN)
}

fn refusal(now: Timestamp, until: Timestamp) -> Error {
    let seconds = until.duration_since(now).as_secs().max(1);
    Error::TooMany { retry_after_s: u64::try_from(seconds).unwrap_or(1) }
}

/// One IPv4 address; the /64 of an IPv6 one, which one subscriber owns as a whole.
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_ipv6_counts_with_its_network() {
        for (address, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:bbbb::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network(address.parse().unwrap()), expected);
        }
    }
}
