//! Some of several options, by key, in the order of the options.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::limits::SLOT_LIST_MAX_CHARS;
use weir_model::value::Value;

use super::{FieldType, LIST_OPERATORS, Report, Slot, choice, ids};
use crate::reading::Reader;
use crate::schema::SelectOption;

pub(super) struct MultiSelect<'a> {
    pub options: &'a [SelectOption],
}

impl FieldType for MultiSelect<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Text.list())
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let Some(chosen) = ids::strings(input, report) else { return Json::Null };
        for key in &chosen {
            if choice::find(self.options, key).is_none() {
                report.add("form.unknown_option", &[("option", key)]);
                return Json::Null;
            }
        }
        let ordered =
            self.options.iter().map(|option| option.key.as_str()).filter(|key| chosen.contains(key));
        let ordered: Vec<Json> = ordered.map(Json::from).collect();
        if ordered.is_empty() { Json::Null } else { Json::Array(ordered) }
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        if self.text(value).is_some_and(|slot| slot.chars().count() > SLOT_LIST_MAX_CHARS) {
            report.add("form.too_many_chosen", &[]);
        }
    }

    fn newly_chosen(&self, value: &Json, kept: &[&Json], report: &mut Report) {
        for key in ids::items(value) {
            let was_chosen = kept.iter().any(|before| ids::items(before).any(|item| item == key));
            if !was_chosen && choice::find(self.options, key).is_some_and(|option| option.retired) {
                report.add("form.retired_option", &[]);
            }
        }
    }

    fn value(&self, value: &Json) -> Value {
        ids::value(value, true)
    }

    fn slot(&self) -> Option<Slot> {
        Some(Slot::List)
    }

    fn text(&self, value: &Json) -> Option<String> {
        ids::slot(value, true)
    }

    fn text_operand(&self, value: &Json, report: &mut Report) -> Option<String> {
        let canonical = self.canonical(&Json::Array(vec![value.clone()]), report);
        ids::items(&canonical).next().map(str::to_owned)
    }

    fn operators(&self) -> &'static [FilterOp] {
        LIST_OPERATORS
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        let labels = ids::items(value).map(|key| choice::label(self.options, key, reader.locale));
        reader.listed(labels.collect())
    }

    fn check(&self, report: &mut Report) {
        choice::check(self.options, report);
    }
}
