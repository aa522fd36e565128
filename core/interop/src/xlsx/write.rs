//! Writing one sheet of typed values. Rows wait in a temporary file, so memory stays flat.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use weir_model::table::Cell;

use crate::FORMULA_STARTS;

/// Rows of a sheet, the head included.
pub const SHEET_MAX_ROWS: u32 = 1_048_576;
/// UTF-16 units that a cell holds.
const CELL_MAX_UNITS: usize = 32_767;
/// Digits that a number keeps; one with more is written as text, so that nothing of it is lost.
const DIGITS: u32 = 15;
/// The first year whose days every spreadsheet program counts alike.
const FIRST_YEAR: i16 = 1901;
/// Put in place of what had to be cut off.
const CUT: char = '…';

/// A workbook being written.
pub struct XlsxWriter {
    book: Workbook,
    next: u32,
    formats: Formats,
}

struct Formats {
    head: Format,
    guarded: Format,
    day: Format,
    time: Format,
    instant: Format,
}

impl XlsxWriter {
    /// Begins a workbook of one sheet with its head; `scratch` holds the rows until the end.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn new(scratch: &Path, head: &[String]) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(scratch).map_err(refused)?;
        let sheet = book.add_worksheet_with_constant_memory().map_err(refused)?;
        sheet.set_freeze_panes(1, 0).map_err(refused)?;
        let formats = Formats {
            head: Format::new().set_bold(),
            // Stays text even when somebody edits it.
            guarded: Format::new().set_quote_prefix(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("hh:mm"),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        };
        for (column, name) in (0..).zip(head) {
            sheet.write_string_with_format(0, column, cut(name).0, &formats.head).map_err(refused)?;
        }
        Ok(Self { book, next: 1, formats })
    }

    /// Appends a row. Tells how many cells had to be cut.
    ///
    /// # Errors
    /// When the sheet is full or the disk refuses.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<u32> {
        if self.next >= SHEET_MAX_ROWS {
            return Err(io::Error::other("the sheet is full"));
        }
        let (row, formats) = (self.next, &self.formats);
        let sheet = self.book.worksheet_from_index(0).map_err(refused)?;
        let mut cuts = 0;
        for (column, cell) in (0..).zip(cells) {
            cuts += u32::from(put(sheet, (row, column), cell, formats).map_err(refused)?);
        }
        self.next += 1;
        Ok(cuts)
    }

    /// Packs everything into `file`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn end(mut self, file: File) -> io::Result<()> {
        let mut file = BufWriter::new(file);
        self.book.save_to_writer(&mut file).map_err(refused)?;
        file.flush()
    }
}

/// Writes one cell; tells whether it was cut. Always a value: text that looks like a formula stays text.
fn put(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, formats: &Formats) -> Result<bool, XlsxError> {
    let (row, column) = at;
    let mut shortened = false;
    match cell {
        Cell::Empty => {}
        Cell::Number(text) => match exact(text) {
            Some(number) => drop(sheet.write_number(row, column, number)?),
            None => drop(sheet.write_string(row, column, text)?),
        },
        Cell::Bool(yes) => drop(sheet.write_boolean(row, column, *yes)?),
        Cell::Date(day) if day.year() >= FIRST_YEAR => {
            sheet.write_datetime_with_format(row, column, excel_day(*day)?, &formats.day)?;
        }
        Cell::DateTime(at) if at.year() >= FIRST_YEAR => {
            let at = excel_instant(*at)?;
            sheet.write_datetime_with_format(row, column, at, &formats.instant)?;
        }
        Cell::Time(time) => {
            sheet.write_number_with_format(row, column, part_of_day(*time), &formats.time)?;
        }
        Cell::Date(_) | Cell::DateTime(_) => drop(sheet.write_string(row, column, cell.plain())?),
        Cell::Text(text) | Cell::Error(text) => {
            let (text, was_cut) = cut(text);
            shortened = was_cut;
            if text.starts_with(FORMULA_STARTS) {
                sheet.write_string_with_format(row, column, text, &formats.guarded)?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(shortened)
}

/// The number, when a spreadsheet program keeps all its digits.
fn exact(text: &str) -> Option<f64> {
    let number: Decimal = text.parse().ok()?;
    let number = number.normalize();
    let digits = number.mantissa().unsigned_abs().checked_ilog10().unwrap_or_default() + 1;
    if digits > DIGITS { None } else { number.to_string().parse().ok() }
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or_default(), part(day.month()), part(day.day()))
}

fn excel_instant(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    excel_day(at.date())?.and_hms(part(at.hour()).into(), part(at.minute()), f64::from(at.second()))
}

fn part_of_day(time: Time) -> f64 {
    let seconds = i32::from(time.hour()) * 3_600 + i32::from(time.minute()) * 60 + i32::from(time.second());
    f64::from(seconds) / 86_400.0
}

/// As much of the text as a cell holds.
fn cut(text: &str) -> (String, bool) {
    if text.len() <= CELL_MAX_UNITS || text.encode_utf16().count() <= CELL_MAX_UNITS {
        return (text.to_owned(), false);
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < CELL_MAX_UNITS
    });
    (kept.chain([CUT]).collect(), true)
}

fn refused(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}
