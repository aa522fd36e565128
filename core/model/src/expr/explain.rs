//! Why a condition held or did not: each comparison with both sides as they were. Kept in the history.

use serde::{Deserialize, Serialize};

use super::{Compare, Expr, Scope, eval, fields_of};
use crate::value::Value;

/// One comparison as it turned out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// The first field that the left side reads, `table.column` for a column; none for a constant or a fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The left side's value as plain text.
    pub left: String,
    /// How they were compared.
    pub cmp: Compare,
    /// The right side's value as plain text.
    pub right: String,
    /// Whether it held.
    pub holds: bool,
}

/// Every comparison of the condition with its outcome, in reading order.
#[must_use]
pub fn explain(expr: &Expr, scope: &dyn Scope) -> Vec<Compared> {
    let mut found = Vec::new();
    collect(expr, scope, &mut found);
    found
}

fn collect(expr: &Expr, scope: &dyn Scope, found: &mut Vec<Compared>) {
    match expr {
        Expr::All { args } | Expr::Any { args } => args.iter().for_each(|arg| collect(arg, scope, found)),
        Expr::Not { arg } => collect(arg, scope, found),
        Expr::Compare { cmp, left, right } => found.push(Compared {
            field: first_field(left),
            left: eval(left, scope).to_text(),
            cmp: *cmp,
            right: eval(right, scope).to_text(),
            holds: eval(expr, scope).holds(),
        }),
        Expr::Lit { .. } => {}
        // A bare yes-or-no, such as a checkbox, reads as a comparison with yes.
        other => {
            let holds = eval(other, scope).holds();
            found.push(Compared {
                field: first_field(other),
                left: Value::Bool(holds).to_text(),
                cmp: Compare::Eq,
                right: Value::Bool(true).to_text(),
                holds,
            });
        }
    }
}

fn first_field(expr: &Expr) -> Option<String> {
    let field = match expr {
        Expr::Field { key } => return Some(key.to_string()),
        _ => fields_of(expr).into_iter().next()?,
    };
    Some(match field.table {
        Some(table) => format!("{table}.{}", field.key),
        None => field.key.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Facts, parse};
    use super::*;

    #[test]
    fn the_reason_names_field_and_both_sides() {
        let condition = parse("{budget} > 500000 AND {urgent}").unwrap();
        let fields = BTreeMap::from([
            ("budget".parse().unwrap(), Value::Number("500000.01".parse().unwrap())),
            ("urgent".parse().unwrap(), Value::Bool(false)),
        ]);
        let told = explain(&condition, &Facts { fields, ..Facts::default() });
        assert_eq!(
            told,
            [
                Compared {
                    field: Some("budget".into()),
                    left: "500000.01".into(),
                    cmp: Compare::Gt,
                    right: "500000".into(),
                    holds: true
                },
                Compared {
                    field: Some("urgent".into()),
                    left: "false".into(),
                    cmp: Compare::Eq,
                    right: "true".into(),
                    holds: false
                },
            ]
        );
    }
}
