//! What every field type promises.

use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use weir_model::Locale;

use super::*;
use crate::reading::NoLabels;
use crate::schema::sample::from_json;

/// One field of every type.
fn every_kind() -> Vec<FieldKind> {
    let options = json!([{"key": "a", "label": {"en": "A"}}, {"key": "b", "label": {"en": "B"}}]);
    let form = "frm_00000000000000000000000000000001";
    [
        json!({"type": "text", "pattern": "[a-z]+", "minLength": 2}),
        json!({"type": "longText"}),
        json!({"type": "richText"}),
        json!({"type": "number", "scale": 3, "min": "-5"}),
        json!({"type": "money", "currency": "CNY"}),
        json!({"type": "percent", "scale": 1, "max": "100"}),
        json!({"type": "date", "min": "2026-01-01"}),
        json!({"type": "time"}),
        json!({"type": "dateTime"}),
        json!({"type": "dateRange"}),
        json!({"type": "singleSelect", "options": options}),
        json!({"type": "multiSelect", "options": options}),
        json!({"type": "checkbox"}),
        json!({"type": "person"}),
        json!({"type": "department", "multiple": true}),
        json!({"type": "file"}),
        json!({"type": "image"}),
        json!({"type": "signature"}),
        json!({"type": "phone"}),
        json!({"type": "email"}),
        json!({"type": "link"}),
        json!({"type": "address"}),
        json!({"type": "serial"}),
        json!({"type": "formula", "result": "number"}),
        json!({"type": "formula", "result": "text"}),
        json!({"type": "formula", "result": "date"}),
        json!({"type": "formula", "result": "bool"}),
        json!({"type": "detail", "fields": [{"key": "a", "label": {"en": "a"}, "type": "number"}]}),
        json!({"type": "reference", "form": form}),
        json!({"type": "section"}),
        json!({"type": "hint", "text": {"en": "x"}}),
    ]
    .into_iter()
    .map(|mut kind| {
        kind["key"] = json!("a");
        from_json(kind).kind
    })
    .collect()
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,20}".prop_map(Json::String),
        prop::sample::select(vec![
            "5",
            "-1.50",
            "2026-11-21",
            "09:30",
            "2026-11-21T09:30:00.5+08:00",
            "a",
            "b",
            "li@example.com",
            "https://example.com",
            "+86 571 8888",
            "<b>x</b>",
            "usr_00000000000000000000000000000001",
            "fil_00000000000000000000000000000001",
            "rec_00000000000000000000000000000001",
            "dep_00000000000000000000000000000001",
            "$today",
        ])
        .prop_map(Json::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        let keys = prop::sample::select(vec!["a", "start", "end", "region", "detail"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::Array),
            prop::collection::vec((keys, inner), 0..3).prop_map(|pairs| Json::Object(
                pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect::<Map<_, _>>()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_values_are_canonical_and_no_input_breaks_a_type(input in any_json()) {
        let reader = Reader { locale: Locale::ZhCn, time_zone: &TimeZone::UTC, labels: &NoLabels };
        for kind in every_kind() {
            let field = behaviour(&kind);
            let mut issues = Vec::new();
            let value = field.canonical(&input, &mut Report { at: "a", issues: &mut issues });
            let mut again = Vec::new();
            let same = field.canonical(&value, &mut Report { at: "a", issues: &mut again });
            prop_assert_eq!(&same, &value, "{} of {}", type_name(&kind), input);
            prop_assert!(again.is_empty(), "{} of {}: {:?}", type_name(&kind), input, again);
            field.limits(&value, &mut Report { at: "a", issues: &mut issues });
            let _ = (field.display(&value, &reader), field.is_missing(&value));
            if value.is_null() {
                prop_assert_eq!((field.integer(&value), field.text(&value)), (None, None));
            }
            // A raw input that was never made canonical must not break reading either.
            let _ = (field.value(&input), field.integer(&input), field.text(&input), field.display(&input, &reader));
            let from_value = field.canonical(&field.computed(field.value(&value)), &mut Report { at: "a", issues: &mut issues });
            let structured = matches!(kind, FieldKind::Detail { .. } | FieldKind::RichText {} | FieldKind::Address {});
            if !structured && kind_keeps_value(&*field) {
                prop_assert_eq!(from_value, value, "{} through an expression", type_name(&kind));
            }
        }
    }
}

/// Whether expressions see the whole value.
fn kind_keeps_value(field: &dyn FieldType) -> bool {
    field.value_type().is_some()
}
