//! Yes or no. A required checkbox must be ticked.

use serde_json::Value as Json;
use weir_model::Locale;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, Report, Slot};
use crate::reading::Reader;

pub(super) struct Checkbox;

impl FieldType for Checkbox {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Bool)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        match input {
            Json::Null | Json::Bool(_) => input.clone(),
            _ => {
                report.add("form.yes_or_no_expected", &[]);
                Json::Null
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        value.as_bool().into()
    }

    fn is_missing(&self, value: &Json) -> bool {
        value != true
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Integer)
    }

    fn integer(&self, value: &Json) -> Option<i64> {
        value.as_bool().map(i64::from)
    }

    fn operators(&self) -> &'static [FilterOp] {
        &[FilterOp::Eq, FilterOp::Ne, FilterOp::Empty, FilterOp::NotEmpty]
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        match (value.as_bool(), reader.locale) {
            (None, _) => "",
            (Some(true), Locale::ZhCn) => "是",
            (Some(false), Locale::ZhCn) => "否",
            (Some(true), Locale::En) => "Yes",
            (Some(false), Locale::En) => "No",
        }
        .to_owned()
    }
}
