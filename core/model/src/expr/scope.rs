//! Where an expression takes its facts from. A scope looks up; it never fails and never computes rights.

use std::collections::BTreeMap;

use super::ContextName;
use crate::Key;
use crate::value::Value;

/// The facts around an expression.
pub trait Scope {
    /// The value of a field; null when it has none.
    fn field(&self, key: &Key) -> Value;

    /// A fact about the situation.
    fn context(&self, name: ContextName) -> Value;

    /// A column of a detail table: the list of its cells, or the one cell when the scope stands in a row.
    fn column(&self, table: &Key, key: &Key) -> Value {
        match self.field(table) {
            Value::Rows(rows) => {
                Value::List(rows.into_iter().map(|mut row| row.remove(key).unwrap_or_default()).collect())
            }
            _ => Value::List(Vec::new()),
        }
    }
}

/// Facts held in maps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// The fields' values.
    pub fields: BTreeMap<Key, Value>,
    /// The situation.
    pub context: BTreeMap<ContextName, Value>,
}

impl Scope for Facts {
    fn field(&self, key: &Key) -> Value {
        self.fields.get(key).cloned().unwrap_or_default()
    }

    fn context(&self, name: ContextName) -> Value {
        self.context.get(&name).cloned().unwrap_or_default()
    }

    fn column(&self, table: &Key, key: &Key) -> Value {
        match self.fields.get(table) {
            Some(Value::Rows(rows)) => {
                Value::List(rows.iter().map(|row| row.get(key).cloned().unwrap_or_default()).collect())
            }
            _ => Value::List(Vec::new()),
        }
    }
}

/// A scope that stands in one row of a detail table: the table's columns mean this row's cells.
pub struct RowScope<'a> {
    /// What lies around the table.
    pub outer: &'a dyn Scope,
    /// The table.
    pub table: &'a Key,
    /// The row.
    pub row: &'a BTreeMap<Key, Value>,
}

impl Scope for RowScope<'_> {
    fn field(&self, key: &Key) -> Value {
        self.outer.field(key)
    }

    fn context(&self, name: ContextName) -> Value {
        self.outer.context(name)
    }

    fn column(&self, table: &Key, key: &Key) -> Value {
        if table == self.table {
            self.row.get(key).cloned().unwrap_or_default()
        } else {
            self.outer.column(table, key)
        }
    }
}
