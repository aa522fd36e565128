//! Values as the engine knows them. A number comes in as a decimal and goes out as one; days, times and instants keep
//! their kind; a record or a row is a map.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use rhai::{Array, Dynamic, ImmutableString, Map};
use rust_decimal::Decimal;
use weir_wire::{Item, Malformed, NESTING_MAX, Reader, Reason, Writer};

use crate::refusal::Refusal;

/// How much came in, as the engine counts it: with everything within everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Size {
    /// Bytes of texts.
    pub text_bytes: usize,
    /// Items of lists.
    pub items: usize,
    /// Entries of maps.
    pub entries: usize,
}

/// Reads a value, and adds what it holds to `size`.
pub fn read(request: &mut Reader<'_>, size: &mut Size) -> Result<Dynamic, Refusal> {
    Ok(read_nested(request, NESTING_MAX, size)?)
}

fn read_nested(request: &mut Reader<'_>, levels: u32, size: &mut Size) -> Result<Dynamic, Malformed> {
    let below = || levels.checked_sub(1).ok_or(Malformed);
    Ok(match request.item()? {
        Item::Null => Dynamic::UNIT,
        Item::Bool(yes) => Dynamic::from_bool(yes),
        Item::Number { mantissa, scale } => {
            let number = Decimal::try_from_i128_with_scale(mantissa, u32::from(scale));
            Dynamic::from_decimal(number.map_err(|_| Malformed)?)
        }
        Item::Text(text) => {
            size.text_bytes += text.len();
            text.into()
        }
        Item::Date { year, month, day } => {
            let date = Date::new(year, month.cast_signed(), day.cast_signed());
            Dynamic::from(date.map_err(|_| Malformed)?)
        }
        Item::Time { nanoseconds } => {
            let since_midnight = i64::try_from(nanoseconds).map_err(|_| Malformed)?;
            let time = Time::midnight().checked_add(SignedDuration::from_nanos(since_midnight));
            Dynamic::from(time.map_err(|_| Malformed)?)
        }
        Item::Instant { nanoseconds } => {
            Dynamic::from(Timestamp::from_nanosecond(nanoseconds).map_err(|_| Malformed)?)
        }
        Item::List(count) => {
            let levels = below()?;
            size.items += count;
            let items: Result<Array, _> = (0..count).map(|_| read_nested(request, levels, size)).collect();
            Dynamic::from_array(items?)
        }
        Item::Map(count) => {
            let levels = below()?;
            size.entries += count;
            let mut map = Map::new();
            for _ in 0..count {
                let key = request.text()?;
                map.insert(key.into(), read_nested(request, levels, size)?);
            }
            Dynamic::from_map(map)
        }
    })
}

/// Writes what a script gave back.
pub fn write(value: &Dynamic, out: &mut Writer<'_>) -> Result<(), Refusal> {
    write_nested(value, out, NESTING_MAX)
}

fn write_nested(value: &Dynamic, out: &mut Writer<'_>, levels: u32) -> Result<(), Refusal> {
    let below = || {
        let message = format!("the result is nested more than {NESTING_MAX} levels deep");
        levels.checked_sub(1).ok_or_else(|| Refusal::new(Reason::Result, message))
    };
    // A list may hold the same long text many times, so what it takes when it is written out is a limit of its own.
    if out.written() > weir_wire::OUTPUT_MAX_BYTES {
        return Err(Refusal::new(Reason::Size, "the result is too large"));
    }
    if value.is_unit() {
        out.item(&Item::Null);
    } else if let Ok(yes) = value.as_bool() {
        out.item(&Item::Bool(yes));
    } else if let Ok(number) = value.as_int() {
        out.item(&Item::Number { mantissa: i128::from(number), scale: 0 });
    } else if let Ok(number) = value.as_decimal() {
        let scale = u8::try_from(number.scale()).unwrap_or(0);
        out.item(&Item::Number { mantissa: number.mantissa(), scale });
    } else if let Some(text) = value.read_lock::<ImmutableString>() {
        out.item(&Item::Text(&text));
    } else if let Ok(letter) = value.as_char() {
        out.item(&Item::Text(letter.encode_utf8(&mut [0; 4])));
    } else if let Some(date) = value.read_lock::<Date>() {
        let (month, day) = (date.month().cast_unsigned(), date.day().cast_unsigned());
        out.item(&Item::Date { year: date.year(), month, day });
    } else if let Some(time) = value.read_lock::<Time>() {
        let since_midnight = time.duration_since(Time::midnight()).as_nanos();
        out.item(&Item::Time { nanoseconds: u64::try_from(since_midnight).unwrap_or(0) });
    } else if let Some(instant) = value.read_lock::<Timestamp>() {
        out.item(&Item::Instant { nanoseconds: instant.as_nanosecond() });
    } else if let Ok(items) = value.as_array_ref() {
        let levels = below()?;
        out.item(&Item::List(items.len()));
        for item in items.iter() {
            write_nested(item, out, levels)?;
        }
    } else if let Ok(map) = value.as_map_ref() {
        let levels = below()?;
        out.item(&Item::Map(map.len()));
        for (key, item) in map.iter() {
            out.text(key);
            write_nested(item, out, levels)?;
        }
    } else {
        return Err(Refusal::new(Reason::Result, format!("a result cannot be a {}", value.type_name())));
    }
    Ok(())
}
