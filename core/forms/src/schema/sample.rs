//! Forms for the tests of this crate.

use serde_json::{Value as Json, json};
use weir_model::LocalizedText;
use weir_model::expr::{Expr, parse};

use super::{Field, FieldKind, FormSchema, Rule, RuleAction, Width};

/// A plain field.
pub(crate) fn field(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.parse().unwrap(),
        label: LocalizedText::both(key, key),
        help: LocalizedText::default(),
        placeholder: LocalizedText::default(),
        required: false,
        unique: false,
        default: None,
        formula: None,
        width: Width::Half,
        hidden: false,
        read_only: false,
        kind,
    }
}

/// A field from its JSON; the label is the key.
pub(crate) fn from_json(mut field: Json) -> Field {
    let key = field["key"].clone();
    field["label"] = json!({"zh-CN": key, "en": key});
    serde_json::from_value(field).unwrap()
}

/// A form of these fields.
pub(crate) fn form(fields: Vec<Json>) -> FormSchema {
    let fields = fields.into_iter().map(from_json).collect();
    FormSchema { name: LocalizedText::both("采购申请", "Purchase"), fields, ..FormSchema::default() }
}

/// Formula text as an expression.
pub(crate) fn expr(text: &str) -> Expr {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// An enabled rule.
pub(crate) fn rule(key: &str, when: &str, actions: Vec<RuleAction>) -> Rule {
    Rule { key: key.parse().unwrap(), when: expr(when), actions, enabled: true }
}

/// A purchase request: rows of items whose amounts are computed, a total, a reason that large ones must give.
pub(crate) fn purchase() -> FormSchema {
    let mut schema = form(vec![
        json!({"key": "title", "type": "text", "required": true}),
        json!({"key": "budget", "type": "money", "currency": "CNY"}),
        json!({"key": "needed", "type": "date"}),
        json!({"key": "tags", "type": "multiSelect", "options": [
            {"key": "it", "label": {"en": "IT"}},
            {"key": "hw", "label": {"en": "Hardware"}},
            {"key": "old", "label": {"en": "Old"}, "retired": true},
        ]}),
        json!({"key": "items", "type": "detail", "totals": ["amount"], "fields": [
            {"key": "name", "type": "text", "required": true, "label": {"en": "name"}},
            {"key": "price", "type": "money", "currency": "CNY", "label": {"en": "price"}},
            {"key": "quantity", "type": "number", "label": {"en": "quantity"}},
            {"key": "amount", "type": "money", "currency": "CNY", "label": {"en": "amount"},
             "formula": expr("{items.price} * {items.quantity}")},
        ]}),
        json!({"key": "total", "type": "formula", "result": "number", "formula": expr("SUM({items.amount})")}),
        json!({"key": "reason", "type": "longText"}),
        json!({"key": "urgent", "type": "checkbox"}),
        json!({"key": "buyer", "type": "person"}),
        json!({"key": "watchers", "type": "person", "multiple": true}),
        json!({"key": "number", "type": "serial", "prefix": "CG-{yyyy}-"}),
    ]);
    let reason = || vec!["reason".parse().unwrap()];
    schema.rules = vec![rule(
        "large",
        "{total} > 500000",
        vec![RuleAction::Show { fields: reason() }, RuleAction::Require { fields: reason() }],
    )];
    schema
}
