//! Lists of records: one page of those that a scope covers and a filter passes, in one order.
//!
//! Pages are keysets, so a page costs the same wherever it stands. Rows that miss the sorted value come last,
//! in a run of their own: the indexes hold only rows that have a value, and most pages never get there.

use serde::{Deserialize, Serialize};
use weir_model::filter::{SlotRef, TypedFilter, TypedSort};
use weir_model::id::{FormId, RecordId};
use weir_model::limits::COUNT_CAP;
use weir_model::scope::RecordScope;

use super::record_sql::{column, filter, may_be_missing, scope};
use super::records::{COLUMNS, RecordRow, read};
use crate::config::Database;
use crate::row::Row;
use crate::sql::Sql;
use crate::{Result, Tx};

/// Which records of a form.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The form.
    pub form: FormId,
    /// What the caller may see.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CursorValue {
    /// Of an integer column.
    Integer(i64),
    /// Of a text column.
    Text(String),
}

/// One page, and where the next one begins.
///
/// # Errors
/// When the database fails.
pub async fn page(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
) -> Result<(Vec<RecordRow>, Option<Cursor>)> {
    if *which.scope == RecordScope::Nothing {
        return Ok((Vec::new(), None));
    }
    // One row more than asked for tells whether another page follows.
    let wanted = wish.limit.saturating_add(1);
    let in_missing = wish.after.as_ref().is_some_and(|c| c.value.is_none());
    let mut rows = if in_missing { Vec::new() } else { present(tx, which, wish, wanted).await? };
    if rows.len() < wanted as usize && may_be_missing(wish.sort.slot) {
        let rest = wanted - u32::try_from(rows.len()).unwrap_or(wanted);
        rows.extend(missing(tx, which, wish, in_missing, rest).await?);
    }
    let more = rows.len() > wish.limit as usize;
    rows.truncate(wish.limit as usize);
    let next =
        rows.last().filter(|_| more).map(|(record, value)| Cursor { value: value.clone(), id: record.id });
    Ok((rows.into_iter().map(|(record, _)| record).collect(), next))
}

type Keyed = (RecordRow, Option<CursorValue>);

/// Rows that have the sorted value.
async fn present(tx: &Tx, which: Selection<'_>, wish: &PageWish, limit: u32) -> Result<Vec<Keyed>> {
    let sorted = column(wish.sort.slot);
    let (direction, beyond) = if wish.sort.descending { ("desc", "<") } else { ("asc", ">") };
    let order = format!(" order by {sorted} {direction}, id {direction} limit ?");
    let restrict = |sql: Sql| {
        let sql = if may_be_missing(wish.sort.slot) {
            sql.push(&format!(" and {sorted} is not null"))
        } else {
            sql
        };
        match &wish.after {
            Some(Cursor { value: Some(value), id }) => {
                let sql = sql.push(&format!(" and ({sorted}, id) {beyond} (?, ?)"));
                match value {
                    CursorValue::Integer(n) => sql.bind(*n),
                    CursorValue::Text(t) => sql.bind(t),
                }
                .bind(*id)
            }
            _ => sql,
        }
    };
    let sql = match which.scope {
        // A member of several departments pays one short index range for each, not a walk over the form.
        RecordScope::Any { own: None, departments }
            if departments.len() > 1 && tx.database() == Database::Postgres =>
        {
            let mut sql = Sql::new(format!("select {COLUMNS}, {sorted} as sorted from (values "));
            for (index, department) in departments.iter().enumerate() {
                sql = sql.push(if index == 0 { "(?::uuid)" } else { ", (?::uuid)" }).bind(*department);
            }
            let sql = sql.push(") as granted (department) cross join lateral (select * from record ");
            let sql = base(sql, tx, which).push(" and department_id = granted.department");
            restrict(sql).push(&order).bind(limit).push(&format!(") as record{order}")).bind(limit)
        }
        _ => {
            let sql = Sql::new(format!("select {COLUMNS}, {sorted} as sorted from record "));
            let sql = scope(base(sql, tx, which), which.scope);
            restrict(sql).push(&order).bind(limit)
        }
    };
    let integer = wish.sort.slot.is_integer();
    tx.all(sql).await?.iter().map(|row| Ok((read(row)?, Some(sorted_value(row, integer)?)))).collect()
}

/// Rows that miss the sorted value, by id.
async fn missing(
    tx: &Tx,
    which: Selection<'_>,
    wish: &PageWish,
    resumed: bool,
    limit: u32,
) -> Result<Vec<Keyed>> {
    let sorted = column(wish.sort.slot);
    let sql = Sql::new(format!("select {COLUMNS} from record "));
    let mut sql = scope(base(sql, tx, which), which.scope).push(&format!(" and {sorted} is null"));
    if let (true, Some(cursor)) = (resumed, &wish.after) {
        sql = sql.push(" and id > ?").bind(cursor.id);
    }
    let sql = sql.push(" order by id limit ?").bind(limit);
    tx.all(sql).await?.iter().map(|row| Ok((read(row)?, None))).collect()
}

fn base(sql: Sql, tx: &Tx, which: Selection<'_>) -> Sql {
    let sql = sql
        .push("where tenant_id = ? and form_id = ? and deleted_at is null")
        .bind(tx.tenant())
        .bind(which.form);
    match which.filter {
        Some(tree) => filter(sql.push(" and "), tree, tx.database()),
        None => sql,
    }
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
    if *which.scope == RecordScope::Nothing {
        return Ok(0);
    }
    let sql =
        scope(base(Sql::new("select count(*) as n from (select 1 from record "), tx, which), which.scope);
    let cap = i64::try_from(COUNT_CAP).unwrap_or(i64::MAX).saturating_add(1);
    let row = tx.one(sql.push(" limit ?) as counted").bind(cap)).await?;
    Ok(u64::try_from(row.int("n")?).unwrap_or_default())
}

/// The order when none is asked for: the newest first.
#[must_use]
pub const fn newest_first() -> TypedSort {
    TypedSort { slot: SlotRef::CreatedAt, descending: true }
}
