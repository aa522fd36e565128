//! Values as templates know them. A number comes in as the text of its exact digits, so that money shows as it was
//! entered; `| float` or `| int` makes of it what can be compared and reckoned with. Days, times and instants are
//! texts in their one JSON form.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use tera::Value;
use weir_wire::{Item, Malformed, NESTING_MAX, Reader};

use crate::refusal::Refusal;

/// Nanoseconds of a minute.
const MINUTE_NANOSECONDS: u64 = 60_000_000_000;

/// Reads a value.
pub fn read(request: &mut Reader<'_>) -> Result<Value, Refusal> {
    Ok(read_nested(request, NESTING_MAX)?)
}

fn read_nested(request: &mut Reader<'_>, levels: u32) -> Result<Value, Malformed> {
    let below = || levels.checked_sub(1).ok_or(Malformed);
    Ok(match request.item()? {
        Item::Null => Value::none(),
        Item::Bool(yes) => yes.into(),
        Item::Number { mantissa, scale } => {
            let number = Decimal::try_from_i128_with_scale(mantissa, u32::from(scale));
            number.map_err(|_| Malformed)?.to_string().into()
        }
        Item::Text(text) => text.into(),
        Item::Date { year, month, day } => {
            let date = Date::new(year, month.cast_signed(), day.cast_signed());
            date.map_err(|_| Malformed)?.to_string().into()
        }
        Item::Time { nanoseconds } => {
            let minutes = i8::try_from(nanoseconds / MINUTE_NANOSECONDS % 60).map_err(|_| Malformed)?;
            let hours = i8::try_from(nanoseconds / MINUTE_NANOSECONDS / 60).map_err(|_| Malformed)?;
            let time = Time::new(hours, minutes, 0, 0).map_err(|_| Malformed)?;
            format!("{:02}:{:02}", time.hour(), time.minute()).into()
        }
        Item::Instant { nanoseconds } => {
            Timestamp::from_nanosecond(nanoseconds).map_err(|_| Malformed)?.to_string().into()
        }
        Item::List(count) => {
            let levels = below()?;
            let items: Result<Vec<Value>, _> = (0..count).map(|_| read_nested(request, levels)).collect();
            items?.into()
        }
        Item::Map(count) => {
            let levels = below()?;
            let mut map = BTreeMap::new();
            for _ in 0..count {
                let key = request.text()?.to_owned();
                map.insert(key, read_nested(request, levels)?);
            }
            map.into()
        }
    })
}
