//! Where a work item stands: below which item, and where in the manual order.

use weir_model::id::{ProjectId, WorkItemId};
use weir_model::{Issue, Issues, Locale};
use weir_store::Tx;
use weir_store::queries::{projects, work_items};
use weir_work::{DEPTH_MAX, Place, RANK_MAX_CHARS, check_place, rank};

use super::types::Types;
use crate::context::App;
use crate::dto::work::PlaceWish;
use crate::error::{Error, Result};

impl App {
    /// Why an item of a type may not stand below another; nothing when it may.
    pub(super) async fn check_parent(
        tx: &Tx,
        project: ProjectId,
        types: &Types,
        (item, kind): (Option<WorkItemId>, &str),
        parent: Option<WorkItemId>,
        locale: Locale,
    ) -> Result<Issues> {
        let depth = u32::try_from(DEPTH_MAX).unwrap_or(u32::MAX);
        let Some(own) = types.get(kind) else { return Ok(Issues::new()) };
        let known = match parent {
            Some(id) => {
                let found = work_items::briefs(tx, &[id]).await?.pop().filter(|b| b.project == project);
                let Some(found) = found else { return Ok(vec![Issue::new("parent", "work.item_unknown")]) };
                Some(found)
            }
            None => None,
        };
        let above = match parent {
            Some(id) => work_items::path_up(tx, id, depth + 1).await?,
            None => Vec::new(),
        };
        let height = match item {
            Some(id) => {
                let below = work_items::subtree(tx, id, None, depth).await?;
                below.iter().map(|(_, _, level)| *level).max().unwrap_or(1)
            }
            None => 1,
        };
        let parent_type = known.as_ref().and_then(|b| types.get(b.kind.as_str()));
        let place = Place {
            item,
            kind: &own.kind,
            height: usize::try_from(height).unwrap_or(1),
            parent: parent_type.map(|t| (&t.key, &t.kind.name)),
            above: &above,
            locale,
        };
        Ok(check_place(&place))
    }

    /// A rank at the end of a project's order. The project is held from here on.
    pub(super) async fn last_rank(&self, tx: &Tx, project: ProjectId) -> Result<String> {
        projects::lock(tx, project).await?;
        let last = work_items::rank_beside(tx, project, None, false, None).await?;
        rank::between(last.as_deref(), None).ok_or_else(|| Error::internal("no rank behind the last"))
    }

    /// The rank at a place. The project is held from here on.
    ///
    /// # Errors
    /// [`Error::Invalid`] for neighbours that are not there.
    pub(super) async fn rank_at(
        &self,
        tx: &Tx,
        project: ProjectId,
        item: WorkItemId,
        wish: PlaceWish,
    ) -> Result<String> {
        if wish.after.is_some() && wish.before.is_some() {
            return Err(Error::invalid("place", "work.place_twice"));
        }
        projects::lock(tx, project).await?;
        for _ in 0..2 {
            let beside = async |of: &str, behind| {
                work_items::rank_beside(tx, project, Some(of), behind, Some(item)).await
            };
            let (after, before) = match (wish.after, wish.before) {
                (Some(after), _) => {
                    let after = neighbour(tx, project, (item, after), "place.after").await?;
                    let before = beside(&after, true).await?;
                    (Some(after), before)
                }
                (None, Some(before)) => {
                    let before = neighbour(tx, project, (item, before), "place.before").await?;
                    (beside(&before, false).await?, Some(before))
                }
                (None, None) => (None, work_items::rank_beside(tx, project, None, true, Some(item)).await?),
            };
            match rank::between(after.as_deref(), before.as_deref()) {
                Some(rank) if rank.len() <= RANK_MAX_CHARS => return Ok(rank),
                // Many insertions at one place: the order is numbered anew, once.
                _ => renumber(tx, project).await?,
            }
        }
        Err(Error::internal("no rank between two neighbours"))
    }
}

/// The rank of the item that another shall stand beside.
async fn neighbour(
    tx: &Tx,
    project: ProjectId,
    (item, beside): (WorkItemId, WorkItemId),
    at: &'static str,
) -> Result<String> {
    let unknown = || Error::invalid(at, "work.item_unknown");
    match work_items::get(tx, beside).await {
        Ok(row) if row.project == project && beside != item => Ok(row.placed.rank),
        Ok(_) | Err(weir_store::Error::NotFound) => Err(unknown()),
        Err(other) => Err(other.into()),
    }
}

async fn renumber(tx: &Tx, project: ProjectId) -> Result<()> {
    let order = work_items::in_order(tx, project).await?;
    work_items::clear_ranks(tx, project).await?;
    for (id, rank) in order.iter().zip(rank::spread(order.len())) {
        work_items::set_rank(tx, *id, &rank).await?;
    }
    Ok(())
}
