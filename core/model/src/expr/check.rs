//! Types of expressions. Refuses what would be null or false for every record, before it is published.
//!
//! A finding's `at` is the path of part numbers from the root, `0.1`; `Parsed::spans` turns it into a place in
//! the text.

use super::compare::read_like;
use super::functions::{self, CallError};
use super::{Compare, ContextName, Expr, Literal};
use crate::limits::{EXPR_DEPTH_MAX, EXPR_NODES_MAX};
use crate::value::Value;
use crate::{Issue, Issues, Key};

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Nothing in particular: null. Fits everywhere.
    Any,
    /// Yes or no.
    Bool,
    /// An exact number.
    Number,
    /// Text, an option key or an id.
    Text,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// An instant.
    Instant,
    /// A first and a last day.
    Range,
    /// Several values of one type.
    List(Box<Type>),
    /// The rows of a detail table.
    Rows,
}

impl Type {
    /// Several of this.
    #[must_use]
    pub fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    /// The type of one of several; the type itself when it is not a list.
    #[must_use]
    pub fn item(&self) -> Self {
        match self {
            Self::List(item) => (**item).clone(),
            other => other.clone(),
        }
    }

    /// Whether less and greater mean something.
    #[must_use]
    pub const fn is_ordered(&self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::Time | Self::Instant)
    }

    /// The type of "this or that"; none when they have nothing in common.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Any, known) | (known, Self::Any) => Some(known.clone()),
            (Self::List(a), Self::List(b)) => a.join(b).map(Self::list),
            (a, b) => (a == b).then(|| a.clone()),
        }
    }
}

/// The types of what an expression may refer to.
pub trait TypeScope {
    /// The type of a field; none when there is no such field.
    fn field(&self, key: &Key) -> Option<Type>;
    /// The type of a column of a detail table: a list, or the cell's type inside a row.
    fn column(&self, table: &Key, key: &Key) -> Option<Type>;
}

/// The type of the expression.
///
/// # Errors
/// Everything that is wrong with it, in reading order.
pub fn check(expr: &Expr, scope: &dyn TypeScope) -> Result<Type, Issues> {
    if let Some(issue) = too_large(expr) {
        return Err(vec![issue]);
    }
    let mut checker = Checker { scope, path: Vec::new(), issues: Vec::new() };
    let found = checker.type_of(expr);
    if checker.issues.is_empty() { Ok(found) } else { Err(checker.issues) }
}

/// Checks that the expression is a condition.
///
/// # Errors
/// As [`check`]; `expr.condition_expected` when its value is not yes or no.
pub fn check_condition(expr: &Expr, scope: &dyn TypeScope) -> Result<(), Issues> {
    match check(expr, scope)? {
        Type::Bool | Type::Any => Ok(()),
        _ => Err(vec![Issue::new("", "expr.condition_expected")]),
    }
}

fn too_large(expr: &Expr) -> Option<Issue> {
    fn measure(expr: &Expr, depth: usize, nodes: &mut usize) -> usize {
        *nodes += 1;
        expr.parts().into_iter().map(|part| measure(part, depth + 1, nodes)).max().unwrap_or(depth)
    }
    let mut nodes = 0;
    let depth = measure(expr, 1, &mut nodes);
    if nodes > EXPR_NODES_MAX {
        Some(Issue::new("", "expr.too_long").with("max", EXPR_NODES_MAX))
    } else if depth > EXPR_DEPTH_MAX {
        Some(Issue::new("", "expr.too_deep").with("max", EXPR_DEPTH_MAX))
    } else {
        None
    }
}

struct Checker<'a> {
    scope: &'a dyn TypeScope,
    path: Vec<usize>,
    issues: Issues,
}

impl Checker<'_> {
    fn report(&mut self, code: &'static str) -> &mut Issue {
        let at = self.path.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
        self.issues.push(Issue::new(at, code));
        let last = self.issues.len() - 1;
        &mut self.issues[last]
    }

    fn part(&mut self, at: usize, expr: &Expr) -> Type {
        self.path.push(at);
        let found = self.type_of(expr);
        self.path.pop();
        found
    }

    fn demand(&mut self, at: usize, expr: &Expr, wanted: &Type, code: &'static str) {
        let before = self.issues.len();
        let found = self.part(at, expr);
        if self.issues.len() == before && found != Type::Any && found != *wanted {
            self.path.push(at);
            self.report(code);
            self.path.pop();
        }
    }

    fn type_of(&mut self, expr: &Expr) -> Type {
        match expr {
            Expr::Lit { value } => literal_type(value).unwrap_or_else(|| {
                self.report("expr.types_differ");
                Type::Any
            }),
            Expr::Field { key } => self.scope.field(key).unwrap_or_else(|| {
                self.report("expr.unknown_field").params.insert("field".into(), key.to_string());
                Type::Any
            }),
            Expr::Column { table, key } => self.scope.column(table, key).unwrap_or_else(|| {
                self.report("expr.unknown_field").params.insert("field".into(), format!("{table}.{key}"));
                Type::Any
            }),
            Expr::Context { name } => match name {
                ContextName::Today => Type::Date,
                ContextName::Now => Type::Instant,
                ContextName::Initiator | ContextName::InitiatorDepartment => Type::Text,
            },
            Expr::All { args } | Expr::Any { args } => {
                for (at, arg) in args.iter().enumerate() {
                    self.demand(at, arg, &Type::Bool, "expr.condition_expected");
                }
                Type::Bool
            }
            Expr::Not { arg } => {
                self.demand(0, arg, &Type::Bool, "expr.condition_expected");
                Type::Bool
            }
            Expr::Compare { cmp, left, right } => {
                self.comparison(*cmp, left, right);
                Type::Bool
            }
            Expr::Math { left, right, .. } => {
                self.demand(0, left, &Type::Number, "expr.number_expected");
                self.demand(1, right, &Type::Number, "expr.number_expected");
                Type::Number
            }
            Expr::Call { name, args } => {
                let types: Vec<Type> = args.iter().enumerate().map(|(at, arg)| self.part(at, arg)).collect();
                functions::check(*name, &types).unwrap_or_else(|error| {
                    let function = name.signature().name;
                    match error {
                        CallError::Argument(at, code) => {
                            self.path.push(at);
                            self.report(code);
                            self.path.pop();
                        }
                        CallError::TooFew => {
                            self.report("expr.too_few_args")
                                .params
                                .insert("function".into(), function.into());
                        }
                        CallError::TooMany => {
                            self.report("expr.too_many_args")
                                .params
                                .insert("function".into(), function.into());
                        }
                    }
                    Type::Any
                })
            }
        }
    }

    fn comparison(&mut self, cmp: Compare, left: &Expr, right: &Expr) {
        let before = self.issues.len();
        let l = self.part(0, left);
        let r = self.part(1, right);
        if self.issues.len() > before || l == Type::Any {
            return;
        }
        let fine = match cmp {
            Compare::Empty | Compare::NotEmpty => Ok(()),
            Compare::Eq | Compare::Ne => alike(left, &l, right, &r).then_some(()).ok_or("expr.compare_types"),
            Compare::Lt | Compare::Le | Compare::Gt | Compare::Ge => {
                if !(l.is_ordered() || r.is_ordered()) {
                    Err("expr.ordered_expected")
                } else {
                    alike(left, &l, right, &r).then_some(()).ok_or("expr.compare_types")
                }
            }
            Compare::In | Compare::NotIn => match &r {
                Type::List(item) => l.item().join(item).map(|_| ()).ok_or("expr.compare_types"),
                Type::Any => Ok(()),
                _ => Err("expr.list_expected"),
            },
            Compare::Contains | Compare::NotContains => match &l {
                Type::Text => r.item().join(&Type::Text).map(|_| ()).ok_or("expr.text_expected"),
                Type::List(item) => r.item().join(item).map(|_| ()).ok_or("expr.compare_types"),
                _ => Err("expr.contains_expects_text_or_list"),
            },
            Compare::StartsWith => (l == Type::Text && matches!(r, Type::Text | Type::Any))
                .then_some(())
                .ok_or("expr.text_expected"),
        };
        if let Err(code) = fine {
            self.report(code);
        }
    }
}

/// Whether two sides may be compared: one type, or a date or time against the constant text of one.
fn alike(left: &Expr, l: &Type, right: &Expr, r: &Type) -> bool {
    l.join(r).is_some() || reads_as(right, l) || reads_as(left, r)
}

fn reads_as(expr: &Expr, wanted: &Type) -> bool {
    let Expr::Lit { value: Literal::Text(text) } = expr else { return false };
    let sample = match wanted {
        Type::Date => Value::Date(jiff::civil::Date::ZERO),
        Type::Time => Value::Time(jiff::civil::Time::midnight()),
        Type::Instant => Value::Instant(jiff::Timestamp::UNIX_EPOCH),
        _ => return false,
    };
    read_like(&sample, text).is_some()
}

fn literal_type(literal: &Literal) -> Option<Type> {
    Some(match literal {
        Literal::Null => Type::Any,
        Literal::Bool(_) => Type::Bool,
        Literal::Number(_) => Type::Number,
        Literal::Text(_) => Type::Text,
        Literal::Date(_) => Type::Date,
        Literal::List(items) => {
            let mut item = Type::Any;
            for one in items {
                item = item.join(&literal_type(one)?)?;
            }
            item.list()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    struct Form;

    impl TypeScope for Form {
        fn field(&self, key: &Key) -> Option<Type> {
            Some(match key.as_str() {
                "amount" => Type::Number,
                "city" => Type::Text,
                "day" => Type::Date,
                "at" => Type::Time,
                "agree" => Type::Bool,
                "tags" => Type::Text.list(),
                "leave" => Type::Range,
                "items" => Type::Rows,
                _ => return None,
            })
        }
        fn column(&self, table: &Key, key: &Key) -> Option<Type> {
            (table.as_str() == "items" && key.as_str() == "price").then(|| Type::Number.list())
        }
    }

    #[test]
    fn sound_expressions_have_a_type() {
        for (text, wanted) in [
            ("SUM({items.price}) * 1.13", Type::Number),
            ("{amount} > 500000 AND {agree}", Type::Bool),
            ("IF({agree}, \"a\", NULL)", Type::Text),
            ("{day} < \"2026-12-01\"", Type::Bool),
            ("{at} >= \"09:30\"", Type::Bool),
            ("{tags} CONTAINS \"it\"", Type::Bool),
            ("{city} IN [\"a\", \"b\"]", Type::Bool),
            ("ADD_DAYS(END({leave}), 1)", Type::Date),
            ("MAX({day}, TODAY())", Type::Date),
            ("COUNT({items})", Type::Number),
            ("{city} = INITIATOR()", Type::Bool),
        ] {
            assert_eq!(check(&parse(text).unwrap(), &Form), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn unsound_expressions_are_refused_where_they_are_wrong() {
        for (text, at, code) in [
            ("{amount} + {city}", "1", "expr.number_expected"),
            ("{nothing} + 1", "0", "expr.unknown_field"),
            ("SUM({items.nothing})", "0", "expr.unknown_field"),
            ("{items.price} > 5", "", "expr.compare_types"),
            ("{city} > \"a\"", "", "expr.ordered_expected"),
            ("{day} > \"yesterday\"", "", "expr.compare_types"),
            ("{amount} AND {agree}", "0", "expr.condition_expected"),
            ("NOT {amount}", "0", "expr.condition_expected"),
            ("IF({agree}, 1, \"a\")", "2", "expr.types_differ"),
            ("ROUND({amount})", "", "expr.too_few_args"),
            ("ABS(1, 2)", "", "expr.too_many_args"),
            ("{city} IN \"a\"", "", "expr.list_expected"),
            ("{amount} CONTAINS 1", "", "expr.contains_expects_text_or_list"),
            ("{city} IN [1, \"a\"]", "1", "expr.types_differ"),
            ("START({day})", "0", "expr.range_expected"),
            ("MAX({city})", "0", "expr.ordered_expected"),
            ("1 + ABS({city})", "1.0", "expr.number_expected"),
        ] {
            let issues = check(&parse(text).unwrap(), &Form).unwrap_err();
            let found: Vec<(&str, &str)> = issues.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
            assert_eq!(found, [(at, code)], "{text}");
        }
    }

    #[test]
    fn a_formula_that_is_no_condition_is_refused_as_one() {
        let amount = parse("{amount}").unwrap();
        assert_eq!(check_condition(&amount, &Form).unwrap_err()[0].code, "expr.condition_expected");
    }

    #[test]
    fn size_is_limited() {
        let mut deep = parse("{amount}").unwrap();
        for _ in 0..EXPR_DEPTH_MAX {
            deep = Expr::Not { arg: Box::new(deep) };
        }
        assert_eq!(check(&deep, &Form).unwrap_err()[0].code, "expr.too_deep");
        let wide = Expr::All { args: vec![parse("{agree}").unwrap(); EXPR_NODES_MAX] };
        assert_eq!(check(&wide, &Form).unwrap_err()[0].code, "expr.too_long");
    }
}
