//! Writing a table that spreadsheet programs open without running anything in it.

use std::io::{self, Write};

use weir_model::table::Cell;

use super::guard::is_dangerous;

/// A table being written as UTF-8 with a byte order mark, without which spreadsheet programs misread Chinese.
pub struct CsvWriter<W> {
    out: W,
    line: String,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{FEFF}".as_bytes())?;
        Ok(Self { out, line: String::new() })
    }

    /// Appends a row. Text that would be taken for a formula gets a `'` before it; numbers are none and stay.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line.clear();
        for (i, cell) in cells.iter().enumerate() {
            if i > 0 {
                self.line.push(',');
            }
            match cell {
                Cell::Text(text) | Cell::Error(text) => push(&mut self.line, text),
                other => push(&mut self.line, &other.plain()),
            }
        }
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn end(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

fn push(line: &mut String, cell: &str) {
    let guard = if is_dangerous(cell) { "'" } else { "" };
    if cell.is_empty() || cell.contains([',', ';', '\t', '"', '\r', '\n', ' ', '\u{FEFF}']) {
        // An empty cell is quoted too: a row of one would read back as an empty line. So is a byte order mark of the
        // cell's own: bare in the first cell it would be taken for the file's.
        line.push('"');
        line.push_str(guard);
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(guard);
        line.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use proptest::prelude::*;
    use weir_model::table::Row;

    use super::*;
    use crate::csv::{CsvSource, Delimiter, Encoding};

    fn written(rows: &[Vec<String>]) -> Vec<u8> {
        let mut csv = CsvWriter::new(Vec::new()).unwrap();
        for row in rows {
            csv.row(&row.iter().map(Cell::text).collect::<Vec<_>>()).unwrap();
        }
        csv.end().unwrap()
    }

    #[test]
    fn what_looks_like_a_formula_is_disarmed() {
        for (cell, expected) in
            [("=1+2", "'=1+2"), ("+cmd|'/C calc'!A0", "\"'+cmd|'/C calc'!A0\""), ("-12.50", "-12.50")]
        {
            let bytes = written(&[vec![cell.to_owned()]]);
            assert_eq!(String::from_utf8(bytes).unwrap().trim_matches(['\u{FEFF}', '\r', '\n']), expected);
        }
    }

    #[test]
    fn a_byte_order_mark_within_the_first_cell_stays() {
        let bytes = written(&[vec!["\u{FEFF}单价".to_owned()], vec!["3".to_owned()]]);
        let mut cells = Vec::new();
        CsvSource::open(Cursor::new(bytes), None)
            .unwrap()
            .each_row(&mut |row| {
                cells.push(row.cells[0].plain());
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!(cells, ["\u{FEFF}单价", "3"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_written_table_reads_back_the_same(
            (head, rows) in (1usize..6).prop_flat_map(|width| {
                let cell = || "[a-z0-9=+@\\-' ,;\"\u{4e00}-\u{9fa5}🙂\t\n\r]{0,12}";
                (prop::collection::vec("[a-z\u{4e00}]{1,4}", width),
                 prop::collection::vec(prop::collection::vec(cell(), width), 0..20))
            })
        ) {
            let all: Vec<Vec<String>> = std::iter::once(head.clone()).chain(rows.clone()).collect();
            let mut source = CsvSource::open(Cursor::new(written(&all)), None).unwrap();
            prop_assert_eq!((source.encoding, source.delimiter), (Encoding::Utf8Bom, Delimiter::Comma));
            let mut seen: Vec<Row> = Vec::new();
            source.each_row(&mut |row| { seen.push(row); ControlFlow::Continue(()) }).unwrap();
            let filled: Vec<&Vec<String>> =
                all.iter().filter(|r| r.iter().any(|c| !c.trim().is_empty())).collect();
            prop_assert_eq!(seen.len(), filled.len());
            for (row, expected) in seen.iter().zip(filled) {
                let cells: Vec<String> = row.cells.iter().map(Cell::plain).collect();
                let kept: Vec<String> = expected.iter().map(|c| if c.trim().is_empty() { String::new() } else { c.clone() }).collect();
                let read: Vec<String> = cells.into_iter().map(|c| if c.trim().is_empty() { String::new() } else { c }).collect();
                prop_assert_eq!(read, kept);
            }
        }

        #[test]
        fn no_cell_reads_back_as_a_formula(cell in "[=+@\\-\"'\t\r\n,;a1＝ ]{0,6}") {
            let bytes = written(&[vec![cell]]);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.len(), 1);
            prop_assert!(!record[0].starts_with(crate::FORMULA_STARTS) || record[0].parse::<f64>().is_ok());
        }
    }
}
