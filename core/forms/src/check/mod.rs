//! Whether a form may be published. Everything wrong is told at once; incomplete drafts are saved all the same.

mod expressions;
mod fields;
mod published;
mod rules;
mod types;

pub use types::{ExpressionTypes, expression_types};

use weir_model::{Issue, Issues};

use crate::limits::{HELP_MAX_CHARS, LABEL_MAX_CHARS};
use crate::schema::FormSchema;
use crate::title::places;

/// Checks a form for publishing, against every version of it that was published before.
#[must_use]
pub fn check_schema(schema: &FormSchema, published: &[&FormSchema]) -> Issues {
    let mut issues = Vec::new();
    if schema.name.is_empty() {
        issues.push(Issue::new("", "form.name_missing"));
    }
    texts_fit("", &schema.name, LABEL_MAX_CHARS, &mut issues);
    texts_fit("", &schema.description, HELP_MAX_CHARS, &mut issues);
    fields::check(schema, &mut issues);
    expressions::check(schema, &mut issues);
    rules::check(schema, &mut issues);
    for key in places(&schema.title_template) {
        if schema.field(key).is_none() {
            issues.push(Issue::new("", "form.title_unknown_field").with("field", key));
        }
    }
    published::check(schema, published, &mut issues);
    issues
}

/// Tells a text that is too long in some language.
fn texts_fit(at: &str, text: &weir_model::LocalizedText, max: usize, issues: &mut Issues) {
    if text.iter().any(|(_, text)| text.chars().count() > max) {
        issues.push(Issue::new(at, "form.text_max").with("max", max));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::schema::RuleAction;
    use crate::schema::sample::{self, expr, form, rule};

    #[track_caller]
    fn check_finds(schema: &FormSchema, wanted: &[(&str, &str)]) {
        let issues = check_schema(schema, &[]);
        let found: Vec<(&str, &str)> = issues.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(found, wanted);
    }

    #[track_caller]
    fn one_field(field: Json, wanted: &[&str]) {
        let issues = check_schema(&form(vec![field.clone()]), &[]);
        let found: Vec<&str> = issues.iter().map(|i| i.code.as_ref()).collect();
        assert_eq!(found, wanted, "{field}");
    }

    #[test]
    fn a_sound_form_has_no_findings() {
        check_finds(&sample::purchase(), &[]);
    }

    #[test]
    fn every_finding_has_a_sentence_in_both_languages() {
        fn sources(folder: &std::path::Path) -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries
                .flat_map(|path| match path.is_dir() {
                    true => sources(&path),
                    false => vec![std::fs::read_to_string(path).unwrap()],
                })
                .collect()
        }
        let sources = sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let codes = sources
            .iter()
            .flat_map(|text| text.split('"'))
            .filter(|word| ["form.", "filter.", "sort."].iter().any(|area| word.starts_with(area)))
            .filter(|word| {
                word.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'_') && !word.ends_with('.')
            });
        for code in codes {
            for locale in weir_model::Locale::ALL {
                let sentence = weir_model::issue::message(code, &Default::default(), locale);
                assert_ne!(sentence, code, "no sentence for {code} in {locale}");
            }
        }
    }

    #[test]
    fn settings_of_fields_are_checked() {
        one_field(json!({"key": "a", "type": "number", "scale": 9}), &["form.scale_range"]);
        one_field(json!({"key": "a", "type": "number", "min": "2", "max": "1"}), &["form.min_above_max"]);
        one_field(json!({"key": "a", "type": "money", "currency": "yuan"}), &["form.bad_currency"]);
        one_field(json!({"key": "a", "type": "text", "pattern": "("}), &["form.bad_pattern"]);
        one_field(json!({"key": "a", "type": "text", "pattern": "(a{1000}){1000}"}), &["form.bad_pattern"]);
        one_field(
            json!({"key": "a", "type": "text", "minLength": 5, "maxLength": 2}),
            &["form.min_above_max"],
        );
        one_field(json!({"key": "a", "type": "text", "default": 5}), &["form.bad_default"]);
        one_field(json!({"key": "a", "type": "number", "max": "1", "default": "2"}), &["form.bad_default"]);
        one_field(json!({"key": "a", "type": "singleSelect", "options": []}), &["form.no_options"]);
        one_field(json!({"key": "a", "type": "richText", "unique": true}), &["form.unique_not_possible"]);
        one_field(json!({"key": "a", "type": "file", "maxCount": 0}), &["form.max_count_range"]);
        one_field(json!({"key": "a", "type": "serial", "digits": 0}), &["form.serial_digits_range"]);
        one_field(json!({"key": "a", "type": "formula", "result": "number"}), &["form.formula_missing"]);
        one_field(json!({"key": "a", "type": "detail", "fields": []}), &["form.no_columns"]);
        one_field(
            json!({"key": "a", "type": "detail", "totals": ["b"], "fields": [
                {"key": "b", "type": "section", "label": {"en": "b"}}]}),
            &["form.bad_total", "form.column_type"],
        );
        one_field(
            json!({"key": "a", "type": "singleSelect", "options": [
                {"key": "x", "label": {}}, {"key": "x", "label": {"en": "x"}}]}),
            &["form.option_label_missing", "form.option_repeated"],
        );
    }

    #[test]
    fn keys_and_labels_are_checked() {
        let mut schema =
            form(vec![json!({"key": "a", "type": "text"}), json!({"key": "a", "type": "number"})]);
        schema.fields[0].label = Default::default();
        schema.name = Default::default();
        schema.title_template = "{b}".into();
        check_finds(
            &schema,
            &[
                ("", "form.name_missing"),
                ("a", "form.label_missing"),
                ("a", "form.key_repeated"),
                ("", "form.title_unknown_field"),
            ],
        );
        check_finds(&form(vec![]), &[("", "form.no_fields")]);
    }

    #[test]
    fn formulas_are_typed_and_know_their_fields() {
        let formula = |result: &str, text: &str| {
            form(vec![
                json!({"key": "n", "type": "number"}),
                json!({"key": "t", "type": "text"}),
                json!({"key": "f", "type": "formula", "result": result, "formula": expr(text)}),
            ])
        };
        check_finds(&formula("number", "{n} + 1"), &[]);
        check_finds(&formula("text", "{n} + 1"), &[]);
        check_finds(&formula("number", "{t}"), &[("f.formula", "form.formula_result")]);
        check_finds(&formula("number", "{x} + 1"), &[("f.formula", "expr.unknown_field")]);
        check_finds(&formula("number", "{n} + {t}"), &[("f.formula", "expr.number_expected")]);
        check_finds(&formula("number", "{f} + 1"), &[("f.formula", "form.formula_cycle")]);
    }

    #[test]
    fn a_cycle_through_tables_is_named() {
        let schema = form(vec![
            json!({"key": "items", "type": "detail", "fields": [
                {"key": "share", "type": "number", "label": {"en": "Share"}, "formula": expr("{total} / 2")}]}),
            json!({"key": "total", "type": "formula", "result": "number", "formula": expr("SUM({items.share})")}),
        ]);
        let issues = check_schema(&schema, &[]);
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].code, "form.formula_cycle");
        assert_eq!(issues[0].params["cycle"], "total → items / Share → total");
    }

    #[test]
    fn rules_refer_to_fields_that_are_there_and_set_what_fits() {
        let mut schema = form(vec![
            json!({"key": "n", "type": "number"}),
            json!({"key": "t", "type": "text"}),
            json!({"key": "f", "type": "formula", "result": "number", "formula": expr("{n}")}),
        ]);
        let set =
            |field: &str, value: &str| RuleAction::Set { field: field.parse().unwrap(), value: expr(value) };
        schema.rules = vec![
            rule("a", "{n} > 1", vec![RuleAction::Hide { fields: vec!["x".parse().unwrap()] }]),
            rule("b", "{n}", vec![set("n", "{t}"), set("t", "{n}"), set("f", "1"), set("n", "{n} + 1")]),
            rule("b", "TRUE", vec![]),
        ];
        check_finds(
            &schema,
            &[
                ("rules.a", "form.rule_unknown_field"),
                ("rules.b", "expr.condition_expected"),
                ("rules.b", "form.set_type"),
                ("rules.b", "form.set_not_possible"),
                ("rules.b", "form.set_refers_to_itself"),
                ("rules.b", "form.key_repeated"),
                ("rules.b", "form.rule_empty"),
            ],
        );
    }

    #[test]
    fn a_published_field_keeps_its_type_for_ever() {
        let first = form(vec![
            json!({"key": "a", "type": "money", "currency": "CNY"}),
            json!({"key": "b", "type": "person"}),
            json!({"key": "c", "type": "singleSelect", "options": [{"key": "x", "label": {"en": "x"}}]}),
            json!({"key": "items", "type": "detail", "fields": [{"key": "n", "type": "number", "label": {"en": "n"}}]}),
        ]);
        let second = form(vec![json!({"key": "z", "type": "text"})]);
        let third = form(vec![
            json!({"key": "a", "type": "money", "currency": "USD"}),
            json!({"key": "b", "type": "person", "multiple": true}),
            json!({"key": "c", "type": "singleSelect", "options": [{"key": "y", "label": {"en": "y"}}]}),
            json!({"key": "items", "type": "detail", "fields": [{"key": "n", "type": "text", "label": {"en": "n"}}]}),
            json!({"key": "z", "type": "longText"}),
        ]);
        let issues = check_schema(&third, &[&first, &second]);
        let found: Vec<(&str, &str)> = issues.iter().map(|i| (i.at.as_str(), i.code.as_ref())).collect();
        assert_eq!(
            found,
            [
                ("a", "form.field_type_changed"),
                ("b", "form.field_type_changed"),
                ("c", "form.option_removed"),
                ("items.n", "form.field_type_changed"),
                ("z", "form.field_type_changed"),
            ]
        );
        assert_eq!(check_schema(&first, &[&first]), []);
    }
}
