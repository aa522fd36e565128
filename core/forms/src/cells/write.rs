//! From a value to a cell that a person reads in their language and that reads back as the same value.

use serde_json::Value as Json;
use weir_model::table::Cell;
use weir_model::value::{parse_date, parse_time};

use super::read::{Found, option};
use super::{BETWEEN, SEPARATORS, UNTIL, WITHIN};
use crate::reading::{Reader, display};
use crate::schema::{Field, FieldKind, FormulaResult, SelectOption};

/// The cell for a canonical value. What cannot be read back (tables, files) is written for people alone.
#[must_use]
pub fn to_cell(field: &Field, value: &Json, reader: &Reader) -> Cell {
    if value.is_null() {
        return Cell::Empty;
    }
    let text = || value.as_str().unwrap_or_default();
    let names = |name: &dyn Fn(&str) -> Option<String>| {
        let ids = value.as_array().into_iter().flatten().filter_map(Json::as_str);
        let all: Vec<String> = ids.map(|id| name(id).unwrap_or_else(|| id.to_owned())).collect();
        Cell::text(all.join(BETWEEN))
    };
    match &field.kind {
        FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Percent { .. } => number(text()),
        FieldKind::Formula { result: FormulaResult::Number, .. } => number(text()),
        FieldKind::Date { .. } | FieldKind::Formula { result: FormulaResult::Date, .. } => {
            parse_date(text()).map_or_else(|| Cell::text(text()), Cell::Date)
        }
        FieldKind::Time {} => parse_time(text()).map_or_else(|| Cell::text(text()), Cell::Time),
        FieldKind::DateTime {} => match text().parse::<jiff::Timestamp>() {
            Ok(at) => Cell::DateTime(at.to_zoned(reader.time_zone.clone()).datetime()),
            Err(_) => Cell::text(text()),
        },
        FieldKind::DateRange {} => match (value["start"].as_str(), value["end"].as_str()) {
            (Some(start), Some(end)) => Cell::text([start, UNTIL, end].concat()),
            _ => Cell::Empty,
        },
        FieldKind::Checkbox {} | FieldKind::Formula { result: FormulaResult::Bool, .. } => {
            value.as_bool().map_or(Cell::Empty, Cell::Bool)
        }
        FieldKind::SingleSelect { options } => Cell::text(option_name(options, text(), false, reader)),
        FieldKind::MultiSelect { options } => names(&|key| Some(option_name(options, key, true, reader))),
        FieldKind::Person { .. } => names(&|id| reader.labels.user(id)),
        FieldKind::Department { .. } => names(&|id| reader.labels.department(id)),
        FieldKind::Reference { .. } => names(&|id| reader.labels.record(id)),
        FieldKind::Address {} => {
            let part = |name: &str| value[name].as_str().unwrap_or_default();
            Cell::text([part("region"), WITHIN, part("detail")].concat())
        }
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText {}
        | FieldKind::Phone {}
        | FieldKind::Email {}
        | FieldKind::Link {}
        | FieldKind::Serial { .. } => Cell::text(text()),
        _ => Cell::text(display(field, value, reader)),
    }
}

fn number(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Number(text.to_owned()) }
}

/// The label, unless it would read back as something else: then the key.
fn option_name(options: &[SelectOption], key: &str, among_others: bool, reader: &Reader) -> String {
    let known = options.iter().find(|option| option.key.as_str() == key);
    let label = known.map_or("", |option| option.label.get(reader.locale).trim());
    let parted = among_others && label.contains(|c| SEPARATORS.contains(&c) || c == ',' || c == '，');
    if !parted && !label.is_empty() && option(options, label) == Found::One(key.to_owned()) {
        label.to_owned()
    } else {
        key.to_owned()
    }
}
