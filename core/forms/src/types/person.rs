//! People of the tenant.

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::FilterOp;
use weir_model::id::UserId;
use weir_model::value::Value;

use super::{FieldType, KEY_OPERATORS, LIST_OPERATORS, Report, Slot, ids};
use crate::lookups::Lookups;
use crate::reading::Reader;
use crate::situation::Situation;

pub(super) struct Person {
    pub multiple: bool,
}

impl FieldType for Person {
    fn value_type(&self) -> Option<Type> {
        Some(if self.multiple { Type::Text.list() } else { Type::Text })
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        ids::canonical::<UserId>(input, self.multiple, report)
    }

    fn value(&self, value: &Json) -> Value {
        ids::value(value, self.multiple)
    }

    fn slot(&self) -> Option<Slot> {
        Some(if self.multiple { Slot::List } else { Slot::Text })
    }

    fn text(&self, value: &Json) -> Option<String> {
        ids::slot(value, self.multiple)
    }

    fn text_operand(&self, value: &Json, report: &mut Report) -> Option<String> {
        ids::operand::<UserId>(value, report)
    }

    fn operators(&self) -> &'static [FilterOp] {
        if self.multiple { LIST_OPERATORS } else { KEY_OPERATORS }
    }

    fn is_sortable(&self) -> bool {
        false
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        reader.listed(
            ids::items(value).map(|id| reader.labels.user(id).unwrap_or_else(|| id.to_owned())).collect(),
        )
    }

    fn storage(&self) -> String {
        self.multiple.to_string()
    }

    fn lookups(&self, value: &Json, at: &str, lookups: &mut Lookups) {
        lookups.users.extend(ids::parsed(value).map(|id| (at.to_owned(), id)));
    }

    fn initial(&self, default: &Json, situation: &Situation) -> Json {
        ids::initial(default, "$initiator", situation.initiator.map(|id| id.to_string()))
    }
}
