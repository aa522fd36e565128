//! One line of text.

use regex::{Regex, RegexBuilder};
use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::limits::TEXT_MAX_CHARS;
use weir_model::value::Value;

use super::{
    FieldType, Report, Slot, TEXT_OPERATORS, check_length, text_display, text_input, text_slot, text_value,
};
use crate::limits::{PATTERN_COMPILED_MAX_BYTES, PATTERN_MAX_CHARS};
use crate::reading::Reader;

pub(super) struct Text<'a> {
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub pattern: Option<&'a str>,
}

impl Text<'_> {
    fn max_chars(&self) -> usize {
        self.max_length.map_or(TEXT_MAX_CHARS, |max| max as usize).min(TEXT_MAX_CHARS)
    }
}

/// The compiled pattern, which must match the whole text.
fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(PATTERN_COMPILED_MAX_BYTES).build().ok()
}

impl FieldType for Text<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let text = text_input(input, report);
        if text.is_some_and(|t| t.contains(['\n', '\r'])) {
            report.add("form.one_line", &[]);
            return Json::Null;
        }
        text.into()
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        let text = value.as_str().unwrap_or_default();
        let min = self.min_length.unwrap_or_default() as usize;
        if text.chars().count() < min {
            report.add("form.text_min", &[("min", &min)]);
        }
        check_length(value, self.max_chars(), report);
        if self.pattern.and_then(compile).is_some_and(|pattern| !pattern.is_match(text)) {
            report.add("form.pattern", &[]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        text_value(value)
    }

    fn computed(&self, value: Value) -> Json {
        Json::String(value.to_text())
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Text)
    }

    fn text(&self, value: &Json) -> Option<String> {
        text_slot(value)
    }

    fn operators(&self) -> &'static [FilterOp] {
        TEXT_OPERATORS
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        text_display(value)
    }

    fn can_be_unique(&self) -> bool {
        true
    }

    fn check(&self, report: &mut Report) {
        if self.max_length.is_some_and(|max| max == 0 || max as usize > TEXT_MAX_CHARS) {
            report.add("form.max_length_range", &[("max", &TEXT_MAX_CHARS)]);
        }
        if self.min_length.unwrap_or_default() as usize > self.max_chars() {
            report.add("form.min_above_max", &[]);
        }
        if let Some(pattern) = self.pattern {
            if pattern.chars().count() > PATTERN_MAX_CHARS {
                report.add("form.pattern_too_long", &[("max", &PATTERN_MAX_CHARS)]);
            } else if compile(pattern).is_none() {
                report.add("form.bad_pattern", &[]);
            }
        }
    }
}
