//! A postal address: a region from the list and a detail line.

use serde_json::{Value as Json, json};
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::limits::TEXT_MAX_CHARS;
use weir_model::value::Value;

use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_input};
use crate::reading::Reader;

pub(super) struct Address;

/// Region and detail in one line.
fn line(value: &Json) -> String {
    let part = |key: &str| value[key].as_str().unwrap_or_default();
    format!("{} {}", part("region").replace('/', ""), part("detail")).trim().to_owned()
}

impl FieldType for Address {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let parts = match input {
            Json::Null => return Json::Null,
            Json::Object(parts) if parts.keys().all(|key| key == "region" || key == "detail") => parts,
            _ => {
                report.add("form.address_expected", &[]);
                return Json::Null;
            }
        };
        let mut part =
            |key: &str| parts.get(key).and_then(|text| text_input(text, report)).unwrap_or_default();
        let (region, detail) = (part("region"), part("detail"));
        if region.is_empty() && detail.is_empty() {
            return Json::Null;
        }
        json!({"region": region, "detail": detail})
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        if line(value).chars().count() > TEXT_MAX_CHARS {
            report.add("form.text_max", &[("max", &TEXT_MAX_CHARS)]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        if value.is_null() { Value::Null } else { Value::Text(line(value)) }
    }

    /// A computed text fills the detail line.
    fn computed(&self, value: Value) -> Json {
        json!({"detail": value.to_text()})
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Text)
    }

    fn text(&self, value: &Json) -> Option<String> {
        super::text_slot(&Json::String(line(value)))
    }

    fn operators(&self) -> &'static [FilterOp] {
        TEXT_OPERATORS
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        line(value)
    }
}
