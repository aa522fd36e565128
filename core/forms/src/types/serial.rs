//! A number that the server gives at submission. Counting is the store's; writing the number is here.

use jiff::civil::Date;
use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_display, text_input, text_slot, text_value};
use crate::limits::{SERIAL_DIGITS_MAX, SERIAL_PREFIX_MAX_CHARS};
use crate::reading::Reader;
use crate::schema::{FieldKind, SerialReset};

pub(super) struct Serial<'a> {
    pub prefix: &'a str,
    pub digits: u8,
}

/// The serial number with this count, and none for a field of another type. `{yyyy}`, `{yy}`, `{mm}` and `{dd}` of
/// the prefix stand for the day of submission.
#[must_use]
pub fn serial_number(kind: &FieldKind, count: u64, today: Date) -> Option<String> {
    let FieldKind::Serial { prefix, digits, .. } = kind else { return None };
    let prefix = prefix
        .replace("{yyyy}", &format!("{:04}", today.year()))
        .replace("{yy}", &format!("{:02}", today.year() % 100))
        .replace("{mm}", &format!("{:02}", today.month()))
        .replace("{dd}", &format!("{:02}", today.day()));
    Some(format!("{prefix}{count:0width$}", width = usize::from(*digits)))
}

/// The period within which a serial field counts, such as `2026-11`; counting starts again when it changes.
#[must_use]
pub fn serial_period(kind: &FieldKind, today: Date) -> Option<String> {
    let FieldKind::Serial { reset, .. } = kind else { return None };
    Some(match reset {
        SerialReset::Never => String::new(),
        SerialReset::Yearly => format!("{:04}", today.year()),
        SerialReset::Monthly => format!("{:04}-{:02}", today.year(), today.month()),
        SerialReset::Daily => today.to_string(),
    })
}

impl FieldType for Serial<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        text_input(input, report).into()
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

    fn check(&self, report: &mut Report) {
        if !(1..=SERIAL_DIGITS_MAX).contains(&self.digits) {
            report.add("form.serial_digits_range", &[("max", &SERIAL_DIGITS_MAX)]);
        }
        if self.prefix.chars().count() > SERIAL_PREFIX_MAX_CHARS {
            report.add("form.text_max", &[("max", &SERIAL_PREFIX_MAX_CHARS)]);
        }
    }

    fn can_be_column(&self) -> bool {
        false
    }

    fn is_given(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_number_carries_its_day_and_counts_in_its_period() {
        let kind =
            FieldKind::Serial { prefix: "CG-{yyyy}{mm}-".into(), digits: 4, reset: SerialReset::Monthly };
        let day = Date::constant(2026, 11, 21);
        assert_eq!(serial_number(&kind, 7, day).as_deref(), Some("CG-202611-0007"));
        assert_eq!(serial_number(&kind, 12_345, day).as_deref(), Some("CG-202611-12345"));
        assert_eq!(serial_period(&kind, day).as_deref(), Some("2026-11"));
        assert_eq!(serial_period(&FieldKind::Checkbox {}, day), None);
    }
}
