//! An e-mail address. Whether it exists shows only when a message arrives.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_display, text_input, text_slot, text_value};
use crate::reading::Reader;

pub(super) struct Email;

/// The most characters that mail servers carry (RFC 5321, 4.5.3.1.3, without the brackets).
const EMAIL_MAX_CHARS: usize = 254;

/// The address; none when it cannot be one.
fn read(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let fits = !name.is_empty() && text.chars().count() <= EMAIL_MAX_CHARS;
    let plain =
        !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'));
    let labels = host.split('.').all(|label| !label.is_empty()) && host.contains('.') && !host.contains('@');
    (fits && plain && labels).then(|| text.to_owned())
}

impl FieldType for Email {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        let found = read(text);
        if found.is_none() {
            report.add("form.email_expected", &[]);
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
    fn an_address_has_a_name_and_a_host() {
        assert!(read("li.wei+x@mail.example.com").is_some());
        for bad in ["li", "@a.b", "li@a", "li@a..b", "l i@a.b", "a@b@c.d", "<li@a.b>"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
