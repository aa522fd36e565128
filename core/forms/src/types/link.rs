//! A web address, http or https only: nothing that a click would run.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_display, text_input, text_slot, text_value};
use crate::reading::Reader;

pub(super) struct Link;

/// The most characters of a web address that browsers and proxies agree on.
const LINK_MAX_CHARS: usize = 2_000;

/// The address; none when it is no http or https address with a host.
fn read(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain =
        !text.chars().any(|c| c.is_whitespace() || c.is_control()) && text.chars().count() <= LINK_MAX_CHARS;
    (web && plain && !host.is_empty() && !host.contains('@')).then(|| text.to_owned())
}

impl FieldType for Link {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(text) = text_input(input, report) else { return Json::Null };
        let found = read(text);
        if found.is_none() {
            report.add("form.link_expected", &[]);
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
    fn only_web_addresses_are_links() {
        assert!(read("https://example.com/a?b=c#d").is_some());
        for bad in
            ["javascript:alert(1)", "ftp://a.b", "https://", "http://user@a.b", "https://a b", "example.com"]
        {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
