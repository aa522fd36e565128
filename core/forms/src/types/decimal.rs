//! Exact decimals at a fixed scale: what numbers, money, percent and computed numbers have in common.
//!
//! Canonical is a string with exactly the field's digits, `"500000.00"`. More digits than that are refused, never
//! rounded: nobody's cent disappears.

use serde_json::Value as Json;
use weir_model::Decimal;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, ORDER_OPERATORS, Report, Slot};
use crate::limits::SCALE_MAX;
use crate::reading::{Reader, grouped};

/// A decimal field. `before` and `after` are what people read around the number.
pub(super) struct DecimalType<'a> {
    pub scale: u8,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    pub around: Box<dyn Fn(&str, &Reader) -> String + 'a>,
    pub storage: String,
    pub given: bool,
    /// Settings that only the one type has, checked on their own.
    pub settings: fn(&Self, &mut Report),
    pub currency: &'a str,
}

impl DecimalType<'_> {
    /// The number as an integer at the field's scale; none when it does not fit.
    fn scaled(&self, number: Decimal) -> Option<i64> {
        let scale = u32::from(self.scale.min(SCALE_MAX));
        let normal = number.normalize();
        if normal.scale() > scale {
            return None;
        }
        let unit = 10_i128.checked_pow(scale - normal.scale())?;
        normal.mantissa().checked_mul(unit).and_then(|scaled| i64::try_from(scaled).ok())
    }

    fn written(&self, scaled: i64) -> String {
        Decimal::new(scaled, u32::from(self.scale.min(SCALE_MAX))).to_string()
    }
}

/// The number that an input writes: plain digits with an optional sign and point.
pub(super) fn read(input: &Json) -> Option<Decimal> {
    let text = match input {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(n) if n.is_i64() || n.is_u64() => n.to_string(),
        _ => return None,
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.starts_with(is_digit)
        && digits.ends_with(is_digit);
    if plain { Decimal::from_str_exact(&text).ok() } else { None }
}

impl FieldType for DecimalType<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Number)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        if input.is_null() || input.as_str().is_some_and(|text| text.trim().is_empty()) {
            return Json::Null;
        }
        let Some(number) = read(input) else {
            report.add("form.number_expected", &[]);
            return Json::Null;
        };
        match self.scaled(number) {
            Some(scaled) => Json::String(self.written(scaled)),
            None if number.normalize().scale() > u32::from(self.scale) => {
                report.add("form.number_scale", &[("scale", &self.scale)]);
                Json::Null
            }
            None => {
                report.add("form.number_too_large", &[]);
                Json::Null
            }
        }
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        let Some(number) = read(value) else { return };
        if let Some(min) = self.min.filter(|min| number < *min) {
            report.add("form.number_min", &[("min", &min.normalize())]);
        }
        if let Some(max) = self.max.filter(|max| number > *max) {
            report.add("form.number_max", &[("max", &max.normalize())]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        read(value).into()
    }

    /// Rounds half away from zero, as people expect of a computed amount.
    fn computed(&self, value: Value) -> Json {
        let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        match value.number() {
            Some(n) => Json::String(n.round_dp_with_strategy(u32::from(self.scale), strategy).to_string()),
            None => Json::Null,
        }
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    fn integer(&self, value: &Json) -> Option<i64> {
        read(value).and_then(|number| self.scaled(number))
    }

    fn operators(&self) -> &'static [FilterOp] {
        ORDER_OPERATORS
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        match value.as_str() {
            Some(number) => (self.around)(&grouped(number), reader),
            None => String::new(),
        }
    }

    fn check(&self, report: &mut Report) {
        if self.scale > SCALE_MAX {
            report.add("form.scale_range", &[("max", &SCALE_MAX)]);
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            report.add("form.min_above_max", &[]);
        }
        (self.settings)(self, report);
    }

    fn can_be_unique(&self) -> bool {
        !self.given
    }

    fn is_given(&self) -> bool {
        self.given
    }

    fn storage(&self) -> String {
        self.storage.clone()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::{behaviour, money};
    use super::*;
    use crate::schema::FieldKind;

    fn canonical(input: Json) -> Result<Json, String> {
        let mut issues = Vec::new();
        let value = money::money("CNY", 2, None, None)
            .canonical(&input, &mut Report { at: "a", issues: &mut issues });
        issues.first().map_or(Ok(value), |issue| Err(issue.code.to_string()))
    }

    #[test]
    fn an_amount_has_exactly_the_digits_of_its_scale() {
        for (input, wanted) in [
            (json!("500000.01"), json!("500000.01")),
            (json!(" 5 "), json!("5.00")),
            (json!("-0.5"), json!("-0.50")),
            (json!("+7.100"), json!("7.10")),
            (json!(12), json!("12.00")),
            (json!(""), Json::Null),
            (Json::Null, Json::Null),
        ] {
            assert_eq!(canonical(input.clone()), Ok(wanted), "{input}");
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        for (input, code) in [
            (json!("1.005"), "form.number_scale"),
            (json!(0.1), "form.number_expected"),
            (json!("1e3"), "form.number_expected"),
            (json!("1,000"), "form.number_expected"),
            (json!("1_000"), "form.number_expected"),
            (json!(".5"), "form.number_expected"),
            (json!("5."), "form.number_expected"),
            (json!("NaN"), "form.number_expected"),
            (json!(true), "form.number_expected"),
            (json!("92233720368547758.08"), "form.number_too_large"),
            (json!("99999999999999999999999999999999999"), "form.number_expected"),
        ] {
            assert_eq!(canonical(input.clone()), Err(code.to_owned()), "{input}");
        }
    }

    proptest! {
        #[test]
        fn canonical_is_idempotent_and_slots_keep_the_order(
            a in any::<i64>(), b in any::<i64>(), scale in 0_u8..=8, digits in 0_u32..=8,
        ) {
            let kind = FieldKind::Number { scale, min: None, max: None, unit: Default::default() };
            let kind = behaviour(&kind);
            let mut issues = Vec::new();
            let mut read_in = |n: i64| {
                let digits = digits.min(u32::from(scale));
                let input = Json::String(Decimal::new(n, digits).to_string());
                kind.canonical(&input, &mut Report { at: "a", issues: &mut issues })
            };
            let (first, second) = (read_in(a / 1_000_000_000), read_in(b / 1_000_000_000));
            let mut again = Vec::new();
            prop_assert_eq!(kind.canonical(&first, &mut Report { at: "a", issues: &mut again }), first.clone());
            let order = kind.value(&first).number().cmp(&kind.value(&second).number());
            prop_assert_eq!(kind.integer(&first).cmp(&kind.integer(&second)), order);
            prop_assert!(issues.is_empty() && again.is_empty());
        }
    }
}
