//! The change log under seal: upkeep hashes what has settled, `weir doctor` looks whether it still fits.
//!
//! A chain per tenant, in the order of the entries' numbers. Against who may write to the database it proves an edit
//! only as long as they do not compute the chain anew from there on: note the newest hash elsewhere from time to time.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use weir_model::id::TenantId;
use weir_store::Tx;
use weir_store::queries::seals::{self, SealRow};

use crate::context::App;
use crate::error::Result;

/// How old an entry is before it is sealed. No transaction lives as long, so nothing turns up behind a seal.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// Entries under one seal: so many are read in one transaction.
const ENTRIES_PER_SEAL: u32 = 2_000;
/// Seals read at once.
const SEALS_AT_ONCE: u32 = 500;

/// Where the first seal begins: nothing can be slipped in before it.
const BEFORE_ALL: i64 = i64::MIN;

/// What a look at a sealed log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogState {
    /// Entries under seal.
    pub entries: i64,
    /// The newest seal's hash; none before the first.
    pub newest: Option<String>,
    /// The numbers of the entries among which something was edited, removed or added: behind the first, up to the
    /// second.
    pub broken: Option<(i64, i64)>,
}

impl App {
    /// Seals what has settled.
    pub(crate) async fn seal_changes(&self, tenant: TenantId, now: Timestamp) -> Result<()> {
        let before = now.saturating_sub(SETTLED_AFTER).unwrap_or(now);
        loop {
            let tx = self.store().begin(tenant).await?;
            let previous = seals::last(&tx).await?;
            let after_seq = previous.as_ref().map_or(BEFORE_ALL, |p| p.last_seq);
            let Some(newest) = seals::newest_before(&tx, before).await?.filter(|seq| *seq > after_seq) else {
                return Ok(());
            };
            let entries = seals::entries(&tx, after_seq, newest, ENTRIES_PER_SEAL).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            let seal = SealRow {
                number: previous.as_ref().map_or(0, |p| p.number) + 1,
                after_seq,
                last_seq: last.seq,
                entries: i64::try_from(entries.len()).unwrap_or(i64::MAX),
                hash: hash(
                    previous.as_ref().map_or("", |p| &p.hash),
                    entries.iter().map(|e| e.line.as_str()),
                ),
                sealed_at: now,
            };
            match seals::insert(&tx, &seal).await {
                // Another node was there first.
                Err(weir_store::Error::Duplicate { .. }) => return Ok(()),
                other => other?,
            }
            tx.commit().await?;
        }
    }

    /// Whether everything under seal is as it was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn examine_changes(&self, tenant: TenantId) -> Result<LogState> {
        let (mut state, mut number, mut after) =
            (LogState { entries: 0, newest: None, broken: None }, 0, BEFORE_ALL);
        loop {
            let tx = self.store().read(tenant).await?;
            let found = seals::list(&tx, number, SEALS_AT_ONCE).await?;
            if found.is_empty() {
                return Ok(state);
            }
            for seal in found {
                let fits = seal.number == number + 1 && seal.after_seq == after;
                if !fits || !holds(&tx, &seal, state.newest.as_deref().unwrap_or_default()).await? {
                    state.broken = Some((after, seal.last_seq));
                    return Ok(state);
                }
                (number, after) = (seal.number, seal.last_seq);
                state.entries += seal.entries;
                state.newest = Some(seal.hash);
            }
        }
    }
}

async fn holds(tx: &Tx, seal: &SealRow, previous: &str) -> Result<bool> {
    // One more than there were, to see what was added.
    let limit = u32::try_from(seal.entries).unwrap_or(u32::MAX).saturating_add(1);
    let entries = seals::entries(tx, seal.after_seq, seal.last_seq, limit).await?;
    let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
    Ok(count == seal.entries && hash(previous, entries.iter().map(|e| e.line.as_str())) == seal.hash)
}

fn hash<'a>(previous: &'a str, lines: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(previous).chain(lines) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_every_line_their_order_and_the_chain_before() {
        let of = |previous: &str, lines: &[&str]| hash(previous, lines.iter().copied());
        let whole = of("p", &["a", "bc"]);
        for other in [
            of("q", &["a", "bc"]),
            of("p", &["bc", "a"]),
            of("p", &["ab", "c"]),
            of("p", &["a"]),
            of("p", &["a", "bc", ""]),
        ] {
            assert_ne!(other, whole);
        }
        assert_eq!(of("p", &["a", "bc"]), whole);
    }
}
