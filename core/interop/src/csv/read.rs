//! Reading a table of unknown origin row by row, within limits, with findings that say where.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use csv::{ReaderBuilder, StringRecord};
use weir_model::Issue;
use weir_model::table::{Cell, Row};

use super::delimiter::Delimiter;
use super::encoding::{Decoding, Encoding};
use super::guard::disarmed;
use crate::shape::Shaper;

/// Bytes of the file in which its first line is looked for.
const FIRST_LINE_BYTES: u64 = 64 * 1024;

/// A text file that is open.
pub struct CsvSource<R> {
    file: R,
    /// The encoding it is in.
    pub encoding: Encoding,
    /// What parts the cells.
    pub delimiter: Delimiter,
    /// Whether lines end with a carriage return before the line feed.
    crlf: bool,
}

impl<R: Read + Seek> CsvSource<R> {
    /// Finds out encoding and delimiter.
    ///
    /// # Errors
    /// For a file in another encoding, or none at all.
    pub fn open(mut file: R, asked: Option<Encoding>) -> Result<Self, Issue> {
        let encoding = Encoding::detect(&mut file, asked)?;
        let mut beginning = Vec::new();
        Decoding::new(&mut file, encoding)
            .take(FIRST_LINE_BYTES)
            .read_to_end(&mut beginning)
            .map_err(|_| Issue::new("", "interop.unreadable"))?;
        let beginning = String::from_utf8_lossy(&beginning);
        let crlf = beginning.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
        Ok(Self { delimiter: Delimiter::detect(&beginning), file, encoding, crlf })
    }

    /// Gives every row in order, the head first, until `see` breaks off. Empty lines are left out, but count.
    ///
    /// # Errors
    /// What makes the file unreadable as a whole; rows before it were given.
    pub fn each_row(&mut self, see: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Issue> {
        self.encoding.begin(&mut self.file).map_err(|_| Issue::new("", "interop.unreadable"))?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(Decoding::new(&mut self.file, self.encoding));
        let (mut record, mut shaper) = (StringRecord::new(), Shaper::default());
        let mut place = Place { crlf: self.crlf, within_cells: 0, number: 0 };
        while reader.read_record(&mut record).map_err(|error| unreadable(&place, &error))? {
            let number = place.behind(reader.position().line(), &record);
            let cells = record.iter().map(|cell| Cell::text(disarmed(cell))).collect();
            if let Some(row) = shaper.row(number, cells)?
                && see(row).is_break()
            {
                return Ok(());
            }
        }
        shaper.end()
    }
}

/// Where a row stands as a spreadsheet program counts: the first line of a file is 1, empty lines count, a line end
/// within a cell does not.
struct Place {
    crlf: bool,
    within_cells: u64,
    number: u32,
}

impl Place {
    fn behind(&mut self, line: u64, record: &StringRecord) -> u32 {
        let ends = record.as_slice().bytes().filter(|b| *b == b'\n').count();
        self.within_cells += ends as u64;
        // The reader counts line feeds from 1, and leaves the one behind a carriage return to the next row.
        let counted = line.saturating_sub(self.within_cells) - u64::from(!self.crlf).min(line);
        self.number = u32::try_from(counted).unwrap_or(u32::MAX).max(self.number + 1);
        self.number
    }
}

fn unreadable(place: &Place, error: &csv::Error) -> Issue {
    let line = error.position().map_or(u64::from(place.number) + 1, csv::Position::line);
    Issue::new(format!("row[{}]", place.number + 1), "interop.row_unreadable").with("line", line)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::{CELL_MAX_CHARS, TABLE_MAX_COLUMNS, TABLE_MAX_ROWS};

    fn table(text: &str) -> Result<Vec<Row>, Issue> {
        let mut rows = Vec::new();
        CsvSource::open(Cursor::new(text), None)?.each_row(&mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let plain = |row: Row| (row.number, row.cells.iter().map(Cell::plain).collect());
        table(text).unwrap().into_iter().map(plain).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn quoted_cells_hold_delimiters_line_ends_and_quotation_marks() {
        for end in ["\r\n", "\n"] {
            let text = ["名称,备注", "\"桌,椅\",\"第一行\n\"\"第二行\"\"\"", "", "柜子,", "床,x"].join(end);
            let expected = [
                row(1, &["名称", "备注"]),
                row(2, &["桌,椅", "第一行\n\"第二行\""]),
                row(4, &["柜子", ""]),
                row(5, &["床", "x"]),
            ];
            assert_eq!(cells(&text), expected, "the empty line counts, the one within a cell does not");
            assert_eq!(cells(&(text + end)), expected);
        }
        assert_eq!(cells("a\r1\r2"), [row(1, &["a"]), row(2, &["1"]), row(3, &["2"])]);
    }

    #[test]
    fn short_rows_are_filled_up_and_trailing_delimiters_ignored() {
        let expected = [
            row(1, &["a", "b", "c"]),
            row(2, &["1", "", ""]),
            row(3, &["1", "2", "3"]),
            row(5, &["x", "", ""]),
        ];
        assert_eq!(cells("a,b,c\n1\n1,2,3,,\n,,\nx\n"), expected);
    }

    #[test]
    fn a_value_without_a_column_is_a_finding_of_its_row() {
        let rows = table("a,b\n1,2\n1,2,3,4\n").unwrap();
        assert_eq!(rows[1].issue, None);
        let issue = rows[2].issue.clone().unwrap();
        assert_eq!((issue.at.as_str(), issue.code.as_ref()), ("column[3]", "interop.cell_without_column"));
    }

    #[test]
    fn limits_are_findings() {
        let long = "x".repeat(CELL_MAX_CHARS + 1);
        let rows = table(&format!("a,b\n1,{long}\n")).unwrap();
        assert_eq!(rows[1].issue.as_ref().unwrap().code, "interop.cell_too_long");
        let fits = "字".repeat(CELL_MAX_CHARS);
        assert_eq!(table(&format!("a\n{fits}\n")).unwrap()[1].issue, None);
        let wide = vec!["h"; TABLE_MAX_COLUMNS + 1].join(",");
        assert_eq!(table(&wide).unwrap_err().code, "interop.too_many_columns");
        let most = "a\n".repeat(TABLE_MAX_ROWS as usize + 1);
        assert_eq!(table(&most).unwrap().len(), TABLE_MAX_ROWS as usize + 1);
        assert_eq!(table(&(most + "a\n")).unwrap_err().code, "interop.too_many_rows");
        for empty in ["", "\n\n", ",,\n", "\u{FEFF}"] {
            assert_eq!(table(empty).unwrap_err().code, "interop.empty", "{empty:?}");
        }
    }

    #[test]
    fn a_reader_that_has_enough_breaks_off() {
        let mut seen = 0;
        let mut source = CsvSource::open(Cursor::new("a\n1\n2\n3\n"), None).unwrap();
        let stop = |_| {
            seen += 1;
            if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        source.each_row(&mut { stop }).unwrap();
        assert_eq!(seen, 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(mut source) = CsvSource::open(Cursor::new(bytes), None) {
                let _ = source.each_row(&mut |_| ControlFlow::Continue(()));
            }
        }
    }
}
