//! The tables as the history leaves them: their columns, keys, and the order in which rows may be stored.
//!
//! Read out of the migrations' own texts, so that a backup cannot forget a table; a test of the store compares
//! it with both databases. Deliberately not a general SQL parser: it knows how this history is written.

use crate::{DERIVED_TABLES, Text, history};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Uuid,
    /// A whole number, an instant or a day.
    Integer,
    /// Yes or no.
    Boolean,
    /// Text.
    Text,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The columns of its primary key.
    pub key: Vec<String>,
    /// The column by which a row refers to another one of the same table.
    pub parent: Option<String>,
}

impl Table {
    /// Whether its rows belong to tenants.
    #[must_use]
    pub fn is_of_tenants(&self) -> bool {
        self.columns.iter().any(|c| c.name == "tenant_id")
    }
}

/// Every table that holds what nothing else does, in an order in which a row's references are stored before it.
#[must_use]
pub fn tables() -> Vec<Table> {
    let mut tables = Vec::new();
    for migration in history() {
        match &migration.text {
            Text::Both(text) => read(text, &mut tables),
            Text::Each { postgres, .. } => read(postgres, &mut tables),
        }
    }
    tables.retain(|table| !DERIVED_TABLES.contains(&table.name.as_str()));
    tables
}

/// The names of the migrations, oldest first.
#[must_use]
pub fn versions() -> Vec<&'static str> {
    history().into_iter().map(|m| m.name).collect()
}

fn read(text: &str, tables: &mut Vec<Table>) {
    let mut open: Option<Table> = None;
    for line in text.lines().map(str::trim).filter(|l| !l.starts_with("--")) {
        if let Some(rest) = line.strip_prefix("create table ") {
            let name = rest.trim_end_matches(['(', ' ']).to_owned();
            open = Some(Table { name, ..Table::default() });
        } else if line.starts_with(')') {
            tables.extend(open.take());
        } else if let Some(table) = &mut open {
            part(line.trim_end_matches(','), table);
        } else if let Some((table, column)) = added(line)
            && let Some(table) = tables.iter_mut().find(|t| t.name == table)
        {
            part(column, table);
        }
    }
}

/// `alter table t add column c …;`
fn added(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("alter table ")?.trim_end_matches(';').split_once(" add column ")
}

fn part(line: &str, table: &mut Table) {
    let mut words = line.split_whitespace();
    match (words.next(), words.next()) {
        (Some("constraint" | "primary"), _) => {
            if let Some((_, key)) = line.split_once("primary key ") {
                table.key = names(key);
            }
        }
        (Some("foreign"), _) => {
            let referred = line.split_once(" references ").map(|(own, other)| (names(own), other));
            if let Some((own, other)) = referred
                && other.split_whitespace().next() == Some(table.name.as_str())
            {
                table.parent = own.last().cloned();
            }
        }
        (Some(name), Some(kind)) => {
            let kind = match kind {
                "uuid" => Kind::Uuid,
                "bigint" => Kind::Integer,
                "boolean" => Kind::Boolean,
                _ => Kind::Text,
            };
            if line.ends_with("primary key") {
                table.key = vec![name.to_owned()];
            }
            table.columns.push(Column { name: name.to_owned(), kind });
        }
        _ => {}
    }
}

/// The names in the first brackets.
fn names(text: &str) -> Vec<String> {
    let inside = text.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inside.map_or("", |(names, _)| names).split(',').map(|n| n.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_behind_those_they_refer_to_and_have_a_key() {
        let tables = tables();
        assert!(tables.len() > 35, "{}", tables.len());
        for table in &tables {
            assert!(!table.key.is_empty(), "{} has no key", table.name);
            for column in &table.key {
                assert!(table.columns.iter().any(|c| c.name == *column), "{}.{column}", table.name);
            }
            assert!(!table.is_of_tenants() || table.key[0] == "tenant_id", "{}", table.name);
        }
        let parents: Vec<_> =
            tables.iter().filter_map(|t| Some((t.name.as_str(), t.parent.as_deref()?))).collect();
        assert_eq!(parents, [("department", "parent_id"), ("work_item", "parent_id")]);
    }

    #[test]
    fn a_column_that_came_later_is_known() {
        let mut tables = Vec::new();
        read(
            "create table t (\n    id uuid not null primary key\n);\nalter table t add column n bigint;",
            &mut tables,
        );
        let names: Vec<_> = tables[0].columns.iter().map(|c| (c.name.as_str(), c.kind)).collect();
        assert_eq!(names, [("id", Kind::Uuid), ("n", Kind::Integer)]);
        assert_eq!(tables[0].key, ["id"]);
    }
}
