//! `Expr`: the one language of conditions, linkage rules and formulas. Typed, exact, total.
//!
//! Stored as JSON, referring to fields by immutable key; written by people as rule sentences or as text
//! (`SUM({items.amount}) * 1.13`). Evaluated here natively and, compiled to WASM from this source, in the
//! browser. It has no loops, no clock of its own, no IO, and no way to fail at run time: what cannot be
//! computed is `Null`.

mod check;
mod compare;
mod dependencies;
mod eval;
mod explain;
pub mod functions;
mod parse;
mod print;
mod scope;
#[cfg(test)]
mod strategies;
mod token;

pub use check::{Type, TypeScope, check, check_condition};
pub use dependencies::{FieldRef, fields_of};
pub use eval::eval;
pub use explain::{Compared, explain};
pub use parse::{ParseError, Parsed, Spans, parse, parse_located};
pub use print::print;
pub use scope::{Facts, RowScope, Scope};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Key;

/// An expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
#[serde(tag = "op", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Expr {
    /// A constant.
    Lit {
        /// The constant.
        value: Literal,
    },
    /// A field of the form; the rows of a detail table when it is one.
    Field {
        /// The field's key.
        key: Key,
    },
    /// A column of a detail table: a list over all rows, or this row's cell inside a row formula.
    Column {
        /// The table's key.
        table: Key,
        /// The column's key.
        key: Key,
    },
    /// A fact about the situation rather than the form.
    Context {
        /// Which fact.
        name: ContextName,
    },
    /// True when every part is true; true for none.
    All {
        /// The parts.
        args: Vec<Expr>,
    },
    /// True when some part is true; false for none.
    Any {
        /// The parts.
        args: Vec<Expr>,
    },
    /// Logical negation.
    Not {
        /// What is negated.
        arg: Box<Expr>,
    },
    /// A comparison of two values.
    Compare {
        /// How they are compared.
        cmp: Compare,
        /// The left side.
        left: Box<Expr>,
        /// The right side; a literal null for `empty` and `notEmpty`.
        right: Box<Expr>,
    },
    /// Exact arithmetic.
    Math {
        /// Which operation.
        math: Math,
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
    },
    /// A function.
    Call {
        /// Which function.
        name: Function,
        /// Its arguments.
        args: Vec<Expr>,
    },
}

/// A constant in an expression. Numbers are decimal strings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(no_recursion))]
#[serde(rename_all = "camelCase")]
pub enum Literal {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// An exact decimal, such as `"500000"`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    Number(Decimal),
    /// Text, an option key or an id.
    Text(String),
    /// A date, `2026-11-21`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    Date(jiff::civil::Date),
    /// Several constants, for `in` and `notIn`.
    List(Vec<Literal>),
}

/// A fact about the situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum ContextName {
    /// The id of the person who started the flow or fills the form.
    Initiator,
    /// The id of the department that the initiator acts for.
    InitiatorDepartment,
    /// Today in the tenant's time zone.
    Today,
    /// The present instant.
    Now,
}

/// How two values are compared. A comparison with nothing is false, except `empty` and the negations
/// `ne`, `notIn` and `notContains`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Compare {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less than, before.
    Lt,
    /// At most.
    Le,
    /// Greater than, after.
    Gt,
    /// At least.
    Ge,
    /// The left side is one of the list on the right.
    In,
    /// The left side is none of the list on the right.
    NotIn,
    /// The left text or list contains the right side.
    Contains,
    /// The left side does not contain the right side.
    NotContains,
    /// The left text starts with the right side.
    StartsWith,
    /// The left side is nothing: null, empty text, empty list.
    Empty,
    /// The left side is something.
    NotEmpty,
}

/// Exact arithmetic. Division by zero and overflow give null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Math {
    /// Sum.
    Add,
    /// Difference.
    Sub,
    /// Product.
    Mul,
    /// Quotient.
    Div,
}

/// A function of the formula language; its text name is the upper-case form (`DAYS_BETWEEN`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub enum Function {
    /// `SUM(list…)`: the sum of all numbers; 0 for none.
    Sum,
    /// `AVG(list…)`: the mean of the numbers that are filled in; null for none.
    Avg,
    /// `MIN(list…)`: the least number or date.
    Min,
    /// `MAX(list…)`: the greatest number or date.
    Max,
    /// `COUNT(list)`: how many rows or filled-in values.
    Count,
    /// `IF(condition, then, else)`.
    If,
    /// `ROUND(number, places)`: half away from zero, as in commercial arithmetic.
    Round,
    /// `FLOOR(number)`.
    Floor,
    /// `CEIL(number)`.
    Ceil,
    /// `ABS(number)`.
    Abs,
    /// `MOD(number, divisor)`.
    Mod,
    /// `COALESCE(a, b, …)`: the first that is filled in.
    Coalesce,
    /// `CONCAT(text…)`.
    Concat,
    /// `LEN(text)`: characters, not bytes.
    Len,
    /// `UPPER(text)`.
    Upper,
    /// `LOWER(text)`.
    Lower,
    /// `TRIM(text)`.
    Trim,
    /// `LEFT(text, characters)`.
    Left,
    /// `RIGHT(text, characters)`.
    Right,
    /// `DATE(year, month, day)`.
    Date,
    /// `YEAR(date)`.
    Year,
    /// `MONTH(date)`.
    Month,
    /// `DAY(date)`.
    Day,
    /// `WEEKDAY(date)`: Monday is 1.
    Weekday,
    /// `ADD_DAYS(date, days)`.
    AddDays,
    /// `ADD_MONTHS(date, months)`.
    AddMonths,
    /// `DAYS_BETWEEN(from, to)`: both dates counted apart, so from a day to itself is 0.
    DaysBetween,
    /// `START(range)`: the first day of a date range.
    Start,
    /// `END(range)`: the last day of a date range.
    End,
}

impl Expr {
    /// A constant number.
    #[must_use]
    pub fn number(value: Decimal) -> Self {
        Self::Lit { value: Literal::Number(value) }
    }

    /// A field.
    #[must_use]
    pub fn field(key: Key) -> Self {
        Self::Field { key }
    }

    /// A comparison.
    #[must_use]
    pub fn compare(cmp: Compare, left: Self, right: Self) -> Self {
        Self::Compare { cmp, left: Box::new(left), right: Box::new(right) }
    }
}
