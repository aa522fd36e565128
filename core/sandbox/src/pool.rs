//! Warm instances, each of one tenant for ever: what one tenant's values were in is never another's.

use std::collections::VecDeque;

use weir_model::id::TenantId;

use crate::instance::Instance;
use crate::limits::{WARM_MAX, WARM_MEMORY_MAX_BYTES};

/// The instances that nobody uses at the moment; the one used last is the last.
#[derive(Default)]
pub(crate) struct Pool(VecDeque<(TenantId, Instance)>);

impl Pool {
    /// Takes the tenant's instance that was used last.
    pub(crate) fn take(&mut self, tenant: TenantId) -> Option<Instance> {
        let found = self.0.iter().rposition(|(owner, _)| *owner == tenant)?;
        self.0.remove(found).map(|(_, instance)| instance)
    }

    /// Keeps an instance whose calls all went well. What is given back is to be dropped, outside of any lock: the
    /// instance itself when it has grown large, or the one that was not used for longest.
    #[must_use]
    pub(crate) fn keep(&mut self, tenant: TenantId, instance: Instance) -> Option<Instance> {
        if instance.memory_bytes() > WARM_MEMORY_MAX_BYTES {
            return Some(instance);
        }
        self.0.push_back((tenant, instance));
        if self.0.len() > WARM_MAX { self.0.pop_front().map(|(_, oldest)| oldest) } else { None }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
