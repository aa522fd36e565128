//! Who may run when: scripts, templates and plugins wait in the same queues, each tenant behind its own.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use weir_model::id::TenantId;

use crate::ledger::{Account, Usage};
use crate::limits::{
    CALLS_MAX, PLUGIN_CALLS_MAX, PURE_CALLS_MAX, TENANT_CALLS_MAX, TENANT_PLUGIN_CALLS_MAX,
    TENANT_PURE_CALLS_MAX, TENANT_WAITING_MAX,
};

/// What there are turns for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Queue {
    /// To run. A plugin gives this one back while it waits for the host, which may itself have scripts to run.
    Processor,
    /// To have an instance of a plugin that acts, from the call's begin to its end.
    Acting,
    /// To have an instance of a plugin that only reckons. Apart from those that act: what they ask of the host may
    /// need a field checked, and would wait for themselves.
    Pure,
}

impl Queue {
    const ALL: [Self; 3] = [Self::Processor, Self::Acting, Self::Pure];

    /// How many turns a tenant has at a time, and how many all have together.
    const fn limits(self) -> (usize, usize) {
        match self {
            Self::Processor => (TENANT_CALLS_MAX, CALLS_MAX),
            Self::Acting => (TENANT_PLUGIN_CALLS_MAX, PLUGIN_CALLS_MAX),
            Self::Pure => (TENANT_PURE_CALLS_MAX, PURE_CALLS_MAX),
        }
    }
}

/// A turn of the tenant's and one of everybody's; given back when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _own: OwnedSemaphorePermit,
    _common: OwnedSemaphorePermit,
}

/// Too many of the tenant's calls wait already, or one that must not wait would have to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

#[derive(Debug)]
struct Lane {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// What is kept of a tenant.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) id: TenantId,
    pub(crate) account: Account,
    lanes: [Lane; 3],
}

/// All tenants that had anything run here, and the turns.
#[derive(Debug)]
pub(crate) struct Turns {
    tenants: Mutex<HashMap<TenantId, Arc<Tenant>>>,
    common: [Arc<Semaphore>; 3],
}

impl Turns {
    pub(crate) fn new() -> Self {
        let common = Queue::ALL.map(|queue| Arc::new(Semaphore::new(queue.limits().1)));
        Self { tenants: Mutex::default(), common }
    }

    /// The tenant of that id, known from now on.
    pub(crate) fn tenant(&self, id: TenantId) -> Arc<Tenant> {
        let mut tenants = self.tenants.lock();
        let known = tenants.entry(id).or_insert_with(|| {
            let lanes = Queue::ALL.map(|queue| Lane {
                turns: Arc::new(Semaphore::new(queue.limits().0)),
                waiting: AtomicUsize::new(0),
            });
            Arc::new(Tenant { id, account: Account::default(), lanes })
        });
        Arc::clone(known)
    }

    /// A turn, if there is one now.
    pub(crate) fn now(&self, tenant: &Tenant, queue: Queue) -> Result<Turn, Full> {
        let own = Arc::clone(&tenant.lanes[queue as usize].turns).try_acquire_owned();
        let common = Arc::clone(&self.common[queue as usize]).try_acquire_owned();
        match (own, common) {
            (Ok(own), Ok(common)) => Ok(Turn { _own: own, _common: common }),
            _ => Err(tenant.turn_away()),
        }
    }

    /// Waits for a turn, unless too many do already.
    pub(crate) async fn wait(&self, tenant: &Tenant, queue: Queue) -> Result<Turn, Full> {
        /// Counts a waiting call for as long as it waits, also when its caller gives up.
        struct Waiting<'a>(&'a AtomicUsize);
        impl Drop for Waiting<'_> {
            fn drop(&mut self) {
                self.0.fetch_sub(1, SeqCst);
            }
        }
        let lane = &tenant.lanes[queue as usize];
        let before = lane.waiting.fetch_add(1, SeqCst);
        let _waiting = Waiting(&lane.waiting);
        if before >= TENANT_WAITING_MAX {
            return Err(tenant.turn_away());
        }
        // The semaphores are never closed.
        let own = Arc::clone(&lane.turns).acquire_owned().await.map_err(|_| Full)?;
        let common = Arc::clone(&self.common[queue as usize]).acquire_owned().await.map_err(|_| Full)?;
        Ok(Turn { _own: own, _common: common })
    }

    /// What the tenant's code took since the server started.
    pub(crate) fn usage(&self, tenant: TenantId) -> Usage {
        self.tenants.lock().get(&tenant).map(|tenant| tenant.account.usage()).unwrap_or_default()
    }

    /// What each tenant's code took, of those that had any.
    pub(crate) fn usages(&self) -> Vec<(TenantId, Usage)> {
        self.tenants.lock().iter().map(|(id, tenant)| (*id, tenant.account.usage())).collect()
    }
}

impl Tenant {
    fn turn_away(&self) -> Full {
        self.account.add_turned_away();
        Full
    }
}
