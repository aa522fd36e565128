//! Values that expressions compute with. Exact: a number is a decimal, a date is not an instant.
//!
//! No time zones here: whoever turns an instant into a day does it before the value is made.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use serde_json::Value as Json;

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
    /// Several values, such as the options of a multi-select; the first and last day of a date range.
    List(Vec<Value>),
    /// The rows of a detail table.
    Rows(Vec<BTreeMap<Key, Value>>),
}

impl Value {
    /// Whether nothing is filled in: null, blank text, an empty list or table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(s) => s.trim().is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            _ => false,
        }
    }

    /// Whether the value is "true"; everything else counts as false.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The number, when it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    /// The date, when it is one.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(d) => Some(*d),
            _ => None,
        }
    }

    /// The value as plain text in no particular language: ISO dates, `true`, lists joined by commas.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(b) => b.to_string(),
            Self::Number(n) => n.to_string(),
            Self::Text(s) => s.clone(),
            Self::Date(d) => d.to_string(),
            Self::Time(t) => t.strftime("%H:%M").to_string(),
            Self::Instant(i) => i.to_string(),
            Self::List(items) => items.iter().map(Self::to_text).collect::<Vec<_>>().join(", "),
            Self::Rows(rows) => rows.len().to_string(),
        }
    }

    /// The value as JSON, decimals as strings.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(b) => Json::Bool(*b),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Rows(rows) => rows
                .iter()
                .map(|row| row.iter().map(|(key, cell)| (key.to_string(), cell.to_json())).collect::<Json>())
                .collect(),
            other => Json::String(other.to_text()),
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl From<Decimal> for Value {
    fn from(n: Decimal) -> Self {
        Self::Number(n)
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.to_owned())
    }
}

impl From<Date> for Value {
    fn from(d: Date) -> Self {
        Self::Date(d)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Days from 1970-01-01 to `date`, negative before it.
#[must_use]
pub fn epoch_days(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

/// A calendar date in its one JSON form, `2026-11-21`.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// A time of day in its one JSON form, `09:30`.
#[must_use]
pub fn parse_time(text: &str) -> Option<Time> {
    if text.len() == 5 { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch_in_both_directions() {
        assert_eq!(epoch_days(Date::constant(1970, 1, 1)), 0);
        assert_eq!(epoch_days(Date::constant(1969, 12, 31)), -1);
        assert_eq!(epoch_days(Date::constant(2000, 3, 1)), 11_017);
    }

    #[test]
    fn blank_text_and_empty_lists_are_nothing() {
        for nothing in [Value::Null, Value::from("  "), Value::List(vec![]), Value::Rows(vec![])] {
            assert!(nothing.is_empty(), "{nothing:?}");
        }
        assert!(!Value::Bool(false).is_empty());
    }
}
