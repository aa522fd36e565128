//! A computed value: shown, filtered and sorted like an entered one of its result type, never entered.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::checkbox::Checkbox;
use super::date::DateType;
use super::decimal::DecimalType;
use super::long_text::LongText;
use super::{FieldType, Report, Slot, TEXT_OPERATORS, text_slot};
use crate::reading::Reader;
use crate::schema::FormulaResult;

/// The behaviour of a formula field: that of its result, computed only.
struct Computed<T> {
    result: T,
    name: &'static str,
}

pub(super) fn formula(result: FormulaResult, scale: u8) -> Box<dyn FieldType> {
    match result {
        FormulaResult::Number => Box::new(DecimalType {
            scale,
            min: None,
            max: None,
            around: Box::new(|number, _| number.to_owned()),
            storage: format!("number {scale}"),
            given: true,
            settings: |_, _| {},
            currency: "",
        }),
        FormulaResult::Text => Box::new(Computed { result: LongText { max_length: None }, name: "text" }),
        FormulaResult::Date => Box::new(Computed { result: DateType { min: None, max: None }, name: "date" }),
        FormulaResult::Bool => Box::new(Computed { result: Checkbox, name: "bool" }),
    }
}

impl<T: FieldType> FieldType for Computed<T> {
    fn value_type(&self) -> Option<Type> {
        self.result.value_type()
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        self.result.canonical(input, report)
    }

    fn value(&self, value: &Json) -> Value {
        self.result.value(value)
    }

    fn computed(&self, value: Value) -> Json {
        self.result.computed(value)
    }

    fn slot(&self) -> Option<Slot> {
        self.result.slot().or(Some(Slot::Text))
    }

    fn integer(&self, value: &Json) -> Option<i64> {
        self.result.integer(value)
    }

    fn text(&self, value: &Json) -> Option<String> {
        text_slot(value)
    }

    fn operators(&self) -> &'static [FilterOp] {
        if self.result.slot().is_some() { self.result.operators() } else { TEXT_OPERATORS }
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        self.result.display(value, reader)
    }

    fn is_given(&self) -> bool {
        true
    }

    fn storage(&self) -> String {
        self.name.to_owned()
    }
}
