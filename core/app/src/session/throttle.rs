//! Guessing is slow: failed sign-ins are counted per account and per address, in the database, for all nodes.
//!
//! An attempt counts before its password is looked at, so that many at once gain nothing; a success takes the
//! account's count back. Names that nobody has are counted alike, and so tell nothing. What strangers do by links is
//! counted the same way, with limits of its own.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use weir_store::queries::throttle;

use super::authenticate::later;
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
}

impl App {
    /// Counts one more in each bucket. The last that is allowed closes its bucket for `block`.
    ///
    /// # Errors
    /// [`Error::TooMany`] when one of them is closed.
    pub(crate) async fn count_in(
        &self,
        limits: &[Limit],
        (window, block): (SignedDuration, SignedDuration),
    ) -> Result<()> {
        let now = self.now();
        let buckets: Vec<&str> = limits.iter().map(|limit| limit.bucket.as_str()).collect();
        let blocked = throttle::blocked_until(&self.store().system_read(), &buckets, now).await?;
        if let Some(until) = blocked {
            return Err(refusal(now, until));
        }
        let window_start = now.checked_sub(window).unwrap_or(Timestamp::MIN);
        let tx = self.store().system().await?;
        for Limit { bucket, max } in limits {
            if throttle::count_failure(&tx, bucket, now, window_start).await? >= *max {
                throttle::block(&tx, bucket, later(now, block)).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Whether a bucket is open; nothing is counted.
    ///
    /// # Errors
    /// [`Error::TooMany`] when it is closed.
    pub(crate) async fn not_closed(&self, bucket: &str) -> Result<()> {
        let now = self.now();
        match throttle::blocked_until(&self.store().system_read(), &[bucket], now).await? {
            Some(until) => Err(refusal(now, until)),
            None => Ok(()),
        }
    }

    /// Counts the attempt.
    ///
    /// # Errors
    /// [`Error::TooMany`] when there were too many already.
    pub(crate) async fn count_attempt(&self, attempt: &Attempt) -> Result<()> {
        let limit = |bucket: &String, max| Limit { bucket: bucket.clone(), max };
        let limits =
            [limit(&attempt.account, ACCOUNT_ATTEMPTS_MAX), limit(&attempt.address, ADDRESS_ATTEMPTS_MAX)];
        self.count_in(&limits, (WINDOW, BLOCK)).await
    }

    /// The attempt succeeded: the account's count begins anew. The address keeps its own, or a guesser with one
    /// good account could wipe it.
    pub(crate) async fn forgive_attempt(&self, attempt: &Attempt) -> Result<()> {
        let tx = self.store().system().await?;
        throttle::clear(&tx, &attempt.account).await?;
        Ok(tx.commit().await?)
    }
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
