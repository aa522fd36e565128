//! Rows of columns. Each cell is a field of its own type; row formulas and totals are computed by `evaluate`.

use serde_json::{Map, Value as Json};
use weir_model::expr::Type;
use weir_model::limits::DETAIL_ROWS_MAX;
use weir_model::value::Value;
use weir_model::{Key, Locale};

use super::{FieldType, Report, behaviour};
use crate::lookups::Lookups;
use crate::reading::Reader;
use crate::schema::Field;
use crate::situation::Situation;

pub(super) struct Detail<'a> {
    pub columns: &'a [Field],
    pub totals: &'a [Key],
    pub min_rows: u16,
    pub max_rows: u16,
}

/// The place of a cell: `items[0].amount`.
pub(crate) fn cell_place(table: &str, row: usize, column: &str) -> String {
    format!("{table}[{row}].{column}")
}

impl Detail<'_> {
    fn cells<'a>(&'a self, value: &'a Json) -> impl Iterator<Item = (usize, &'a Field, &'a Json)> {
        value.as_array().into_iter().flatten().enumerate().flat_map(move |(row, cells)| {
            self.columns
                .iter()
                .filter_map(move |column| cells.get(column.key.as_str()).map(|cell| (row, column, cell)))
        })
    }
}

impl FieldType for Detail<'_> {
    fn value_type(&self) -> Option<Type> {
        Some(Type::Rows)
    }

    fn canonical(&self, input: &Json, report: &mut Report) -> Json {
        let rows = match input {
            Json::Null => return Json::Null,
            Json::Array(rows) => rows,
            _ => {
                report.add("form.rows_expected", &[]);
                return Json::Null;
            }
        };
        if rows.len() > DETAIL_ROWS_MAX {
            report.add("form.rows_max", &[("max", &DETAIL_ROWS_MAX)]);
            return Json::Null;
        }
        let mut canonical_rows = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let Json::Object(cells) = row else {
                let at = format!("{}[{index}]", report.at);
                Report { at: &at, issues: report.issues }.add("form.rows_expected", &[]);
                continue;
            };
            for key in cells.keys() {
                if !self.columns.iter().any(|column| column.key.as_str() == key) {
                    let at = cell_place(report.at, index, key);
                    Report { at: &at, issues: report.issues }.add("form.unknown_field", &[("field", key)]);
                }
            }
            let mut canonical_cells = Map::new();
            for column in self.columns {
                let Some(cell) = cells.get(column.key.as_str()) else { continue };
                let at = cell_place(report.at, index, column.key.as_str());
                let mut inner = Report { at: &at, issues: report.issues };
                let cell = behaviour(&column.kind).canonical(cell, &mut inner);
                if !cell.is_null() {
                    canonical_cells.insert(column.key.to_string(), cell);
                }
            }
            canonical_rows.push(Json::Object(canonical_cells));
        }
        if canonical_rows.is_empty() { Json::Null } else { Json::Array(canonical_rows) }
    }

    fn limits(&self, value: &Json, report: &mut Report) {
        let rows = value.as_array().map_or(0, Vec::len);
        if rows > usize::from(self.max_rows) {
            report.add("form.rows_max", &[("max", &self.max_rows)]);
        }
        for (row, column, cell) in self.cells(value) {
            let at = cell_place(report.at, row, column.key.as_str());
            behaviour(&column.kind).limits(cell, &mut Report { at: &at, issues: report.issues });
        }
    }

    fn newly_chosen(&self, value: &Json, kept: &[&Json], report: &mut Report) {
        for (row, column, cell) in self.cells(value) {
            let before: Vec<&Json> = kept
                .iter()
                .flat_map(|table| self.cells(table))
                .filter_map(|(_, other, cell)| (other.key == column.key).then_some(cell))
                .collect();
            let at = cell_place(report.at, row, column.key.as_str());
            behaviour(&column.kind).newly_chosen(
                cell,
                &before,
                &mut Report { at: &at, issues: report.issues },
            );
        }
    }

    fn value(&self, value: &Json) -> Value {
        let Some(rows) = value.as_array() else { return Value::Null };
        let row = |cells: &Json| {
            let cell = |column: &Field| match cells.get(column.key.as_str()) {
                Some(cell) => behaviour(&column.kind).value(cell),
                None => Value::Null,
            };
            self.columns.iter().map(|column| (column.key.clone(), cell(column))).collect()
        };
        Value::Rows(rows.iter().map(row).collect())
    }

    fn display(&self, value: &Json, reader: &Reader) -> String {
        let rows = value.as_array().map_or(0, Vec::len);
        match (rows, reader.locale) {
            (0, _) => String::new(),
            (rows, Locale::ZhCn) => format!("{rows} 行"),
            (1, Locale::En) => "1 row".to_owned(),
            (rows, Locale::En) => format!("{rows} rows"),
        }
    }

    fn check(&self, report: &mut Report) {
        if self.columns.is_empty() {
            report.add("form.no_columns", &[]);
        }
        if self.max_rows == 0 || usize::from(self.max_rows) > DETAIL_ROWS_MAX {
            report.add("form.max_rows_range", &[("max", &DETAIL_ROWS_MAX)]);
        }
        if self.min_rows > self.max_rows {
            report.add("form.min_above_max", &[]);
        }
        for total in self.totals {
            let column = self.columns.iter().find(|column| column.key == *total);
            if column.is_none_or(|column| behaviour(&column.kind).value_type() != Some(Type::Number)) {
                report.add("form.bad_total", &[("column", total)]);
            }
        }
    }

    fn can_be_column(&self) -> bool {
        false
    }

    fn lookups(&self, value: &Json, at: &str, lookups: &mut Lookups) {
        for (row, column, cell) in self.cells(value) {
            behaviour(&column.kind).lookups(cell, &cell_place(at, row, column.key.as_str()), lookups);
        }
    }

    fn initial(&self, default: &Json, situation: &Situation) -> Json {
        let Json::Array(rows) = default else { return default.clone() };
        let row = |row: &Json| {
            let mut cells = row.as_object().cloned().unwrap_or_default();
            for column in self.columns {
                if let Some(cell) = cells.get_mut(column.key.as_str()) {
                    *cell = behaviour(&column.kind).initial(cell, situation);
                }
            }
            Json::Object(cells)
        };
        Json::Array(rows.iter().map(row).collect())
    }
}
