//! How people read values: in their language and time zone, with names in place of ids.

use jiff::tz::TimeZone;
use serde_json::Value as Json;
use weir_model::Locale;

use crate::schema::Field;
use crate::types::behaviour;

/// Names of what data mentions by id. None when unknown or not for this reader.
pub trait Labels {
    /// A person's name.
    fn user(&self, id: &str) -> Option<String>;
    /// A department's name.
    fn department(&self, id: &str) -> Option<String>;
    /// A record's title.
    fn record(&self, id: &str) -> Option<String>;
    /// A file's name.
    fn file(&self, id: &str) -> Option<String>;
}

/// No names: ids stay as they are.
pub struct NoLabels;

impl Labels for NoLabels {
    fn user(&self, _: &str) -> Option<String> {
        None
    }
    fn department(&self, _: &str) -> Option<String> {
        None
    }
    fn record(&self, _: &str) -> Option<String> {
        None
    }
    fn file(&self, _: &str) -> Option<String> {
        None
    }
}

/// Who reads.
pub struct Reader<'a> {
    /// The language.
    pub locale: Locale,
    /// The time zone in which instants are shown.
    pub time_zone: &'a TimeZone,
    /// The names.
    pub labels: &'a dyn Labels,
}

impl Reader<'_> {
    /// Several words in one line.
    pub(crate) fn listed(&self, words: Vec<String>) -> String {
        words.join(match self.locale {
            Locale::ZhCn => "、",
            Locale::En => ", ",
        })
    }
}

/// How a person reads the canonical value of a field; empty for nothing.
#[must_use]
pub fn display(field: &Field, value: &Json, reader: &Reader) -> String {
    if value.is_null() { String::new() } else { behaviour(&field.kind).display(value, reader) }
}

/// A decimal with commas between thousands.
pub(crate) fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut text = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::schema::{FieldKind, sample};

    #[test]
    fn thousands_are_grouped() {
        for (number, text) in
            [("1", "1"), ("-1234.50", "-1,234.50"), ("500000.01", "500,000.01"), ("123456", "123,456")]
        {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn people_read_values_in_their_language() {
        let show = |kind: FieldKind, value: Json, locale| {
            let field = sample::field("a", kind);
            let zone = TimeZone::fixed(jiff::tz::Offset::constant(8));
            display(&field, &value, &Reader { locale, time_zone: &zone, labels: &NoLabels })
        };
        let money = FieldKind::Money { currency: "CNY".into(), scale: 2, min: None, max: None };
        assert_eq!(show(money, json!("500000.01"), Locale::ZhCn), "¥500,000.01");
        assert_eq!(show(FieldKind::Checkbox {}, json!(true), Locale::ZhCn), "是");
        assert_eq!(show(FieldKind::Checkbox {}, json!(true), Locale::En), "Yes");
        assert_eq!(
            show(FieldKind::DateTime {}, json!("2026-11-21T01:30:00Z"), Locale::En),
            "2026-11-21 09:30"
        );
        assert_eq!(
            show(FieldKind::DateRange {}, json!({"start": "2026-11-25", "end": "2026-11-27"}), Locale::En),
            "2026-11-25 ~ 2026-11-27"
        );
    }
}
