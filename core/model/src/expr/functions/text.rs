//! CONCAT, LEN, UPPER, LOWER, TRIM, LEFT, RIGHT. Characters, not bytes.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{CallError, Function, Type, demand};
use crate::limits::LONG_TEXT_MAX_CHARS;
use crate::value::Value;

pub(super) fn call(function: Function, args: &[Value]) -> Value {
    if function == Function::Concat {
        return concat(args);
    }
    let text = match args.first() {
        Some(Value::Null) | None => return Value::Null,
        Some(value) => value.to_text(),
    };
    let count = || {
        let wanted = args.get(1).and_then(Value::number)?.trunc();
        Some(if wanted.is_sign_negative() { 0 } else { wanted.to_usize().unwrap_or(usize::MAX) })
    };
    match function {
        Function::Len => return Value::Number(Decimal::from(text.chars().count())),
        Function::Upper => Some(text.to_uppercase()),
        Function::Lower => Some(text.to_lowercase()),
        Function::Trim => Some(text.trim().to_owned()),
        Function::Left => count().map(|n| text.chars().take(n).collect()),
        Function::Right => {
            count().map(|n| text.chars().skip(text.chars().count().saturating_sub(n)).collect())
        }
        _ => None,
    }
    .map_or(Value::Null, Value::Text)
}

/// The texts one after another; null beyond the length of the longest text field, so that a short formula
/// cannot grow without end.
fn concat(args: &[Value]) -> Value {
    let mut joined = String::new();
    for arg in args {
        joined.push_str(&arg.to_text());
        if joined.chars().count() > LONG_TEXT_MAX_CHARS {
            return Value::Null;
        }
    }
    Value::Text(joined)
}

pub(super) fn check(function: Function, args: &[Type]) -> Result<Type, CallError> {
    match function {
        Function::Concat => {
            if let Some(at) = args.iter().position(|arg| *arg == Type::Rows) {
                return Err(CallError::Argument(at, "expr.text_expected"));
            }
            return Ok(Type::Text);
        }
        Function::Left | Function::Right => demand(args, 1, &Type::Number, "expr.number_expected")?,
        _ => {}
    }
    demand(args, 0, &Type::Text, "expr.text_expected")?;
    Ok(if function == Function::Len { Type::Number } else { Type::Text })
}
