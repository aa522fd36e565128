//! An amount of money in one currency. No conversion: a form that needs two currencies has two fields.

use weir_model::Decimal;

use super::decimal::DecimalType;

pub(super) fn money(
    currency: &str,
    scale: u8,
    min: Option<Decimal>,
    max: Option<Decimal>,
) -> DecimalType<'_> {
    DecimalType {
        scale,
        min,
        max,
        around: Box::new(move |number, _| match currency {
            "CNY" => format!("¥{number}"),
            other => format!("{other} {number}"),
        }),
        storage: format!("{currency} {scale}"),
        given: false,
        settings: |field, report| {
            if field.currency.len() != 3 || !field.currency.bytes().all(|b| b.is_ascii_uppercase()) {
                report.add("form.bad_currency", &[]);
            }
        },
        currency,
    }
}
