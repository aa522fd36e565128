//! A time of day, to the minute.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::{Value, parse_time};

use super::{FieldType, ORDER_OPERATORS, Report, Slot, text_display, text_input};
use crate::reading::Reader;

pub(super) struct TimeType;

impl FieldType for TimeType {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Time)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        match parse_time(text) {
            Some(time) => Json::String(time.strftime("%H:%M").to_string()),
            None => {
                report.add("form.time_expected", &[]);
                Json::Null
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        value.as_str().and_then(parse_time).map_or(Value::Null, Value::Time)
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    /// Seconds since midnight.
    fn integer(&self, value: &Json) -> Option<i64> {
        let time = value.as_str().and_then(parse_time)?;
        Some(i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60)
    }

    fn operators(&self) -> &'static [FilterOp] {
        ORDER_OPERATORS
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        text_display(value)
    }
}
