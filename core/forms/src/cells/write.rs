//! From a value to a cell that a person reads in their language and that reads back as the same value.

use std::collections::HashMap;

use serde_json::Value as Json;
use weir_model::table::Cell;
use weir_model::value::{parse_date, parse_time};

use super::read::{Found, option};
use super::{BETWEEN, SEPARATORS, UNTIL, WITHIN};
use crate::reading::{Reader, display};
use crate::schema::{Field, FieldKind, FormulaResult, SelectOption};

/// Writes the cells of one field, for one reader. What the field's options are called is made out once for all rows.
pub struct CellWriter<'a> {
    field: &'a Field,
    reader: &'a Reader<'a>,
    options: HashMap<&'a str, &'a str>,
}

impl<'a> CellWriter<'a> {
    /// For a field and a reader.
    #[must_use]
    pub fn new(field: &'a Field, reader: &'a Reader<'a>) -> Self {
        let (options, among_others): (&[SelectOption], bool) = match &field.kind {
            FieldKind::SingleSelect { options } => (options, false),
            FieldKind::MultiSelect { options } => (options, true),
            _ => (&[], false),
        };
        let name =
            |one: &'a SelectOption| (one.key.as_str(), option_name(options, one, among_others, reader));
        Self { field, reader, options: options.iter().map(name).collect() }
    }

    /// The cell for a canonical value. What cannot be read back (tables, files) is written for people alone.
    #[must_use]
    pub fn cell(&self, value: Json) -> Cell {
        let Self { field, reader, .. } = self;
        match (&field.kind, value) {
            (_, Json::Null) => Cell::Empty,
            (FieldKind::Number { .. } | FieldKind::Money { .. } | FieldKind::Percent { .. }, value)
            | (FieldKind::Formula { result: FormulaResult::Number, .. }, value) => number(text(value)),
            (FieldKind::Date { .. } | FieldKind::Formula { result: FormulaResult::Date, .. }, value) => {
                let text = text(value);
                parse_date(&text).map_or_else(|| Cell::text(text), Cell::Date)
            }
            (FieldKind::Time {}, value) => {
                let text = text(value);
                parse_time(&text).map_or_else(|| Cell::text(text), Cell::Time)
            }
            (FieldKind::DateTime {}, value) => {
                let text = text(value);
                match text.parse::<jiff::Timestamp>() {
                    Ok(at) => Cell::DateTime(at.to_zoned(reader.time_zone.clone()).datetime()),
                    Err(_) => Cell::text(text),
                }
            }
            (FieldKind::DateRange {}, value) => match (value["start"].as_str(), value["end"].as_str()) {
                (Some(start), Some(end)) => Cell::text([start, UNTIL, end].concat()),
                _ => Cell::Empty,
            },
            (FieldKind::Checkbox {} | FieldKind::Formula { result: FormulaResult::Bool, .. }, value) => {
                value.as_bool().map_or(Cell::Empty, Cell::Bool)
            }
            (FieldKind::SingleSelect { .. }, value) => {
                let key = text(value);
                self.options
                    .get(key.as_str())
                    .map_or_else(|| Cell::text(key.as_str()), |name| Cell::text(*name))
            }
            (FieldKind::MultiSelect { .. }, value) => {
                names(&value, |key| Some((*self.options.get(key)?).to_owned()))
            }
            (FieldKind::Person { .. }, value) => names(&value, |id| reader.labels.user(id)),
            (FieldKind::Department { .. }, value) => names(&value, |id| reader.labels.department(id)),
            (FieldKind::Reference { .. }, value) => names(&value, |id| reader.labels.record(id)),
            (FieldKind::Address {}, value) => {
                let part = |name: &str| value[name].as_str().unwrap_or_default();
                Cell::text([part("region"), WITHIN, part("detail")].concat())
            }
            (
                FieldKind::Text { .. }
                | FieldKind::LongText { .. }
                | FieldKind::RichText {}
                | FieldKind::Phone {}
                | FieldKind::Email {}
                | FieldKind::Link {}
                | FieldKind::Serial { .. },
                value,
            ) => Cell::text(text(value)),
            (_, value) => Cell::text(display(field, &value, reader)),
        }
    }
}

fn text(value: Json) -> String {
    if let Json::String(text) = value { text } else { String::new() }
}

/// The names of several things; one that has none stands there by its id.
fn names(value: &Json, name: impl Fn(&str) -> Option<String>) -> Cell {
    let ids = value.as_array().into_iter().flatten().filter_map(Json::as_str);
    let all: Vec<String> = ids.map(|id| name(id).unwrap_or_else(|| id.to_owned())).collect();
    Cell::text(all.join(BETWEEN))
}

fn number(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Number(text) }
}

/// The label, unless it would read back as something else: then the key.
fn option_name<'a>(
    options: &[SelectOption],
    one: &'a SelectOption,
    among_others: bool,
    reader: &Reader,
) -> &'a str {
    let label = one.label.get(reader.locale).trim();
    let parted = among_others && label.contains(|c| SEPARATORS.contains(&c) || c == ',' || c == '，');
    let reads_back = |label| matches!(option(options, label), Found::One(key) if key == one.key.as_str());
    if !parted && !label.is_empty() && reads_back(label) { label } else { one.key.as_str() }
}
