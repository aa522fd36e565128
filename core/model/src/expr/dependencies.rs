//! Which fields an expression reads.

use std::collections::BTreeSet;

use super::Expr;
use crate::Key;

/// A field that an expression reads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The detail table, when the field is a column of one.
    pub table: Option<Key>,
    /// The field's or column's key.
    pub key: Key,
}

/// The fields and columns that the expression reads, without repetition.
#[must_use]
pub fn fields_of(expr: &Expr) -> BTreeSet<FieldRef> {
    let mut found = BTreeSet::new();
    walk(expr, &mut |part| match part {
        Expr::Field { key } => {
            found.insert(FieldRef { table: None, key: key.clone() });
        }
        Expr::Column { table, key } => {
            found.insert(FieldRef { table: Some(table.clone()), key: key.clone() });
        }
        _ => {}
    });
    found
}

fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    for part in expr.parts() {
        walk(part, visit);
    }
}

impl Expr {
    /// The direct parts, in reading order.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Lit { .. } | Self::Field { .. } | Self::Column { .. } | Self::Context { .. } => Vec::new(),
            Self::All { args } | Self::Any { args } | Self::Call { args, .. } => args.iter().collect(),
            Self::Not { arg } => vec![arg],
            Self::Compare { left, right, .. } | Self::Math { left, right, .. } => vec![left, right],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn fields_and_columns_are_listed_once() {
        let expr = parse("IF({a} > SUM({t.x}), {a}, ROUND({b} + {t.x}, 2))").unwrap();
        let names: Vec<String> = fields_of(&expr)
            .into_iter()
            .map(|f| f.table.map_or_else(|| f.key.to_string(), |t| format!("{t}.{}", f.key)))
            .collect();
        assert_eq!(names, ["a", "b", "t.x"]);
    }
}
