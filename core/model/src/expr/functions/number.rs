//! ROUND, FLOOR, CEIL, ABS, MOD. Rounding is half away from zero, as in commercial arithmetic.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::{CallError, Function, Type, demand};
use crate::value::Value;

pub(super) fn call(function: Function, args: &[Value]) -> Value {
    let number = |at: usize| args.get(at).and_then(Value::number);
    let Some(first) = number(0) else { return Value::Null };
    match function {
        Function::Floor => Some(first.floor()),
        Function::Ceil => Some(first.ceil()),
        Function::Abs => Some(first.abs()),
        Function::Round => number(1).and_then(|places| round(first, places)),
        Function::Mod => number(1).and_then(|divisor| modulo(first, divisor)),
        _ => None,
    }
    .into()
}

/// Rounds to decimal places; negative places round to tens, hundreds and so on.
fn round(number: Decimal, places: Decimal) -> Option<Decimal> {
    let places = places.trunc().to_i32()?.clamp(-28, 28);
    let to_places =
        |n: Decimal, dp: u32| n.round_dp_with_strategy(dp, RoundingStrategy::MidpointAwayFromZero);
    match u32::try_from(places) {
        Ok(dp) => Some(to_places(number, dp)),
        Err(_) => {
            let unit = Decimal::from_i128_with_scale(10_i128.checked_pow(places.unsigned_abs())?, 0);
            to_places(number.checked_div(unit)?, 0).checked_mul(unit)
        }
    }
}

/// The remainder with the divisor's sign, so that it counts within a cycle.
fn modulo(number: Decimal, divisor: Decimal) -> Option<Decimal> {
    let rest = number.checked_rem(divisor)?;
    let across = !rest.is_zero() && rest.is_sign_negative() != divisor.is_sign_negative();
    if across { rest.checked_add(divisor) } else { Some(rest) }
}

pub(super) fn check(_: Function, args: &[Type]) -> Result<Type, CallError> {
    for at in 0..args.len() {
        demand(args, at, &Type::Number, "expr.number_expected")?;
    }
    Ok(Type::Number)
}
