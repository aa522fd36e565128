//! The board: a project's items in columns by status or by a select field, in lanes by something else.

use std::collections::{BTreeSet, HashMap};

use weir_forms::schema::{FieldKind, SelectOption};
use weir_model::filter::{Filter, FilterLeaf, FilterOp, TypedFilter};
use weir_model::id::{ProjectId, WorkItemId};
use weir_model::limits::COUNT_CAP;
use weir_model::principal::Principal;
use weir_model::scope::RecordScope;
use weir_model::{Issue, Key, LocalizedText};
use weir_store::Tx;
use weir_store::queries::record_list::{self, Selection, Source};
use weir_store::queries::work_items::{self, ItemRow};
use weir_work::{Category, Deed, merged_statuses};

use super::access::Seat;
use super::change::{Facts, may_step};
use super::listing::Asked;
use super::project::board_of;
use super::show::{brief, shown};
use super::types::Types;
use crate::company::Company;
use crate::context::App;
use crate::dto::common::parse_filter;
use crate::dto::work::{Board, BoardCard, BoardColumn, BoardLane, WorkItem};
use crate::error::Result;

/// The columns of a board that asks for nothing else.
const BY_STATUS: &str = "$status";
/// Cards of one column when the caller names no number.
const CARDS_DEFAULT: u32 = 50;
/// Cards of one column: a longer one is a list.
const CARDS_MAX: u32 = 200;

/// Which board, as it stands in the query string.
#[derive(Debug, Clone, Default)]
pub struct BoardQuery {
    /// `$status` or the key of a select field.
    pub columns: Option<String>,
    /// `$assignee`, `$type`, `$parent` or the key of a select field.
    pub lanes: Option<String>,
    /// A type's key.
    pub kind: Option<String>,
    /// A filter tree as JSON.
    pub filter: Option<String>,
    /// A part of the title, or a number.
    pub q: Option<String>,
    /// Cards of one column at most.
    pub limit: Option<u32>,
}

struct Column {
    key: Option<Key>,
    name: LocalizedText,
    category: Option<Category>,
    wip: Option<u32>,
}

impl App {
    /// A project's board.
    ///
    /// # Errors
    /// [`Error::NotFound`] for who may not see the project, [`Error::Invalid`] for columns and lanes that no type
    /// has.
    pub async fn get_board(&self, who: &Principal, project: ProjectId, query: BoardQuery) -> Result<Board> {
        let limit = query.limit.unwrap_or(CARDS_DEFAULT);
        if !(1..=CARDS_MAX).contains(&limit) {
            return Err(Issue::new("limit", "request.limit_range").with("max", CARDS_MAX).into());
        }
        let tx = self.store().read(who.tenant).await?;
        let seat = self.seat(&tx, who, project).await?;
        let company = self.company(&tx).await?;
        let types = Types::of(self, &tx, project).await?;
        let asked = Asked::of(self, who, &company, &types, query.kind.as_deref())?;
        let columns_by = query.columns.unwrap_or_else(|| BY_STATUS.to_owned());
        let columns = columns(&seat, &asked, &columns_by)?;
        if let Some(lanes) = &query.lanes {
            check_lanes(&asked, lanes)?;
        }
        let tree = parse_filter(query.filter.as_deref())?;
        let base = asked.filter(tree.as_ref(), query.q.as_deref(), query.kind.is_some())?;

        let mut filters = Vec::with_capacity(columns.len());
        for column in &columns {
            let here = asked.filter(Some(&leaf(&columns_by, column.key.as_ref())), None, false)?;
            filters.push(TypedFilter::And(base.iter().cloned().chain(here).collect()));
        }
        let source = Source::Items(project);
        let which = |filter| Selection { source, scope: &RecordScope::All, filter: Some(filter) };
        let which: Vec<Selection<'_>> = filters.iter().map(which).collect();
        let mut rows: Vec<ItemRow> = Vec::new();
        let mut sizes = Vec::with_capacity(columns.len());
        for (which, (found, more)) in which.iter().zip(work_items::first_by_rank(&tx, &which, limit).await?) {
            let count = if more { record_list::count(&tx, *which).await? } else { found.len() as u64 };
            sizes.push((found.len(), count));
            rows.extend(found);
        }
        let moves = self.card_moves(&tx, who, &seat, &types, &rows).await?;
        let (items, refs) = shown(&tx, &company, (&seat.project, &types), rows).await?;
        let lanes = match &query.lanes {
            Some(by) => lanes_of(&tx, &asked, &company, by, &items).await?,
            None => Vec::new(),
        };
        let mut cards = items.into_iter().zip(moves).map(|(item, moves)| {
            let lane = query.lanes.as_deref().and_then(|by| lane_of(by, &item));
            BoardCard { lane, moves, item }
        });
        let columns = columns.into_iter().zip(sizes).map(|(column, (length, count))| BoardColumn {
            key: column.key,
            name: column.name,
            category: column.category,
            wip: column.wip,
            count: count.min(COUNT_CAP),
            count_capped: count > COUNT_CAP,
            cards: cards.by_ref().take(length).collect(),
        });
        let columns = columns.collect();
        Ok(Board { columns_by, lanes_by: query.lanes, columns, lanes, refs })
    }

    /// The statuses that the caller may move each item to now.
    async fn card_moves(
        &self,
        tx: &Tx,
        who: &Principal,
        seat: &Seat,
        types: &Types,
        rows: &[ItemRow],
    ) -> Result<Vec<Vec<Key>>> {
        if !seat.may(Deed::Work) {
            return Ok(vec![Vec::new(); rows.len()]);
        }
        let mut held: HashMap<Key, (u32, u64)> = HashMap::new();
        let nobody = WorkItemId::from_uuid(uuid::Uuid::nil());
        for (status, max) in board_of(&seat.project)?.wip {
            let count = work_items::in_status(tx, seat.project.id, status.as_str(), nobody).await?;
            held.insert(status, (max, count));
        }
        let mut moves = Vec::with_capacity(rows.len());
        for row in rows {
            let kind = types.own(&row.placed.kind)?;
            let facts = Facts {
                id: row.id(),
                kind,
                placed: &row.placed,
                data: &row.record.data,
                created_by: row.record.created_by,
            };
            let open = kind.kind.workflow.statuses.iter().filter(|status| {
                let step = (row.placed.status.as_str(), status.key.as_str());
                step.0 != step.1 && may_step(who, seat, &facts, step, held.get(&status.key).copied())
            });
            moves.push(open.map(|s| s.key.clone()).collect());
        }
        Ok(moves)
    }
}

/// The options of a select field, of every type that has it.
fn options<'a>(asked: &'a Asked<'_>, field: &str) -> Option<Vec<&'a SelectOption>> {
    let of_types = asked.types.iter().filter_map(|t| match &t.form.schema.field(field)?.kind {
        FieldKind::SingleSelect { options } => Some(options),
        _ => None,
    });
    let mut all: Vec<&SelectOption> = Vec::new();
    let mut found = false;
    for options in of_types {
        found = true;
        for option in options {
            if !all.iter().any(|known| known.key == option.key) {
                all.push(option);
            }
        }
    }
    found.then_some(all)
}

fn columns(seat: &Seat, asked: &Asked<'_>, by: &str) -> Result<Vec<Column>> {
    if by == BY_STATUS {
        let board = board_of(&seat.project)?;
        let statuses = merged_statuses(asked.types.iter().map(|t| &t.kind));
        let column = |status: &weir_work::Status| Column {
            key: Some(status.key.clone()),
            name: status.name.clone(),
            category: Some(status.category),
            wip: board.wip.get(&status.key).copied(),
        };
        return Ok(statuses.into_iter().map(column).collect());
    }
    let refused = || Issue::new("columns", "work.no_select_field").with("field", by);
    let options = options(asked, by).ok_or_else(refused)?;
    let without = Column { key: None, name: LocalizedText::default(), category: None, wip: None };
    let column = |option: &SelectOption| Column {
        key: Some(option.key.clone()),
        name: option.label.clone(),
        category: None,
        wip: None,
    };
    Ok(options.into_iter().map(column).chain([without]).collect())
}

/// The test that an item lies in a column.
fn leaf(by: &str, key: Option<&Key>) -> Filter {
    let (op, value) = match key {
        Some(key) => (FilterOp::Eq, key.as_str().into()),
        None => (FilterOp::Empty, serde_json::Value::Null),
    };
    Filter::Leaf(FilterLeaf { field: by.to_owned(), op, value })
}

fn check_lanes(asked: &Asked<'_>, by: &str) -> Result<()> {
    let known = matches!(by, "$assignee" | "$type" | "$parent") || options(asked, by).is_some();
    if known { Ok(()) } else { Err(Issue::new("lanes", "work.no_select_field").with("field", by).into()) }
}

fn lane_of(by: &str, item: &WorkItem) -> Option<String> {
    match by {
        "$assignee" => item.assignee.as_ref().map(|p| p.id.to_string()),
        "$type" => Some(item.kind.to_string()),
        "$parent" => item.parent.as_ref().map(|p| p.id.to_string()),
        field => item.fields.get(field).and_then(|v| v.as_str()).map(str::to_owned),
    }
}

/// The lanes that some items lie in: in the order of types and options, people by name, items by key.
async fn lanes_of(
    tx: &Tx,
    asked: &Asked<'_>,
    company: &Company,
    by: &str,
    items: &[WorkItem],
) -> Result<Vec<BoardLane>> {
    let used: BTreeSet<Option<String>> = items.iter().map(|item| lane_of(by, item)).collect();
    let named = |key: &str, name: &LocalizedText| BoardLane {
        key: Some(key.to_owned()),
        name: name.clone(),
        person: None,
        item: None,
    };
    let mut lanes: Vec<BoardLane> = match by {
        "$type" => asked.types.iter().map(|t| named(t.key.as_str(), &t.kind.name)).collect(),
        "$assignee" => company
            .people
            .keys()
            .filter(|id| used.contains(&Some(id.to_string())))
            .map(|id| BoardLane {
                person: Some(company.person(*id)),
                ..named(&id.to_string(), &LocalizedText::default())
            })
            .collect(),
        "$parent" => {
            let ids: Vec<WorkItemId> = used.iter().flatten().filter_map(|id| id.parse().ok()).collect();
            let mut found = work_items::briefs(tx, &ids).await?;
            found.sort_by_key(|b| b.number);
            let lane = |b: work_items::BriefRow| BoardLane {
                key: Some(b.id.to_string()),
                item: Some(brief(b)),
                ..named("", &LocalizedText::default())
            };
            found.into_iter().map(lane).collect()
        }
        field => {
            let options = options(asked, field).unwrap_or_default();
            options.into_iter().map(|o| named(o.key.as_str(), &o.label)).collect()
        }
    };
    lanes.retain(|lane| used.contains(&lane.key));
    if used.contains(&None) {
        lanes.push(BoardLane { key: None, name: LocalizedText::default(), person: None, item: None });
    }
    Ok(lanes)
}
