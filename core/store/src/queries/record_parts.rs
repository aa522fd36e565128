//! The parts of a selection of records that an index each serves, and the conditions that bound them.

use uuid::Uuid;
use weir_model::id::{DepartmentId, UserId};
use weir_model::scope::RecordScope;

use super::record_list::{Selection, Source};
use super::record_sql::{filter, narrow_columns};
use crate::Tx;
use crate::sql::Sql;

/// Disjoint parts of what a scope covers, each of which an index serves.
pub(super) enum Part<'a> {
    Whole,
    One(DepartmentId),
    Departments(&'a [DepartmentId]),
    Own { by: UserId, outside: &'a [DepartmentId] },
}

pub(super) fn parts(scope: &RecordScope) -> Vec<Part<'_>> {
    let RecordScope::Any { own, departments } = scope else { return vec![Part::Whole] };
    let mut parts = match departments.as_slice() {
        [] => Vec::new(),
        [one] => vec![Part::One(*one)],
        many => vec![Part::Departments(many)],
    };
    parts.extend(own.map(|by| Part::Own { by, outside: departments }));
    parts
}

pub(super) fn within(sql: Sql, part: &Part<'_>) -> Sql {
    match part {
        Part::Whole => sql,
        Part::One(department) => sql.push(" and department_id = ?").bind(*department),
        Part::Departments(many) => sql.push(" and department_id in ").list(many.iter().copied()),
        Part::Own { by, outside: [] } => sql.push(" and created_by = ?").bind(*by),
        Part::Own { by, outside } => sql
            .push(" and created_by = ?")
            .bind(*by)
            .push(" and (department_id is null or department_id not in ")
            .list(outside.iter().copied())
            .push(")"),
    }
}

/// `select …` from the rows that somebody created. They are set apart first, without their data: otherwise the
/// database may take the index of the sort or the filter and walk everybody's rows to find a few.
pub(super) fn own_rows(sql: Sql, tx: &Tx, which: Selection<'_>, part: &Part<'_>, what: &str) -> Sql {
    let narrow = narrow_columns();
    let sql = sql.push(&format!("with own as materialized (select {narrow} from record "));
    let sql = within(of_source(sql, tx, which.source), part);
    filtered(sql.push(&format!(") select {what} from own where ")), tx, which)
}

pub(super) fn filtered(sql: Sql, tx: &Tx, which: Selection<'_>) -> Sql {
    match which.filter {
        Some(tree) => filter(sql, tree, which.source, tx.database()),
        None => sql.push("1 = 1"),
    }
}

pub(super) fn base(sql: Sql, tx: &Tx, which: Selection<'_>) -> Sql {
    let sql = of_source(sql, tx, which.source);
    match which.filter {
        Some(tree) => filter(sql.push(" and "), tree, which.source, tx.database()),
        None => sql,
    }
}

/// `where …` for everything that a source holds.
fn of_source(sql: Sql, tx: &Tx, source: Source) -> Sql {
    let items = |sql: Sql, of: &str, id: Uuid, state| {
        sql.push(&format!("where work_item.tenant_id = ? and work_item.{of} = ? and record.tenant_id = ? "))
            .push(
                "and record.form_id = work_item.form_id and record.id = work_item.id and record.deleted_at ",
            )
            .push(state)
            .bind(tx.tenant())
            .bind(id)
            .bind(tx.tenant())
    };
    match source {
        Source::Form(form) => sql
            .push("where tenant_id = ? and form_id = ? and deleted_at is null")
            .bind(tx.tenant())
            .bind(form),
        Source::Items(project) => items(sql, "project_id", project.uuid(), "is null"),
        Source::Bin(project) => items(sql, "project_id", project.uuid(), "is not null"),
        Source::Assigned(user) => items(sql, "assignee", user.uuid(), "is null"),
    }
}
