//! What the checks need to know about the form that a flow belongs to.

use std::collections::{BTreeMap, BTreeSet};

use weir_model::Key;

/// The fields of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormFacts {
    /// By key.
    pub fields: BTreeMap<Key, FieldFact>,
}

/// What a field is good for in a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFact {
    /// Holds people.
    Person,
    /// Holds departments.
    Department,
    /// Holds rows of these columns.
    Detail(BTreeSet<Key>),
    /// Holds text.
    Text,
    /// Holds a day, or a first and a last one.
    Day,
    /// Holds any other value.
    Value,
    /// Holds no value: a heading, a note.
    Layout,
}

impl FormFacts {
    /// Whether expressions may read the field.
    pub(crate) fn has_value(&self, field: &Key) -> bool {
        self.fields.get(field).is_some_and(|f| !matches!(f, FieldFact::Layout))
    }

    /// Whether the field is a detail table with that column.
    pub(crate) fn has_column(&self, table: &str, column: &str) -> bool {
        matches!(self.fields.get(table), Some(FieldFact::Detail(columns)) if columns.contains(column))
    }

    /// Whether a field right may name it: `field` or `table.column`.
    pub(crate) fn is_field_or_column(&self, name: &str) -> bool {
        match name.split_once('.') {
            Some((table, column)) => self.has_column(table, column),
            None => self.fields.contains_key(name),
        }
    }
}
