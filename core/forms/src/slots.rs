//! Which slot column holds which field, so that lists filter and sort without a table per form.
//!
//! A field keeps its slot for ever: old rows stay readable. Fields beyond the slots are kept, shown and exported,
//! but lists cannot filter by them.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use weir_model::Key;
use weir_model::filter::{FilterOp, SlotRef, SlotValues};
use weir_model::limits::{SLOT_LIST_MAX_CHARS, SLOTS_PER_KIND};

use crate::Data;
use crate::schema::FormSchema;
use crate::types::{Slot, behaviour};

/// Slots by field key, in the order in which they were given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlotMap(IndexMap<Key, SlotRef>);

impl SlotMap {
    /// The slot of a field.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<SlotRef> {
        self.0.get(key).copied()
    }

    /// Every field with its slot.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, SlotRef)> {
        self.0.iter().map(|(key, slot)| (key, *slot))
    }
}

/// What lists may do with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SlotUse {
    /// Whether lists may filter by it.
    pub filterable: bool,
    /// Whether lists may sort by it.
    pub sortable: bool,
    /// The operators that filters may use.
    pub ops: Vec<FilterOp>,
}

/// The slots of a form's fields: those given before, and the free ones in reading order.
#[must_use]
pub fn assign(schema: &FormSchema, previous: Option<&SlotMap>) -> SlotMap {
    let mut map = previous.cloned().unwrap_or_default();
    for field in &schema.fields {
        if map.0.contains_key(&field.key) {
            continue;
        }
        let make = match behaviour(&field.kind).slot() {
            Some(Slot::Integer) => SlotRef::N,
            Some(Slot::Text | Slot::List) => SlotRef::T,
            None => continue,
        };
        let free = (1..=SLOTS_PER_KIND).filter_map(|n| u8::try_from(n).ok().map(make));
        if let Some(slot) = free.into_iter().find(|slot| !map.0.values().any(|taken| taken == slot)) {
            map.0.insert(field.key.clone(), slot);
        }
    }
    map
}

/// The slot columns of a record's canonical data.
#[must_use]
pub fn encode(schema: &FormSchema, map: &SlotMap, data: &Data) -> SlotValues {
    let mut values = SlotValues::default();
    for field in &schema.fields {
        let (Some(slot), Some(value)) = (map.get(field.key.as_str()), data.get(field.key.as_str())) else {
            continue;
        };
        let kind = behaviour(&field.kind);
        let at = |n: u8| usize::from(n).saturating_sub(1);
        match slot {
            SlotRef::N(n) => {
                if let Some(place) = values.n.get_mut(at(n)) {
                    *place = kind.integer(value);
                }
            }
            SlotRef::T(n) => {
                if let Some(place) = values.t.get_mut(at(n)) {
                    *place = kind.text(value).filter(|text| text.chars().count() <= SLOT_LIST_MAX_CHARS);
                }
            }
            _ => {}
        }
    }
    values
}

/// What lists may do with each field that has a value.
#[must_use]
pub fn slot_uses(schema: &FormSchema, map: &SlotMap) -> IndexMap<String, SlotUse> {
    let mut uses = IndexMap::new();
    for field in &schema.fields {
        let kind = behaviour(&field.kind);
        if kind.value_type().is_none() {
            continue;
        }
        let filterable = map.get(field.key.as_str()).is_some();
        let sortable = filterable && kind.is_sortable();
        let ops = if filterable { kind.operators().to_vec() } else { Vec::new() };
        uses.insert(field.key.to_string(), SlotUse { filterable, sortable, ops });
    }
    uses
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};
    use weir_model::LocalizedText;

    use super::*;
    use crate::schema::{Field, FieldKind, sample};

    fn number(key: &str) -> Field {
        let kind = FieldKind::Number { scale: 2, min: None, max: None, unit: LocalizedText::default() };
        sample::field(key, kind)
    }

    #[test]
    fn a_field_keeps_its_slot_over_versions() {
        let mut schema = FormSchema { fields: vec![number("a"), number("b")], ..FormSchema::default() };
        let first = assign(&schema, None);
        assert_eq!((first.get("a"), first.get("b")), (Some(SlotRef::N(1)), Some(SlotRef::N(2))));
        schema.fields = vec![number("c"), number("b")];
        let second = assign(&schema, Some(&first));
        assert_eq!(second.get("b"), Some(SlotRef::N(2)));
        assert_eq!(second.get("c"), Some(SlotRef::N(3)), "the slot of a removed field is not given again");
        schema.fields.insert(0, number("a"));
        assert_eq!(assign(&schema, Some(&second)).get("a"), Some(SlotRef::N(1)));
    }

    #[test]
    fn fields_beyond_the_slots_have_none() {
        let fields = (0..14).map(|i| number(&format!("f{i}"))).collect();
        let map = assign(&FormSchema { fields, ..FormSchema::default() }, None);
        assert_eq!(map.get("f11"), Some(SlotRef::N(12)));
        assert_eq!(map.get("f12"), None);
    }

    #[test]
    fn data_is_encoded_by_type() {
        let schema = sample::purchase();
        let map = assign(&schema, None);
        let Json::Object(data) = json!({
            "title": "  New Laptops", "budget": "500000.01", "needed": "1970-01-11", "tags": ["it", "hw"],
        }) else {
            unreachable!()
        };
        let values = encode(&schema, &map, &data);
        let text = |key: &str| match map.get(key) {
            Some(SlotRef::T(n)) => values.t[usize::from(n) - 1].clone(),
            _ => None,
        };
        let integer = |key: &str| match map.get(key) {
            Some(SlotRef::N(n)) => values.n[usize::from(n) - 1],
            _ => None,
        };
        assert_eq!(text("title").as_deref(), Some("new laptops"));
        assert_eq!(integer("budget"), Some(50_000_001));
        assert_eq!(integer("needed"), Some(10));
        assert_eq!(text("tags").as_deref(), Some("|it|hw|"));
    }

    #[test]
    fn a_slot_map_is_readable_json() {
        let schema = FormSchema { fields: vec![number("a")], ..FormSchema::default() };
        assert_eq!(serde_json::to_string(&assign(&schema, None)).unwrap(), r#"{"a":"n1"}"#);
    }
}
