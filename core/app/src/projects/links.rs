//! How work items stand to each other, and who watches one.

use std::collections::HashMap;

use serde_json::json;
use weir_model::Issue;
use weir_model::change::{Subject, Verb};
use weir_model::id::WorkItemId;
use weir_model::principal::Principal;
use weir_store::Tx;
use weir_store::queries::work_items;
use weir_store::queries::work_links::{self, RelationRow};
use weir_work::{Deed, RelationKind};

use super::show::brief;
use crate::context::App;
use crate::dto::work::{AddRelation, Relation, Watch, WorkItemDetail};
use crate::error::{Error, Result};

/// Relations of one item: more is a hierarchy.
const RELATIONS_MAX: usize = 200;

impl App {
    /// Relates two items, perhaps of two projects.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an item that the caller may not see, for itself, and for a block against a block.
    pub async fn add_relation(
        &self,
        who: &Principal,
        id: WorkItemId,
        input: AddRelation,
    ) -> Result<WorkItemDetail> {
        let tx = self.write(who).await?;
        self.item_for(&tx, who, id, Deed::Work).await?;
        match self.item_for(&tx, who, input.to, Deed::See).await {
            Ok(_) => {}
            Err(Error::NotFound) => return Err(Error::invalid("to", "work.item_unknown")),
            Err(other) => return Err(other),
        }
        if input.to == id {
            return Err(Error::invalid("to", "work.relation_to_itself"));
        }
        let row = ordered(id, input.kind, input.to)?;
        let known = work_links::relations(&tx, id).await?;
        if known.len() >= RELATIONS_MAX {
            return Err(Issue::new("to", "work.too_many_relations").with("max", RELATIONS_MAX).into());
        }
        if known.iter().any(|r| r.kind == row.kind && (r.from, r.to) == (row.to, row.from)) {
            return Err(Error::invalid("to", "work.relation_reversed"));
        }
        if work_links::relate(&tx, &row, (who.user, self.now())).await? {
            self.log_relation(&tx, who, (id, input.to), input.kind, true).await?;
        }
        let detail = self.item_detail(&tx, who, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// Ends a relation, told from its first item.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or when the caller may not see the other item.
    pub async fn remove_relation(
        &self,
        who: &Principal,
        id: WorkItemId,
        kind: RelationKind,
        to: WorkItemId,
    ) -> Result<()> {
        let tx = self.write(who).await?;
        self.item_for(&tx, who, id, Deed::Work).await?;
        self.item_for(&tx, who, to, Deed::See).await?;
        let row = ordered(id, kind, to)?;
        if !work_links::unrelate(&tx, &row).await? {
            return Err(Error::NotFound);
        }
        self.log_relation(&tx, who, (id, to), kind, false).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn log_relation(
        &self,
        tx: &Tx,
        who: &Principal,
        (id, other): (WorkItemId, WorkItemId),
        kind: RelationKind,
        made: bool,
    ) -> Result<()> {
        for (of, to) in [(id, other), (other, id)] {
            let fact = json!({ "$relation": { "kind": kind, "item": to, "inverse": of != id } });
            let mut change = self.change(who, Subject::WorkItem, of.uuid(), Verb::Updated);
            if made {
                change.after = Some(fact)
            } else {
                change.before = Some(fact)
            }
            tx.log(change).await?;
        }
        Ok(())
    }

    /// The relations of an item to those that the caller may see.
    pub(super) async fn relations_of(
        &self,
        tx: &Tx,
        who: &Principal,
        id: WorkItemId,
    ) -> Result<Vec<Relation>> {
        let rows = work_links::relations(tx, id).await?;
        let others: Vec<WorkItemId> = rows.iter().map(|r| if r.from == id { r.to } else { r.from }).collect();
        let mut seen = HashMap::new();
        let mut found = HashMap::new();
        for row in work_items::briefs(tx, &others).await? {
            let visible = match seen.get(&row.project) {
                Some(known) => *known,
                None => {
                    let visible = self.sits_in(tx, who, row.project).await?;
                    seen.insert(row.project, visible);
                    visible
                }
            };
            if visible {
                found.insert(row.id, brief(row));
            }
        }
        let mut relations = Vec::new();
        for (row, other) in rows.iter().zip(&others) {
            let kind = serde_json::from_value(row.kind.as_str().into()).map_err(Error::internal)?;
            if let Some(item) = found.get(other).cloned() {
                let kind: RelationKind = kind;
                relations.push(Relation { kind, inverse: !kind.is_symmetric() && row.to == id, item });
            }
        }
        Ok(relations)
    }

    /// Watches an item, or no longer.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see it.
    pub async fn watch_work_item(&self, who: &Principal, id: WorkItemId, input: Watch) -> Result<Watch> {
        let tx = self.write(who).await?;
        self.item_for(&tx, who, id, Deed::Comment).await?;
        work_links::watch(&tx, id, who.user, input.watching).await?;
        tx.commit().await?;
        Ok(input)
    }
}

/// The relation as it is stored: one that reads the same in both directions has one form.
pub(super) fn ordered(from: WorkItemId, kind: RelationKind, to: WorkItemId) -> Result<RelationRow> {
    let (from, to) = if kind.is_symmetric() && to < from { (to, from) } else { (from, to) };
    let word = serde_json::to_value(kind).map_err(Error::internal)?;
    Ok(RelationRow { from, kind: word.as_str().unwrap_or_default().to_owned(), to })
}
