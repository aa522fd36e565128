//! Sections and hints: on the form, but without a value.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::value::Value;

use super::{FieldType, Report};
use crate::reading::Reader;

pub(super) struct Structure;

impl FieldType for Structure {
    fn value_type(&self) -> Option<Type> {
        None
    }

    fn canonical(&self, _: &Json, _: &mut Report) -> Json {
        Json::Null
    }

    fn value(&self, _: &Json) -> Value {
        Value::Null
    }

    fn display(&self, _: &Json, _: &Reader) -> String {
        String::new()
    }

    fn can_be_column(&self) -> bool {
        false
    }
}
