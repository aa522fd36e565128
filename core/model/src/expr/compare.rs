//! How two values compare. Unlike types never do, except a date, time or instant with its own text form.

use std::cmp::Ordering;

use super::Compare;
use crate::value::{Value, parse_date, parse_time};

/// Whether the comparison holds.
pub(super) fn compare(left: &Value, cmp: Compare, right: &Value) -> bool {
    let ordered = |accept: fn(Ordering) -> bool| order(left, right).is_some_and(accept);
    match cmp {
        Compare::Eq => equal(left, right),
        Compare::Ne => !equal(left, right),
        Compare::Lt => ordered(Ordering::is_lt),
        Compare::Le => ordered(Ordering::is_le),
        Compare::Gt => ordered(Ordering::is_gt),
        Compare::Ge => ordered(Ordering::is_ge),
        Compare::In => is_in(left, right),
        Compare::NotIn => !is_in(left, right),
        Compare::Contains => contains(left, right),
        Compare::NotContains => !contains(left, right),
        Compare::StartsWith => match (left, right) {
            (Value::Text(l), Value::Text(r)) => !r.is_empty() && l.starts_with(r.as_str()),
            _ => false,
        },
        Compare::Empty => left.is_empty(),
        Compare::NotEmpty => !left.is_empty(),
    }
}

/// The order of two values of one type; none for nothing and for unlike types.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(l), Value::Number(r)) => Some(l.cmp(r)),
        (Value::Text(l), Value::Text(r)) => Some(l.cmp(r)),
        (Value::Bool(l), Value::Bool(r)) => Some(l.cmp(r)),
        (Value::Date(l), Value::Date(r)) => Some(l.cmp(r)),
        (Value::Time(l), Value::Time(r)) => Some(l.cmp(r)),
        (Value::Instant(l), Value::Instant(r)) => Some(l.cmp(r)),
        (Value::Text(text), other) => order(&read_like(other, text)?, other),
        (other, Value::Text(text)) => order(other, &read_like(other, text)?),
        _ => None,
    }
}

/// The text read as a value of the same type as `other`, where that type has a text form of its own.
pub(super) fn read_like(other: &Value, text: &str) -> Option<Value> {
    match other {
        Value::Date(_) => parse_date(text).map(Value::Date),
        Value::Time(_) => parse_time(text).map(Value::Time),
        Value::Instant(_) => text.parse().ok().map(Value::Instant),
        _ => None,
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::List(l), Value::List(r)) => l.len() == r.len() && l.iter().zip(r).all(|(l, r)| equal(l, r)),
        _ => order(left, right) == Some(Ordering::Equal),
    }
}

fn is_in(left: &Value, right: &Value) -> bool {
    let Value::List(choices) = right else { return false };
    let chosen = |one: &Value| choices.iter().any(|choice| equal(one, choice));
    match left {
        Value::List(several) => several.iter().any(chosen),
        one => chosen(one),
    }
}

fn contains(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (_, Value::List(wanted)) => !wanted.is_empty() && wanted.iter().all(|one| contains(left, one)),
        (Value::Text(l), Value::Text(r)) => !r.is_empty() && l.contains(r.as_str()),
        (Value::List(items), one) => items.iter().any(|item| equal(item, one)),
        _ => false,
    }
}
