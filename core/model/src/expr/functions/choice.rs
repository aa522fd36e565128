//! IF and COALESCE: one value or another.

use super::{CallError, Function, Type, demand};
use crate::value::Value;

pub(super) fn call(function: Function, args: &[Value]) -> Value {
    match (function, args) {
        (Function::If, [condition, then, otherwise]) => {
            if condition.holds() { then } else { otherwise }.clone()
        }
        (Function::Coalesce, values) => values.iter().find(|v| !v.is_empty()).cloned().unwrap_or_default(),
        _ => Value::Null,
    }
}

pub(super) fn check(function: Function, args: &[Type]) -> Result<Type, CallError> {
    let mut first_choice = 0;
    if function == Function::If {
        demand(args, 0, &Type::Bool, "expr.condition_expected")?;
        first_choice = 1;
    }
    let mut result = Type::Any;
    for (at, arg) in args.iter().enumerate().skip(first_choice) {
        result = result.join(arg).ok_or(CallError::Argument(at, "expr.types_differ"))?;
    }
    Ok(result)
}
