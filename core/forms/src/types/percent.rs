//! Per cent: 12.5 means 12.5 %, in the form, in conditions and in formulas.

use weir_model::Decimal;

use super::decimal::DecimalType;

pub(super) fn percent(scale: u8, min: Option<Decimal>, max: Option<Decimal>) -> DecimalType<'static> {
    DecimalType {
        scale,
        min,
        max,
        around: Box::new(|number, _| format!("{number}%")),
        storage: scale.to_string(),
        given: false,
        settings: |_, _| {},
        currency: "",
    }
}
