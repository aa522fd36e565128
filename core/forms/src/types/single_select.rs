//! One of several options, by key.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::value::Value;

use super::{FieldType, KEY_OPERATORS, Report, Slot, choice, text_input, text_value};
use crate::reading::Reader;
use crate::schema::SelectOption;

pub(super) struct SingleSelect<'a> {
    pub options: &'a [SelectOption],
}

impl FieldType for SingleSelect<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(key) = text_input(input, report) else { return Json::Null };
        if choice::find(self.options, key).is_none() {
            report.add("form.unknown_option", &[("option", &key)]);
            return Json::Null;
        }
        Json::String(key.to_owned())
    }

    fn newly_chosen(&self, value: &Json, kept: &[&Json], report: &mut Report) {
        let option = value.as_str().and_then(|key| choice::find(self.options, key));
        if option.is_some_and(|option| option.retired) && !kept.contains(&value) {
            report.add("form.retired_option", &[]);
        }
    }

    fn value(&self, value: &Json) -> Value {
        text_value(value)
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::Text)
    }

    fn text(&self, value: &Json) -> Option<String> {
        value.as_str().map(str::to_owned)
    }

    fn text_operand(&self, value: &Json, report: &mut Report) -> Option<String> {
        let canonical = self.canonical(value, report);
        self.text(&canonical)
    }

    fn operators(&self) -> &'static [FilterOp] {
        KEY_OPERATORS
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        value.as_str().map_or_else(String::new, |key| choice::label(self.options, key, reader.locale))
    }

    fn check(&self, report: &mut Report) {
        choice::check(self.options, report);
    }
}
