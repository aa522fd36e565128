//! What is thrown away after its time: ended sessions, kept answers, finished jobs, files that nothing took up,
//! the recycle bin, old notifications.
//!
//! Every node does it; whatever one has removed, the next does not find.

#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;
use weir_model::id::TenantId;
use weir_store::queries::{
    background_tasks, files, idempotency, imports, jobs, mail_times, notifications, platform, recycle,
    sessions, tenants, throttle,
};

use crate::background::FILE_KEPT;
use crate::context::App;
use crate::error::Result;

/// From one round to the next: what waits costs little, and a round over an idle house costs almost nothing.
const EVERY: Duration = Duration::from_secs(60 * 60);
/// Before the first round, so that a start is not slowed down by it.
const FIRST_AFTER: Duration = Duration::from_secs(60);
/// Rows removed in one transaction: on the embedded database everybody else's writes wait for it.
const BATCH_ROWS: u32 = 200;

/// A suspended company loses nothing, and after it was resumed its people have so long to look after what is due.
const RESUMED_GRACE: SignedDuration = SignedDuration::from_hours(14 * 24);
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Sessions that ended stay listed as ended for a while.
const SESSION_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A client that repeats a call does so within minutes; a day covers a night's queue.
const IDEMPOTENCY_KEPT: SignedDuration = DAY;
/// Finished jobs stay for whoever looks into yesterday's trouble.
const JOB_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);
/// An upload becomes part of something within the hour that its form is open; drafts attach theirs.
const LOOSE_FILE_KEPT: SignedDuration = DAY;
/// Decision 12.
pub(crate) const BIN_KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Half a year: older ones nobody reads, and history keeps what happened.
const NOTIFICATION_KEPT: SignedDuration = SignedDuration::from_hours(24 * 180);
/// Long tasks stay listed for whoever comes back from a holiday; what they did is in the change log.
const TASK_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// An import can be taken back as long as a record can come back from the recycle bin.
const IMPORT_KEPT: SignedDuration = BIN_KEPT_FOR;

/// Rounds until `stop`.
pub(crate) async fn run(app: &App, stop: CancellationToken) {
    let mut wait = FIRST_AFTER;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
        if let Err(why) = app.tidy_up().await {
            tracing::warn!(error.source = %why, "upkeep did not finish; it goes on in the next round");
        }
        wait = EVERY;
    }
}

impl App {
    /// One round of upkeep over the whole server.
    ///
    /// # Errors
    /// When the database or the blob store fails; what was removed stays removed.
    pub async fn tidy_up(&self) -> Result<()> {
        let now = self.now();
        let tx = self.store().system().await?;
        sessions::purge(&tx, before(now, SESSION_KEPT)).await?;
        idempotency::purge(&tx, before(now, IDEMPOTENCY_KEPT)).await?;
        throttle::purge(&tx, before(now, DAY)).await?;
        platform::purge_sessions(&tx, before(now, SESSION_KEPT)).await?;
        tx.commit().await?;
        let resting = tenants::resting(&self.store().system_read(), before(now, RESUMED_GRACE)).await?;
        for tenant in tenants::list(&self.store().system_read()).await? {
            self.close_lapsed_views(tenant.id).await?;
            self.seal_changes(tenant.id, now).await?;
            if !resting.contains(&tenant.id) {
                self.tidy_tenant(tenant.id, now).await?;
            }
        }
        Ok(self.store().optimize().await?)
    }

    async fn tidy_tenant(&self, tenant: TenantId, now: Timestamp) -> Result<()> {
        let tx = self.store().begin(tenant).await?;
        jobs::purge(&tx, before(now, JOB_KEPT)).await?;
        notifications::purge(&tx, before(now, NOTIFICATION_KEPT)).await?;
        mail_times::purge(&tx, before(now, NOTIFICATION_KEPT)).await?;
        background_tasks::release_files(&tx, before(now, FILE_KEPT)).await?;
        background_tasks::purge(&tx, before(now, TASK_KEPT)).await?;
        imports::purge(&tx, before(now, IMPORT_KEPT)).await?;
        tx.commit().await?;
        loop {
            let tx = self.store().begin(tenant).await?;
            let emptied = recycle::empty(&tx, before(now, BIN_KEPT_FOR), BATCH_ROWS).await?;
            tx.commit().await?;
            if emptied < u64::from(BATCH_ROWS) {
                break;
            }
        }
        while self.remove_loose_files(tenant, before(now, LOOSE_FILE_KEPT)).await? == BATCH_ROWS as usize {}
        Ok(())
    }

    /// Rows first, then the blobs that no row names any more: a crash in between leaves bytes that nobody can
    /// reach, never a row without its bytes.
    async fn remove_loose_files(&self, tenant: TenantId, before: Timestamp) -> Result<usize> {
        let tx = self.store().begin(tenant).await?;
        let loose = files::loose(&tx, before, BATCH_ROWS).await?;
        let mut nameless = Vec::new();
        for file in &loose {
            nameless.extend(files::delete(&tx, file.id).await?);
        }
        tx.commit().await?;
        for sha256 in nameless {
            self.store().blobs().delete(tenant, &sha256, before).await?;
        }
        Ok(loose.len())
    }
}

fn before(now: Timestamp, kept: SignedDuration) -> Timestamp {
    now.saturating_sub(kept).unwrap_or(now)
}
