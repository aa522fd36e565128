//! The snapshots in use, one per tenant, keyed by `authz_version`.
//!
//! Loads through what the caller passes in; knows neither store nor clock. A load that fails or brings something
//! older than asked for allows nothing and is tried again by the next request.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::OnceCell;
use weir_model::id::TenantId;

use crate::snapshot::Snapshot;

/// Tenants kept in memory: twice what the busiest installation we plan for has. A snapshot of 100 assignments
/// takes some 20 kB; the one longest unused makes room.
const TENANTS_MAX: usize = 2_000;

/// Why no snapshot could be had. Whoever gets this refuses the request.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable<E> {
    /// The loader failed.
    #[error("the policy could not be loaded")]
    Load(#[source] E),
    /// The loader brought a snapshot of another tenant or of an older version than asked for.
    #[error("the loaded policy is stale")]
    Stale,
}

/// Snapshots by tenant.
#[derive(Debug, Default)]
pub struct SnapshotCache {
    slots: Mutex<Slots>,
}

#[derive(Debug, Default)]
struct Slots {
    by_tenant: HashMap<TenantId, Slot>,
    uses: u64,
}

#[derive(Debug)]
struct Slot {
    version: i64,
    last_use: u64,
    cell: Arc<OnceCell<Arc<Snapshot>>>,
}

impl SnapshotCache {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The tenant's snapshot of at least `version`. Requests that need the same one wait for a single load.
    ///
    /// # Errors
    /// When the loader fails or brings something stale.
    pub async fn get<F, Fut, E>(
        &self,
        tenant: TenantId,
        version: i64,
        load: F,
    ) -> Result<Arc<Snapshot>, Unavailable<E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<Snapshot, E>>,
    {
        let (wanted, cell) = self.slot(tenant, version);
        let loaded = cell
            .get_or_try_init(|| async {
                let snapshot = load().await.map_err(Unavailable::Load)?;
                if snapshot.tenant() != tenant || snapshot.version() < wanted {
                    return Err(Unavailable::Stale);
                }
                Ok(Arc::new(snapshot))
            })
            .await?;
        Ok(Arc::clone(loaded))
    }

    /// The slot that holds, or will hold, at least `version`; an older one is given up.
    fn slot(&self, tenant: TenantId, version: i64) -> (i64, Arc<OnceCell<Arc<Snapshot>>>) {
        let mut slots = self.slots.lock();
        slots.uses += 1;
        let last_use = slots.uses;
        if !slots.by_tenant.contains_key(&tenant) && slots.by_tenant.len() >= TENANTS_MAX {
            let oldest = slots.by_tenant.iter().min_by_key(|(_, s)| s.last_use).map(|(t, _)| *t);
            if let Some(oldest) = oldest {
                slots.by_tenant.remove(&oldest);
            }
        }
        let slot = slots.by_tenant.entry(tenant).or_insert_with(|| Slot::new(version));
        slot.last_use = last_use;
        // Rows may be read after a later grant: a loaded snapshot can be newer than its slot was asked for.
        let have = slot.cell.get().map_or(slot.version, |s| s.version());
        if have < version {
            *slot = Slot { last_use, ..Slot::new(version) };
        }
        (slot.version, Arc::clone(&slot.cell))
    }
}

impl Slot {
    fn new(version: i64) -> Self {
        Self { version, last_use: 0, cell: Arc::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessRows;
    use crate::fixture::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::sync::Notify;

    async fn snapshot(version: i64) -> Snapshot {
        let mut rows = AccessRows::empty();
        rows.version = version;
        rows.snapshot().await
    }

    async fn get(cache: &SnapshotCache, asked: i64, brought: i64) -> Result<i64, Unavailable<()>> {
        cache.get(tenant(1), asked, || async { Ok(snapshot(brought).await) }).await.map(|s| s.version())
    }

    #[tokio::test]
    async fn a_snapshot_is_kept_until_a_newer_version_is_asked_for() {
        let cache = SnapshotCache::new();
        assert_eq!(get(&cache, 1, 1).await.unwrap(), 1);
        assert_eq!(get(&cache, 1, 99).await.unwrap(), 1, "not loaded again");
        assert_eq!(get(&cache, 2, 3).await.unwrap(), 3, "rows may be newer than asked for");
        assert_eq!(get(&cache, 3, 99).await.unwrap(), 3);
        assert_eq!(get(&cache, 1, 99).await.unwrap(), 3, "never back to an older one");
        assert_eq!(get(&cache, 4, 4).await.unwrap(), 4);
    }

    #[tokio::test]
    async fn a_failed_or_stale_load_allows_nothing_and_is_tried_again() {
        let cache = SnapshotCache::new();
        let failed = cache.get(tenant(1), 1, || async { Err::<Snapshot, _>("down") }).await;
        assert!(matches!(failed, Err(Unavailable::Load("down"))));
        assert!(matches!(get(&cache, 2, 1).await, Err(Unavailable::Stale)));
        assert_eq!(get(&cache, 2, 2).await.unwrap(), 2);
        let foreign = cache.get(tenant(2), 1, || async { Ok::<_, ()>(snapshot(1).await) }).await;
        assert!(matches!(foreign, Err(Unavailable::Stale)));
    }

    #[tokio::test]
    async fn requests_that_need_the_same_snapshot_share_one_load() {
        let cache = SnapshotCache::new();
        let (loads, gate) = (AtomicUsize::new(0), Notify::new());
        let one = || {
            cache.get(tenant(1), 1, || async {
                loads.fetch_add(1, Ordering::Relaxed);
                gate.notified().await;
                Ok::<_, ()>(snapshot(1).await)
            })
        };
        let (a, b, c, ()) = tokio::join!(one(), one(), one(), async { gate.notify_one() });
        assert!(a.is_ok() && b.is_ok() && c.is_ok());
        assert_eq!(loads.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_load_whose_caller_went_away_does_not_block_the_next() {
        let cache = SnapshotCache::new();
        {
            let never = cache.get(tenant(1), 1, std::future::pending::<Result<Snapshot, ()>>);
            tokio::pin!(never);
            tokio::select! {
                biased;
                _ = &mut never => unreachable!("it never ends"),
                () = async {} => {}
            }
        }
        assert_eq!(get(&cache, 1, 1).await.unwrap(), 1);
    }

    #[test]
    fn the_tenant_longest_unused_makes_room() {
        let cache = SnapshotCache::new();
        for n in 0..=TENANTS_MAX as u128 {
            cache.slot(tenant(n), 1);
            cache.slot(tenant(0), 1);
        }
        let slots = cache.slots.lock();
        assert_eq!(slots.by_tenant.len(), TENANTS_MAX);
        assert!(slots.by_tenant.contains_key(&tenant(0)) && !slots.by_tenant.contains_key(&tenant(1)));
    }
}
