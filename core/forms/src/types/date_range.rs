//! A first and a last day, both included. Lists filter and sort by the first day.

use serde_json::{Value as Json, json};
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::{Value, epoch_days, parse_date};

use super::date::read;
use super::{FieldType, ORDER_OPERATORS, Report, Slot};
use crate::reading::Reader;

pub(super) struct DateRange;

impl FieldType for DateRange {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Range)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let days = match input {
            Json::Null => return Json::Null,
            Json::Object(days) if days.keys().all(|key| key == "start" || key == "end") => days,
            _ => {
                report.add("form.date_range_expected", &[]);
                return Json::Null;
            }
        };
        let before = report.issues.len();
        let mut day = |key: &str| days.get(key).and_then(|day| read(day, report));
        let ends = (day("start"), day("end"));
        match ends {
            (Some(start), Some(end)) if start <= end => {
                json!({"start": start.to_string(), "end": end.to_string()})
            }
            (Some(_), Some(_)) => {
                report.add("form.date_range_backwards", &[]);
                Json::Null
            }
            (None, None) => Json::Null,
            _ => {
                if report.issues.len() == before {
                    report.add("form.date_range_expected", &[]);
                }
                Json::Null
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        let day = |key: &str| value[key].as_str().and_then(parse_date).map(Value::Date);
        match (day("start"), day("end")) {
            (Some(start), Some(end)) => Value::List(vec![start, end]),
            _ => Value::Null,
        }
    }

    fn computed(&self, value: Value) -> Json {
        match value {
            Value::List(days) if days.len() == 2 => {
                json!({"start": days[0].to_text(), "end": days[1].to_text()})
            }
            _ => Json::Null,
        }
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    fn integer(&self, value: &Json) -> Option<i64> {
        value["start"].as_str().and_then(parse_date).map(epoch_days)
    }

    fn integer_operand(&self, value: &Json, report: &mut Report) -> Option<i64> {
        read(value, report).map(epoch_days)
    }

    fn operators(&self) -> &'static [FilterOp] {
        ORDER_OPERATORS
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        match (value["start"].as_str(), value["end"].as_str()) {
            (Some(start), Some(end)) => format!("{start} ~ {end}"),
            _ => String::new(),
        }
    }
}
