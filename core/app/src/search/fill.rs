//! Takes up what was there before the index was, or came back from a backup: in the background, a few rows at a
//! time, so that neither a start nor anybody's write waits for it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use weir_model::id::{FileId, InstanceId, RecordId, TenantId};
use weir_store::queries::search::{self, EntryKind, Place};
use weir_store::queries::search_fill::{self, Progress};
use weir_store::queries::tenants;

use crate::context::App;
use crate::error::Result;

/// Rows taken up in one transaction: on the embedded database everybody else's writes wait for it.
const ROWS_AT_ONCE: u32 = 200;
/// Between two transactions, for others.
const PAUSE: Duration = Duration::from_millis(5);
/// After a failure.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Fills the index, until it is full or `stop`.
pub(crate) async fn run(app: &App, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            filled = app.fill_search() => match filled {
                Ok(0) => return,
                Ok(rows) => return tracing::info!(search.rows = rows, "the search index is filled"),
                Err(why) => tracing::warn!(error.source = %why, "the search index is not filled yet"),
            },
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(AGAIN_AFTER) => {}
        }
    }
}

impl App {
    /// Takes up everything that can be found and was not yet, and tells how many rows were looked at.
    ///
    /// # Errors
    /// When the database fails; what was taken up stays, and the next call goes on from there.
    pub async fn fill_search(&self) -> Result<u64> {
        let mut rows = 0;
        for tenant in tenants::list(&self.store().system_read()).await? {
            for kind in EntryKind::FILLED {
                while let Some(more) = self.fill_some(tenant.id, kind).await? {
                    rows += more;
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        Ok(rows)
    }

    /// The next rows of a kind; none when all are taken up.
    async fn fill_some(&self, tenant: TenantId, kind: EntryKind) -> Result<Option<u64>> {
        let tx = self.store().read(tenant).await?;
        if search_fill::progress(&tx, kind, false).await?.done {
            return Ok(None);
        }
        drop(tx);
        let tx = self.store().begin(tenant).await?;
        let before = search_fill::progress(&tx, kind, true).await?;
        let ids = search_fill::next(&tx, kind, before.behind, ROWS_AT_ONCE).await?;
        match kind {
            EntryKind::Record | EntryKind::WorkItem => {
                let ids: Vec<RecordId> = ids.iter().copied().map(RecordId::from_uuid).collect();
                search::follow_records(&tx, &ids, Place::Oldest).await?;
            }
            EntryKind::File => {
                let ids: Vec<FileId> = ids.iter().copied().map(FileId::from_uuid).collect();
                search::follow_files(&tx, &ids, Place::Oldest).await?;
            }
            EntryKind::Instance => {
                for id in &ids {
                    self.make_found(&tx, InstanceId::from_uuid(*id)).await?;
                }
            }
        }
        let done = ids.len() < ROWS_AT_ONCE as usize;
        search_fill::note(&tx, kind, Progress { behind: ids.last().copied().or(before.behind), done })
            .await?;
        tx.commit().await?;
        Ok(Some(ids.len() as u64))
    }
}
