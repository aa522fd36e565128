//! Evaluation: total and exact. What cannot be computed (division by zero, overflow, a missing operand) is null.
//!
//! Arithmetic has 28 significant digits; sums and differences of form fields always fit.

use super::compare::compare;
use super::{Expr, Literal, Math, Scope, functions};
use crate::value::Value;

/// The value of the expression over the facts of the scope.
#[must_use]
pub fn eval(expr: &Expr, scope: &dyn Scope) -> Value {
    match expr {
        Expr::Lit { value } => literal(value),
        Expr::Field { key } => scope.field(key),
        Expr::Column { table, key } => scope.column(table, key),
        Expr::Context { name } => scope.context(*name),
        Expr::All { args } => Value::Bool(args.iter().all(|arg| eval(arg, scope).holds())),
        Expr::Any { args } => Value::Bool(args.iter().any(|arg| eval(arg, scope).holds())),
        Expr::Not { arg } => Value::Bool(!eval(arg, scope).holds()),
        Expr::Compare { cmp, left, right } => {
            Value::Bool(compare(&eval(left, scope), *cmp, &eval(right, scope)))
        }
        Expr::Math { math, left, right } => {
            let (Some(left), Some(right)) = (eval(left, scope).number(), eval(right, scope).number()) else {
                return Value::Null;
            };
            match math {
                Math::Add => left.checked_add(right),
                Math::Sub => left.checked_sub(right),
                Math::Mul => left.checked_mul(right),
                Math::Div => left.checked_div(right),
            }
            .into()
        }
        Expr::Call { name, args } => {
            let args: Vec<Value> = args.iter().map(|arg| eval(arg, scope)).collect();
            functions::call(*name, &args)
        }
    }
}

/// The value of a constant.
pub(super) fn literal(literal_value: &Literal) -> Value {
    match literal_value {
        Literal::Null => Value::Null,
        Literal::Bool(b) => Value::Bool(*b),
        Literal::Number(n) => Value::Number(*n),
        Literal::Text(s) => Value::Text(s.clone()),
        Literal::Date(d) => Value::Date(*d),
        Literal::List(items) => Value::List(items.iter().map(literal).collect()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::strategies::any_expr;
    use super::super::{ContextName, Facts, parse};
    use super::*;
    use crate::{Decimal, Key};

    fn facts() -> Facts {
        let k = |s: &str| s.parse::<Key>().unwrap();
        let n = |s: &str| Value::Number(s.parse().unwrap());
        let row =
            |name: &str, amount: Value| BTreeMap::from([(k("name"), name.into()), (k("amount"), amount)]);
        Facts {
            fields: BTreeMap::from([
                (k("budget"), n("500000.00")),
                (k("price"), n("12.50")),
                (k("city"), "杭州".into()),
                (k("when"), date(2026, 1, 31).into()),
                (k("leave"), Value::List(vec![date(2026, 11, 25).into(), date(2026, 11, 27).into()])),
                (k("tags"), Value::List(vec!["urgent".into(), "it".into()])),
                (
                    k("items"),
                    Value::Rows(vec![row("A", n("0.10")), row("B", n("0.20")), row("C", Value::Null)]),
                ),
            ]),
            context: BTreeMap::from([(ContextName::Today, date(2026, 11, 21).into())]),
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let expr = parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert_eq!(eval(&expr, &facts()).to_text(), expected, "{text}");
    }

    #[test]
    fn money_compares_exactly_r30() {
        check("{budget} > 500000", "false");
        check("{budget} >= 500000.00", "true");
        check("{budget} + 0.01 > 500000", "true");
        check("{budget} = 500000.000", "true");
        check("0.1 + 0.2 = 0.3", "true");
    }

    #[test]
    fn what_cannot_be_computed_is_nothing() {
        check("1 / 0", "");
        check("{missing} + 1", "");
        check("{city} * 2", "");
        check("79228162514264337593543950335 + 1", "");
        check("79228162514264337593543950335 * 2", "");
        check("DATE(2026, 2, 30)", "");
        check("ADD_DAYS({when}, 100000000)", "");
        check("MOD(5, 0)", "");
        check("SUM(79228162514264337593543950335, 1)", "");
    }

    #[test]
    fn nothing_compares_as_false_except_for_emptiness_and_negations() {
        check("{missing} > 1", "false");
        check("{missing} <= 1", "false");
        check("{missing} = NULL", "false");
        check("{missing} <> 1", "true");
        check("{missing} NOT IN [1]", "true");
        check("{missing} NOT CONTAINS \"a\"", "true");
        check("{missing} IS EMPTY", "true");
        check("{city} IS NOT EMPTY", "true");
    }

    #[test]
    fn logic_takes_nothing_for_false() {
        check("AND()", "true");
        check("OR()", "false");
        check("NOT {missing}", "true");
        check("{budget} > 1 AND {city} = \"杭州\" OR FALSE", "true");
        check("IF({budget} > 500000, \"大额\", \"一般\")", "一般");
    }

    #[test]
    fn lists_and_texts_contain() {
        check("{tags} CONTAINS \"it\"", "true");
        check("{tags} CONTAINS [\"it\", \"urgent\"]", "true");
        check("{tags} CONTAINS [\"it\", \"hr\"]", "false");
        check("{tags} IN [\"hr\", \"it\"]", "true");
        check("{city} IN [\"上海\", \"杭州\"]", "true");
        check("{city} STARTS_WITH \"杭\"", "true");
        check("{city} CONTAINS \"州\"", "true");
    }

    #[test]
    fn tables_are_summed_and_counted() {
        check("SUM({items.amount})", "0.30");
        check("SUM({items.amount}) * 1.13", "0.3390");
        check("AVG({items.amount})", "0.15");
        check("MAX({items.amount}, 7)", "7");
        check("MIN({items.amount})", "0.10");
        check("COUNT({items})", "3");
        check("COUNT({items.amount})", "2");
        check("SUM({missing.amount})", "0");
        check("AVG({missing.amount})", "");
    }

    #[test]
    fn numbers_round_as_in_commerce() {
        check("ROUND(2.345, 2)", "2.35");
        check("ROUND(-2.345, 2)", "-2.35");
        check("ROUND(1250, -2)", "1300");
        check("FLOOR(-1.5)", "-2");
        check("CEIL(-1.5)", "-1");
        check("ABS(-3)", "3");
        check("MOD(-7, 3)", "2");
    }

    #[test]
    fn dates_count_in_days_and_months() {
        check("DAYS_BETWEEN(START({leave}), END({leave})) + 1", "3");
        check("ADD_MONTHS({when}, 1)", "2026-02-28");
        check("ADD_DAYS({when}, 1)", "2026-02-01");
        check("YEAR({when}) * 100 + MONTH({when})", "202601");
        check("WEEKDAY(#2026-11-21#)", "6");
        check("TODAY() < \"2026-12-01\"", "true");
        check("DAYS_BETWEEN(TODAY(), #2026-11-21#)", "0");
    }

    #[test]
    fn text_counts_characters() {
        check("LEN(\"预算abc\")", "5");
        check("LEFT(\"预算abc\", 3)", "预算a");
        check("RIGHT(\"预算abc\", 4)", "算abc");
        check("LEFT(\"ab\", 99999999999)", "ab");
        check("UPPER(TRIM(\" ab \"))", "AB");
        check("CONCAT({city}, \"-\", {price}, {missing})", "杭州-12.50");
        check("COALESCE({missing}, \"\", {city})", "杭州");
    }

    proptest! {
        #[test]
        fn every_expression_has_a_value(expr in any_expr()) {
            let _ = eval(&expr, &facts());
        }

        #[test]
        fn a_cent_more_is_more(cents in 0_i64..=9_000_000_000_000_000) {
            let amount = Decimal::new(cents, 2);
            let cent_more = Decimal::new(cents + 1, 2);
            let compare_to = |limit: Decimal| {
                let expr = Expr::compare(
                    super::super::Compare::Gt,
                    Expr::field("budget".parse().unwrap()),
                    Expr::number(limit),
                );
                let mut facts = facts();
                facts.fields.insert("budget".parse().unwrap(), Value::Number(cent_more));
                eval(&expr, &facts).holds()
            };
            prop_assert!(compare_to(amount));
            prop_assert!(!compare_to(cent_more));
        }
    }
}
