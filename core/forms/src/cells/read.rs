//! From a cell to the input of a field. Whether the value is allowed is decided by the form afterwards, as for
//! every other input.

use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use weir_model::id::FormId;
use weir_model::table::Cell;
use weir_model::{Issue, Locale};

use super::{SEPARATORS, dates, numbers};
use crate::schema::{Field, FieldKind, SelectOption};

/// What a name in a cell stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This one.
    One(String),
    /// Nothing of that name.
    Nothing,
    /// More than one; the name does not tell which.
    Several,
}

/// Who and what names in cells stand for.
pub trait Finder {
    /// A person by sign-in name, e-mail address, name or id.
    fn user(&self, text: &str) -> Found;
    /// A department by code, path, name or id.
    fn department(&self, text: &str) -> Found;
    /// A record of a form by serial number, title or id.
    fn record(&self, form: FormId, text: &str) -> Found;
}

/// Where cells come from.
pub struct Place<'a> {
    /// The time zone of instants that name none.
    pub time_zone: &'a TimeZone,
    /// What names stand for.
    pub finder: &'a dyn Finder,
}

/// Whether values of the type can be read from a cell.
#[must_use]
pub const fn can_be_read(field: &Field) -> bool {
    let given = matches!(
        field.kind,
        FieldKind::File { .. }
            | FieldKind::Image { .. }
            | FieldKind::Signature {}
            | FieldKind::Serial { .. }
            | FieldKind::Formula { .. }
            | FieldKind::Detail { .. }
            | FieldKind::Section {}
            | FieldKind::Hint { .. }
    );
    !given && field.formula.is_none()
}

/// The input for a field; null for an empty cell.
///
/// # Errors
/// One finding at the field, for what is nothing of its kind.
pub fn from_cell(field: &Field, cell: &Cell, place: &Place) -> Result<Json, Issue> {
    if cell.is_empty() {
        return Ok(Json::Null);
    }
    let issue = |code| Issue::new(field.key.as_str(), code);
    if let Cell::Error(text) = cell {
        return Err(issue("import.cell_error").with("value", text));
    }
    let plain = cell.plain();
    let text = plain.trim();
    let named = |found: &dyn Fn(&str) -> Found, unknown, multiple| {
        several(text, multiple, found).map_err(|(code, name)| {
            let code = if code == Found::Nothing { unknown } else { "import.ambiguous" };
            issue(code).with(if code == "form.unknown_option" { "option" } else { "value" }, name)
        })
    };
    match &field.kind {
        FieldKind::Number { unit, .. } => {
            let units: Vec<&str> = unit.iter().map(|(_, u)| u).collect();
            decimal(cell, text, &units).ok_or_else(|| issue("form.number_expected"))
        }
        FieldKind::Money { currency, .. } => {
            decimal(cell, text, &[currency]).ok_or_else(|| issue("form.number_expected"))
        }
        FieldKind::Percent { .. } => decimal(cell, text, &[]).ok_or_else(|| issue("form.number_expected")),
        FieldKind::Date { .. } => day(cell, text).ok_or_else(|| issue("form.date_expected")),
        FieldKind::Time {} => match cell {
            Cell::Time(at) => Some(*at),
            _ => dates::time(text),
        }
        .map(|at| at.strftime("%H:%M").to_string().into())
        .ok_or_else(|| issue("form.time_expected")),
        FieldKind::DateTime {} => {
            instant(cell, text, place.time_zone).ok_or_else(|| issue("form.date_time_expected"))
        }
        FieldKind::DateRange {} => range(text).ok_or_else(|| issue("form.date_range_expected")),
        FieldKind::SingleSelect { options } => {
            let keys = named(&|name| option(options, name), "form.unknown_option", false)?;
            Ok(keys.into_iter().next().into())
        }
        FieldKind::MultiSelect { options } => {
            named(&|name| option(options, name), "form.unknown_option", true).map(Json::from)
        }
        FieldKind::Checkbox {} => {
            yes_or_no(cell, text).map(Json::from).ok_or_else(|| issue("form.yes_or_no_expected"))
        }
        FieldKind::Person { multiple } => {
            named(&|name| place.finder.user(name), "import.person_unknown", *multiple).map(Json::from)
        }
        FieldKind::Department { multiple } => {
            named(&|name| place.finder.department(name), "import.department_unknown", *multiple)
                .map(Json::from)
        }
        FieldKind::Reference { form, multiple } => {
            named(&|name| place.finder.record(*form, name), "import.record_unknown", *multiple)
                .map(Json::from)
        }
        FieldKind::Address {} => {
            let (region, detail) = text.split_once('|').unwrap_or_else(|| match text.split_once(' ') {
                Some((region, detail)) if region.contains('/') => (region, detail),
                _ => ("", text),
            });
            Ok(json!({ "region": region.trim(), "detail": detail.trim() }))
        }
        _ => Ok(Json::String(text.to_owned())),
    }
}

/// Everything in a text that may be a name: itself, and its parts.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c| SEPARATORS.contains(&c) || c == ',' || c == '，');
    std::iter::once(text).chain(parts).map(str::trim).filter(|name| !name.is_empty())
}

fn decimal(cell: &Cell, text: &str, units: &[&str]) -> Option<Json> {
    let number =
        if let Cell::Number(exact) = cell { Some(exact.clone()) } else { numbers::plain(text, units) };
    number.map(Json::String)
}

fn day(cell: &Cell, text: &str) -> Option<Json> {
    let day = match cell {
        Cell::Date(day) => Some(*day),
        _ => dates::date(text),
    };
    day.map(|day| day.to_string().into())
}

fn instant(cell: &Cell, text: &str, time_zone: &TimeZone) -> Option<Json> {
    let civil = match cell {
        Cell::DateTime(at) => *at,
        Cell::Date(day) => day.to_datetime(jiff::civil::Time::midnight()),
        _ => {
            if let Ok(exact) = text.parse::<jiff::Timestamp>() {
                return Some(exact.to_string().into());
            }
            dates::date_time(text)
                .or_else(|| Some(dates::date(text)?.to_datetime(jiff::civil::Time::midnight())))?
        }
    };
    Some(civil.to_zoned(time_zone.clone()).ok()?.timestamp().to_string().into())
}

fn range(text: &str) -> Option<Json> {
    let (start, end) =
        ["~", "～", "至", "—", "–", " - ", " to "].iter().find_map(|sign| text.split_once(sign))?;
    let (start, end) = (dates::date(start.trim())?, dates::date(end.trim())?);
    Some(json!({ "start": start.to_string(), "end": end.to_string() }))
}

fn yes_or_no(cell: &Cell, text: &str) -> Option<bool> {
    if let Cell::Bool(yes) = cell {
        return Some(*yes);
    }
    match dates::ascii(text).to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "on" | "是" | "对" | "√" | "✓" | "✔" => Some(true),
        "false" | "no" | "n" | "0" | "off" | "否" | "×" | "✗" => Some(false),
        _ => None,
    }
}

/// The ids behind one name, or behind several.
fn several(text: &str, multiple: bool, find: &dyn Fn(&str) -> Found) -> Result<Vec<String>, (Found, String)> {
    match find(text) {
        Found::One(id) => return Ok(vec![id]),
        found if !multiple => return Err((found, text.to_owned())),
        _ => {}
    }
    let strong = text.contains(SEPARATORS);
    let parts = text.split(|c| if strong { SEPARATORS.contains(&c) } else { c == ',' || c == '，' });
    let mut ids: Vec<String> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match find(part) {
            Found::One(id) if ids.contains(&id) => {}
            Found::One(id) => ids.push(id),
            found => return Err((found, part.to_owned())),
        }
    }
    Ok(ids)
}

/// An option by its key or its label in either language; of two alike the one that is still offered.
pub(super) fn option(options: &[SelectOption], name: &str) -> Found {
    if let Some(option) = options.iter().find(|option| option.key.as_str() == name) {
        return Found::One(option.key.to_string());
    }
    let wanted = name.trim().to_lowercase();
    let is_called = |option: &&SelectOption| {
        Locale::ALL.into_iter().any(|locale| option.label.get(locale).trim().to_lowercase() == wanted)
    };
    let mut found: Vec<&SelectOption> = options.iter().filter(is_called).collect();
    if found.len() > 1 {
        found.retain(|option| !option.retired);
    }
    match found[..] {
        [] => Found::Nothing,
        [one] => Found::One(one.key.to_string()),
        _ => Found::Several,
    }
}
