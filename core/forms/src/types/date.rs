//! A calendar date. No time zone: the 21st is the 21st everywhere.

use jiff::civil::Date;
use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::{Value, epoch_days, parse_date};

use super::{FieldType, ORDER_OPERATORS, Report, Slot, text_display, text_input};
use crate::reading::Reader;
use crate::situation::Situation;

pub(super) struct DateType {
    pub min: Option<Date>,
    pub max: Option<Date>,
}

/// The date of an input; none for nothing, and a finding for what is no date.
pub(super) fn read(input: &Json, report: &mut Report) -> Option<Date> {
    let text = text_input(input, report)?;
    let day = parse_date(text);
    if day.is_none() {
        report.add("form.date_expected", &[]);
    }
    day
}

impl FieldType for DateType {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Date)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        read(input, report).map(|day| day.to_string()).into()
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        let Some(day) = value.as_str().and_then(parse_date) else { return };
        if let Some(min) = self.min.filter(|min| day < *min) {
            report.add("form.date_min", &[("min", &min)]);
        }
        if let Some(max) = self.max.filter(|max| day > *max) {
            report.add("form.date_max", &[("max", &max)]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        value.as_str().and_then(parse_date).into()
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    fn integer(&self, value: &Json) -> Option<i64> {
        value.as_str().and_then(parse_date).map(epoch_days)
    }

    fn operators(&self) -> &'static [FilterOp] {
        ORDER_OPERATORS
    }

    fn display(&self, value: &Json, _: &Reader) -> String {
        text_display(value)
    }

    fn check(&self, report: &mut Report) {
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            report.add("form.min_above_max", &[]);
        }
    }

    fn can_be_unique(&self) -> bool {
        true
    }

    fn initial(&self, default: &Json, situation: &Situation) -> Json {
        if default == "$today" { Json::String(situation.today.to_string()) } else { default.clone() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_whole_calendar_dates_are_dates() {
        let field = DateType { min: None, max: None };
        for bad in ["2026-02-30", "2026-1-1", "20260101", "2026-01-01T00:00:00Z", "tomorrow"] {
            let mut issues = Vec::new();
            let found = field.canonical(&json!(bad), &mut Report { at: "d", issues: &mut issues });
            assert_eq!((found, issues[0].code.as_ref()), (Json::Null, "form.date_expected"), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn slots_keep_the_order_of_dates(a in 0_i32..3_000_000, b in 0_i32..3_000_000) {
            let field = DateType { min: None, max: None };
            let day = |n: i32| Json::String(
                Date::constant(1, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap().to_string(),
            );
            prop_assert_eq!(field.integer(&day(a)).cmp(&field.integer(&day(b))), a.cmp(&b));
        }
    }
}
