//! Which computed fields there are and in which order they are computed, so that each reads finished values.

use std::collections::{BTreeMap, BTreeSet};

use weir_model::Key;
use weir_model::expr::{Expr, FieldRef, fields_of};

use crate::schema::{Field, FieldKind, FormSchema};

/// A computed field or column.
pub(crate) struct Formula<'a> {
    /// The detail table, when the field is a column of one.
    pub table: Option<&'a Field>,
    /// The field.
    pub field: &'a Field,
    /// How it is computed.
    pub expr: &'a Expr,
}

impl Formula<'_> {
    fn name(&self) -> FieldRef {
        FieldRef { table: self.table.map(|table| table.key.clone()), key: self.field.key.clone() }
    }
}

/// Every computed field with its table, in reading order.
fn all(schema: &FormSchema) -> Vec<Formula<'_>> {
    let mut found = Vec::new();
    for field in &schema.fields {
        if let Some(expr) = &field.formula {
            found.push(Formula { table: None, field, expr });
        }
        if let FieldKind::Detail { fields, .. } = &field.kind {
            for column in fields {
                if let Some(expr) = &column.formula {
                    found.push(Formula { table: Some(field), field: column, expr });
                }
            }
        }
    }
    found
}

/// The computed fields in an order in which each comes after those it reads.
///
/// # Errors
/// The fields of the first cycle, in order, the first one repeated at the end.
pub(crate) fn in_order(schema: &FormSchema) -> Result<Vec<Formula<'_>>, Vec<FieldRef>> {
    let mut waiting: BTreeMap<FieldRef, Formula> = all(schema).into_iter().map(|f| (f.name(), f)).collect();
    let reads: BTreeMap<FieldRef, BTreeSet<FieldRef>> =
        waiting.iter().map(|(name, formula)| (name.clone(), computed_reads(formula, &waiting))).collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready =
            waiting.keys().find(|name| reads[*name].iter().all(|read| !waiting.contains_key(read))).cloned();
        let Some(name) = ready else {
            return Err(cycle(&waiting.into_keys().collect(), &reads));
        };
        ordered.extend(waiting.remove(&name));
    }
    Ok(ordered)
}

/// The computed fields that a formula reads; a table stands for its computed columns.
fn computed_reads(formula: &Formula, known: &BTreeMap<FieldRef, Formula>) -> BTreeSet<FieldRef> {
    let mut found = BTreeSet::new();
    for read in fields_of(formula.expr) {
        if read.table.is_none() {
            let of_table = |name: &&FieldRef| name.table.as_ref() == Some(&read.key);
            found.extend(known.keys().filter(of_table).cloned());
        }
        if known.contains_key(&read) {
            found.insert(read);
        }
    }
    found
}

/// Follows reads among fields that all wait for one another until one comes up again.
fn cycle(waiting: &BTreeSet<FieldRef>, reads: &BTreeMap<FieldRef, BTreeSet<FieldRef>>) -> Vec<FieldRef> {
    let mut path: Vec<FieldRef> = Vec::new();
    let mut next = waiting.iter().next().cloned();
    while let Some(name) = next {
        if let Some(start) = path.iter().position(|seen| *seen == name) {
            path.push(name);
            return path.split_off(start);
        }
        next = reads.get(&name).and_then(|read| read.iter().find(|r| waiting.contains(*r)).cloned());
        path.push(name);
    }
    path
}

/// The label by which a finding names a field: `明细 / 金额` for a column.
pub(crate) fn label(schema: &FormSchema, name: &FieldRef) -> String {
    let text = |field: &Field| field.label.get(weir_model::Locale::default()).to_owned();
    let top = |key: &Key| schema.fields.iter().find(|field| field.key == *key);
    match &name.table {
        None => top(&name.key).map(text),
        Some(table) => top(table).map(|table| match &table.kind {
            FieldKind::Detail { fields, .. } => {
                let column =
                    fields.iter().find(|column| column.key == name.key).map(text).unwrap_or_default();
                format!("{} / {column}", text(table))
            }
            _ => text(table),
        }),
    }
    .filter(|label| !label.is_empty())
    .unwrap_or_else(|| name.key.to_string())
}
