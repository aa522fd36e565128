//! Work items as the API shows them.

use std::collections::{BTreeSet, HashMap};
use std::mem;

use weir_forms::{Data, into_visible};
use weir_model::id::WorkItemId;
use weir_model::permission::FieldRights;
use weir_store::Tx;
use weir_store::queries::projects::ProjectRow;
use weir_store::queries::work_items::{self, BriefRow, ItemRow};
use weir_work::Category;

use super::types::Types;
use crate::company::Company;
use crate::dto::common::Refs;
use crate::dto::work::{WorkItem, WorkItemRef};
use crate::error::Result;
use crate::records::Names;

/// An item's key, such as `LINE-12`.
pub(super) fn item_key(project_key: &str, number: i64) -> String {
    format!("{project_key}-{number}")
}

/// What other pages say of an item.
pub(super) fn brief(row: BriefRow) -> WorkItemRef {
    WorkItemRef {
        id: row.id,
        project_id: row.project,
        key: item_key(&row.project_key, row.number),
        title: row.title,
        kind: row.kind,
        status: row.status,
    }
}

/// Items of one project with what the ids in them stand for, in a few queries however many there are.
///
/// # Errors
/// When the database fails.
pub(super) async fn shown(
    tx: &Tx,
    company: &Company,
    (project, types): (&ProjectRow, &Types),
    mut rows: Vec<ItemRow>,
) -> Result<(Vec<WorkItem>, Refs)> {
    let parents: BTreeSet<WorkItemId> = rows.iter().filter_map(|r| r.placed.parent).collect();
    let parents = work_items::briefs(tx, &parents.into_iter().collect::<Vec<_>>()).await?;
    let parents: HashMap<WorkItemId, WorkItemRef> = parents.into_iter().map(|b| (b.id, brief(b))).collect();
    let ids: Vec<WorkItemId> = rows.iter().map(ItemRow::id).collect();
    let children = if ids.is_empty() { HashMap::new() } else { work_items::child_counts(tx, &ids).await? };
    let mut fields: Vec<Data> = Vec::with_capacity(rows.len());
    for row in &mut rows {
        let schema = &types.own(&row.placed.kind)?.form.schema;
        fields.push(into_visible(schema, mem::take(&mut row.record.data), &FieldRights::new()));
    }
    let mut with_schema = Vec::with_capacity(rows.len());
    for (row, data) in rows.iter().zip(&fields) {
        with_schema.push((&*types.own(&row.placed.kind)?.form.schema, data));
    }
    let refs = Names::of(tx, company, with_schema.into_iter()).await?.refs;
    let mut items = Vec::with_capacity(rows.len());
    for (row, fields) in rows.into_iter().zip(fields) {
        let status = types.own(&row.placed.kind)?.kind.workflow.status(&row.placed.status);
        let id = row.id();
        items.push(WorkItem {
            id,
            project_id: project.id,
            key: item_key(&project.key, row.number),
            number: row.number,
            title: row.record.title,
            kind: row.placed.kind,
            category: status.map_or(Category::Todo, |s| s.category),
            status: row.placed.status,
            assignee: row.placed.assignee.map(|user| company.person(user)),
            parent: row.placed.parent.and_then(|id| parents.get(&id).cloned()),
            start: row.placed.start,
            due: row.placed.due,
            rank: row.placed.rank,
            fields,
            children: children.get(&id).copied().unwrap_or_default(),
            created_by: company.person(row.record.created_by),
            created_at: row.record.created_at,
            updated_at: row.record.updated_at,
            deleted_at: row.record.deleted_at,
            rev: row.record.rev,
        });
    }
    Ok((items, refs))
}
