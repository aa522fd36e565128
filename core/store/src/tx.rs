//! Transactions. A [`Tx`] carries its tenant; a [`SystemTx`] looks across tenants, at few tables only.
//!
//! Dropping one rolls it back.

use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use weir_model::id::TenantId;

use crate::signals::Wake;
use crate::{Link, Result};

/// A transaction of one tenant, for reading or for writing.
#[derive(Debug)]
pub struct Tx {
    link: Link,
    tenant: TenantId,
    wake: Wake,
    logged: AtomicBool,
    enqueued: AtomicBool,
    moved_versions: AtomicBool,
    versions: OnceLock<(i64, i64)>,
}

impl Tx {
    pub(crate) fn new(link: Link, tenant: TenantId, wake: Wake) -> Self {
        Self {
            link,
            tenant,
            wake,
            logged: AtomicBool::new(false),
            enqueued: AtomicBool::new(false),
            moved_versions: AtomicBool::new(false),
            versions: OnceLock::new(),
        }
    }

    /// The tenant that everything in here belongs to.
    #[must_use]
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Commits, then wakes whoever waits for what was written.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        let Self { link, tenant, wake, logged, enqueued, .. } = self;
        link.commit().await?;
        if logged.into_inner() {
            wake.changed(tenant);
        }
        if enqueued.into_inner() {
            wake.wake_worker();
        }
        Ok(())
    }

    /// Whether this transaction has moved the version of rights or of the organisation: what it reads of them is
    /// not committed yet, and must not be kept in memory.
    #[must_use]
    pub fn has_moved_versions(&self) -> bool {
        self.moved_versions.load(Ordering::Relaxed)
    }

    /// The versions of rights and organisation as they were first read here, until this transaction moves them:
    /// one request decides by one state.
    pub(crate) fn versions(&self) -> Option<(i64, i64)> {
        if self.has_moved_versions() { None } else { self.versions.get().copied() }
    }

    pub(crate) fn note_versions(&self, versions: (i64, i64)) {
        let _ = self.versions.set(versions);
    }

    pub(crate) fn note_moved_versions(&self) {
        self.moved_versions.store(true, Ordering::Relaxed);
    }

    pub(crate) fn note_logged(&self) {
        self.logged.store(true, Ordering::Relaxed);
    }

    pub(crate) fn note_enqueued(&self) {
        self.enqueued.store(true, Ordering::Relaxed);
    }
}

impl Deref for Tx {
    type Target = Link;
    fn deref(&self) -> &Link {
        &self.link
    }
}

/// A transaction of the server itself: sign-in, job claims, upkeep.
#[derive(Debug)]
pub struct SystemTx(Link);

impl SystemTx {
    pub(crate) fn new(link: Link) -> Self {
        Self(link)
    }

    /// Commits.
    ///
    /// # Errors
    /// When the database could not commit; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        self.0.commit().await
    }
}

impl Deref for SystemTx {
    type Target = Link;
    fn deref(&self) -> &Link {
        &self.0
    }
}

/// Single statements of the server itself, each in a transaction of its own: one round trip per look-up.
#[derive(Debug)]
pub struct SystemRead(Link);

impl SystemRead {
    pub(crate) fn new(link: Link) -> Self {
        Self(link)
    }
}

impl Deref for SystemRead {
    type Target = Link;
    fn deref(&self) -> &Link {
        &self.0
    }
}
