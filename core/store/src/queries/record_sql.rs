//! Typed filters, scopes and sort keys as SQL over the record table. Text only; nothing runs here.

use std::collections::BTreeSet;

use weir_model::filter::{SlotRef, Test, TypedFilter};
use weir_model::id::{DepartmentId, ProjectId, UserId, WorkItemId};
use weir_model::limits::SLOTS_PER_KIND;
use weir_model::scope::RecordScope;

use super::record_list::Source;
use crate::config::Database;
use crate::sql::{Bind, Sql};

/// The column of a slot. Every name comes from this list, never from a caller's text.
pub(super) fn column(slot: SlotRef, source: Source) -> String {
    let items = source.is_items();
    match slot {
        SlotRef::N(n) => format!("n{n}"),
        SlotRef::T(n) => format!("t{n}"),
        SlotRef::CreatedAt => "created_at".to_owned(),
        SlotRef::UpdatedAt => "updated_at".to_owned(),
        SlotRef::CreatedBy => "created_by".to_owned(),
        SlotRef::Department => "department_id".to_owned(),
        SlotRef::Title => "lower(title)".to_owned(),
        SlotRef::Status if items => "work_item.status".to_owned(),
        SlotRef::Status => "status".to_owned(),
        // Records of a form that is no work item type have none of these.
        _ if !items => "null".to_owned(),
        SlotRef::Number => "work_item.number".to_owned(),
        SlotRef::Kind => "work_item.type".to_owned(),
        SlotRef::Assignee => "work_item.assignee".to_owned(),
        SlotRef::Parent => "work_item.parent_id".to_owned(),
        SlotRef::Start => "work_item.start_on".to_owned(),
        SlotRef::Due => "work_item.due_on".to_owned(),
        SlotRef::Rank => "work_item.rank".to_owned(),
        SlotRef::Project => "work_item.project_id".to_owned(),
    }
}

/// Every column that a filter or a sort may name, and no more.
pub(super) fn narrow_columns() -> String {
    let mut columns = "id, title, status, department_id, created_by, created_at, updated_at".to_owned();
    for number in 1..=SLOTS_PER_KIND {
        columns.push_str(&format!(", n{number}, t{number}"));
    }
    columns
}

/// The columns that a filter names.
pub(super) fn named_columns(filter: &TypedFilter, source: Source) -> BTreeSet<String> {
    match filter {
        TypedFilter::And(parts) | TypedFilter::Or(parts) => {
            parts.iter().flat_map(|part| named_columns(part, source)).collect()
        }
        TypedFilter::Integer(SlotRef::Title, _) | TypedFilter::Text(SlotRef::Title, _) => {
            BTreeSet::from(["title".to_owned()])
        }
        TypedFilter::Integer(slot, _) | TypedFilter::Text(slot, _) => BTreeSet::from([column(*slot, source)]),
    }
}

/// Whether a column may be missing in a row.
pub(super) const fn may_be_missing(slot: SlotRef, source: Source) -> bool {
    match slot {
        SlotRef::CreatedAt | SlotRef::UpdatedAt | SlotRef::CreatedBy | SlotRef::Title => false,
        SlotRef::Number | SlotRef::Kind | SlotRef::Rank | SlotRef::Status | SlotRef::Project => {
            !source.is_items()
        }
        _ => true,
    }
}

/// ` and …` for the rows that a scope covers. `Nothing` covers none.
pub(super) fn scope(sql: Sql, scope: &RecordScope) -> Sql {
    match scope {
        RecordScope::All => sql,
        RecordScope::Nothing => sql.push(" and 1 = 0"),
        RecordScope::Any { own, departments } => match (own, departments.as_slice()) {
            (None, [one]) => sql.push(" and department_id = ?").bind(*one),
            (None, many) => sql.push(" and department_id in ").list(many.iter().copied()),
            (Some(own), []) => sql.push(" and created_by = ?").bind(*own),
            (Some(own), many) => sql
                .push(" and (created_by = ? or department_id in ")
                .bind(*own)
                .list(many.iter().copied())
                .push(")"),
        },
    }
}

/// The filter as a condition.
pub(super) fn filter(sql: Sql, filter: &TypedFilter, source: Source, database: Database) -> Sql {
    match filter {
        TypedFilter::And(parts) => joined(sql, parts, (" and ", "1 = 1"), source, database),
        TypedFilter::Or(parts) => joined(sql, parts, (" or ", "1 = 0"), source, database),
        TypedFilter::Integer(slot, test) => condition(sql, &column(*slot, source), test, database, |v| *v),
        TypedFilter::Text(slot, test) => {
            let column = column(*slot, source);
            match slot {
                SlotRef::CreatedBy | SlotRef::Assignee => {
                    condition(sql, &column, test, database, |v| v.parse::<UserId>().ok())
                }
                SlotRef::Department => {
                    condition(sql, &column, test, database, |v| v.parse::<DepartmentId>().ok())
                }
                SlotRef::Project => condition(sql, &column, test, database, |v| v.parse::<ProjectId>().ok()),
                SlotRef::Parent => condition(sql, &column, test, database, |v| v.parse::<WorkItemId>().ok()),
                _ => condition(sql, &column, test, database, String::clone),
            }
        }
    }
}

fn joined(
    sql: Sql,
    parts: &[TypedFilter],
    (between, none): (&str, &str),
    source: Source,
    database: Database,
) -> Sql {
    if parts.is_empty() {
        return sql.push(none);
    }
    let mut sql = sql.push("(");
    for (index, part) in parts.iter().enumerate() {
        sql = filter(if index == 0 { sql } else { sql.push(between) }, part, source, database);
    }
    sql.push(")")
}

fn condition<T, B: Bind>(
    sql: Sql,
    column: &str,
    test: &Test<T>,
    database: Database,
    value: impl Fn(&T) -> B,
) -> Sql {
    let compare = |sql: Sql, op: &str, v: &T| sql.push(&format!("{column} {op} ?")).bind(value(v));
    let contains = if database == Database::Postgres { "strpos" } else { "instr" };
    match test {
        Test::Eq(v) => compare(sql, "=", v),
        Test::Ne(v) => compare(sql, "is distinct from", v),
        Test::Lt(v) => compare(sql, "<", v),
        Test::Le(v) => compare(sql, "<=", v),
        Test::Gt(v) => compare(sql, ">", v),
        Test::Ge(v) => compare(sql, ">=", v),
        Test::Between(low, high) => {
            sql.push(&format!("{column} between ? and ?")).bind(value(low)).bind(value(high))
        }
        Test::In(v) => sql.push(&format!("{column} in ")).list(v.iter().map(value)),
        Test::NotIn(v) => {
            sql.push(&format!("({column} is null or {column} not in ")).list(v.iter().map(value)).push(")")
        }
        Test::Contains(v) => sql.push(&format!("{contains}({column}, ?) > 0")).bind(value(v)),
        Test::NotContains(v) => {
            sql.push(&format!("({column} is null or {contains}({column}, ?) = 0)")).bind(value(v))
        }
        Test::Empty => sql.push(&format!("{column} is null")),
        Test::NotEmpty => sql.push(&format!("{column} is not null")),
    }
}
