//! One change over several work items: each by itself, one failure leaves the others changed.

use weir_model::Issue;
use weir_model::id::{ProjectId, WorkItemId};
use weir_model::limits::BATCH_MAX;
use weir_model::principal::Principal;
use weir_work::Deed;

use crate::context::App;
use crate::dto::work::{BulkWorkItems, UpdateWorkItem};
use crate::error::{Error, Result};

impl App {
    /// Changes or deletes several items of a project, in the order given.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more than [`BATCH_MAX`] or nothing to do; what goes wrong with one item is its own
    /// result.
    pub async fn bulk_work_items(
        &self,
        who: &Principal,
        project: ProjectId,
        input: BulkWorkItems,
    ) -> Result<Vec<(WorkItemId, Result<()>)>> {
        if input.ids.len() > BATCH_MAX {
            return Err(Issue::new("ids", "task.batch_too_large").with("max", BATCH_MAX).into());
        }
        if input.delete == input.change.is_some() {
            return Err(Error::invalid("change", "work.bulk_one_deed"));
        }
        let tx = self.store().read(who.tenant).await?;
        self.seat_for(&tx, who, project, Deed::Work).await?;
        drop(tx);
        let mut results = Vec::with_capacity(input.ids.len());
        for id in input.ids {
            results.push((id, self.change_one(who, project, id, input.change.as_ref()).await));
        }
        Ok(results)
    }

    async fn change_one(
        &self,
        who: &Principal,
        project: ProjectId,
        id: WorkItemId,
        change: Option<&UpdateWorkItem>,
    ) -> Result<()> {
        let tx = self.write(who).await?;
        let (seat, item) = self.item_for(&tx, who, id, Deed::Work).await?;
        if item.project != project {
            return Err(Error::NotFound);
        }
        match change {
            Some(change) => {
                self.change_item(&tx, who, &seat, item, change).await?;
                Ok(tx.commit().await?)
            }
            None => {
                drop(tx);
                self.delete_work_item(who, id).await
            }
        }
    }
}
