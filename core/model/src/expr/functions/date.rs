//! Calendar functions. Days and months of the calendar only: no working days, no time zones.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{CallError, Function, Type, demand};
use crate::value::{Value, epoch_days, parse_date};

pub(super) fn call(function: Function, args: &[Value]) -> Value {
    match function {
        Function::Date => make(args).into(),
        Function::Start => end_of_range(args, 0),
        Function::End => end_of_range(args, 1),
        Function::DaysBetween => match (date(args, 0), date(args, 1)) {
            (Some(from), Some(to)) => Value::Number(Decimal::from(epoch_days(to) - epoch_days(from))),
            _ => Value::Null,
        },
        Function::AddDays | Function::AddMonths => shift(function, args).into(),
        _ => date(args, 0)
            .map(|day| match function {
                Function::Year => Decimal::from(day.year()),
                Function::Month => Decimal::from(day.month()),
                Function::Day => Decimal::from(day.day()),
                _ => Decimal::from(day.weekday().to_monday_one_offset()),
            })
            .into(),
    }
}

/// A date, or the text form of one.
fn date(args: &[Value], at: usize) -> Option<Date> {
    match args.get(at)? {
        Value::Date(d) => Some(*d),
        Value::Text(text) => parse_date(text),
        _ => None,
    }
}

fn make(args: &[Value]) -> Option<Date> {
    let part = |at: usize| args.get(at).and_then(Value::number);
    Date::new(part(0)?.to_i16()?, part(1)?.to_i8()?, part(2)?.to_i8()?).ok()
}

fn shift(function: Function, args: &[Value]) -> Option<Date> {
    let from = date(args, 0)?;
    let count = args.get(1).and_then(Value::number)?.trunc().to_i64()?;
    let span =
        if function == Function::AddDays { 0.days().try_days(count) } else { 0.months().try_months(count) };
    from.checked_add(span.ok()?).ok()
}

fn end_of_range(args: &[Value], at: usize) -> Value {
    match args.first() {
        Some(Value::List(days)) => {
            days.get(at).filter(|day| day.date().is_some()).cloned().unwrap_or_default()
        }
        _ => Value::Null,
    }
}

pub(super) fn check(function: Function, args: &[Type]) -> Result<Type, CallError> {
    let date = |at| demand(args, at, &Type::Date, "expr.date_expected");
    let number = |at| demand(args, at, &Type::Number, "expr.number_expected");
    match function {
        Function::Date => (0..3).try_for_each(number).map(|()| Type::Date),
        Function::Start | Function::End => {
            demand(args, 0, &Type::Range, "expr.range_expected").map(|()| Type::Date)
        }
        Function::DaysBetween => date(0).and_then(|()| date(1)).map(|()| Type::Number),
        Function::AddDays | Function::AddMonths => date(0).and_then(|()| number(1)).map(|()| Type::Date),
        _ => date(0).map(|()| Type::Number),
    }
}
