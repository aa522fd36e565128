//! Values on their way into a guest and back. Exact: a decimal keeps its digits and its scale, a day stays a day.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use weir_model::value::Value;
use weir_model::{Decimal, Key};
use weir_wire::{Item, Malformed, NESTING_MAX, Reader, Reason, Writer};

use crate::limits::INPUT_MAX_BYTES;
use crate::refusal::Refusal;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A value.
    Value(Value),
    /// The fields of a record, or other values under one name: `form.amount`, or `form["unit-price"]` where a key is
    /// no identifier.
    Record(BTreeMap<Key, Value>),
}

/// The names that a script or a template finds, and nothing else: each call has a scope of its own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope(BTreeMap<String, Given>);

impl Scope {
    /// A scope without names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one name more. A name that is no identifier is there, but no script can say it.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.insert(name.into(), Given::Value(value.into()));
        self
    }

    /// The same with the fields of a record under one name.
    #[must_use]
    pub fn with_record(mut self, name: impl Into<String>, fields: BTreeMap<Key, Value>) -> Self {
        self.0.insert(name.into(), Given::Record(fields));
        self
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Writes all names with what they stand for.
    pub(crate) fn write(&self, out: &mut Writer<'_>) -> Result<(), Refusal> {
        out.count(self.0.len());
        for (name, given) in &self.0 {
            out.text(name);
            match given {
                Given::Value(value) => write(value, out, NESTING_MAX)?,
                Given::Record(fields) => write_fields(fields, out, NESTING_MAX)?,
            }
        }
        Ok(())
    }
}

fn too_deep() -> Refusal {
    Refusal::new(Reason::Depth, format!("a value is nested more than {NESTING_MAX} levels deep"))
}

fn write(value: &Value, out: &mut Writer<'_>, levels: u32) -> Result<(), Refusal> {
    if out.written() > INPUT_MAX_BYTES {
        let message = format!("the values take more than {INPUT_MAX_BYTES} bytes");
        return Err(Refusal::new(Reason::Size, message));
    }
    match value {
        Value::Null => out.item(&Item::Null),
        Value::Bool(yes) => out.item(&Item::Bool(*yes)),
        Value::Number(number) => {
            let scale = u8::try_from(number.scale()).unwrap_or(0);
            out.item(&Item::Number { mantissa: number.mantissa(), scale });
        }
        Value::Text(text) => out.item(&Item::Text(text)),
        Value::Date(date) => {
            let (month, day) = (date.month().cast_unsigned(), date.day().cast_unsigned());
            out.item(&Item::Date { year: date.year(), month, day });
        }
        Value::Time(time) => {
            let since_midnight = time.duration_since(Time::midnight()).as_nanos();
            out.item(&Item::Time { nanoseconds: u64::try_from(since_midnight).unwrap_or(0) });
        }
        Value::Instant(instant) => out.item(&Item::Instant { nanoseconds: instant.as_nanosecond() }),
        Value::List(items) => {
            let levels = levels.checked_sub(1).ok_or_else(too_deep)?;
            out.item(&Item::List(items.len()));
            for item in items {
                write(item, out, levels)?;
            }
        }
        Value::Rows(rows) => {
            let levels = levels.checked_sub(1).ok_or_else(too_deep)?;
            out.item(&Item::List(rows.len()));
            for row in rows {
                write_fields(row, out, levels)?;
            }
        }
    }
    Ok(())
}

fn write_fields(fields: &BTreeMap<Key, Value>, out: &mut Writer<'_>, levels: u32) -> Result<(), Refusal> {
    let levels = levels.checked_sub(1).ok_or_else(too_deep)?;
    out.item(&Item::Map(fields.len()));
    for (key, value) in fields {
        out.text(key.as_str());
        write(value, out, levels)?;
    }
    Ok(())
}

/// Reads a result. A list of maps is a table's rows; an empty table comes back as an empty list, for in a script they
/// are the same.
///
/// # Errors
/// [`Reason::Result`] when it is something that values cannot be, [`Reason::Fault`] when it is not to be read at all.
pub(crate) fn read(answer: &mut Reader<'_>) -> Result<Value, Refusal> {
    let item = answer.item()?;
    read_item(item, answer, NESTING_MAX)
}

fn read_item(item: Item<'_>, answer: &mut Reader<'_>, levels: u32) -> Result<Value, Refusal> {
    Ok(match item {
        Item::Null => Value::Null,
        Item::Bool(yes) => Value::Bool(yes),
        Item::Number { mantissa, scale } => {
            let number = Decimal::try_from_i128_with_scale(mantissa, u32::from(scale));
            Value::Number(number.map_err(|_| Malformed)?)
        }
        Item::Text(text) => Value::Text(text.to_owned()),
        Item::Date { year, month, day } => {
            let date = Date::new(year, month.cast_signed(), day.cast_signed());
            Value::Date(date.map_err(|_| Malformed)?)
        }
        Item::Time { nanoseconds } => {
            let since_midnight = i64::try_from(nanoseconds).map_err(|_| Malformed)?;
            let time = Time::midnight().checked_add(SignedDuration::from_nanos(since_midnight));
            Value::Time(time.map_err(|_| Malformed)?)
        }
        Item::Instant { nanoseconds } => {
            Value::Instant(Timestamp::from_nanosecond(nanoseconds).map_err(|_| Malformed)?)
        }
        Item::List(count) => read_list(count, answer, levels.checked_sub(1).ok_or(Malformed)?)?,
        Item::Map(_) => {
            return Err(Refusal::new(Reason::Result, "a map is a result only within a list, as a row"));
        }
    })
}

fn read_list(count: usize, answer: &mut Reader<'_>, levels: u32) -> Result<Value, Refusal> {
    let (mut items, mut rows) = (Vec::new(), Vec::new());
    for _ in 0..count {
        match answer.item()? {
            Item::Map(fields) => {
                rows.push(read_row(fields, answer, levels.checked_sub(1).ok_or(Malformed)?)?)
            }
            item => items.push(read_item(item, answer, levels)?),
        }
    }
    match (items.is_empty(), rows.is_empty()) {
        (_, true) => Ok(Value::List(items)),
        (true, false) => Ok(Value::Rows(rows)),
        (false, false) => {
            Err(Refusal::new(Reason::Result, "a list holds either rows or other values, not both"))
        }
    }
}

fn read_row(count: usize, answer: &mut Reader<'_>, levels: u32) -> Result<BTreeMap<Key, Value>, Refusal> {
    let mut row = BTreeMap::new();
    for _ in 0..count {
        let name = answer.text()?;
        let key = name
            .parse::<Key>()
            .map_err(|error| Refusal::new(Reason::Result, format!("`{name}`: {error}")))?;
        let item = answer.item()?;
        row.insert(key, read_item(item, answer, levels)?);
    }
    Ok(row)
}
