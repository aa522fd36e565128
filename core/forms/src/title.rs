//! How a record is named in lists, and the few fields that tell it apart there.

use crate::Data;
use crate::access::may_read;
use crate::limits::{SUMMARY_FIELDS, TITLE_MAX_CHARS};
use crate::reading::{Reader, display};
use crate::schema::{Field, FieldKind, FormSchema};
use weir_model::permission::FieldRights;

/// The title of a record: the template with values in its places; without a template the first text field; when
/// that is nothing, the form's name.
#[must_use]
pub fn title_of(schema: &FormSchema, data: &Data, reader: &Reader) -> String {
    let template = schema.title_template.trim();
    let title = if template.is_empty() {
        schema
            .fields
            .iter()
            .filter(|field| matches!(field.kind, FieldKind::Text { .. }))
            .map(|field| shown(field, data, reader))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    } else {
        fill(template, &|key| {
            schema
                .fields
                .iter()
                .find(|field| field.key.as_str() == key)
                .map(|field| shown(field, data, reader))
        })
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if title.is_empty() { schema.name.get(reader.locale).to_owned() } else { title };
    title.chars().take(TITLE_MAX_CHARS).collect()
}

/// The template with its `{key}` places filled in; unknown places stay as they are.
fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(key, tail)| value(key).map(|value| (value, tail))) {
            Some((value, tail)) => {
                text.push_str(&value);
                rest = tail;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Whether the title tells nothing that the onlooker may not see. Where it would, they get one made of the data
/// that they may see, and neither search nor sort by the stored one.
#[must_use]
pub fn may_read_title(schema: &FormSchema, rights: &FieldRights) -> bool {
    let template = schema.title_template.trim();
    if !template.is_empty() {
        return places(template).into_iter().all(|key| may_read(rights, key));
    }
    // The first text that is filled in: at the latest the first that must be.
    for field in schema.fields.iter().filter(|field| matches!(field.kind, FieldKind::Text { .. })) {
        if !may_read(rights, field.key.as_str()) {
            return false;
        }
        if field.required {
            break;
        }
    }
    true
}

/// The keys in the places of a title template.
pub(crate) fn places(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(key, _)| key)).collect()
}

/// The few fields that tell a record apart in a list, with their texts: money first, then dates, then choices.
#[must_use]
pub fn summary_of<'a>(
    schema: &'a FormSchema,
    data: &Data,
    rights: &FieldRights,
    reader: &Reader,
) -> Vec<(&'a Field, String)> {
    let rank = |field: &Field| match field.kind {
        FieldKind::Money { .. } => Some(0),
        FieldKind::DateRange {} | FieldKind::Date { .. } => Some(1),
        FieldKind::SingleSelect { .. } => Some(2),
        FieldKind::Number { .. } | FieldKind::Formula { .. } | FieldKind::Text { .. } => Some(3),
        _ => None,
    };
    let mut ranked: Vec<(i32, &Field)> = schema
        .fields
        .iter()
        .filter(|field| may_read(rights, field.key.as_str()) && data.contains_key(field.key.as_str()))
        .filter_map(|field| rank(field).map(|rank| (rank, field)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked
        .into_iter()
        .map(|(_, field)| (field, shown(field, data, reader)))
        .filter(|(_, text)| !text.is_empty())
        .take(SUMMARY_FIELDS)
        .collect()
}

fn shown(field: &Field, data: &Data, reader: &Reader) -> String {
    data.get(field.key.as_str()).map(|value| display(field, value, reader)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::{Value as Json, json};
    use weir_model::Locale;
    use weir_model::permission::FieldRight;

    use super::*;
    use crate::reading::NoLabels;
    use crate::schema::sample;

    #[track_caller]
    fn check(template: &str, data: Json, wanted: &str) {
        let schema = FormSchema { title_template: template.to_owned(), ..sample::purchase() };
        let reader = Reader { locale: Locale::ZhCn, time_zone: &TimeZone::UTC, labels: &NoLabels };
        assert_eq!(title_of(&schema, data.as_object().unwrap(), &reader), wanted);
    }

    #[test]
    fn a_title_comes_from_the_template_the_first_text_or_the_form() {
        check("{title} · {budget}", json!({"title": "笔记本", "budget": "12000.00"}), "笔记本 · ¥12,000.00");
        check("{title} {nothing} {", json!({"title": "a"}), "a {nothing} {");
        check("", json!({"title": "笔记本"}), "笔记本");
        check("{title}", json!({}), "采购申请");
    }

    #[test]
    fn a_title_is_as_hidden_as_what_may_stand_in_it() {
        let may = |template: &str, hidden: &str| {
            let schema = FormSchema { title_template: template.to_owned(), ..sample::purchase() };
            may_read_title(&schema, &FieldRights::from([(hidden.to_owned(), FieldRight::Hidden)]))
        };
        assert!(may("{title} · {budget}", "needed"));
        assert!(!may("{title} · {budget}", "budget"));
        assert!(!may("", "title"), "the first text stands for the title");
        assert!(may("", "budget"));
    }

    #[test]
    fn a_summary_leads_with_money_and_hides_what_is_hidden() {
        let schema = sample::purchase();
        let reader = Reader { locale: Locale::En, time_zone: &TimeZone::UTC, labels: &NoLabels };
        let data = json!({"title": "a", "needed": "2026-11-21", "budget": "1.00"});
        let texts = |rights: &FieldRights| -> Vec<String> {
            summary_of(&schema, data.as_object().unwrap(), rights, &reader)
                .into_iter()
                .map(|(_, text)| text)
                .collect()
        };
        assert_eq!(texts(&FieldRights::new()), ["¥1.00", "2026-11-21", "a"]);
        let hidden = FieldRights::from_iter([("budget".to_owned(), FieldRight::Hidden)]);
        assert_eq!(texts(&hidden), ["2026-11-21", "a"]);
    }
}
