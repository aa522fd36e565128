//! One work item: its page, the recycle bin.

use serde_json::json;
use weir_model::change::{Subject, Verb};
use weir_model::id::WorkItemId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::work_items::{self, ItemRow, Placed};
use weir_store::queries::{projects, record_keys, records, work_links};
use weir_work::{DEPTH_MAX, Deed};

use super::access::Seat;
use super::change::{Facts, judged};
use super::project::board_of;
use super::show::{brief, shown};
use super::types::{TypeInUse, Types};
use crate::context::App;
use crate::dto::common::ProblemItem;
use crate::dto::work::{StatusMove, WorkItemCan, WorkItemDetail};
use crate::error::{Error, Result};

const DEPTH: u32 = DEPTH_MAX as u32;

impl App {
    /// A work item with everything that its page shows.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see its project, and for one in the recycle bin.
    pub async fn get_work_item(&self, who: &Principal, id: WorkItemId) -> Result<WorkItemDetail> {
        let tx = self.store().read(who.tenant).await?;
        self.item_detail(&tx, who, id).await
    }

    pub(super) async fn item_detail(
        &self,
        tx: &Tx,
        who: &Principal,
        id: WorkItemId,
    ) -> Result<WorkItemDetail> {
        let (seat, item) = self.item_for(tx, who, id, Deed::See).await?;
        let company = self.company(tx).await?;
        let types = Types::of(self, tx, seat.project.id).await?;
        let kind = types.own(&item.placed.kind)?;
        let moves = self.moves(tx, who, &seat, kind, &item).await?;
        let path = match item.placed.parent {
            Some(parent) => self.path(tx, parent).await?,
            None => Vec::new(),
        };
        let watchers = work_links::watchers(tx, id).await?;
        let relations = self.relations_of(tx, who, id).await?;
        let (mut rows, refs) = shown(tx, &company, (&seat.project, &types), vec![item]).await?;
        Ok(WorkItemDetail {
            row: rows.pop().ok_or(Error::NotFound)?,
            path,
            schema: (*kind.form.schema).clone(),
            refs,
            can: WorkItemCan { update: seat.may(Deed::Work), comment: seat.may(Deed::Comment) },
            moves,
            relations,
            watching: watchers.contains(&who.user),
            watchers: watchers.into_iter().map(|user| company.person(user)).collect(),
        })
    }

    /// The items above, the nearest first.
    async fn path(&self, tx: &Tx, parent: WorkItemId) -> Result<Vec<crate::dto::work::WorkItemRef>> {
        let above = work_items::path_up(tx, parent, DEPTH).await?;
        let mut found = work_items::briefs(tx, &above).await?;
        found.sort_by_key(|b| above.iter().position(|id| *id == b.id));
        Ok(found.into_iter().map(brief).collect())
    }

    /// Where an item may go from its status, and why not elsewhere.
    async fn moves(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        kind: &TypeInUse,
        item: &ItemRow,
    ) -> Result<Vec<StatusMove>> {
        let (workflow, from) = (&kind.kind.workflow, item.placed.status.as_str());
        let board = board_of(&seat.project)?;
        let mut moves = Vec::new();
        for status in &workflow.statuses {
            let Some(way) = workflow.ways(from, status.key.as_str()).next() else { continue };
            let column = match board.wip.get(&status.key) {
                Some(max) => Some((
                    *max,
                    work_items::in_status(tx, seat.project.id, status.key.as_str(), item.id()).await?,
                )),
                None => None,
            };
            let placed = Placed { status: status.key.to_string(), ..item.placed.clone() };
            let facts = Facts {
                id: item.id(),
                kind,
                placed: &placed,
                data: &item.record.data,
                created_by: item.record.created_by,
            };
            let reasons = judged(who, seat, &facts, (from, status.key.as_str()), column);
            moves.push(StatusMove {
                to: status.key.clone(),
                name: if way.name.is_empty() { status.name.clone() } else { way.name.clone() },
                allowed: reasons.is_empty() && seat.may(Deed::Work),
                reasons: ProblemItem::list(&reasons, who.locale),
            });
        }
        Ok(moves)
    }

    /// Moves an item and everything below it to the recycle bin.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn delete_work_item(&self, who: &Principal, id: WorkItemId) -> Result<()> {
        let tx = self.write(who).await?;
        let (seat, _) = self.item_for(&tx, who, id, Deed::Work).await?;
        let now = self.now();
        for (id, form, _) in work_items::subtree(&tx, id, None, DEPTH).await? {
            let record = work_items::record_of(id);
            let rev = work_items::get(&tx, id).await?.record.rev;
            records::set_deleted(&tx, form, record, Some(now), (who.user, now)).await?;
            record_keys::release(&tx, form, record).await?;
            let mut change = self.change(who, Subject::WorkItem, id.uuid(), Verb::Deleted);
            change.after = Some(json!({ "$project": seat.project.id, "$rev": rev + 1 }));
            tx.log(change).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes an item, and what went to the recycle bin with it, back out. Where the item above is not there any
    /// more, it comes back as a root.
    ///
    /// # Errors
    /// [`Error::Invalid`] when another item took a unique value meanwhile.
    pub async fn restore_work_item(&self, who: &Principal, id: WorkItemId) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        let item = work_items::get(&tx, id).await?;
        let seat = self.seat_for(&tx, who, item.project, Deed::Work).await?;
        let deleted_at = item.record.deleted_at.ok_or(Error::NotFound)?;
        let types = Types::of(self, &tx, item.project).await?;
        projects::lock(&tx, item.project).await?;
        if let Some(parent) = item.placed.parent
            && work_items::briefs(&tx, &[parent]).await?.is_empty()
        {
            let placed = Placed { parent: None, ..item.placed.clone() };
            work_items::update(&tx, id, (item.project, item.number), &placed).await?;
        }
        for (id, form, _) in work_items::subtree(&tx, id, Some(deleted_at), DEPTH).await? {
            let (record, row) = (work_items::record_of(id), work_items::get(&tx, id).await?);
            let kind = types.own(&row.placed.kind)?;
            self.claim_unique(&tx, &kind.form, record, &row.record.data).await?;
            records::set_deleted(&tx, form, record, None, (who.user, self.now())).await?;
            let mut change = self.change(who, Subject::WorkItem, id.uuid(), Verb::Created);
            let rev = row.record.rev + 1;
            change.after = Some(json!({ "$project": seat.project.id, "$restored": true, "$rev": rev }));
            tx.log(change).await?;
        }
        let detail = self.item_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }
}
