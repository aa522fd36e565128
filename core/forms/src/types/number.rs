//! An exact number with an optional unit.

use weir_model::{Decimal, LocalizedText};

use super::decimal::DecimalType;

pub(super) fn number(
    scale: u8,
    min: Option<Decimal>,
    max: Option<Decimal>,
    unit: &LocalizedText,
) -> DecimalType<'_> {
    DecimalType {
        scale,
        min,
        max,
        around: Box::new(|number, reader| match unit.get(reader.locale) {
            "" => number.to_owned(),
            unit => format!("{number} {unit}"),
        }),
        storage: scale.to_string(),
        given: false,
        settings: |_, _| {},
        currency: "",
    }
}
