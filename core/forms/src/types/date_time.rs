//! An instant. Kept in UTC to the second; shown in the reader's time zone.

use jiff::{Timestamp, Unit};
use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, ORDER_OPERATORS, Report, Slot, text_input};
use crate::reading::Reader;
use crate::situation::Situation;

pub(super) struct DateTime;

fn parse(value: &Json) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

impl FieldType for DateTime {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Instant)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        let whole_seconds = |at: Timestamp| {
            at.round(jiff::TimestampRound::new().smallest(Unit::Second).mode(jiff::RoundMode::Floor)).ok()
        };
        match text.parse().ok().and_then(whole_seconds) {
            Some(at) => Json::String(at.to_string()),
            None => {
                report.add("form.date_time_expected", &[]);
                Json::Null
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        parse(value).map_or(Value::Null, Value::Instant)
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    /// Microseconds since 1970-01-01 UTC.
    fn integer(&self, value: &Json) -> Option<i64> {
        parse(value).map(Timestamp::as_microsecond)
    }

    fn operators(&self) -> &'static [FilterOp] {
        ORDER_OPERATORS
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        parse(value).map_or_else(String::new, |at| {
            at.to_zoned(reader.time_zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
        })
    }

    fn initial(&self, default: &Json, situation: &Situation) -> Json {
        if default == "$now" { Json::String(situation.now.to_string()) } else { default.clone() }
    }
}
