//! Reading one sheet, cell by cell: never the whole sheet in memory, nor the room that a far-off cell spans.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use weir_model::Issue;
use weir_model::table::{Cell, Row};

use super::bomb::defuse;
use crate::shape::{Shaper, TABLE_MAX_COLUMNS};

/// Significant digits of a number: a spreadsheet program keeps and shows no more, and what stands behind them in a
/// file is the noise of binary fractions.
const DIGITS: usize = 15;

/// A workbook that is open at one of its sheets.
pub struct XlsxSource<R> {
    book: Xlsx<BufReader<R>>,
    /// Its sheets that show cells, in order.
    pub sheets: Vec<String>,
    /// The one that is read.
    pub sheet: String,
}

impl<R: Read + Seek> XlsxSource<R> {
    /// Opens a sheet, the first one when none is named.
    ///
    /// # Errors
    /// For what is no workbook, one that unpacks to more than is read, and a sheet that it has not.
    pub fn open(mut file: R, sheet: Option<&str>) -> Result<Self, Issue> {
        defuse(&mut file)?;
        let broken = || Issue::new("", "interop.workbook_broken");
        file.seek(SeekFrom::Start(0)).map_err(|_| broken())?;
        let book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(|_| broken())?;
        let all = book.sheets_metadata().iter();
        let sheets: Vec<String> =
            all.filter(|s| s.visible == SheetVisible::Visible).map(|s| s.name.clone()).collect();
        let sheet = match sheet {
            Some(name) => sheets.iter().find(|s| *s == name),
            None => sheets.first(),
        };
        let sheet = sheet.cloned().ok_or_else(|| Issue::new("sheet", "interop.sheet_unknown"))?;
        Ok(Self { book, sheets, sheet })
    }

    /// Gives every row in order, the head first, until `see` breaks off.
    ///
    /// # Errors
    /// What makes the sheet unreadable as a whole; rows before it were given.
    pub fn each_row(&mut self, see: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Issue> {
        let broken = || Issue::new("", "interop.workbook_broken");
        let mut cells = self.book.worksheet_cells_reader(&self.sheet).map_err(|_| broken())?;
        let mut shaper = Shaper::default();
        let (mut number, mut row): (u32, Vec<Cell>) = (0, Vec::new());
        loop {
            let cell = cells.next_cell().map_err(|_| broken())?;
            let at = cell.as_ref().map(|cell| cell.get_position());
            if at.is_none_or(|(line, _)| line + 1 != number) {
                if let Some(row) = shaper.row(number, std::mem::take(&mut row))?
                    && see(row).is_break()
                {
                    return Ok(());
                }
                number = at.map_or(number, |(line, _)| line + 1);
            }
            let (Some(cell), Some((_, column))) = (cell, at) else { return shaper.end() };
            let column = column as usize;
            let value = value(cell.get_value());
            if value.is_empty() {
                continue;
            }
            if column >= TABLE_MAX_COLUMNS {
                let issue = Issue::new(format!("row[{number}]"), "interop.too_many_columns");
                return Err(issue.with("max", TABLE_MAX_COLUMNS));
            }
            if row.len() <= column {
                row.resize(column + 1, Cell::Empty);
            }
            row[column] = value;
        }
    }
}

fn value(data: &DataRef) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(n) => Cell::Number(n.to_string()),
        DataRef::Float(n) => number(*n),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(*text),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(at) => date_time(*at),
        DataRef::DateTimeIso(text) => match (text.parse::<Date>(), text.parse::<DateTime>()) {
            (Ok(day), _) if !text.contains('T') => Cell::Date(day),
            (_, Ok(at)) => Cell::DateTime(at),
            _ => Cell::text(text),
        },
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// The number as the spreadsheet program shows it, in plain notation.
fn number(n: f64) -> Cell {
    let text = format!("{n:.*e}", DIGITS - 1);
    match Decimal::from_scientific(&text) {
        Ok(exact) => Cell::Number(exact.normalize().to_string()),
        // Beyond what exact numbers hold: nothing that a field takes.
        Err(_) => Cell::text(n.to_string()),
    }
}

fn date_time(at: ExcelDateTime) -> Cell {
    let serial = at.as_f64();
    if at.is_duration() || (0.0..1.0).contains(&serial) {
        return if (0.0..1.0).contains(&serial) { time(serial) } else { number(serial) };
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let parts = [month, day, hour, minute, second].map(|n| i8::try_from(n).unwrap_or_default());
    let [month, day, hour, minute, second] = parts;
    let Ok(day) = Date::new(i16::try_from(year).unwrap_or_default(), month, day) else {
        return number(serial);
    };
    let Ok(time) = Time::new(hour, minute, second, 0) else { return Cell::Date(day) };
    let at = if milli >= 500 {
        DateTime::from_parts(day, time).checked_add(jiff::Span::new().seconds(1)).ok()
    } else {
        Some(DateTime::from_parts(day, time))
    };
    match at {
        Some(at) if at.time() != Time::midnight() => Cell::DateTime(at),
        Some(at) => Cell::Date(at.date()),
        None => Cell::Date(day),
    }
}

fn time(part_of_day: f64) -> Cell {
    const SECONDS: f64 = 86_400.0;
    #[allow(clippy::cast_possible_truncation, reason = "between 0 and the seconds of a day")]
    let seconds = (part_of_day * SECONDS).round() as i64;
    let span = jiff::Span::new().seconds(seconds.min(86_399));
    Time::midnight().checked_add(span).map_or(Cell::Empty, Cell::Time)
}
