//! Lists of records: one page of those that a scope covers and a filter passes, in one order.
//!
//! Pages are keysets, so a page costs the same wherever it stands. Rows that miss the sorted value come last,
//! in a run of their own: the indexes hold only rows that have a value, and most pages never get there.

use serde::{Deserialize, Serialize};
use weir_model::filter::{SlotRef, TypedFilter, TypedSort};
use weir_model::id::{FormId, ProjectId, RecordId, UserId};
use weir_model::limits::COUNT_CAP;
use weir_model::scope::RecordScope;

use super::record_parts::{Part, base, filtered, own_rows, parts, within};
use super::record_sql::{column, may_be_missing, named_columns};
use super::records::{COLUMNS, RecordRow, read};
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Error, Result, Tx};

/// Rows of one department that are walked in order in the hope of a page.
const PROBE_ROWS: u32 = 500;

/// Arms of one union: below the number that any database allows in one statement.
const PARTS_AT_ONCE: usize = 50;

/// Where the records of a list come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The records of a form.
    Form(FormId),
    /// The work items of a project, whatever type they are.
    Items(ProjectId),
    /// Those of them that are in the recycle bin.
    Bin(ProjectId),
    /// The work items that somebody does, whatever project they stand in: which of these the caller sees, the filter
    /// must say.
    Assigned(UserId),
}

impl Source {
    /// Whether the rows are work items.
    pub(super) const fn is_items(self) -> bool {
        !matches!(self, Self::Form(_))
    }

    /// The id of a row, where an index of its order holds it.
    const fn id(self) -> &'static str {
        if self.is_items() { "work_item.id" } else { "id" }
    }

    /// The tables that a row stands in.
    const fn tables(self) -> &'static str {
        match self {
            Self::Form(_) => "record",
            // The project's rows first: its indexes hold the order.
            _ => "work_item cross join record",
        }
    }
}

/// Which records.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Where they come from.
    pub source: Source,
    /// What the caller may see. Work items are seen whole or not at all: their project decides.
    pub scope: &'a RecordScope,
    /// What the caller wants to see.
    pub filter: Option<&'a TypedFilter>,
}

/// One page of them.
#[derive(Debug, Clone)]
pub struct PageWish {
    /// The order; ties are broken by id.
    pub sort: TypedSort,
    /// The row that the page begins behind.
    pub after: Option<Cursor>,
    /// How many rows at most.
    pub limit: u32,
}

/// A place between two rows of a sorted list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The sorted value of the row before; none among the rows that miss it.
    #[serde(rename = "v", skip_serializing_if = "Option::is_none")]
    pub value: Option<CursorValue>,
    /// The row before.
    #[serde(rename = "i")]
    pub id: RecordId,
}

/// A sorted value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CursorValue {
    /// Of an integer column.
    Integer(i64),
    /// Of a text column.
    Text(String),
}

impl Selection<'_> {
    fn is_nothing(&self) -> bool {
        *self.scope == RecordScope::Nothing || (self.source.is_items() && *self.scope != RecordScope::All)
    }
}

/// One page of records, and where the next one begins.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
) -> Result<(Vec<RecordRow>, Option<Cursor>)> {
    rows_of(tx, which, wish, &Shape { columns: COLUMNS, read, id: |r: &RecordRow| r.id }).await
}

/// What is read of a row.
pub(super) struct Shape<T> {
    /// The columns to read.
    pub columns: &'static str,
    /// How they are read.
    pub read: fn(&Row) -> Result<T>,
    /// The row's id.
    pub id: fn(&T) -> RecordId,
}

/// One page of rows of some shape, and where the next one begins.
pub(super) async fn rows_of<T>(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
    shape: &Shape<T>,
) -> Result<(Vec<T>, Option<Cursor>)> {
    if which.is_nothing() {
        return Ok((Vec::new(), None));
    }
    // One row more than asked for tells whether another page follows.
    let wanted = wish.limit.saturating_add(1);
    let in_missing = wish.after.as_ref().is_some_and(|c| c.value.is_none());
    let mut rows = if in_missing { Vec::new() } else { present(tx, which, wish, shape, wanted).await? };
    if rows.len() < wanted as usize && may_be_missing(wish.sort.slot, which.source) {
        let rest = wanted - u32::try_from(rows.len()).unwrap_or(wanted);
        rows.extend(missing(tx, which, wish, shape, (in_missing, rest)).await?);
    }
    let more = rows.len() > wish.limit as usize;
    rows.truncate(wish.limit as usize);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|(record, value)| Cursor { value: value.clone(), id: (shape.id)(record) });
    Ok((rows.into_iter().map(|(record, _)| record).collect(), next))
}

/// The first page of each of several selections of work items in the order of their rank, and whether another page
/// follows: one statement for the columns of a board.
pub(super) async fn first_pages<T>(
    tx: &Tx,
    which: &[Selection<'_>],
    limit: u32,
    shape: &Shape<T>,
) -> Result<Vec<(Vec<T>, bool)>> {
    let asked: Vec<(usize, Selection<'_>)> =
        which.iter().copied().enumerate().filter(|(_, one)| !one.is_nothing()).collect();
    let mut parts: Vec<Vec<(String, T)>> = which.iter().map(|_| Vec::new()).collect();
    for at_once in asked.chunks(PARTS_AT_ONCE) {
        let mut sql = Sql::new("");
        for (n, (index, one)) in at_once.iter().copied().enumerate() {
            let sorted = column(SlotRef::Rank, one.source);
            let order = format!(" order by {sorted}, {}", one.source.id());
            let (slot, limit) = (SlotRef::Rank, limit.saturating_add(1));
            let restrict = &|sql: Sql| sql;
            let reading = Reading { tx, which: one, columns: shape.columns, slot, order, limit, restrict };
            sql = sql.push(if n == 0 { "" } else { " union all " });
            sql = sql.append(as_part(index, reading.arm(&Part::Whole)));
        }
        for row in tx.all(sql).await? {
            let part = usize::try_from(row.int("part")?).ok().and_then(|part| parts.get_mut(part));
            let part = part.ok_or_else(|| Error::Corrupt("part".to_owned()))?;
            part.push((row.text("sorted")?, (shape.read)(&row)?));
        }
    }
    let page = |mut rows: Vec<(String, T)>| {
        // The order of a part need not outlive the union.
        rows.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| (shape.id)(x).cmp(&(shape.id)(y))));
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        (rows.into_iter().map(|(_, row)| row).collect(), more)
    };
    Ok(parts.into_iter().map(page).collect())
}

type Keyed<T> = (T, Option<CursorValue>);

/// Rows that have the sorted value.
async fn present<T>(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
    shape: &Shape<T>,
    limit: u32,
) -> Result<Vec<Keyed<T>>> {
    let (sorted, id) = (column(wish.sort.slot, which.source), which.source.id());
    let (direction, beyond) = if wish.sort.descending { ("desc", "<") } else { ("asc", ">") };
    let restrict = |mut sql: Sql| {
        if may_be_missing(wish.sort.slot, which.source) {
            sql = sql.push(&format!(" and {sorted} is not null"));
        }
        let Some(Cursor { value: Some(value), id: last }) = &wish.after else { return sql };
        let sql = sql.push(&format!(" and ({sorted}, {id}) {beyond} (?, ?)"));
        match value {
            CursorValue::Integer(n) => sql.bind(*n),
            CursorValue::Text(t) => sql.bind(t),
        }
        .bind(*last)
    };
    let order = format!(" order by {sorted} {direction}, {id} {direction}");
    let columns = shape.columns;
    let reading = Reading { tx, which, columns, slot: wish.sort.slot, order, limit, restrict: &restrict };
    let integer = wish.sort.slot.is_integer();
    let mut rows = reading
        .rows()
        .await?
        .iter()
        .map(|row| Ok(((shape.read)(row)?, Some(sorted_value(row, integer)?))))
        .collect::<Result<Vec<Keyed<T>>>>()?;
    rows.sort_by(|(a, x), (b, y)| {
        let order = x.cmp(y).then_with(|| (shape.id)(a).cmp(&(shape.id)(b)));
        if wish.sort.descending { order.reverse() } else { order }
    });
    rows.truncate(limit as usize);
    Ok(rows)
}

/// Rows that miss the sorted value, by id.
async fn missing<T>(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
    shape: &Shape<T>,
    (resumed, limit): (bool, u32),
) -> Result<Vec<Keyed<T>>> {
    let (sorted, id) = (column(wish.sort.slot, which.source), which.source.id());
    let restrict = |sql: Sql| {
        let sql = sql.push(&format!(" and {sorted} is null"));
        match &wish.after {
            Some(cursor) if resumed => sql.push(&format!(" and {id} > ?")).bind(cursor.id),
            _ => sql,
        }
    };
    let order = format!(" order by {id}");
    let columns = shape.columns;
    let reading = Reading { tx, which, columns, slot: wish.sort.slot, order, limit, restrict: &restrict };
    let found = reading.rows().await?;
    let mut rows =
        found.iter().map(|row| Ok(((shape.read)(row)?, None))).collect::<Result<Vec<Keyed<T>>>>()?;
    rows.sort_by_key(|(record, _)| (shape.id)(record));
    rows.truncate(limit as usize);
    Ok(rows)
}

/// The first rows of every part of a selection. Each part is read in order by an index of its own, and what they
/// found is merged: one condition over all of them would make the database walk the form.
struct Reading<'a, F> {
    tx: &'a Tx,
    which: Selection<'a>,
    columns: &'static str,
    slot: SlotRef,
    order: String,
    limit: u32,
    restrict: &'a F,
}

impl<F: Fn(Sql) -> Sql> Reading<'_, F> {
    /// At most `limit` rows of each part.
    async fn rows(&self) -> Result<Vec<Row>> {
        let parts = parts(self.which.scope);
        let probes: Vec<bool> = parts.iter().map(|part| self.may_probe(part)).collect();
        let rows = self.tx.all(self.statement(&parts, &probes)).await?;
        let wanted = self.limit as usize;
        for (index, _) in probes.iter().enumerate().filter(|(_, probed)| **probed) {
            let index = i64::try_from(index).unwrap_or(i64::MAX);
            let found = rows.iter().filter(|row| row.int("part").is_ok_and(|part| part == index)).count();
            if found < wanted {
                return self.tx.all(self.statement(&parts, &vec![false; parts.len()])).await;
            }
        }
        Ok(rows)
    }

    fn statement(&self, parts: &[Part<'_>], probes: &[bool]) -> Sql {
        let mut sql = Sql::new("");
        for (index, (part, probed)) in parts.iter().zip(probes).enumerate() {
            let arm = if *probed { self.probe(part) } else { self.arm(part) };
            sql = sql.push(if index == 0 { "" } else { " union all " }).append(as_part(index, arm));
        }
        sql
    }

    fn arm(&self, part: &Part<'_>) -> Sql {
        let Self { tx, which, order, limit, restrict, .. } = self;
        let sql = self.select();
        match part {
            // SQLite reckons with the average person; the index of the creator is right for everybody.
            Part::Own { .. } if tx.database() == Database::Sqlite => {
                let sql = sql.push("from record indexed by ix_record_creator ");
                restrict(within(base(sql, tx, *which), part)).push(order).limit(*limit)
            }
            // The order of creation is the index's own; any other order is sorted from the person's own rows.
            Part::Own { .. } if self.slot != SlotRef::CreatedAt => {
                let sql = sql.push("from record where tenant_id = ? and id in (").bind(tx.tenant());
                restrict(own_rows(sql, tx, *which, part, "id")).push(order).limit(*limit).push(")")
            }
            // A member of several departments pays one short index range for each, not a walk over the form.
            Part::Departments(many) if tx.database() == Database::Postgres => {
                let sql =
                    many.iter().enumerate().fold(sql.push("from (values "), |sql, (index, department)| {
                        sql.push(if index == 0 { "(?::uuid)" } else { ", (?::uuid)" }).bind(*department)
                    });
                let sql = sql.push(") as granted (department) cross join lateral (select * from record ");
                let sql = base(sql, tx, *which).push(" and department_id = granted.department");
                let sql = restrict(sql).push(order).limit(*limit).push(") as record");
                sql.push(order).limit(*limit)
            }
            _ => {
                let sql = sql.push(&format!("from {} ", which.source.tables()));
                restrict(within(base(sql, tx, *which), part)).push(order).limit(*limit)
            }
        }
    }

    /// SQLite forgets the limit when it weighs a filter against the order, and reads all that the filter leaves.
    /// A short walk in order mostly finds a page sooner; where it does not, the part is read as usual.
    fn may_probe(&self, part: &Part<'_>) -> bool {
        let sorted_by_index = matches!(self.slot, SlotRef::N(_) | SlotRef::T(_));
        let in_that_order = !self.order.starts_with(" order by id");
        let filtered = self.which.filter.is_some();
        matches!(part, Part::One(_))
            && self.tx.database() == Database::Sqlite
            && filtered
            && sorted_by_index
            && in_that_order
    }

    /// Only what the filter names is read of the rows walked; the rest of the few that it leaves.
    fn probe(&self, part: &Part<'_>) -> Sql {
        let Self { tx, which, order, limit, restrict, .. } = self;
        let named = which.filter.map(|tree| named_columns(tree, which.source)).unwrap_or_default();
        let mut walk = "from (select row from (select rowid as row".to_owned();
        for column in &named {
            walk.push_str(", ");
            walk.push_str(column);
        }
        walk.push_str(&format!(" from record indexed by ix_record_d{} ", column(self.slot, which.source)));
        let everything = Selection { filter: None, ..*which };
        let sql = restrict(within(base(self.select().push(&walk), tx, everything), part));
        let sql = sql.push(order).limit(PROBE_ROWS).push(") as walked where ");
        let sql = filtered(sql, tx, *which).limit(*limit);
        sql.push(") as found cross join record on record.rowid = found.row")
    }

    fn select(&self) -> Sql {
        let sorted = column(self.slot, self.which.source);
        Sql::new(format!("select {}, {sorted} as sorted ", self.columns))
    }
}

/// One arm of a union, whose rows tell which one they are of.
fn as_part(index: usize, arm: Sql) -> Sql {
    Sql::new(format!("select *, cast({index} as bigint) as part from ("))
        .append(arm)
        .push(&format!(") as part{index}"))
}

fn sorted_value(row: &Row, integer: bool) -> Result<CursorValue> {
    if integer {
        row.int("sorted").map(CursorValue::Integer)
    } else {
        row.text("sorted").map(CursorValue::Text)
    }
}

/// How many records there are, counted up to [`COUNT_CAP`]; one more stands for "more than that".
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, which: Selection<'_>) -> Result<u64> {
    if which.is_nothing() {
        return Ok(0);
    }
    let cap = i64::try_from(COUNT_CAP).unwrap_or(i64::MAX).saturating_add(1);
    let mut sql = Sql::new("select count(*) as n from (");
    for (index, part) in parts(which.scope).iter().enumerate() {
        sql = sql.push(if index == 0 { "select * from (" } else { " union all select * from (" });
        sql = match part {
            Part::Own { .. } if tx.database() == Database::Sqlite => {
                let sql = sql.push("select 1 as one from record indexed by ix_record_creator ");
                within(base(sql, tx, which), part)
            }
            Part::Own { .. } => own_rows(sql, tx, which, part, "1 as one"),
            _ => {
                let sql = sql.push(&format!("select 1 as one from {} ", which.source.tables()));
                within(base(sql, tx, which), part)
            }
        };
        sql = sql.limit(cap).push(&format!(") as part{index}"));
    }
    let row = tx.one(sql.push(") as counted")).await?;
    Ok(u64::try_from(row.int("n")?).unwrap_or_default().min(COUNT_CAP + 1))
}

/// How many records there are, all of them counted: for what goes through all of them anyway.
///
/// # Errors
/// When the database fails.
pub async fn count_all(tx: &Tx, which: Selection<'_>) -> Result<u64> {
    if which.is_nothing() {
        return Ok(0);
    }
    let mut sql = Sql::new("select ");
    for (index, part) in parts(which.scope).iter().enumerate() {
        let counted = format!(
            "{}(select count(*) from {} ",
            if index == 0 { "" } else { " + " },
            which.source.tables()
        );
        sql = within(base(sql.push(&counted), tx, which), part).push(")");
    }
    let sql = sql.push(" as n");
    Ok(u64::try_from(tx.one(sql).await?.int("n")?).unwrap_or_default())
}

/// The order when none is asked for: the newest first.
#[must_use]
pub const fn newest_first() -> TypedSort {
    TypedSort { slot: SlotRef::CreatedAt, descending: true }
}
