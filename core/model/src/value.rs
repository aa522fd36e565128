//! Values that expressions compute with. Exact: a number is a decimal, a date is not an instant.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;

use crate::Key;

/// A value in an expression.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing filled in.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// An exact number: quantities, money, percent (12.5 means 12.5 %).
    Number(Decimal),
    /// Text; also option keys and ids of people, departments, records.
    Text(String),
    /// A calendar date without time zone.
    Date(Date),
    /// A time of day without time zone.
    Time(Time),
    /// An instant.
    Instant(Timestamp),
    /// Several values, such as the options of a multi-select.
    List(Vec<Value>),
    /// The rows of a detail table.
    Rows(Vec<BTreeMap<Key, Value>>),
}
