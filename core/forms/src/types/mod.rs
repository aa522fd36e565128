//! Field types: one per file, behind one closed dispatch. A new type is one new file and one line of `behaviour`.
//!
//! A type knows its JSON form, its limits, its value in expressions, its slot and how people read it. It does not
//! know required, rights or rules: those are the form's.

mod address;
mod attachment;
mod checkbox;
mod choice;
mod date;
mod date_range;
mod date_time;
mod decimal;
mod department;
mod detail;
mod email;
mod file;
mod formula;
mod ids;
mod image;
mod link;
mod long_text;
mod money;
mod multi_select;
mod number;
mod percent;
mod person;
mod phone;
mod reference;
mod rich_text;
mod serial;
mod signature;
mod single_select;
mod structure;
#[cfg(test)]
mod tests;
mod text;
mod time;

pub use serial::{serial_number, serial_period};

pub(crate) use detail::cell_place;

use std::fmt::Display;

use serde_json::Value as Json;
use weir_model::expr::Type;
use weir_model::filter::{FilterOp, normalise_text};
use weir_model::value::Value;
use weir_model::{Issue, Issues};

use crate::lookups::Lookups;
use crate::reading::Reader;
use crate::schema::FieldKind;
use crate::situation::Situation;

/// Where findings about one value or one setting go.
pub(crate) struct Report<'a> {
    /// The place: `amount`, `items[0].amount`.
    pub at: &'a str,
    /// The findings so far.
    pub issues: &'a mut Issues,
}

impl Report<'_> {
    /// Adds a finding at this place.
    pub fn add(&mut self, code: &'static str, params: &[(&str, &dyn Display)]) {
        let issue = Issue::new(self.at, code);
        self.issues.push(params.iter().fold(issue, |issue, (name, value)| issue.with(name, value)));
    }
}

/// Which kind of slot column holds a field's value for lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A 64-bit integer: a number at its scale, days, seconds, microseconds, 0 or 1.
    Integer,
    /// One text, key or id.
    Text,
    /// Several keys or ids.
    List,
}

/// What a field type does. JSON null stands for "nothing filled in" throughout.
pub(crate) trait FieldType {
    /// The type in expressions; none for what holds no value.
    fn value_type(&self) -> Option<Type>;

    /// The one canonical form of an input; null and a finding when it is of the wrong shape. Idempotent.
    fn canonical(&self, input: &Json, report: &mut Report) -> Json;

    /// Checks a canonical value that is something against the field's own settings.
    fn limits(&self, _value: &Json, _report: &mut Report) {}

    /// Refuses what old records may keep but nobody may choose anew. `kept` are the values held before.
    fn newly_chosen(&self, _value: &Json, _kept: &[&Json], _report: &mut Report) {}

    /// The value in expressions of a canonical value.
    fn value(&self, value: &Json) -> Value;

    /// An input, still to be made canonical, from a computed value.
    fn computed(&self, value: Value) -> Json {
        value.to_json()
    }

    /// Whether a required field is still to be filled in.
    fn is_missing(&self, value: &Json) -> bool {
        value.is_null()
    }

    /// The slot in which lists find it.
    fn slot(&self) -> Option<Slot> {
        None
    }

    /// The content of an integer slot.
    fn integer(&self, _value: &Json) -> Option<i64> {
        None
    }

    /// The content of a text slot: normalised text, a key, or `|a|b|` for several.
    fn text(&self, _value: &Json) -> Option<String> {
        None
    }

    /// The operators that filters may use.
    fn operators(&self) -> &'static [FilterOp] {
        &[]
    }

    /// Whether lists may sort by it.
    fn is_sortable(&self) -> bool {
        matches!(self.slot(), Some(Slot::Integer | Slot::Text))
    }

    /// A filter's value as an integer slot holds it.
    fn integer_operand(&self, value: &Json, report: &mut Report) -> Option<i64> {
        let canonical = self.canonical(value, report);
        self.integer(&canonical)
    }

    /// A filter's value as a text slot holds it; one item for a slot of several.
    fn text_operand(&self, value: &Json, report: &mut Report) -> Option<String> {
        match value {
            Json::String(text) => Some(normalise_text(text)),
            _ => {
                report.add("form.text_expected", &[]);
                None
            }
        }
    }

    /// How a person reads a canonical value.
    fn display(&self, value: &Json, reader: &Reader) -> String;

    /// Checks the type's own settings.
    fn check(&self, _report: &mut Report) {}

    /// Whether "no two records alike" makes sense.
    fn can_be_unique(&self) -> bool {
        false
    }

    /// Whether it may be a column of a detail table.
    fn can_be_column(&self) -> bool {
        true
    }

    /// Whether people never enter it.
    fn is_given(&self) -> bool {
        false
    }

    /// What makes stored values unreadable when it changes: scale, currency, one or several.
    fn storage(&self) -> String {
        String::new()
    }

    /// What must be looked up elsewhere before the value may be kept.
    fn lookups(&self, _value: &Json, _at: &str, _lookups: &mut Lookups) {}

    /// The value at the start from the field's default, with places such as `$today` filled in.
    fn initial(&self, default: &Json, _situation: &Situation) -> Json {
        default.clone()
    }
}

/// The behaviour of a field type.
pub(crate) fn behaviour(kind: &FieldKind) -> Box<dyn FieldType + '_> {
    match kind {
        FieldKind::Text { min_length, max_length, pattern, .. } => Box::new(text::Text {
            min_length: *min_length,
            max_length: *max_length,
            pattern: pattern.as_deref(),
        }),
        FieldKind::LongText { max_length } => Box::new(long_text::LongText { max_length: *max_length }),
        FieldKind::RichText {} => Box::new(rich_text::RichText),
        FieldKind::Number { scale, min, max, unit } => Box::new(number::number(*scale, *min, *max, unit)),
        FieldKind::Money { currency, scale, min, max } => {
            Box::new(money::money(currency, *scale, *min, *max))
        }
        FieldKind::Percent { scale, min, max } => Box::new(percent::percent(*scale, *min, *max)),
        FieldKind::Date { min, max } => Box::new(date::DateType { min: *min, max: *max }),
        FieldKind::Time {} => Box::new(time::TimeType),
        FieldKind::DateTime {} => Box::new(date_time::DateTime),
        FieldKind::DateRange {} => Box::new(date_range::DateRange),
        FieldKind::SingleSelect { options } => Box::new(single_select::SingleSelect { options }),
        FieldKind::MultiSelect { options } => Box::new(multi_select::MultiSelect { options }),
        FieldKind::Checkbox {} => Box::new(checkbox::Checkbox),
        FieldKind::Person { multiple } => Box::new(person::Person { multiple: *multiple }),
        FieldKind::Department { multiple } => Box::new(department::Department { multiple: *multiple }),
        FieldKind::File { max_count, extensions } => Box::new(file::file(*max_count, extensions)),
        FieldKind::Image { max_count } => Box::new(image::image(*max_count)),
        FieldKind::Signature {} => Box::new(signature::Signature),
        FieldKind::Phone {} => Box::new(phone::Phone),
        FieldKind::Email {} => Box::new(email::Email),
        FieldKind::Link {} => Box::new(link::Link),
        FieldKind::Address {} => Box::new(address::Address),
        FieldKind::Serial { prefix, digits, .. } => Box::new(serial::Serial { prefix, digits: *digits }),
        FieldKind::Formula { result, scale } => formula::formula(*result, *scale),
        FieldKind::Detail { fields, totals, min_rows, max_rows } => {
            Box::new(detail::Detail { columns: fields, totals, min_rows: *min_rows, max_rows: *max_rows })
        }
        FieldKind::Reference { form, multiple } => {
            Box::new(reference::Reference { form: *form, multiple: *multiple })
        }
        FieldKind::Section {} | FieldKind::Hint { .. } => Box::new(structure::Structure),
    }
}

/// The name of a field type, as JSON writes it.
pub(crate) const fn type_name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text { .. } => "text",
        FieldKind::LongText { .. } => "longText",
        FieldKind::RichText {} => "richText",
        FieldKind::Number { .. } => "number",
        FieldKind::Money { .. } => "money",
        FieldKind::Percent { .. } => "percent",
        FieldKind::Date { .. } => "date",
        FieldKind::Time {} => "time",
        FieldKind::DateTime {} => "dateTime",
        FieldKind::DateRange {} => "dateRange",
        FieldKind::SingleSelect { .. } => "singleSelect",
        FieldKind::MultiSelect { .. } => "multiSelect",
        FieldKind::Checkbox {} => "checkbox",
        FieldKind::Person { .. } => "person",
        FieldKind::Department { .. } => "department",
        FieldKind::File { .. } => "file",
        FieldKind::Image { .. } => "image",
        FieldKind::Signature {} => "signature",
        FieldKind::Phone {} => "phone",
        FieldKind::Email {} => "email",
        FieldKind::Link {} => "link",
        FieldKind::Address {} => "address",
        FieldKind::Serial { .. } => "serial",
        FieldKind::Formula { .. } => "formula",
        FieldKind::Detail { .. } => "detail",
        FieldKind::Reference { .. } => "reference",
        FieldKind::Section {} => "section",
        FieldKind::Hint { .. } => "hint",
    }
}

/// Operators of one key or id.
const KEY_OPERATORS: &[FilterOp] =
    &[FilterOp::Eq, FilterOp::Ne, FilterOp::In, FilterOp::NotIn, FilterOp::Empty, FilterOp::NotEmpty];
/// Operators of free text.
const TEXT_OPERATORS: &[FilterOp] = &[
    FilterOp::Contains,
    FilterOp::Eq,
    FilterOp::Ne,
    FilterOp::In,
    FilterOp::NotIn,
    FilterOp::Empty,
    FilterOp::NotEmpty,
];
/// Operators of numbers and dates.
const ORDER_OPERATORS: &[FilterOp] = &[
    FilterOp::Eq,
    FilterOp::Ne,
    FilterOp::Lt,
    FilterOp::Le,
    FilterOp::Gt,
    FilterOp::Ge,
    FilterOp::Between,
    FilterOp::In,
    FilterOp::NotIn,
    FilterOp::Empty,
    FilterOp::NotEmpty,
];
/// Operators of several keys or ids.
const LIST_OPERATORS: &[FilterOp] =
    &[FilterOp::Contains, FilterOp::In, FilterOp::NotIn, FilterOp::Empty, FilterOp::NotEmpty];

/// The trimmed text of an input; none for nothing, and a finding for what is no text.
fn text_input<'a>(input: &'a Json, report: &mut Report) -> Option<&'a str> {
    match input {
        Json::Null => None,
        Json::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        _ => {
            report.add("form.text_expected", &[]);
            None
        }
    }
}

/// A text in expressions.
fn text_value(value: &Json) -> Value {
    value.as_str().into()
}

/// A text as people read it: itself.
fn text_display(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A text as a slot holds it.
fn text_slot(value: &Json) -> Option<String> {
    value.as_str().map(normalise_text).filter(|text| !text.is_empty())
}

/// Tells a text with more than `max` characters.
fn check_length(value: &Json, max: usize, report: &mut Report) {
    if value.as_str().is_some_and(|text| text.chars().count() > max) {
        report.add("form.text_max", &[("max", &max)]);
    }
}
