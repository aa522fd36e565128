//! Several lines of text. Not filtered by lists: search is for that.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::limits::LONG_TEXT_MAX_CHARS;
use weir_model::value::Value;

use super::{FieldType, Report, check_length, text_display, text_input, text_value};
use crate::reading::Reader;

pub(super) struct LongText {
    pub max_length: Option<u32>,
}

impl FieldType for LongText {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        match text_input(input, report) {
            Some(text) => Json::String(text.replace("\r\n", "\n")),
            None => Json::Null,
        }
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        let max = self.max_length.map_or(LONG_TEXT_MAX_CHARS, |max| max as usize).min(LONG_TEXT_MAX_CHARS);
        check_length(value, max, report);
    }

    fn value(&self, value: &Json) -> Value {
        text_value(value)
    }

    fn computed(&self, value: Value) -> Json {
        Json::String(value.to_text())
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        text_display(value)
    }

    fn check(&self, report: &mut Report) {
        if self.max_length.is_some_and(|max| max == 0 || max as usize > LONG_TEXT_MAX_CHARS) {
            report.add("form.max_length_range", &[("max", &LONG_TEXT_MAX_CHARS)]);
        }
    }
}
