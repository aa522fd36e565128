//! A phone number: digits with an optional leading plus. Not checked against any country's plan.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_display, text_input, text_slot, text_value};
use crate::reading::Reader;

pub(super) struct Phone;

/// The digits; none when there are other characters or too few or too many of them.
fn read(text: &str) -> Option<String> {
    let number: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && (3..=20).contains(&digits.len());
    plain.then_some(number)
}

impl FieldType for Phone {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        let found = read(text);
        if found.is_none() {
            report.add("form.phone_expected", &[]);
        }
        found.into()
    }

    fn value(&self, value: &Json) -> Value {
        text_value(value)
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
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn digits_are_kept_and_their_spacing_is_not() {
        assert_eq!(read("+86 (571) 8888-8888").as_deref(), Some("+8657188888888"));
        assert_eq!(read("12345").as_deref(), Some("12345"));
        for bad in ["12", "abc", "1+2345", "123456789012345678901"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
