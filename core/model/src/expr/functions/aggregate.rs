//! SUM, AVG, MIN, MAX, COUNT: over lists, columns of detail tables and single values alike.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::compare::order;
use super::{CallError, Function, Type};
use crate::value::Value;

pub(super) fn call(function: Function, args: &[Value]) -> Value {
    let mut filled = Vec::new();
    args.iter().for_each(|arg| flatten(arg, &mut filled));
    match function {
        Function::Sum => sum(&filled).into(),
        Function::Avg => {
            let count = filled.iter().filter(|v| v.number().is_some()).count();
            sum(&filled).and_then(|total| total.checked_div(Decimal::from(count))).into()
        }
        Function::Min => extreme(&filled, Ordering::Less),
        Function::Max => extreme(&filled, Ordering::Greater),
        Function::Count => {
            let rows: usize =
                args.iter().map(|arg| if let Value::Rows(rows) = arg { rows.len() } else { 0 }).sum();
            Value::Number(Decimal::from(rows + filled.len()))
        }
        _ => Value::Null,
    }
}

/// Single filled-in values, lists opened. Rows of a table are no values.
fn flatten<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| flatten(item, into)),
        Value::Rows(_) => {}
        other if other.is_empty() => {}
        other => into.push(other),
    }
}

fn sum(values: &[&Value]) -> Option<Decimal> {
    values.iter().filter_map(|v| v.number()).try_fold(Decimal::ZERO, Decimal::checked_add)
}

fn extreme(values: &[&Value], wanted: Ordering) -> Value {
    let mut best: Option<&Value> = None;
    for &value in values.iter().filter(|v| !matches!(v, Value::Text(_) | Value::Bool(_))) {
        if best.is_none_or(|b| order(value, b) == Some(wanted)) {
            best = Some(value);
        }
    }
    best.cloned().unwrap_or_default()
}

pub(super) fn check(function: Function, args: &[Type]) -> Result<Type, CallError> {
    match function {
        Function::Count => Ok(Type::Number),
        Function::Min | Function::Max => {
            let mut result = Type::Any;
            for (at, arg) in args.iter().enumerate() {
                let item = arg.item();
                if !item.is_ordered() && item != Type::Any {
                    return Err(CallError::Argument(at, "expr.ordered_expected"));
                }
                result = result.join(&item).ok_or(CallError::Argument(at, "expr.types_differ"))?;
            }
            Ok(result)
        }
        _ => {
            for (at, arg) in args.iter().enumerate() {
                if !matches!(arg.item(), Type::Number | Type::Any) {
                    return Err(CallError::Argument(at, "expr.number_expected"));
                }
            }
            Ok(Type::Number)
        }
    }
}
