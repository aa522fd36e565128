//! Fields whose value is an array of ids: people, departments, records, files.

use std::str::FromStr;

use serde_json::Value as Json;
use weir_model::filter::list_item;
use weir_model::value::Value;

use super::Report;
use crate::limits::IDS_MAX;

/// The strings of an input array; one string counts as an array of one, null as none.
pub(super) fn strings<'a>(input: &'a Json, report: &mut Report) -> Option<Vec<&'a str>> {
    let found: Option<Vec<&str>> = match input {
        Json::Null => Some(Vec::new()),
        Json::String(one) if one.trim().is_empty() => Some(Vec::new()),
        Json::String(one) => Some(vec![one.trim()]),
        Json::Array(items) => items.iter().map(Json::as_str).collect(),
        _ => None,
    };
    if found.is_none() {
        report.add("form.list_expected", &[]);
    }
    found
}

/// The canonical array of ids of one kind, each once, in the given order; null for none.
pub(super) fn canonical<Id: FromStr + ToString>(input: &Json, multiple: bool, report: &mut Report) -> Json {
    let Some(given) = strings(input, report) else { return Json::Null };
    let mut ids: Vec<String> = Vec::with_capacity(given.len());
    for text in given {
        match text.parse::<Id>() {
            Ok(id) => {
                let id = id.to_string();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            Err(_) => {
                report.add("form.id_expected", &[]);
                return Json::Null;
            }
        }
    }
    if !multiple && ids.len() > 1 {
        report.add("form.one_only", &[]);
        return Json::Null;
    }
    if ids.len() > IDS_MAX {
        report.add("form.too_many", &[("max", &IDS_MAX)]);
        return Json::Null;
    }
    if ids.is_empty() { Json::Null } else { ids.into() }
}

/// The items of a canonical array.
pub(super) fn items(value: &Json) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Json::as_str)
}

/// The typed ids of a canonical array.
pub(super) fn parsed<Id: FromStr>(value: &Json) -> impl Iterator<Item = Id> {
    items(value).filter_map(|id| id.parse().ok())
}

/// In expressions: one id as text, several as a list.
pub(super) fn value(json: &Json, multiple: bool) -> Value {
    if multiple {
        let all: Vec<Value> = items(json).map(Value::from).collect();
        return if all.is_empty() { Value::Null } else { Value::List(all) };
    }
    items(json).next().into()
}

/// In a text slot: one id as it is, several as `|a|b|`.
pub(super) fn slot(json: &Json, multiple: bool) -> Option<String> {
    let all: Vec<&str> = items(json).collect();
    match (all.first(), multiple) {
        (None, _) => None,
        (Some(one), false) => Some((*one).to_owned()),
        (Some(_), true) => Some(list_item(&all.join("|"))),
    }
}

/// A filter's value: one id of the kind.
pub(super) fn operand<Id: FromStr + ToString>(value: &Json, report: &mut Report) -> Option<String> {
    items(&canonical::<Id>(value, false, report)).next().map(str::to_owned)
}

/// The start value of an id field: `$name` in the default stands for the id at hand.
pub(super) fn initial(default: &Json, name: &str, id: Option<String>) -> Json {
    let asks = default == name || items(default).any(|item| item == name);
    match (asks, id) {
        (true, Some(id)) => Json::Array(vec![Json::String(id)]),
        (true, None) => Json::Null,
        (false, _) => default.clone(),
    }
}
