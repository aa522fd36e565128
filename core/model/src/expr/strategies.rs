//! Arbitrary expressions for property tests, within the limits of the formula text.

use proptest::prelude::*;

use super::{Compare, ContextName, Expr, Function, Literal, Math};
use crate::{Decimal, Key};

fn any_key() -> impl Strategy<Value = Key> {
    "[a-z][a-z0-9_-]{0,8}".prop_map(|s| s.parse().unwrap())
}

fn any_literal() -> impl Strategy<Value = Literal> {
    let one = prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        (any::<i64>(), 0_u32..=12).prop_map(|(n, scale)| Literal::Number(Decimal::new(n, scale))),
        "\\PC{0,12}|[\"\\\\\n]{0,4}".prop_map(Literal::Text),
        (0_i16..=9999, 1_i8..=12, 1_i8..=28)
            .prop_map(|(y, m, d)| Literal::Date(jiff::civil::Date::new(y, m, d).unwrap())),
    ];
    one.prop_recursive(2, 8, 3, |inner| prop::collection::vec(inner, 0..4).prop_map(Literal::List))
}

fn any_compare() -> impl Strategy<Value = Compare> {
    prop::sample::select(vec![
        Compare::Eq,
        Compare::Ne,
        Compare::Lt,
        Compare::Le,
        Compare::Gt,
        Compare::Ge,
        Compare::In,
        Compare::NotIn,
        Compare::Contains,
        Compare::NotContains,
        Compare::StartsWith,
        Compare::Empty,
        Compare::NotEmpty,
    ])
}

/// Any expression that formula text can write.
pub(super) fn any_expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        any_literal().prop_map(|value| Expr::Lit { value }),
        any_key().prop_map(Expr::field),
        (any_key(), any_key()).prop_map(|(table, key)| Expr::Column { table, key }),
        prop::sample::select(vec![
            ContextName::Initiator,
            ContextName::InitiatorDepartment,
            ContextName::Today,
            ContextName::Now
        ])
        .prop_map(|name| Expr::Context { name }),
    ];
    leaf.prop_recursive(6, 48, 4, |inner| {
        let args = || prop::collection::vec(inner.clone(), 0..4);
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            args().prop_map(|args| Expr::All { args }),
            args().prop_map(|args| Expr::Any { args }),
            inner.clone().prop_map(|arg| Expr::Not { arg: Box::new(arg) }),
            (any_compare(), pair()).prop_map(|(cmp, (left, right))| {
                let right = match cmp {
                    Compare::Empty | Compare::NotEmpty => Expr::Lit { value: Literal::Null },
                    _ => right,
                };
                Expr::compare(cmp, left, right)
            }),
            (prop::sample::select(vec![Math::Add, Math::Sub, Math::Mul, Math::Div]), pair()).prop_map(
                |(math, (left, right))| Expr::Math { math, left: Box::new(left), right: Box::new(right) }
            ),
            (prop::sample::select(Function::ALL.to_vec()), args())
                .prop_map(|(name, args)| Expr::Call { name, args }),
        ]
    })
}
